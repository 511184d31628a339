"""What a responder says came of a call back decides whether she is rung again, by whom, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, KARACHI, a_request, two_people

from hotline.actions.notice import Notice
from hotline.actions.ring_back import RingingBack
from hotline.actions.tell_result import tell_by_key, tell_by_text
from hotline.core.callback import may_ring_at
from hotline.core.duty import ROLES
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Ring
from hotline.core.result import RESULTS
from hotline.parts import open_words
from hotline.storage.store import SqlStore

MINUTE = timedelta(minutes=1)
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


def passed_on(ringing: RingingBack, now: datetime, number: str = HINA) -> str:
    """A live talk of a minute; the caller hung up. Who talked to her."""
    store, who = ringing.store, ringing.store.responders()[0]
    request = a_request(number=number, window="now", days="now")
    [(talk, _)] = store.rings_started("CA1:1", Ring("CA1", HINA, request=request), [who.id], now)
    store.ring_accepted(talk, now)
    store.ring_ended(talk, "helped", now + MINUTE)
    return talk


@pytest.mark.parametrize("result", ["callback", *ROLES])
def test_by_text_whoever_was_cut_off_is_rung_back_once(ringing: RingingBack, now: datetime, result: str) -> None:
    """However often it is said; a later word changes the role, not the number of requests."""
    passed_on(ringing, now)
    store, who = ringing.store, ringing.store.responders()[0]
    told = [tell_by_text(ringing, who, result, now + 5 * MINUTE) for _ in range(2)]
    [stored] = store.callbacks()
    assert [one.facts["reference"] for one in told] == [stored.reference] * 2
    assert (stored.role, stored.urgent) == (("", False) if result == "callback" else (result, True))
    assert stored.due_at == now + MINUTE
    assert may_ring_at(stored, now + 60 * MINUTE, KARACHI)
    assert not may_ring_at(stored, now + 61 * MINUTE, KARACHI)


@pytest.mark.parametrize("why", ["too late", "no number", "wants no calls", "told already"])
def test_by_text_nobody_is_rung_who_cannot_be(ringing: RingingBack, now: datetime, why: str) -> None:
    """The responder reads why."""
    passed_on(ringing, now, number="" if why == "no number" else HINA)
    who, at = ringing.store.responders()[0], now + (62 if why == "too late" else 5) * MINUTE
    if why == "wants no calls":
        ringing.store.block(HINA, now, calls=True)
    if why == "told already":
        tell_by_text(ringing, who, "helped", now + 2 * MINUTE)
    told = tell_by_text(ringing, who, "callback", at)
    assert told.name == ("result_too_late" if why == "too late" else "result_no_number")
    assert ringing.store.callbacks() == []


@pytest.mark.parametrize("result", sorted(RESULTS))
def test_by_text_as_by_key_a_call_back_is_done_or_rung_again(
    ringing: RingingBack, now: datetime, result: str
) -> None:
    reference, talk = talked(ringing, now, window="afternoon")
    ringing.store.ring_ended(talk, "helped", now + MINUTE)
    tell_by_text(ringing, ringing.store.responders()[0], result, now + 2 * MINUTE)
    again = result in ROLES or result == "callback"
    assert ringing.store.callback(reference).state == ("waiting" if again else "done")


def test_a_day_later_the_words_mean_nothing(ringing: RingingBack, now: datetime) -> None:
    """They are a caller's then."""
    passed_on(ringing, now)
    assert tell_by_text(ringing, ringing.store.responders()[0], "helped", now + timedelta(days=1)) is None
    assert tell_by_text(ringing, ringing.store.responders()[1], "helped", now) is None


def test_the_coordinator_is_told_of_a_bar_once(ringing: RingingBack, now: datetime) -> None:
    """Two responders mark the same caller."""
    store = ringing.store
    for n, who in enumerate(store.responders()):
        [(talk, _)] = store.rings_started(f"CA{n}:1", Ring(f"CA{n}", HINA), [who.id], now)
        store.ring_accepted(talk, now)
        store.ring_ended(talk, "helped", now + MINUTE)
        for _ in range(2):
            tell_by_text(ringing, who, "abusive", now + 2 * MINUTE)
    assert [row["kind"] for row in store.outbox()] == ["sms"]
    assert len(store.bars(now + 2 * MINUTE)) == 1
