"""What a responder says came of a call back decides whether she is rung again, by whom, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import KARACHI, a_request, two_people

from hotline.actions.notice import Notice
from hotline.actions.ring_back import RingingBack
from hotline.actions.tell_result import tell_by_key
from hotline.core.duty import ROLES
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Ring
from hotline.core.result import RESULTS
from hotline.parts import open_words
from hotline.storage.store import SqlStore

COORDINATOR = PhoneNumber("+923990000500")


@pytest.fixture
def ringing(store: SqlStore, now: datetime) -> RingingBack:
    store.replace_roster(two_people(), now)
    return RingingBack(store, Notice(COORDINATOR, open_words()), KARACHI)


def talked(ringing: RingingBack, now: datetime, **wish: str) -> tuple[str, str]:
    """A request that was rung, and they talk: its reference, and the ring."""
    store = ringing.store
    reference = store.record_callback("CA1:1", a_request(**wish), now, now)
    known = store.callback(reference)
    ring = Ring(f"callback:{known.id}", callback=known.id)
    [(talk, _)] = store.rings_started("c:1", ring, [store.responders()[0].id], now)
    for state in ("ringing", "claimed"):
        store.move_callback(known.id, state, None, now)
    store.ring_accepted(talk, now)
    return reference, talk


@pytest.mark.parametrize("result", sorted(RESULTS))
def test_a_request_is_done_or_waits_for_the_next_ring(ringing: RingingBack, now: datetime, result: str) -> None:
    """To be rung again: in an hour that is hers. Passed on: at once, before others, by that role. Else it is done."""
    reference, talk = talked(ringing, now, window="afternoon")
    assert [tell_by_key(ringing, talk, result, now) for _ in range(2)] == [True, True]
    found = ringing.store.callback(reference)
    passed = result in ROLES
    assert found.state == ("waiting" if passed or result == "callback" else "done")
    assert (found.role, found.urgent) == ((result, True) if passed else ("", False))
    assert found.due_at == now + (timedelta(hours=1) if result == "callback" else timedelta())
    assert ringing.store.outbox() == []


def test_a_repeated_key_does_nothing_a_second_time(ringing: RingingBack, now: datetime) -> None:
    """It was rung and they talk again when the first webhook is repeated."""
    reference, talk = talked(ringing, now)
    tell_by_key(ringing, talk, "callback", now)
    for state in ("ringing", "claimed"):
        ringing.store.move_callback(ringing.store.callback(reference).id, state, None, now)
    assert tell_by_key(ringing, talk, "callback", now)
    assert ringing.store.callback(reference).state == "claimed"


@pytest.mark.parametrize("result", ["callback", "lawyer"])
def test_now_is_over_after_an_hour(ringing: RingingBack, now: datetime, result: str) -> None:
    """Nobody knows any more that it is safe: the coordinator is told."""
    reference, talk = talked(ringing, now, window="now", days="now")
    tell_by_key(ringing, talk, result, now + timedelta(minutes=61))
    assert ringing.store.callback(reference).state == "expired"
    assert [row["kind"] for row in ringing.store.outbox()] == ["sms"]


def test_within_the_hour_it_is_soon(ringing: RingingBack, now: datetime) -> None:
    reference, talk = talked(ringing, now, window="now", days="now")
    tell_by_key(ringing, talk, "callback", now + timedelta(minutes=10))
    assert ringing.store.callback(reference).due_at == now + timedelta(minutes=25)


def test_a_key_after_the_end_is_refused(ringing: RingingBack, now: datetime) -> None:
    reference, talk = talked(ringing, now)
    ringing.store.ring_ended(talk, "helped", now)
    assert not tell_by_key(ringing, talk, "callback", now)
    assert ringing.store.callback(reference).state == "claimed"


def test_the_talk_of_a_live_call_stores_nothing(ringing: RingingBack, now: datetime) -> None:
    """Nobody is rung who did not ask."""
    store = ringing.store
    [(talk, _)] = store.rings_started("CA1:1", Ring("CA1"), [store.responders()[0].id], now)
    store.ring_accepted(talk, now)
    assert tell_by_key(ringing, talk, "callback", now)
    assert store.callbacks() == []
