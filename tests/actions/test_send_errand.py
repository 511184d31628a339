"""What is due leaves once: failures are met by their kind, and a crash neither loses nor repeats for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, ZOYA
from fakes import FakeTelephone

from hotline.actions.ports import TelephoneError
from hotline.actions.send_errand import LEASE, MOST_ATTEMPTS, send_errand
from hotline.core.delivery import RETRY_AFTER
from hotline.core.phone_number import PhoneNumber
from hotline.storage.store import SqlStore

TEMPORARY, PERMANENT = TelephoneError("twilio 20429", False), TelephoneError("twilio 21211", True)
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
    """Ten seconds, a minute, five, half an hour; not a second earlier; then it is given up."""
    telephone = FakeTelephone([TEMPORARY] * 10)
    errand = post(store, now)
    for wait in RETRY_AFTER:
        send_errand(store, telephone, now)
        assert state(store, errand) == ("waiting", "twilio 20429")
        assert send_errand(store, telephone, now + wait - timedelta(seconds=1)) is None
        now += wait
    send_errand(store, telephone, now)
    assert state(store, errand) == ("failed", "twilio 20429")
    assert len(telephone.failing) == 10 - len(RETRY_AFTER) - 1


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


def test_a_text_that_kills_the_worker_each_time_is_given_up(store: SqlStore, now: datetime) -> None:
    """Each attempt may have been sent before the crash: she does not get one every minute for ever."""
    telephone = FakeTelephone([Crash() for _ in range(100)])  # type: ignore[misc]
    errand = post(store, now)
    for attempt in range(MOST_ATTEMPTS):
        with pytest.raises(Crash):
            send_errand(store, telephone, now + attempt * LEASE)
    assert send_errand(store, telephone, now + MOST_ATTEMPTS * LEASE) == "sms"
    assert state(store, errand) == ("failed", "gave up")


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
