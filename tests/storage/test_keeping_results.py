"""What came of a talk: the first key stands, and a ring that asks is neither a call nor a missed one."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import a_request, started, two_people

from hotline.core.records import Ring
from hotline.storage.store import SqlStore

MINUTE = timedelta(minutes=1)


@pytest.fixture
def amna(store: SqlStore, now: datetime) -> str:
    store.replace_roster(two_people(), now)
    return store.responders()[0].id


@pytest.fixture
def talk(store: SqlStore, amna: str, now: datetime) -> str:
    """Amna talked for a minute."""
    ring, _ = started(store, "CA1:1", "CA1", amna, now)
    store.ring_accepted(ring, now)
    store.ring_ended(ring, "helped", now + MINUTE)
    return ring


def asked(store: SqlStore, talk: str, amna: str, now: datetime) -> str:
    """Her phone is rung to ask about it."""
    [(ring, _)] = store.rings_started("CA1:2", Ring("CA1", asks=talk), [amna], now)
    return ring


def test_the_first_key_stands(store: SqlStore, talk: str, amna: str, now: datetime) -> None:
    ring = asked(store, talk, amna, now)
    assert [store.result_by_key(ring, one, now) for one in ("lawyer", "helped")] == [True, False]
    store.ring_ended(ring, "over", now)
    found = store.talk(ring)
    assert found == store.talk(talk)
    assert (found.id, found.responder, found.result, store.result_of(ring)) == (talk, amna, "lawyer", "lawyer")


def test_after_the_ring_a_key_is_worth_nothing(store: SqlStore, talk: str, amna: str, now: datetime) -> None:
    """The caller has been led on without it."""
    ring = asked(store, talk, amna, now)
    store.ring_ended(ring, "over", now)
    assert not store.result_by_key(ring, "lawyer", now)
    assert (store.result_of(ring), store.talk(talk).result) == ("", "")


def test_who_stays_on_the_line_is_asked_in_the_talk_itself(store: SqlStore, amna: str, now: datetime) -> None:
    """As after a call back, where her leg goes on."""
    [(ring, _)] = store.rings_started("c:1", Ring("callback:7", callback="7"), [amna], now)
    assert store.talk(ring) is None
    store.ring_accepted(ring, now)
    assert store.result_by_key(ring, "callback", now)
    assert (store.talk(ring).callback, store.talk(ring).result) == ("7", "callback")


def test_being_asked_is_no_call_and_no_missed_one(store: SqlStore, talk: str, amna: str, now: datetime) -> None:
    """She is busy while it lasts; afterwards she is as she was, the least recently rung included."""
    before = store.loads(now + MINUTE, now)[amna]
    ring = asked(store, talk, amna, now + MINUTE)
    assert amna in store.busy_responders(now + MINUTE)
    store.ring_ended(ring, "no_answer", now + MINUTE)
    assert store.loads(now + MINUTE, now)[amna] == before


def test_a_hard_talk_counts_as_one(store: SqlStore, talk: str, amna: str, now: datetime) -> None:
    store.result_by_key(asked(store, talk, amna, now + MINUTE), "hard", now + MINUTE)
    assert store.loads(now + MINUTE, now)[amna].hard == 1


def test_who_accepted_but_was_not_joined_did_not_talk(store: SqlStore, amna: str, now: datetime) -> None:
    """Whichever report comes first, and however often."""
    ring, _ = started(store, "CA1:1", "CA1", amna, now)
    store.ring_accepted(ring, now)
    store.ring_ended(ring, "refused", now)
    for _ in range(2):
        ended = store.wave_ended(ring, "refused", now, joined=False)
        assert (ended.outcome, ended.talk) == ("refused", "")
    assert store.talk(ring) is None
    assert store.loads(now, now)[amna].missed == 1


def test_a_request_that_is_passed_on_comes_first_and_keeps_its_state(store: SqlStore, now: datetime) -> None:
    """Only while it is open."""
    mine, other = (store.callback(store.record_callback(f"CA{n}:1", a_request(), now, now)) for n in (1, 2))
    store.pass_callback(mine.id, "lawyer")
    found = store.callback_by_id(mine.id)
    assert (found.role, found.urgent, found.state) == ("lawyer", True, "new")
    store.move_callback(other.id, "done", None, now)
    store.pass_callback(other.id, "lawyer")
    assert store.callback_by_id(other.id).role == ""
