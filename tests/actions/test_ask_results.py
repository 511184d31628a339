"""Responders are asked by text what came of a talk: once each, soon, and only when nothing was said of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import AMNA, BILQIS, a_request, started, two_people

from hotline.actions.ask_results import ask_results
from hotline.core.records import Ring
from hotline.core.result import going_on, meant
from hotline.storage.store import SqlStore
from tests.actions.staff import leaves, staffing

MINUTE = timedelta(minutes=1)


@pytest.fixture
def people(store: SqlStore, now: datetime) -> list[str]:
    store.replace_roster(two_people(), now)
    return [one.id for one in store.responders()]


def talked(store: SqlStore, responder: str, now: datetime, call: str = "CA1", **more: str) -> str:
    """For a minute."""
    ring, _ = started(store, f"{call}:1", call, responder, now, **more)
    store.ring_accepted(ring, now)
    store.ring_ended(ring, "helped", now + MINUTE)
    return ring


def test_each_talk_is_asked_about_once(store: SqlStore, people: list[str], now: datetime) -> None:
    """A minute after its end; a repeated chore asks nobody again."""
    for n, who in enumerate(people):
        talked(store, who, now, f"CA{n}")
    looking_after = staffing(store)
    assert ask_results(looking_after, now + 1.9 * MINUTE) == 0
    assert [ask_results(looking_after, now + 2 * MINUTE) for _ in range(2)] == [2, 0]
    found = leaves(store, now + 2 * MINUTE)
    assert sorted(to for to, _ in found) == [AMNA, BILQIS]
    assert all("HELPED" in words for _, words in found)


def test_of_a_talk_that_has_a_result_nobody_is_asked(store: SqlStore, people: list[str], now: datetime) -> None:
    """Nor of a ring that nobody took, of a request that is done, or of what was long ago."""
    store.result_by_text(talked(store, people[0], now), "helped", now)
    started(store, "CA2:1", "CA2", people[1], now)
    reference = store.record_callback("CA3:1", a_request(), now, now)
    done = store.callback(reference)
    assert store.move_callback(done.id, "done", None, now)
    [(ring, _)] = store.rings_started("c:1", Ring("callback:1", callback=done.id), [people[0]], now)
    store.ring_accepted(ring, now)
    store.ring_ended(ring, "helped", now)
    talked(store, people[0], now - timedelta(hours=7), "CA4")
    assert ask_results(staffing(store), now + 5 * MINUTE) == 0


def test_whoever_left_the_roster_is_not_asked(store: SqlStore, people: list[str], now: datetime) -> None:
    talked(store, people[0], now)
    store.replace_roster(two_people()[1:], now)
    assert ask_results(staffing(store), now + 5 * MINUTE) == 0
    assert leaves(store, now + 5 * MINUTE) == []


def test_the_talk_that_was_spoken_of_last_is_meant(store: SqlStore, people: list[str], now: datetime) -> None:
    """Of those that are over; one that goes on is meant when there is no other."""
    assert meant(store.talks_of(people[0], now - MINUTE)) is None
    first = talked(store, people[0], now, "CA1")
    second = talked(store, people[0], now + 2 * MINUTE, "CA2")
    third, _ = started(store, "CA3:1", "CA3", people[0], now + 4 * MINUTE)
    store.ring_accepted(third, now + 4 * MINUTE)
    after = now - MINUTE
    assert [talk.id for talk in store.talks_of(people[0], after)] == [first, second, third]
    assert meant(store.talks_of(people[0], after)).id == second
    store.asked_about(first, now + 5 * MINUTE)
    assert meant(store.talks_of(people[0], after)).id == first
    assert meant(store.talks_of(people[0], now + 3 * MINUTE)).id == third
    assert going_on(store.talks_of(people[0], after)).id == third
    store.ring_ended(third, "helped", now + 4.5 * MINUTE)
    assert going_on(store.talks_of(people[0], after)).id == first
