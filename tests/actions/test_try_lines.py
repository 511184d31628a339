"""Test calls: by day, three tries at different hours, proved by a key only; each number is tested once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import AMNA, BILQIS, a_person, two_people
from staff import at, leaves, passes, staffing

from hotline.actions.try_lines import ask_for_test, prove_line, try_lines
from hotline.core.records import Ring
from hotline.storage.store import SqlStore

NEW = "+923990000199"


@pytest.fixture
def amna(store: SqlStore) -> str:
    store.replace_roster(two_people(), at(16, 8))
    return store.responders()[0].id


def trying(store: SqlStore, begins: datetime, ends: datetime, **how: bool) -> list[tuple[str, str]]:
    """Who is rung when, as the worker looks every ten minutes."""
    staff = staffing(store)
    left = passes(store, lambda now: try_lines(staff, now, **how), begins, ends, timedelta(minutes=10))
    return [(when, to) for when, to, body in left if body.startswith("/test")]


def state(store: SqlStore, name: str) -> tuple[str, int]:
    people = store.responders()
    who = next(one for one in people if one.name == name)
    test = store.line_tests(people)[who.id]
    return test.state, test.tries


def test_whoever_is_new_is_rung_by_day_until_she_presses(store: SqlStore, amna: str) -> None:
    """Not before nine; Amna presses the key, Bilqis's voicemail does not."""
    assert trying(store, at(16, 8), at(16, 9, 10)) == [("09:00", AMNA), ("09:00", BILQIS)]
    prove_line(store, amna, at(16, 9, 1))
    assert trying(store, at(16, 9, 10), at(17, 9)) == [("12:00", BILQIS), ("15:00", BILQIS)]
    assert state(store, "Amna") == ("ok", 0)
    assert state(store, "Bilqis") == ("failed", 3)


def test_a_late_newcomer_is_rung_again_in_the_morning(store: SqlStore, amna: str) -> None:
    assert [when for when, to in trying(store, at(16, 18), at(18, 0)) if to == AMNA] == ["18:00", "09:00", "12:00"]


def test_the_same_roster_again_tests_nobody_again(store: SqlStore, amna: str) -> None:
    """A changed role is no new phone; a new number is, and nobody else's."""
    for one in store.responders():
        prove_line(store, one.id, at(16, 9))
    store.replace_roster([a_person(role="digital"), two_people()[1]], at(16, 10))
    assert trying(store, at(16, 10), at(16, 12)) == []
    store.replace_roster([a_person(phone=NEW), two_people()[1]], at(16, 12))
    assert trying(store, at(16, 12), at(16, 13)) == [("12:00", NEW)]


def test_two_workers_ring_once(store: SqlStore, amna: str) -> None:
    for _ in range(2):
        try_lines(staffing(store), at(16, 9))
    assert len(leaves(store, at(16, 9))) == 2


def test_nobody_is_rung_during_a_call(store: SqlStore, amna: str) -> None:
    [(ring, _)] = store.rings_started("CA1:1", Ring("CA1"), [amna], at(16, 10))
    store.ring_accepted(ring, at(16, 10))
    assert trying(store, at(16, 10), at(16, 10, 10)) == [("10:00", BILQIS)]
    store.ring_ended(ring, "helped", at(16, 10, 15))
    assert trying(store, at(16, 10, 20), at(16, 10, 30)) == [("10:20", AMNA)]


def test_a_call_that_cannot_leave_at_once_does_not_ring_at_night(store: SqlStore, amna: str) -> None:
    try_lines(staffing(store), at(16, 19, 55))
    assert leaves(store, at(16, 20, 5)) == []


def test_simulated_phones_are_tested_when_asked_for(store: SqlStore, amna: str) -> None:
    """And whoever failed is tested again from the beginning."""
    assert trying(store, at(16, 9), at(16, 20), unasked=False) == []
    bilqis = store.responders()[1]
    ask_for_test(store, bilqis, at(17, 9))
    assert trying(store, at(17, 9), at(17, 9, 10), unasked=False) == [("09:00", BILQIS)]
    prove_line(store, bilqis.id, at(17, 9, 1))
    ask_for_test(store, bilqis, at(17, 10))
    assert state(store, "Bilqis") == ("untested", 0)


def test_a_key_from_somebody_who_left_is_no_mistake(store: SqlStore, amna: str) -> None:
    store.replace_roster(two_people()[1:], at(16, 9))
    prove_line(store, amna, at(16, 9))
    assert len(store.line_tests(store.responders())) == 0


def test_a_large_roster_is_not_rung_all_at_once(store: SqlStore) -> None:
    people = [a_person(name=f"R{n}", phone=f"+9239900003{n:02}") for n in range(8)]
    store.replace_roster(people, at(16, 8))
    assert [try_lines(staffing(store), at(16, 9, minute)) for minute in range(4)] == [3, 3, 2, 0]
