"""A missed call is rung back once, rarely, and never at a number that did not call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from builders import AMNA, HINA, KEY, OTHER_KEY, ZOYA, two_people

from hotline.actions.ring_missed import Missed, came_to_the_menu, ring_missed
from hotline.core.missed import LATEST, ONE_RING, RingBack
from hotline.core.phone_number import PhoneNumber
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

AFTER = timedelta(seconds=30)
OWN, BUSY = PhoneNumber("+923990000000"), PhoneNumber("+923990000009")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
Calls = Callable[..., bool]


def missed(store: SqlStore, **rules: int) -> Missed:
    kept = RingBack(AFTER, **{"per_number": 3, "in_all": 200, **rules}, number=BUSY, own=frozenset({OWN, BUSY}))
    return Missed(store, kept, lambda call: f"/missed/{call}")


@pytest.fixture
def calls(store: SqlStore, now: datetime) -> Calls:
    """Somebody calls and hangs up; True when a ring is planned."""
    count = iter(range(1000))

    def call(number: str, at: datetime, **rules: int) -> bool:
        return ring_missed(missed(store, **rules), f"CA{next(count)}", PhoneNumber(number), at)

    return call


def rings(store: SqlStore, now: datetime) -> list[tuple[str, str]]:
    """What leaves the outbox now."""
    found = []
    while errand := store.take(now, now + DAY):
        found.append((errand.to.e164, errand.body))
    return found


def test_the_number_that_called_is_rung_after_a_while(store: SqlStore, now: datetime, calls: Calls) -> None:
    assert calls(HINA, now)
    assert rings(store, now + AFTER / 2) == []
    assert rings(store, now + AFTER) == [(HINA, "/missed/CA0")]


def test_what_could_not_leave_in_time_does_not_ring_any_more(store: SqlStore, now: datetime, calls: Calls) -> None:
    """The worker was down: by now somebody else may hold the phone."""
    calls(HINA, now)
    assert rings(store, now + AFTER + LATEST) == []


def test_several_in_ten_minutes_are_one_ring(store: SqlStore, now: datetime, calls: Calls) -> None:
    rung = [calls(HINA, now + n * MINUTE) for n in (0, 1, 5, 9, 10)]
    assert rung == [True, False, False, False, True]
    assert calls(ZOYA, now)


def test_a_report_told_twice_is_one_ring(store: SqlStore, now: datetime) -> None:
    for _ in range(2):
        ring_missed(missed(store), "CA1", PhoneNumber(HINA), now)
    ring_missed(missed(store), "CA1", PhoneNumber(HINA), now + 2 * ONE_RING)
    assert len(rings(store, now + AFTER)) == 1


def test_a_number_is_rung_so_often_a_day(store: SqlStore, now: datetime, calls: Calls) -> None:
    rung = [calls(HINA, now + n * ONE_RING) for n in range(5)]
    assert rung == [True, True, True, False, False]
    assert calls(HINA, now + DAY)


def test_all_together_are_rung_so_often_a_day(store: SqlStore, now: datetime, calls: Calls) -> None:
    rung = [calls(f"+92399000030{n}", now, in_all=4) for n in range(6)]
    assert rung == [True] * 4 + [False] * 2


def test_nought_is_no_limit(store: SqlStore, now: datetime, calls: Calls) -> None:
    assert all(calls(HINA, now + n * ONE_RING, per_number=0, in_all=0) for n in range(9))


def test_whoever_listens_is_not_rung(store: SqlStore, now: datetime, calls: Calls) -> None:
    """Neither for this call nor for the missed ones before it; a missed call later is rung again."""
    calls(HINA, now)
    calls(ZOYA, now)
    came_to_the_menu(missed(store), "CA-listens", PhoneNumber(HINA), now + AFTER / 2)
    assert not ring_missed(missed(store), "CA-listens", PhoneNumber(HINA), now + AFTER)
    assert rings(store, now + AFTER) == [(ZOYA, "/missed/CA1")]
    assert calls(HINA, now + ONE_RING)


def test_after_a_wrong_person_it_is_silent_for_a_day(store: SqlStore, now: datetime, calls: Calls) -> None:
    calls(HINA, now)
    store.missed_was_wrong("CA0")
    assert not calls(HINA, now + 23 * 60 * MINUTE)
    assert calls(HINA, now + DAY)


@pytest.mark.parametrize("number", ["+923990000000", "+923990000009", "+447700900123", "+92900123456", "1122"])
def test_what_may_not_be_rung_is_not(store: SqlStore, now: datetime, calls: Calls, number: str) -> None:
    """Our own numbers, foreign, premium and short ones."""
    assert not calls(number, now)
    assert rings(store, now + AFTER) == []


def test_neither_is_a_responder_nor_who_said_that_it_is_not_her_phone(
    store: SqlStore, now: datetime, calls: Calls
) -> None:
    store.replace_roster(two_people(), now)
    store.block(HINA, now, calls=True)
    assert not calls(AMNA, now)
    assert not calls(HINA, now)


def test_after_a_key_change_nothing_is_forgotten(store: SqlStore, now: datetime, calls: Calls) -> None:
    calls(HINA, now)
    later = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    assert not ring_missed(missed(later), "CA9", PhoneNumber(HINA), now + MINUTE)


def test_it_is_swept_after_a_day_and_forgotten_at_once(store: SqlStore, now: datetime, calls: Calls) -> None:
    calls(HINA, now)
    calls(ZOYA, now)
    assert store.forget_person(HINA)["missed"] == 1
    assert store.sweep(now + DAY)["missed"] == 1
