"""A wish to be rung back is kept as it was confirmed, once, and the coordinator hears of it without learning who."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from builders import AMNA, HINA, ZOYA, a_request
from fakes import FailingStore

from hotline import parts
from hotline.actions.carry_out import Deeds
from hotline.actions.notice import Notice
from hotline.actions.ports import StoreDown
from hotline.actions.record_callback import asked_for, record_callback
from hotline.core.events import Wish
from hotline.core.limits import Limits
from hotline.core.phone_number import Caller, PhoneNumber, caller_from
from hotline.storage.store import SqlStore

ZONE = ZoneInfo("Asia/Karachi")
COORDINATOR = PhoneNumber("+923990000500")
ANSWERS = {"number": "this", "window": "evening", "days": "weekdays", "subject": "law", "by": "woman"}


@pytest.fixture
def notice() -> Notice:
    return Notice(COORDINATOR, parts.open_words())


def posted(store: SqlStore, now: datetime) -> list[tuple[str, str]]:
    """What waits in the outbox."""
    found = []
    while errand := store.take(now, now.replace(year=now.year + 1)):
        found.append((errand.to.e164, errand.body))
    return found


def test_it_is_stored_once_and_the_coordinator_told_once(store: SqlStore, notice: Notice, now: datetime) -> None:
    """The same key gives the same reference, however often and whatever else is asked under it."""
    first = record_callback(store, notice, "CA1:9", a_request(), now, ZONE)
    again = record_callback(store, notice, "CA1:9", a_request(number=ZOYA), now, ZONE)
    other = record_callback(store, notice, "CA2:9", a_request(number=ZOYA), now, ZONE)
    assert first == again != other
    assert sorted(one.reference for one in store.callbacks()) == sorted((first, other))
    told = posted(store, now)
    assert [to for to, _ in told] == [COORDINATOR.e164] * 2
    assert [first in body or other in body for _, body in told] == [True, True]


def test_the_notice_tells_the_reference_and_nothing_of_her(store: SqlStore, notice: Notice, now: datetime) -> None:
    record_callback(store, notice, "CA1:9", a_request(subject="online", woman_only=True), now, ZONE)
    [(_, body)] = posted(store, now)
    for secret in (HINA, HINA.removeprefix("+92"), "online", "woman", "law"):
        assert secret not in body.lower()


def test_without_a_coordinator_nobody_is_told(store: SqlStore, now: datetime) -> None:
    assert len(record_callback(store, Notice(None, parts.open_words()), "CA1:9", a_request(), now, ZONE)) == 4
    assert posted(store, now) == []


def test_request_and_notice_are_kept_together_or_not_at_all(store: SqlStore, notice: Notice, now: datetime) -> None:
    """A reference is told only of what is there."""
    with pytest.raises(StoreDown):
        record_callback(FailingStore(store, "post"), notice, "CA1:9", a_request(), now, ZONE)
    assert store.callbacks() == []


@pytest.mark.parametrize(("window", "days", "due"), [
    ("now", "now", datetime(2026, 11, 21, 9, tzinfo=UTC)),
    ("evening", "any", datetime(2026, 11, 21, 11, tzinfo=UTC)),
    ("morning", "any", datetime(2026, 11, 22, 3, tzinfo=UTC)),
    ("morning", "weekdays", datetime(2026, 11, 23, 3, tzinfo=UTC)),
    ("afternoon", "weekend", datetime(2026, 11, 21, 9, tzinfo=UTC)),
])
def test_it_is_due_in_the_first_safe_hour(
    store: SqlStore, notice: Notice, now: datetime, window: str, days: str, due: datetime
) -> None:
    """It is Saturday, two in the afternoon in Karachi."""
    record_callback(store, notice, "CA1:9", a_request(window=window, days=days), now, ZONE)
    [callback] = store.callbacks()
    assert callback.due_at == due


def test_this_number_is_the_one_she_rings_from() -> None:
    request = asked_for(ANSWERS, caller_from(HINA), "ur", "voice")
    assert (request.number, request.window, request.days, request.subject) == (HINA, "evening", "weekdays", "law")
    assert request.woman_only


def test_another_number_is_the_one_she_keyed_in() -> None:
    answers = {**ANSWERS, "number": ZOYA, "by": "anyone"}
    request = asked_for(answers, Caller(None, None), "en", "sms")
    assert (request.number, request.woman_only, request.language, request.channel) == (ZOYA, False, "en", "sms")


@pytest.mark.parametrize(("number", "shown"), [
    ("this", "anonymous"), ("this", "+266696687"), ("this", "+14155550100"), ("this", "1122"), ("", HINA),
    ("+14155550100", HINA), ("+92900123456", HINA), ("12", HINA), ("this", ""),
])
def test_a_number_that_may_not_be_rung_is_no_request(number: str, shown: str) -> None:
    """Nobody can make the hotline ring abroad, premium lines or a withheld caller's stand-in."""
    with pytest.raises(ValueError, match=r".") as caught:
        asked_for({**ANSWERS, "number": number}, caller_from(shown), "ur", "voice")
    assert not any(digit.isdigit() for digit in str(caught.value))


def test_of_five_hundred_requests_from_one_phone_five_are_stored(store: SqlStore, now: datetime) -> None:
    """Within a day. Each comes twice, and twice the same is answered."""
    store.limits = Limits(per_caller=5)
    notice, outcomes = Notice(None, parts.open_words()), []
    for n in range(500):
        answers = tuple({**ANSWERS, "number": f"+923992{n:06d}"}.items())
        at = now + timedelta(seconds=n)
        for _ in range(2):
            deeds = Deeds(store, notice, ZONE, at, lambda: caller_from(HINA), f"CA{n}", "voice")
            outcomes.append(deeds.perform(Wish("record_callback", "ur", answers), 1))
    assert [one.name for one in outcomes] == ["stored"] * 10 + ["failed"] * 990
    assert outcomes[0:10:2] == outcomes[1:10:2]
    assert len(store.callbacks()) == 5


def test_a_limit_in_all_lets_danger_through_and_does_not_count_yesterday(store: SqlStore, now: datetime) -> None:
    store.limits = Limits(in_all=3)
    for n, ago in enumerate((30, 3, 2, 1)):
        store.record_callback(f"CA{n}:1", a_request(), now, now - timedelta(hours=ago))
    assert store.against("CA9:1", a_request(), None, now) == "in_all"
    assert store.against("CA9:1", a_request(urgent=True), None, now) is None
    assert store.against("CA3:1", a_request(), None, now) is None
    assert store.against("CA9:1", a_request(), None, now + timedelta(hours=22)) is None


def test_whoever_wants_no_number_kept_leaves_no_hash_of_one(store: SqlStore, now: datetime) -> None:
    store.record_callback("CA1:1", a_request(number="", asked_by=HINA), now, now)
    [row] = store.db.query("select asked_print from callbacks")
    assert row["asked_print"] != store.vault.fingerprint(HINA, "asker")


def test_who_asked_is_forgotten_after_a_day(store: SqlStore, now: datetime) -> None:
    """And at once by whoever asks to be forgotten; the request for another number stays."""
    for n, who in enumerate((HINA, ZOYA)):
        store.record_callback(f"CA{n}:1", a_request(number=AMNA, asked_by=who), now, now)
    asked = "select count(*) as n from callbacks where asked_print is not null"
    store.forget_person(HINA)
    assert store.db.query(asked) == [{"n": 1}]
    store.sweep(now + timedelta(days=1))
    assert store.db.query(asked) == [{"n": 0}]
    assert len(store.callbacks()) == 2
