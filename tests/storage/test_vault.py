"""What is sealed opens only where it belongs, with a key that is known."""

from __future__ import annotations

import pytest
from builders import HINA, KEY, OTHER_KEY, ZOYA

from hotline.core.errors import SealBroken, StoreDown
from hotline.storage.vault import Vault


def test_a_sealed_text_opens_in_its_place_and_shows_nothing(vault: Vault) -> None:
    """Two women's numbers are sealed; each comes back whole, and no token holds a digit run of either."""
    for number in (HINA, ZOYA, "", "نمبر \x00 \ud800"):
        token = vault.seal(number, "callbacks", "number", "row1")
        assert vault.open(token, "callbacks", "number", "row1") == number
        assert not number or number[1:] not in token


def test_the_same_text_never_looks_the_same_twice(vault: Vault) -> None:
    """Equal rows cannot be told from their tokens."""
    assert vault.seal(HINA, "t", "c", "r") != vault.seal(HINA, "t", "c", "r")


@pytest.mark.parametrize("place", [("t2", "c", "r"), ("t", "c2", "r"), ("t", "c", "r2")])
def test_a_token_moved_elsewhere_does_not_open(vault: Vault, place: tuple[str, str, str]) -> None:
    """Another table, column or row is another place."""
    with pytest.raises(SealBroken):
        vault.open(vault.seal(HINA, "t", "c", "r"), *place)


def test_no_changed_token_opens(vault: Vault) -> None:
    """Each character matters, also the last, whose spare bits a lax reader would ignore."""
    token = vault.seal_place("somewhere", "CA1")
    for index, character in enumerate(token):
        for other in {"A", "B", "-", "_", "=", "+", "/", " ", "\n", "ا"} - {character}:
            with pytest.raises(SealBroken):
                vault.open_place(token[:index] + other + token[index + 1 :], "CA1")


@pytest.mark.parametrize("token", ["", "A", "AAAA", "x" * 10_000, "\x00", "+++", "AAAA" * 4, "\ud800"])
def test_rubbish_is_refused_and_nothing_else_is_raised(vault: Vault, token: str) -> None:
    """Whatever stands in the URL, the answer is SealBroken; whoever only knows StoreDown is safe too."""
    with pytest.raises(SealBroken):
        vault.open_place(token, "CA1")
    assert issubclass(SealBroken, StoreDown)


def test_a_place_belongs_to_its_call(vault: Vault) -> None:
    """Hina's place replayed in Zoya's call does not open; nor does it open as a row."""
    token = vault.seal_place("somewhere", "CA-hina")
    assert vault.open_place(token, "CA-hina") == "somewhere"
    with pytest.raises(SealBroken):
        vault.open_place(token, "CA-zoya")
    with pytest.raises(SealBroken):
        vault.open(token, "", "", "CA-hina")


def test_a_place_needs_no_encoding_in_a_url(vault: Vault) -> None:
    """Only letters, digits, - and _ stand in it, whatever its length."""
    for length in range(40):
        assert vault.seal_place("x" * length, "CA1").replace("-", "").replace("_", "").isalnum()


def test_an_old_key_opens_and_the_new_key_seals() -> None:
    """After a key change what was there is read; what is written since needs the new key."""
    before, after, new_only = Vault([KEY]), Vault([OTHER_KEY, KEY]), Vault([OTHER_KEY])
    old = before.seal(HINA, "t", "c", "r")
    assert after.open(old, "t", "c", "r") == HINA
    fresh = after.seal(ZOYA, "t", "c", "r")
    assert new_only.open(fresh, "t", "c", "r") == ZOYA
    with pytest.raises(SealBroken):
        before.open(fresh, "t", "c", "r")
    with pytest.raises(SealBroken):
        new_only.open(old, "t", "c", "r")


def test_a_fingerprint_finds_the_same_person_only(vault: Vault) -> None:
    """Equal for one, different for two, different for each use, and different with another key."""
    assert vault.fingerprint(HINA) == vault.fingerprint(HINA)
    others = {vault.fingerprint(ZOYA), vault.fingerprint(HINA, "talks"), Vault([OTHER_KEY]).fingerprint(HINA)}
    assert vault.fingerprint(HINA) not in others
    assert len(others) == 3


def test_fingerprints_are_those_of_every_key_the_newest_first() -> None:
    """Rows written under the old key are found, new ones are written under the new."""
    both = Vault([OTHER_KEY, KEY])
    assert both.fingerprints(HINA) == (both.fingerprint(HINA), Vault([KEY]).fingerprint(HINA))


@pytest.mark.parametrize("keys", [[], [b"short"], [KEY, KEY + b"x"]])
def test_wrong_keys_are_refused(keys: list[bytes]) -> None:
    """The program does not start with them."""
    with pytest.raises(ValueError):
        Vault(keys)


def test_a_key_given_twice_is_one_key() -> None:
    """A slip of the hand during a key change does no harm."""
    assert len(Vault([KEY, KEY]).fingerprints(HINA)) == 1


def test_a_vault_does_not_print_its_keys(vault: Vault) -> None:
    """A trace that shows the vault shows nothing."""
    assert repr(vault) == "Vault(hidden)"
