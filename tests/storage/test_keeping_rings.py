"""Rings: once only, one at a time for each responder, and forgotten ones do not block anybody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import KEY, OTHER_KEY, two_people

from hotline.core.errors import Taken
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
    first = store.ring_started("CA1:1", "CA1", amna, now)
    assert first[1] == amna
    assert store.ring_started("CA1:1", "CA1", bilqis, now) == first == store.ring_of("CA1:1")
    assert store.ring_of("CA1:2") is None
    assert store.busy_responders(now) == {amna}


def test_nobody_is_rung_for_two_callers(store: SqlStore, amna: str, bilqis: str, now: datetime) -> None:
    """While Amna rings or talks, a second caller gets Bilqis; afterwards Amna is free."""
    ring, _ = store.ring_started("CA1:1", "CA1", amna, now)
    with pytest.raises(Taken):
        store.ring_started("CA2:1", "CA2", amna, now)
    assert store.ring_started("CA2:1", "CA2", bilqis, now)[1] == bilqis
    store.ring_accepted(ring, now)
    with pytest.raises(Taken):
        store.ring_started("CA3:1", "CA3", amna, now)
    store.ring_ended(ring, "completed", now)
    assert store.ring_started("CA3:1", "CA3", amna, now)[1] == amna


def test_a_choice_that_was_taken_leaves_the_transaction_usable(
    store: SqlStore, amna: str, bilqis: str, now: datetime
) -> None:
    """The action tries the next responder in the same commit."""
    store.ring_started("CA1:1", "CA1", amna, now)
    with store.atomic():
        with pytest.raises(Taken):
            store.ring_started("CA2:1", "CA2", amna, now)
        store.ring_started("CA2:1", "CA2", bilqis, now)
    assert store.busy_responders(now) == {amna, bilqis}


def test_a_key_told_twice_still_accepts(store: SqlStore, amna: str, bilqis: str, now: datetime) -> None:
    """The second telling changes nothing; after the end nobody accepts."""
    ring, _ = store.ring_started("CA1:1", "CA1", amna, now)
    other, _ = store.ring_started("CA2:1", "CA2", bilqis, now)
    assert store.ring_accepted(ring, now)
    before = store.db.query("select * from rings order by id")
    assert store.ring_accepted(ring, now + timedelta(seconds=2))
    assert store.db.query("select * from rings order by id") == before
    store.ring_ended(other, "no-answer", now)
    assert not store.ring_accepted(other, now)
    assert not store.ring_accepted("unknown", now)


def test_the_first_end_stands(store: SqlStore, amna: str, bilqis: str, now: datetime) -> None:
    """An accepted ring was help, whatever is reported; a late report changes nothing."""
    accepted, _ = store.ring_started("CA1:1", "CA1", amna, now)
    missed, _ = store.ring_started("CA2:1", "CA2", bilqis, now)
    store.ring_accepted(accepted, now)
    assert store.ring_ended(accepted, "completed", now) == "helped"
    assert store.ring_ended(missed, "busy", now) == "busy"
    assert store.ring_ended(missed, "no-answer", now) == "busy"
    assert store.ring_ended(accepted, "no-answer", now) == "helped"
    assert store.ring_ended("unknown", "failed", now) == "failed"


def test_a_hang_up_ends_only_its_own_rings(store: SqlStore, amna: str, bilqis: str, now: datetime) -> None:
    """Hina hangs up: Amna is free at once, and Bilqis goes on ringing for Zoya."""
    mine, _ = store.ring_started("CA1:1", "CA1", amna, now)
    theirs, _ = store.ring_started("CA2:1", "CA2", bilqis, now)
    store.rings_of_call_ended("CA1", "hung-up", now)
    assert store.busy_responders(now) == {bilqis}
    assert store.ring_ended(mine, "completed", now) == "hung-up"
    assert store.ring_ended(theirs, "no-answer", now) == "no-answer"


@pytest.mark.parametrize(("accepted", "after"), [(False, timedelta(seconds=60)), (True, timedelta(hours=2))])
def test_a_forgotten_ring_blocks_nobody_for_long(
    store: SqlStore, amna: str, bilqis: str, now: datetime, accepted: bool, after: timedelta
) -> None:
    """The end was never heard of: until then she is busy, from then on she is free again."""
    ring, _ = store.ring_started("CA1:1", "CA1", amna, now)
    if accepted:
        store.ring_accepted(ring, now)
    just_before, then = now + after - timedelta(seconds=1), now + after
    assert store.busy_responders(just_before) == {amna}
    with pytest.raises(Taken):
        store.ring_started("CA2:1", "CA2", amna, just_before)
    assert store.busy_responders(then) == set()
    store.ring_started("CA2:1", "CA2", amna, then)
    assert store.busy_responders(then) == {amna}
    assert store.db.query("select outcome from rings where id = :id", {"id": ring}) == [{"outcome": "stale"}]
    assert store.ring_ended(ring, "no-answer", then) == ("helped" if accepted else "no-answer")


def test_who_was_rung_last_is_known_of_each(store: SqlStore, amna: str, bilqis: str, now: datetime) -> None:
    """The one never rung is not there; the order of the others is that of time."""
    assert store.loads(now) == {}
    for minute in range(3):
        at = now + timedelta(minutes=minute)
        store.ring_ended(store.ring_started(f"CA1:{minute}", "CA1", amna, at)[0], "busy", at)
    assert set(store.loads(now)) == {amna}
    store.ring_started("CA2:1", "CA2", bilqis, now + timedelta(minutes=1))
    loads = store.loads(now)
    assert loads[bilqis].last_rung < loads[amna].last_rung
    assert [loads[one].busy for one in (amna, bilqis)] == [False, True]


def test_a_key_change_in_the_middle_of_a_call_doubles_nothing(
    store: SqlStore, amna: str, bilqis: str, now: datetime
) -> None:
    """The repeated webhook is known, and the end of the call is."""
    first = store.ring_started("CA1:1", "CA1", amna, now)
    after = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    assert after.ring_started("CA1:1", "CA1", bilqis, now) == first
    after.rings_of_call_ended("CA1", "hung-up", now)
    assert after.busy_responders(now) == set()
