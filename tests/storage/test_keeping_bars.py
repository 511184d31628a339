"""Marks, warnings and bars: by the caller's hash, for as long as they last, and never of somebody else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, KEY, OTHER_KEY, ZOYA, a_request, started, two_people

from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def people(store: SqlStore, now: datetime) -> list[str]:
    store.replace_roster(two_people(), now)
    return [one.id for one in store.responders()]


def marked(
    store: SqlStore, responder: str, now: datetime, *, caller: str | None = HINA, result: str = "abusive"
) -> str:
    """They talked for a minute, and that is what she says of it."""
    call = f"CA{now.timestamp()}{responder}"
    ring, _ = started(store, f"{call}:1", call, responder, now, caller=caller)
    store.ring_accepted(ring, now)
    store.ring_ended(ring, "helped", now + MINUTE)
    store.result_by_text(ring, result, now + MINUTE)
    return ring


def barred(store: SqlStore, people: list[str], now: datetime) -> str:
    """A caller whom both marked, and who was warned in between; the last talk."""
    marked(store, people[0], now - 2 * MINUTE)
    store.standing(HINA, "CA0", now - MINUTE, heard=False)
    last = marked(store, people[1], now)
    store.bar_if_marked(last, now)
    return last


def test_who_was_never_marked_is_put_through(store: SqlStore, people: list[str], now: datetime) -> None:
    marked(store, people[0], now, result="silent")
    assert store.standing(HINA, "CA1", now, heard=False) == "clear"
    assert not store.is_barred(HINA, now)


def test_one_mark_is_a_warning_heard_once(store: SqlStore, people: list[str], now: datetime) -> None:
    """In that call the same place gets the same answer, and every later one goes on; another caller hears nothing."""
    marked(store, people[0], now)
    assert [store.standing(HINA, "CA1", now, heard=heard) for heard in (False, False, True)] == [
        "warned", "warned", "clear",
    ]  # fmt: skip
    assert store.standing(HINA, "CA2", now, heard=False) == "clear"
    assert store.standing(ZOYA, "CA3", now, heard=False) == "clear"


def test_two_marks_after_a_warning_bar_for_thirty_days(store: SqlStore, people: list[str], now: datetime) -> None:
    barred(store, people, now)
    assert store.standing(HINA, "CA1", now + MINUTE, heard=False) == "barred"
    assert store.is_barred(HINA, now + 29 * DAY)
    assert not store.is_barred(HINA, now + 30 * DAY)
    assert not store.is_barred(ZOYA, now)
    [bar] = store.bars(now)
    assert (bar.begun_at, bar.ends_at) == (now, now + 30 * DAY)


def test_the_warned_call_goes_on_unless_the_bar_began_in_it(
    store: SqlStore, people: list[str], now: datetime
) -> None:
    """Both marks came before the warning: that call is put through, and no other."""
    marked(store, people[0], now)
    store.bar_if_marked(marked(store, people[1], now), now)
    assert not store.is_barred(HINA, now + MINUTE)
    assert store.standing(HINA, "CA1", now + MINUTE, heard=False) == "warned"
    assert store.standing(HINA, "CA1", now + MINUTE, heard=True) == "clear"
    assert store.standing(HINA, "CA2", now + MINUTE, heard=False) == "barred"


def test_a_bar_that_began_in_this_call_holds_in_it(store: SqlStore, people: list[str], now: datetime) -> None:
    marked(store, people[0], now)
    store.standing(HINA, "CA1", now, heard=False)
    store.bar_if_marked(marked(store, people[1], now + MINUTE), now + MINUTE)
    assert store.standing(HINA, "CA1", now + 2 * MINUTE, heard=True) == "barred"


@pytest.mark.parametrize(
    ("responders", "apart", "caller"),
    [((0, 0), DAY, HINA), ((0, 1), 7.1 * DAY, HINA), ((0, 1), DAY, None)],
    ids=["by one responder", "more than a week apart", "number withheld"],
)
def test_these_two_marks_bar_nobody(
    store: SqlStore, people: list[str], now: datetime, responders: tuple[int, int], apart: timedelta, caller: str | None
) -> None:
    first, second = responders
    marked(store, people[first], now - apart, caller=caller)
    assert store.bar_if_marked(marked(store, people[second], now, caller=caller), now) is None
    assert store.bars(now) == []


def test_a_bar_is_not_made_longer_by_more_marks(store: SqlStore, people: list[str], now: datetime) -> None:
    last = barred(store, people, now)
    assert store.bar_if_marked(last, now + DAY) is None
    assert [bar.begun_at for bar in store.bars(now + DAY)] == [now]


def test_a_mark_that_is_taken_back_takes_the_bar_along(store: SqlStore, people: list[str], now: datetime) -> None:
    last = barred(store, people, now)
    store.unbar_if_unmarked(last, now)
    assert store.is_barred(HINA, now)
    store.result_by_text(last, "helped", now)
    store.unbar_if_unmarked(last, now)
    assert not store.is_barred(HINA, now)


def test_a_lifted_bar_forgets_the_marks(store: SqlStore, people: list[str], now: datetime) -> None:
    """One more mark does not bar at once."""
    barred(store, people, now)
    assert [store.lift_bar(one) for one in ("x", store.bars(now)[0].id)] == [False, True]
    assert store.standing(HINA, "CA1", now, heard=False) == "clear"
    assert store.bar_if_marked(marked(store, people[0], now + MINUTE), now + MINUTE) is None


def test_a_warning_stays_as_long_as_the_bar(store: SqlStore, people: list[str], now: datetime) -> None:
    """Else it would be heard again after a week, and the call put through. Afterwards nothing is left."""
    barred(store, people, now)
    store.sweep(now + 20 * DAY)
    assert store.standing(HINA, "CA1", now + 20 * DAY, heard=False) == "barred"
    store.sweep(now + 31 * DAY)
    store.sweep(now + 31 * DAY)
    assert [store.db.query(f"select * from {table}") for table in ("bars", "warnings")] == [[], []]


def test_a_bar_is_found_after_a_change_of_keys(store: SqlStore, people: list[str], now: datetime) -> None:
    barred(store, people, now)
    assert SqlStore(store.db, Vault([OTHER_KEY, KEY])).is_barred(HINA, now)


def test_what_she_would_be_rung_back_for_goes_after_three_hours(
    store: SqlStore, people: list[str], now: datetime
) -> None:
    """At once when nobody takes the ring, or the talk has a result after which she is not rung."""
    rings = []
    for n in range(4):
        ring, _ = started(store, f"CA{n}:1", f"CA{n}", people[0], now, request=a_request())
        if n != 1:
            store.ring_accepted(ring, now)
        store.ring_ended(ring, "refused", now)
        rings.append(ring)
    store.result_by_text(rings[2], "helped", now)
    store.result_by_text(rings[3], "lawyer", now)
    assert [store.kept_request(ring) is not None for ring in rings] == [True, False, False, True]
    assert store.kept_request(rings[0]) == a_request()
    store.sweep(now + timedelta(hours=3))
    assert [store.kept_request(ring) for ring in rings] == [None] * 4
