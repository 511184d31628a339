"""No number kept: with a reference and a PIN of her own she goes on from any phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.simulator.journey import Handset
from hotline.storage.tokens import MOST_OF_REFERENCE
from tests.journeys.conftest import AMINA, HER, Hotline
from tests.journeys.test_calls_back import open_at_work, rings_soon, state, waits

NEIGHBOURS = "+923990000002"
PIN, ANOTHER = "2468", "1357"
DAY = 24 * 3600.0


@pytest.fixture
def hotline(tmp_path: Path) -> Hotline:
    return open_at_work(tmp_path)


def reference_of(hotline: Hotline) -> str:
    [request] = hotline.store.callbacks()
    return request.reference


def she_asks_without_a_number(hotline: Hotline) -> str:
    """For the afternoon, any day, about the law, a man will do; what she hears as her reference."""
    her = hotline.phone().calls().presses("1").presses("3").hears("callback_none").presses("3")
    her.hears("callin_when").presses("2").presses("1").hears("pin_new").presses(PIN).hears("pin_check").presses("1")
    her.presses("1").presses("2").hears("callin_confirm", "window_afternoon").presses("1")
    her.hears("callin_stored").hangs_up()
    return reference_of(hotline)


def she_asks_for_the_evening(hotline: Hotline) -> str:
    """On her own phone, about the law; then she chooses a PIN as well."""
    her = hotline.phone().calls().presses("1").presses("3").presses("1").presses("4").presses("1").presses("11")
    her.presses("1").presses("2").presses("1").hears("callback_stored").presses("2").hears("pin_new").presses(PIN)
    her.presses("1").hears("pin_kept").hangs_up()
    return reference_of(hotline)


def goes_on(hotline: Hotline, reference: str, pin: str = PIN, number: str = NEIGHBOURS) -> Handset:
    """She rings from another phone and gives both numbers."""
    phone = hotline.phone(number, owner="her, elsewhere")
    phone.calls().presses("1").presses("3").presses("4").hears("token_ask").presses(f"{reference}#")
    return phone.hears("token_pin").presses(pin)


def test_a_hash_after_a_pin_is_no_step_back(hotline: Hotline) -> None:
    """A number is ended by it, so she presses it after four digits too: what is asked then is said again. A second one
    goes back."""
    her = hotline.phone().calls().presses("1333").presses("1").presses(f"{PIN}#").hears("pin_check", "pin_check")
    her.presses("1").presses("1").presses("2").hears("callin_confirm").presses("1").hears("callin_stored").hangs_up()
    her.calls().presses("1333").presses("1").presses(f"{PIN}#").hears("pin_check", "pin_check")
    her.presses("#").hears("pin_new")


def test_no_number_kept_she_goes_on_from_another_phone(hotline: Hotline) -> None:
    """She asks on her husband's phone, and the next day talks on the neighbour's. Nobody ever rings either of them."""
    reference = she_asks_without_a_number(hotline)
    waits(hotline, 60)
    hotline.clock.advance(DAY)
    waits(hotline, 1)
    hotline.phone(AMINA).does_not_ring()
    assert state(hotline) == "new"
    there = goes_on(hotline, reference).hears("token_calls_in", "token_talk").presses("1")
    amina = hotline.phone(AMINA).rings().answers().hears("whisper", "subject_law").presses("1")
    there.talks_to(amina)
    amina.hangs_up()
    there.hears("stay_on_line").hangs_up()
    assert state(hotline) == "done"
    waits(hotline, 30)
    for number in (HER, NEIGHBOURS):
        hotline.phone(number).does_not_ring().reads_nothing()


def test_neither_number_is_kept(hotline: Hotline, tmp_path: Path) -> None:
    """Nor a hash of it with the request: there is nothing to find it by but her token."""
    reference = she_asks_without_a_number(hotline)
    goes_on(hotline, reference).hears("token_calls_in").hangs_up()
    hotline.store.db.query("pragma wal_checkpoint(truncate)")
    kept = (tmp_path / "hotline.db").read_bytes()
    for number in (HER, NEIGHBOURS):
        assert number.removeprefix("+").encode() not in kept
        for kind in ("number", "guess", "caller"):
            assert hotline.store.vault.fingerprint(number, kind).encode() not in kept
    assert PIN.encode() not in b"".join(row["pin_print"].encode() for row in hotline.store.db.query(
        "select pin_print from callbacks"))  # fmt: skip


def test_when_nobody_is_free_her_request_stays(hotline: Hotline) -> None:
    """She is told so, and may try again; nothing that she asked for was given up."""
    hotline.phone(AMINA).phone.manner = "busy"
    there = goes_on(hotline, she_asks_without_a_number(hotline)).presses("1").hears("connect")
    there.hears("nobody", "token_talk").hangs_up()
    assert state(hotline) == "new"


def test_she_changes_the_time_from_another_phone(hotline: Hotline) -> None:
    """She is rung on her own phone all the same: it is now that suits her."""
    there = goes_on(hotline, she_asks_for_the_evening(hotline)).hears("token_waits", "window_evening").presses("2")
    there.hears("callback_when").presses("1").hears("token_check", "window_now").presses("1").hears("token_stored")
    there.hangs_up()
    amina, her = hotline.phone(AMINA), hotline.phone()
    rings_soon(hotline, amina)
    amina.rings().answers().presses("1")
    her.rings().answers().presses("1").talks_to(amina)
    hotline.phone(NEIGHBOURS).does_not_ring()


def test_she_withdraws_it_from_another_phone(hotline: Hotline) -> None:
    """After a second yes; in the evening nothing rings."""
    there = goes_on(hotline, she_asks_for_the_evening(hotline)).presses("3").hears("token_sure").presses("2")
    there.hears("token_withdraw").presses("3").presses("1").hears("withdrawn").hears_the_end()
    assert state(hotline) == "withdrawn"
    waits(hotline, 130)
    hotline.phone(AMINA).does_not_ring()
    goes_on(hotline, reference_of(hotline)).hears("token_closed", "menu_talk").hangs_up()


def test_she_hears_whether_somebody_has_it(hotline: Hotline) -> None:
    reference = she_asks_for_the_evening(hotline)
    goes_on(hotline, reference).hears("token_waits").hangs_up()
    amina = hotline.phone(AMINA)
    rings_soon(hotline, amina, minutes=130)
    goes_on(hotline, reference).hears("token_taken").hangs_up()


def test_who_was_not_reached_opens_her_request_again_by_calling_in(hotline: Hotline) -> None:
    """Four rings in vain: the coordinator was told. She calls, names other hours, and is rung."""
    reference = she_asks_for_the_evening(hotline)
    hotline.store.db.execute("update callbacks set rings = 4, state = 'not_reached'")
    there = goes_on(hotline, reference).hears("token_missed").presses("2").presses("3").presses("1").presses("1")
    there.hears("token_stored").hangs_up()
    amina, her = hotline.phone(AMINA), hotline.phone()
    rings_soon(hotline, amina)
    amina.rings().answers().presses("1")
    her.rings().answers().hears("back_confirm").presses("1").talks_to(amina)


def test_wrong_and_unknown_are_told_in_the_same_words(hotline: Hotline) -> None:
    """Somebody who found the reference, somebody who guesses one, and whoever guessed too often hear the same."""
    reference = she_asks_for_the_evening(hotline)

    def hears(about: str, pin: str, number: str) -> str:
        phone = goes_on(hotline, about, pin, number)
        phone.listens()
        said = phone.transcript(whole=True).split("token_pin")[1]
        phone.hangs_up()
        return said

    unknown = "1000" if reference != "1000" else "1001"
    known = [hears(reference, ANOTHER, f"+92399000010{n}") for n in range(MOST_OF_REFERENCE)]
    assert {*known, hears(unknown, ANOTHER, NEIGHBOURS)} == {known[0]}
    assert "token_wrong" in known[0]
    assert hears(reference, PIN, HER) == known[0]
    hotline.clock.advance(DAY)
    goes_on(hotline, reference).hears("token_missed" if state(hotline) == "expired" else "token_waits").hangs_up()


def test_whose_token_does_not_fit_can_talk_all_the_same(hotline: Hotline) -> None:
    """She has forgotten her PIN: a person is one key away."""
    there = goes_on(hotline, she_asks_for_the_evening(hotline), ANOTHER).hears("token_wrong", "callback_talk")
    there.presses("2").hears("connect")
    hotline.phone(AMINA).rings()


def test_by_text_too(hotline: Hotline) -> None:
    """Asked, gone on with and withdrawn by text, from two phones."""
    her = hotline.phone()
    her.texts("mujhe call karein").reads("4 Hawala number hai")
    for answer, question in (("3", "kis waqt"), ("3", "Kin dinon"), ("1", "PIN"), ("1234", "tarteeb"), (PIN, PIN)):
        her.texts(answer).reads(question)
    for answer in ("1", "1", "2"):
        her.texts(answer).reads()
    her.texts("1").reads("Aap ka number", reference_of(hotline))
    there = hotline.phone(NEIGHBOURS)
    for answer in ("mujhe call karein", "4", reference_of(hotline)):
        there.texts(answer).reads()
    there.texts(PIN).reads("Darkhwast maujood hai")
    there.texts("3").reads("khatam")
    there.texts("1").reads("call nahi aaye gi")
    assert state(hotline) == "withdrawn"
