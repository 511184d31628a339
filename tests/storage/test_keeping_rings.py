"""Rings: once only, one at a time for each responder, and forgotten ones do not block anybody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import KEY, OTHER_KEY, started, two_people

from hotline.core.records import Ended, Ring
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault


@pytest.fixture
def amna(store: SqlStore, now: datetime) -> str:
    store.replace_roster(two_people(), now)
    return store.responders()[0].id


@pytest.fixture
def bilqis(store: SqlStore, amna: str) -> str:
    return store.responders()[1].id


def test_the_same_webhook_twice_rings_once(store: SqlStore, amna: str, bilqis: str, now: datetime) -> None:
    """The second gets the first ring and its responder, even when it would choose another."""
    first = started(store, "CA1:1", "CA1", amna, now)
    assert first[1] == amna
    assert started(store, "CA1:1", "CA1", bilqis, now) == first
    assert store.wave("CA1:1") == [first]
    assert store.wave("CA1:2") == []
    assert store.busy_responders(now) == {amna}


def test_nobody_is_rung_for_two_callers(store: SqlStore, amna: str, bilqis: str, now: datetime) -> None:
    """While Amna rings or talks, a second caller gets Bilqis; afterwards Amna is free."""
    ring, _ = started(store, "CA1:1", "CA1", amna, now)
    assert started(store, "CA2:1", "CA2", amna, now) is None
    assert started(store, "CA2:1", "CA2", bilqis, now)[1] == bilqis
    store.ring_accepted(ring, now)
    assert started(store, "CA3:1", "CA3", amna, now) is None
    store.ring_ended(ring, "completed", now)
    assert started(store, "CA3:1", "CA3", amna, now)[1] == amna


def test_a_choice_that_was_taken_leaves_the_transaction_usable(
    store: SqlStore, amna: str, bilqis: str, now: datetime
) -> None:
    """The action tries the next responder in the same commit."""
    started(store, "CA1:1", "CA1", amna, now)
    with store.atomic():
        assert started(store, "CA2:1", "CA2", amna, now) is None
        started(store, "CA2:1", "CA2", bilqis, now)
    assert store.busy_responders(now) == {amna, bilqis}


def test_a_key_told_twice_still_accepts(store: SqlStore, amna: str, bilqis: str, now: datetime) -> None:
    """The second telling changes nothing; after the end nobody accepts."""
    ring, _ = started(store, "CA1:1", "CA1", amna, now)
    other, _ = started(store, "CA2:1", "CA2", bilqis, now)
    assert store.ring_accepted(ring, now) == "accepted"
    before = store.db.query("select * from rings order by id")
    assert store.ring_accepted(ring, now + timedelta(seconds=2)) == "accepted"
    assert store.db.query("select * from rings order by id") == before
    store.ring_ended(other, "no-answer", now)
    assert store.ring_accepted(other, now) == "over"
    assert store.ring_accepted("unknown", now) == "over"


def test_the_first_end_stands(store: SqlStore, amna: str, bilqis: str, now: datetime) -> None:
    """An accepted ring was help, whatever is reported; a late report changes nothing."""
    accepted, _ = started(store, "CA1:1", "CA1", amna, now)
    missed, _ = started(store, "CA2:1", "CA2", bilqis, now)
    store.ring_accepted(accepted, now)
    assert store.ring_ended(accepted, "completed", now) == "helped"
    assert store.ring_ended(missed, "busy", now) == "busy"
    assert store.ring_ended(missed, "no-answer", now) == "busy"
    assert store.ring_ended(accepted, "no-answer", now) == "helped"
    assert store.ring_ended("unknown", "failed", now) == "failed"


def test_a_hang_up_ends_only_its_own_rings(store: SqlStore, amna: str, bilqis: str, now: datetime) -> None:
    """Hina hangs up: Amna is free at once, and Bilqis goes on ringing for Zoya."""
    mine, _ = started(store, "CA1:1", "CA1", amna, now)
    theirs, _ = started(store, "CA2:1", "CA2", bilqis, now)
    store.rings_of_call_ended("CA1", "hung-up", now)
    assert store.busy_responders(now) == {bilqis}
    assert store.ring_ended(mine, "completed", now) == "hung-up"
    assert store.ring_ended(theirs, "no-answer", now) == "no-answer"


@pytest.mark.parametrize(("accepted", "after"), [(False, timedelta(seconds=60)), (True, timedelta(hours=2))])
def test_a_forgotten_ring_blocks_nobody_for_long(
    store: SqlStore, amna: str, bilqis: str, now: datetime, accepted: bool, after: timedelta
) -> None:
    """The end was never heard of: until then she is busy, from then on she is free again."""
    ring, _ = started(store, "CA1:1", "CA1", amna, now)
    if accepted:
        store.ring_accepted(ring, now)
    just_before, then = now + after - timedelta(seconds=1), now + after
    assert store.busy_responders(just_before) == {amna}
    assert started(store, "CA2:1", "CA2", amna, just_before) is None
    assert store.busy_responders(then) == set()
    started(store, "CA2:1", "CA2", amna, then)
    assert store.busy_responders(then) == {amna}
    assert store.db.query("select outcome from rings where id = :id", {"id": ring}) == [{"outcome": "stale"}]
    assert store.ring_ended(ring, "no-answer", then) == ("helped" if accepted else "no-answer")


def test_who_was_rung_last_is_known_of_each(store: SqlStore, amna: str, bilqis: str, now: datetime) -> None:
    """The one never rung is not there; the order of the others is that of time."""
    assert store.loads(now, now) == {}
    for minute in range(3):
        at = now + timedelta(minutes=minute)
        store.ring_ended(started(store, f"CA1:{minute}", "CA1", amna, at)[0], "busy", at)
    assert set(store.loads(now, now)) == {amna}
    started(store, "CA2:1", "CA2", bilqis, now + timedelta(minutes=1))
    loads = store.loads(now, now)
    assert loads[bilqis].last_rung < loads[amna].last_rung
    assert [loads[one].busy for one in (amna, bilqis)] == [False, True]


def test_a_key_change_in_the_middle_of_a_call_doubles_nothing(
    store: SqlStore, amna: str, bilqis: str, now: datetime
) -> None:
    """The repeated webhook is known, and the end of the call is."""
    first = started(store, "CA1:1", "CA1", amna, now)
    after = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    assert started(after, "CA1:1", "CA1", bilqis, now) == first
    after.rings_of_call_ended("CA1", "hung-up", now)
    assert after.busy_responders(now) == set()


def test_of_a_wave_the_first_key_gets_the_caller_and_the_others_are_told(
    store: SqlStore, amna: str, bilqis: str, now: datetime
) -> None:
    """Both ring; Bilqis is quicker. Amna hears that it is taken, is free when her leg ends, and has missed nothing."""
    (first, _), (second, _) = store.rings_started("CA1:1", Ring("CA1"), [amna, bilqis], now)
    assert store.busy_responders(now) == {amna, bilqis}
    assert store.ring_accepted(second, now) == "accepted"
    assert store.ring_accepted(first, now) == "taken"
    assert store.ring_accepted(second, now) == "accepted"
    assert store.busy_responders(now) == {amna, bilqis}
    assert store.ring_ended(first, "no_answer", now) == "taken"
    assert store.busy_responders(now) == {bilqis}
    assert store.loads(now, now)[amna].missed == 0
    code = next(one.code for one in store.responders() if one.id == bilqis)
    for told in ("no_answer", "busy"):
        assert store.wave_ended(first, told, now, joined=True) == Ended("helped", second, code)


def test_a_wave_that_nobody_took_is_missed_by_all(store: SqlStore, amna: str, bilqis: str, now: datetime) -> None:
    """What the carrier told is of one phone only; Amna had said no by then, which is no missing."""
    (first, _), _ = store.rings_started("CA1:1", Ring("CA1"), [amna, bilqis], now)
    store.ring_ended(first, "passed", now)
    assert store.wave_ended(first, "busy", now, joined=True) == Ended("busy")
    loads = store.loads(now, now)
    assert [loads[one].missed for one in (amna, bilqis)] == [0, 1]
    assert not any(loads[one].busy for one in (amna, bilqis))


def test_the_day_is_counted_in_minutes_and_hard_calls(store: SqlStore, amna: str, bilqis: str, now: datetime) -> None:
    """From the key to the end; yesterday is over; a call that lasts counts up to now; an answer ends the missed."""
    minute = timedelta(minutes=1)
    for begun, lasts, hard in ((-600, 5, True), (-60, 10, True), (-30, 20, False)):
        at = now + begun * minute
        [(ring, _)] = store.rings_started(f"CA{begun}", Ring(f"CA{begun}", hard=hard), [amna], at)
        store.ring_accepted(ring, at)
        store.ring_ended(ring, "completed", at + lasts * minute)
    for begun in (-20, -10, 0):
        at = now + begun * minute
        store.ring_ended(started(store, f"CB{begun}", "CB", bilqis, at)[0], "no_answer", at)
    store.ring_accepted(started(store, "CC", "CC", amna, now)[0], now)
    load = store.loads(now + 3 * minute, now - 120 * minute)[amna]
    assert (load.minutes, load.hard, load.hard_ended, load.busy) == (33.0, 1, now - 50 * minute, True)
    assert store.loads(now, now)[bilqis].missed == 3
    assert store.loads(now + 15 * minute, now)[bilqis].missed == 2
    late = now + 20 * minute
    store.ring_accepted(started(store, "CD", "CD", bilqis, late)[0], late)
    assert store.loads(late, now)[bilqis].missed == 0


def test_the_rest_after_a_hard_call_goes_on_over_midnight(store: SqlStore, amna: str, now: datetime) -> None:
    """The day's minutes and calls begin anew; that she has just had a hard one does not end with the day."""
    begun, ended = now - timedelta(minutes=40), now - timedelta(minutes=5)
    [(ring, _)] = store.rings_started("CA1:1", Ring("CA1", hard=True), [amna], begun)
    store.ring_accepted(ring, begun)
    store.ring_ended(ring, "completed", ended)
    load = store.loads(now, now - timedelta(minutes=10))[amna]
    assert (load.minutes, load.hard, load.hard_ended) == (0.0, 0, ended)
    assert store.loads(now + timedelta(hours=27), now)[amna].hard_ended is None
