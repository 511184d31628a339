"""A PIN proves who she is; guesses are few, and tell nothing."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from builders import AMNA, BILQIS, HINA, a_person

from hotline.core.phone_number import PhoneNumber
from hotline.storage.passwords import NOBODYS
from hotline.storage.pins import LOCKED_FOR, MOST_WRONG
from hotline.storage.store import SqlStore

HOUR = timedelta(hours=1)


@pytest.fixture
def amna(store: SqlStore, now: datetime) -> str:
    return has_a_pin(store, now)


def has_a_pin(store: SqlStore, now: datetime) -> str:
    """Amna has a PIN, Bilqis has none."""
    store.replace_roster([a_person(pin="2468", name="Amna", phone=AMNA), a_person(name="Bilqis", phone=BILQIS)], now)
    found = store.responder_of(PhoneNumber(AMNA))
    assert found
    return found.id


def the_other(store: SqlStore) -> str:
    found = store.responder_of(PhoneNumber(BILQIS))
    assert found
    return found.id


def wrong(store: SqlStore, who: str, times: int, now: datetime, call: str = "CA1") -> list[bool]:
    return [store.pin_was_wrong(who, f"{call}:{n}", now + n * timedelta(seconds=1)) for n in range(times)]


def test_a_responder_is_known_by_her_number(store: SqlStore, amna: str, now: datetime) -> None:
    """Nobody else is, nor she once she has left."""
    assert store.responder_of(PhoneNumber(HINA)) is None
    store.replace_roster([a_person(name="Bilqis", phone=BILQIS)], now)
    assert store.responder_of(PhoneNumber(AMNA)) is None


def test_only_her_own_pin_is_right(store: SqlStore, amna: str) -> None:
    bilqis = the_other(store)
    assert store.pin_is_right(amna, "2468")
    assert not any(store.pin_is_right(amna, pin) for pin in ("2469", "", "24680", "a PIN that nobody has"))
    assert not any(store.pin_is_right(bilqis, pin) for pin in ("2468", "", "a PIN that nobody has"))
    assert not store.pin_is_right("unknown", "2468")


def test_without_a_pin_the_answer_takes_as_long(store: SqlStore, now: datetime) -> None:
    """Both are one comparison with a hash of the same cost: that of the library, however quick other tests are.

    It is the work that is compared: others use this machine too.
    """
    store = SqlStore(store.db, store.vault)
    amna = has_a_pin(store, now)
    stored = store.db.one("select pin from responders where id = :id", {"id": amna})
    assert stored
    for known in (store.vault.open(stored["pin"], "responders", "pin", amna), NOBODYS):
        assert not PasswordHasher().check_needs_rehash(known)
    bilqis = the_other(store)

    def quickest(who: str) -> float:
        took = []
        for _ in range(5):
            began = time.process_time()
            store.pin_is_right(who, "1357")
            took.append(time.process_time() - began)
        return min(took)

    assert 0.5 < quickest(amna) / quickest(bilqis) < 2


def test_the_fifth_wrong_pin_locks_for_an_hour(store: SqlStore, amna: str, now: datetime) -> None:
    assert wrong(store, amna, MOST_WRONG, now) == [False] * (MOST_WRONG - 1) + [True]
    assert store.pin_locked(amna, now + LOCKED_FOR)
    assert not store.pin_locked(amna, now + LOCKED_FOR + timedelta(seconds=MOST_WRONG))
    assert wrong(store, amna, MOST_WRONG - 1, now + 2 * HOUR, "CA2") == [False] * (MOST_WRONG - 1)


def test_wrong_pins_of_an_hour_ago_do_not_count(store: SqlStore, amna: str, now: datetime) -> None:
    wrong(store, amna, MOST_WRONG - 1, now)
    assert wrong(store, amna, MOST_WRONG - 1, now + HOUR, "CA2") == [False] * (MOST_WRONG - 1)
    assert not store.pin_locked(amna, now + HOUR)


def test_a_try_that_is_told_twice_counts_once(store: SqlStore, amna: str, now: datetime) -> None:
    for _ in range(2 * MOST_WRONG):
        assert not store.pin_was_wrong(amna, "CA1:1", now)
    assert not store.pin_locked(amna, now)


def test_the_right_one_wipes_the_slate(store: SqlStore, amna: str, now: datetime) -> None:
    wrong(store, amna, MOST_WRONG - 1, now)
    store.pin_was_right(amna)
    assert wrong(store, amna, MOST_WRONG - 1, now + HOUR / 2, "CA2") == [False] * (MOST_WRONG - 1)


def test_one_persons_tries_do_not_lock_another(store: SqlStore, amna: str, now: datetime) -> None:
    bilqis = the_other(store)
    wrong(store, bilqis, MOST_WRONG, now)
    assert store.pin_locked(bilqis, now)
    assert not store.pin_locked(amna, now)
