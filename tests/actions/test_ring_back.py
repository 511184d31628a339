"""The rules of one ring of her phone: it is counted once, lies inside her hours, and rests after a wrong person."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, KARACHI, a_request, two_people

from hotline import parts
from hotline.actions.notice import Notice
from hotline.actions.ring_back import (
    MANY_ATTEMPTS,
    RingingBack,
    accept_back,
    not_reached,
    pick_up_forgotten,
    responder_left,
    wrong_person,
)
from hotline.core.callback import MOST_RINGS, Callback
from hotline.core.records import Ring
from hotline.storage.store import SqlStore

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def ringing(store: SqlStore, now: datetime) -> RingingBack:
    """One request for the afternoon; it is two o'clock."""
    store.replace_roster(two_people(), now)
    store.record_callback("CA1:1", a_request(HINA, "afternoon"), now, now)
    return RingingBack(store, Notice(None, parts.open_words()), KARACHI)


def request(ringing: RingingBack) -> Callback:
    [found] = ringing.store.callbacks()
    return found


def starts(ringing: RingingBack, now: datetime) -> str:
    """A responder's phone is rung for it."""
    store, one = ringing.store, request(ringing)
    call = Ring(f"callback:{one.id}")
    [(ring, _)] = store.rings_started(f"{call.call}:{one.attempts}", call, [store.responders()[0].id], now)
    assert store.move_callback(one.id, "ringing", None, now)
    return ring


def accepts(ringing: RingingBack, ring: str, now: datetime) -> bool:
    return accept_back(ringing, ring, request(ringing).id, now) is not None


def test_a_key_that_is_told_twice_is_one_ring_of_her_phone(ringing: RingingBack, now: datetime) -> None:
    ring = starts(ringing, now)
    assert accepts(ringing, ring, now)
    assert accepts(ringing, ring, now)
    assert request(ringing).rings == 1


@pytest.mark.parametrize(("before", "rung"), [(timedelta(minutes=1), True), (timedelta(seconds=59), False)])
def test_her_phone_does_not_ring_beyond_her_hours(
    ringing: RingingBack, now: datetime, before: timedelta, rung: bool
) -> None:
    """The responder thought about it until a minute to four."""
    ring = starts(ringing, now)
    assert accepts(ringing, ring, now + 2 * HOUR - before) is rung


def test_the_fourth_ring_in_vain_is_the_last(ringing: RingingBack, now: datetime) -> None:
    for ring in range(1, MOST_RINGS + 1):
        leg = starts(ringing, now)
        accepts(ringing, leg, now)
        assert not not_reached(ringing, request(ringing).id, answered=False, now=now)
        ringing.store.ring_ended(leg, "refused", now)
        assert request(ringing).state == ("waiting" if ring < MOST_RINGS else "not_reached")


@pytest.mark.parametrize(
    ("attempts", "later"), [(1, 2 * MINUTE), (MANY_ATTEMPTS - 1, 2 * MINUTE), (MANY_ATTEMPTS, 30 * MINUTE)]
)
def test_responders_who_do_not_answer_never_use_up_her_rings(
    ringing: RingingBack, now: datetime, attempts: int, later: timedelta
) -> None:
    """They are asked again soon, and less often when it was in vain many times."""
    leg = starts(ringing, now)
    ringing.store.db.execute("update callbacks set attempts = :many", {"many": attempts})
    responder_left(ringing, leg, request(ringing).id, "no_answer", now)
    found = request(ringing)
    assert (found.state, found.due_at, found.rings) == ("waiting", now + later, 0)


@pytest.mark.parametrize("accepted", [True, False])
def test_what_nobody_reported_rests_until_tomorrow_if_her_phone_rang(
    ringing: RingingBack, now: datetime, accepted: bool
) -> None:
    """Perhaps somebody else answered."""
    leg = starts(ringing, now)
    if accepted:
        accepts(ringing, leg, now)
    ringing.store.ring_ended(leg, "failed", now)
    assert pick_up_forgotten(ringing, now + MINUTE) == 1
    assert request(ringing).due_at == (now + 22 * HOUR if accepted else now + 3 * MINUTE)
    assert not accepted or request(ringing).due_at.astimezone(KARACHI).hour == 12


def test_the_next_try_starts_with_nothing_rung(ringing: RingingBack, now: datetime) -> None:
    """Yesterday's ring of her phone does not count as one of today's try."""
    leg = starts(ringing, now)
    accepts(ringing, leg, now)
    wrong_person(ringing, request(ringing).id, now)
    ringing.store.ring_ended(leg, "refused", now)
    assert request(ringing).hers_rang
    starts(ringing, now + 22 * HOUR)
    assert not request(ringing).hers_rang
    assert request(ringing).rings == 1
