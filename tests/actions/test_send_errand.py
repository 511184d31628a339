"""What is due leaves once: failures are met by their kind, and a crash neither loses nor repeats for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, ZOYA
from fakes import FakeTelephone

from hotline.actions.ports import TelephoneError
from hotline.actions.send_errand import LEASE, MOST_LOST, send_errand
from hotline.core.delivery import MOST_ATTEMPTS, retry_after
from hotline.core.phone_number import PhoneNumber
from hotline.storage.store import SqlStore

TEMPORARY, PERMANENT = TelephoneError("twilio 20429", False), TelephoneError("twilio 21211", True)
UNSURE = TelephoneError("twilio failed", False, maybe_sent=True)
MINUTE = timedelta(minutes=1)


class Crash(BaseException):
    """The process dies here."""


def post(store: SqlStore, now: datetime, once: str = "one", to: str = HINA, kind: str = "sms") -> str:
    """Something to send."""
    return store.post(once, kind, PhoneNumber(to), f"words for {once}", now, now)


def state(store: SqlStore, errand: str) -> tuple[str, str | None]:
    """Where an errand stands, and why."""
    [row] = [row for row in store.outbox() if row["id"] == errand]
    return row["state"], row["error"]


def test_nothing_due_is_nothing_done(store: SqlStore, now: datetime) -> None:
    post(store, now + MINUTE)
    telephone = FakeTelephone()
    assert send_errand(store, telephone, now) is None
    assert telephone == FakeTelephone()


def test_a_text_and_a_call_leave_once_each(store: SqlStore, now: datetime) -> None:
    telephone = FakeTelephone()
    post(store, now, "one")
    post(store, now, "one")
    call = post(store, now, "two", ZOYA, "call")
    assert [send_errand(store, telephone, now) for _ in range(3)].count(None) == 1
    assert telephone.texts == [(HINA, "words for one")]
    assert telephone.calls == [(ZOYA, "words for two")]
    assert state(store, call) == ("sent", None)
    assert send_errand(store, telephone, now + timedelta(days=1)) is None


def test_a_refusal_for_good_is_not_tried_again(store: SqlStore, now: datetime) -> None:
    telephone = FakeTelephone([PERMANENT])
    errand = post(store, now)
    assert send_errand(store, telephone, now) == "sms"
    assert state(store, errand) == ("failed", "twilio 21211")
    assert send_errand(store, telephone, now + timedelta(days=1)) is None
    assert telephone.texts == []


def test_a_trouble_that_passes_is_waited_out(store: SqlStore, now: datetime) -> None:
    """Ten seconds, a minute, five, then every half hour; not a second earlier; after a day it is given up."""
    telephone = FakeTelephone([TEMPORARY] * 100)
    errand = post(store, now)
    for attempt in range(1, MOST_ATTEMPTS):
        send_errand(store, telephone, now)
        assert state(store, errand) == ("waiting", "twilio 20429")
        wait = retry_after(attempt)
        assert wait
        assert send_errand(store, telephone, now + wait - timedelta(seconds=1)) is None
        now += wait
    send_errand(store, telephone, now)
    assert state(store, errand) == ("failed", "twilio 20429")
    assert len(telephone.failing) == 100 - MOST_ATTEMPTS


def test_one_that_waits_does_not_hold_up_the_next(store: SqlStore, now: datetime) -> None:
    telephone = FakeTelephone([TEMPORARY])
    post(store, now, "one")
    post(store, now + timedelta(microseconds=1), "two", ZOYA)
    later = now + timedelta(seconds=1)
    send_errand(store, telephone, later)
    send_errand(store, telephone, later)
    assert telephone.texts == [(ZOYA, "words for two")]
    send_errand(store, telephone, later + MINUTE)
    assert telephone.texts[-1] == (HINA, "words for one")


def test_whoever_wants_no_texts_gets_none(store: SqlStore, now: datetime) -> None:
    """Blocked after it was written; another person still gets hers, and so does a later wish for texts."""
    telephone = FakeTelephone()
    errand = post(store, now)
    post(store, now, "two", ZOYA)
    store.block(HINA, now)
    while send_errand(store, telephone, now):
        pass
    assert telephone.texts == [(ZOYA, "words for two")]
    assert state(store, errand) == ("failed", "blocked")
    store.unblock(HINA)
    post(store, now, "three")
    send_errand(store, telephone, now)
    assert telephone.texts[-1] == (HINA, "words for three")


def test_a_phone_that_takes_no_texts_is_remembered(store: SqlStore, now: datetime) -> None:
    """She sent STOP, and only the carrier knew of it; the other one still gets hers."""
    telephone = FakeTelephone([TelephoneError("twilio 21610", True, unwanted=True)])
    errand = post(store, now)
    send_errand(store, telephone, now)
    assert state(store, errand) == ("failed", "twilio 21610")
    assert store.is_blocked(HINA)
    assert not store.is_blocked(ZOYA)


def test_a_crash_while_sending_loses_nothing(store: SqlStore, now: datetime) -> None:
    """Nobody else takes it while its claim lasts; then it is sent."""
    telephone = FakeTelephone([Crash()])  # type: ignore[list-item]
    errand = post(store, now)
    with pytest.raises(Crash):
        send_errand(store, telephone, now)
    assert state(store, errand)[0] == "sending"
    assert send_errand(store, telephone, now + LEASE - timedelta(seconds=1)) is None
    assert send_errand(store, telephone, now + LEASE) == "sms"
    assert telephone.texts == [(HINA, "words for one")]


def test_a_text_that_kills_the_worker_each_time_is_set_aside(store: SqlStore, now: datetime) -> None:
    """It does not hold up the others, and waits for somebody's hand."""
    telephone = FakeTelephone([Crash() for _ in range(100)])  # type: ignore[misc]
    errand = post(store, now)
    for attempt in range(MOST_LOST + 1):
        with pytest.raises(Crash):
            send_errand(store, telephone, now + attempt * LEASE)
    assert send_errand(store, telephone, now + (MOST_LOST + 1) * LEASE) == "sms"
    assert state(store, errand) == ("failed", "gave up")


class DiesAfterwards(FakeTelephone):
    """The carrier takes it; the process dies before it can write that down."""

    def send_text(self, to: PhoneNumber, body: str, errand: str) -> str:
        super().send_text(to, body, errand)
        raise Crash

    def place_call(self, to: PhoneNumber, path: str) -> str:
        super().place_call(to, path)
        raise Crash


@pytest.mark.parametrize("kind", ["sms", "call"])
def test_what_left_before_the_crash_is_found_and_not_sent_again(store: SqlStore, now: datetime, kind: str) -> None:
    dying = DiesAfterwards()
    errand = post(store, now, kind=kind)
    with pytest.raises(Crash):
        send_errand(store, dying, now)
    telephone = FakeTelephone(texts=dying.texts, calls=dying.calls)
    assert send_errand(store, telephone, now + LEASE) == kind
    assert state(store, errand) == ("sent", None)
    assert len(telephone.texts + telephone.calls) == 1


def test_an_answer_that_broke_off_is_looked_up(store: SqlStore, now: datetime) -> None:
    """The carrier took the first and not the second; each goes out once."""
    telephone = FakeTelephone([UNSURE, UNSURE])
    first, second = post(store, now, "one"), post(store, now + timedelta(microseconds=1), "two", ZOYA)
    later = now + timedelta(seconds=1)
    telephone.texts.append((HINA, "words for one"))
    assert [send_errand(store, telephone, later) for _ in range(3)] == ["sms", "sms", None]
    assert (state(store, first)[0], state(store, second)[0]) == ("waiting", "waiting")
    again = later + timedelta(seconds=10)
    assert [send_errand(store, telephone, again) for _ in range(3)] == ["sms", "sms", None]
    assert telephone.texts == [(HINA, "words for one"), (ZOYA, "words for two")]
    assert (state(store, first)[0], state(store, second)[0]) == ("sent", "sent")


def test_while_the_carrier_cannot_be_asked_nothing_is_sent_again(store: SqlStore, now: datetime) -> None:
    telephone = FakeTelephone([UNSURE, TEMPORARY])
    telephone.texts.append((HINA, "words for one"))
    post(store, now)
    for _ in range(3):
        send_errand(store, telephone, now)
        now += MINUTE
    assert telephone.texts == [(HINA, "words for one")]


def test_the_same_words_to_the_same_number_may_be_another_errand(store: SqlStore, now: datetime) -> None:
    """One of two alike was sent and noted; the other, cut off, is not taken for it."""
    telephone = FakeTelephone()
    for once in ("one", "two"):
        store.post(once, "sms", PhoneNumber(HINA), "the same", now, now)
    send_errand(store, telephone, now)
    telephone.failing.append(UNSURE)
    send_errand(store, telephone, now)
    send_errand(store, telephone, now + MINUTE)
    assert telephone.texts == [(HINA, "the same")] * 2
    assert [row["provider_id"] for row in store.outbox(("sent",))] == ["SM1", "SM2"]


def test_whoever_the_carrier_counts_as_unwanted_is_blocked_here_too(store: SqlStore, now: datetime) -> None:
    """Texts that wait for her are not even tried; START ends it."""
    telephone = FakeTelephone([TelephoneError("twilio 21610", True, unwanted=True)])
    errand, other = post(store, now), post(store, now, "two")
    send_errand(store, telephone, now)
    send_errand(store, telephone, now)
    assert store.is_blocked(HINA)
    assert (state(store, errand)[1], state(store, other)[1]) == ("twilio 21610", "blocked")
    assert telephone.texts == []


def test_a_phone_that_is_not_hers_gets_no_call(store: SqlStore, now: datetime) -> None:
    """Whatever waited; STOP alone still lets her be rung."""
    telephone = FakeTelephone()
    store.block(HINA, now, calls=True)
    store.block(ZOYA, now)
    errand = post(store, now, kind="call")
    post(store, now, "two", ZOYA, kind="call")
    while send_errand(store, telephone, now):
        pass
    assert state(store, errand) == ("failed", "blocked")
    assert telephone.calls == [(ZOYA, "words for two")]


def test_a_mistake_of_ours_stops_this_errand_and_no_other(store: SqlStore, now: datetime) -> None:
    """The worker hears of it; what it may already have done is not done again."""
    telephone = FakeTelephone([ZeroDivisionError("words for one")])
    errand = post(store, now)
    post(store, now + timedelta(microseconds=1), "two", ZOYA)
    with pytest.raises(ZeroDivisionError):
        send_errand(store, telephone, now + LEASE)
    assert state(store, errand) == ("failed", "bug")
    assert send_errand(store, telephone, now + LEASE) == "sms"
    assert telephone.texts == [(ZOYA, "words for two")]


def test_a_kind_nobody_knows_stops_itself_only(store: SqlStore, now: datetime) -> None:
    errand = post(store, now, kind="pigeon")
    with pytest.raises(KeyError):
        send_errand(store, FakeTelephone(), now)
    assert state(store, errand) == ("failed", "bug")
