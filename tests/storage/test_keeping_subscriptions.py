"""Subscriptions: one for each number, moved on by one worker, and gone without a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from builders import HINA, KEY, OTHER_KEY, ZOYA, a_conversation, answered, place_of

from hotline.core.phone_number import PhoneNumber
from hotline.core.subscription import Move, Slot, Subscription
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

MINUTE, WEEK = timedelta(minutes=1), timedelta(weeks=1)


def subscribed(store: SqlStore, who: str, now: datetime, **more: object) -> Subscription:
    wanted = Subscription("", "phone", "ur", Slot(4, 9), now)
    store.subscribe(who, PhoneNumber(who), replace(wanted, **more))  # type: ignore[arg-type]
    found = store.subscription(who)
    assert found
    return found


def moved(one: Subscription, who: str, now: datetime, **more: object) -> Move:
    then = replace(one, told="t1", last="t1", silent=one.silent + 1, look_at=one.look_at + WEEK)
    return Move(one, then, PhoneNumber(who), "a tip", now + timedelta(hours=1), **more)  # type: ignore[arg-type]


def count(store: SqlStore, table: str) -> int:
    return int(store.db.query(f"select count(*) as n from {table}")[0]["n"])


def test_a_number_has_one_subscription_also_after_a_key_change(store: SqlStore, now: datetime) -> None:
    """The second choice takes the place of the first; the other woman's is hers."""
    first = subscribed(store, HINA, now)
    zoya = subscribed(store, ZOYA, now)
    later = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    second = subscribed(later, HINA, now + MINUTE, language="en")
    assert (second.id, second.language, second.look_at) == (first.id, "en", now + MINUTE)
    assert store.subscription(ZOYA) == zoya
    assert count(store, "subscriptions") == 2


def test_another_series_begins_anew_another_hour_does_not(store: SqlStore, now: datetime) -> None:
    one = subscribed(store, HINA, now)
    store.move_subscriptions([moved(one, HINA, now)], now)
    assert store.take(now, now + MINUTE)
    assert subscribed(store, HINA, now, slot=Slot(5, 9)).told == "t1"
    assert subscribed(store, HINA, now, series="calm").told == ""


def test_the_number_is_opened_only_when_it_is_due(store: SqlStore, now: datetime) -> None:
    subscribed(store, HINA, now)
    subscribed(store, ZOYA, now + MINUTE)
    [(one, number)] = store.due_subscriptions(now, 10)
    assert (one.slot, number and number.e164) == (Slot(4, 9), HINA)
    assert store.due_subscriptions(now - MINUTE, 10) == []
    assert len(store.due_subscriptions(now + MINUTE, 1)) == 1


def test_a_number_that_does_not_open_is_told_as_none(store: SqlStore, now: datetime) -> None:
    subscribed(store, HINA, now)
    subscribed(store, ZOYA, now)
    one, other = (row["number"] for row in store.db.query("select number from subscriptions"))
    store.db.execute("update subscriptions set number = :other where number = :one", {"one": one, "other": other})
    assert sorted(number is None for _, number in store.due_subscriptions(now, 10)) == [False, True]


def test_two_workers_that_saw_the_same_row_send_one_text(store: SqlStore, now: datetime) -> None:
    one = subscribed(store, HINA, now)
    move = moved(one, HINA, now)
    assert [store.move_subscriptions([move], now) for _ in range(2)] == [1, 0]
    assert count(store, "outbox") == 1
    found = store.subscription(HINA)
    assert found
    assert (found.told, found.silent, found.look_at) == ("t1", 1, now + WEEK)


def test_an_answer_that_came_in_between_is_not_overwritten(store: SqlStore, now: datetime) -> None:
    """She writes while the worker plans: it looks again."""
    one = subscribed(store, HINA, now)
    store.move_subscriptions([moved(one, HINA, now)], now)
    seen = store.subscription(HINA)
    assert seen
    store.heard_from(HINA)
    assert store.move_subscriptions([moved(seen, HINA, now + WEEK)], now + WEEK) == 0
    assert store.subscription(HINA) == replace(seen, silent=0)


def test_whoever_writes_is_not_silent_and_nobody_else(store: SqlStore, now: datetime) -> None:
    for who in (HINA, ZOYA):
        store.move_subscriptions([moved(subscribed(store, who, now), who, now)], now)
    store.heard_from(HINA)
    assert [found.silent for who in (HINA, ZOYA) if (found := store.subscription(who))] == [0, 1]


def test_it_ends_with_its_last_words(store: SqlStore, now: datetime) -> None:
    one = subscribed(store, HINA, now)
    subscribed(store, ZOYA, now)
    store.move_subscriptions([Move(one, None, PhoneNumber(HINA), "that was all", now + MINUTE)], now)
    assert (store.subscription(HINA), count(store, "subscriptions"), count(store, "outbox")) == (None, 1, 1)


def test_a_forgotten_one_takes_its_waiting_text_with_it(store: SqlStore, now: datetime) -> None:
    """What is being sent already cannot be taken back; hers, not the other woman's."""
    for who in (HINA, ZOYA):
        store.move_subscriptions([moved(subscribed(store, who, now), who, now)], now)
    assert store.forget_subscription(HINA)
    assert not store.forget_subscription(HINA)
    assert (count(store, "subscriptions"), count(store, "outbox")) == (1, 1)
    errand = store.take(now, now + MINUTE)
    assert errand
    assert errand.to.e164 == ZOYA
    assert store.forget_subscription(ZOYA)
    assert count(store, "outbox") == 1


def test_a_new_choice_takes_back_a_text_that_has_not_left(store: SqlStore, now: datetime) -> None:
    """Perhaps the old hour is not safe any more; she is told it in the new one."""
    one = subscribed(store, HINA, now)
    store.move_subscriptions([moved(one, HINA, now)], now)
    assert subscribed(store, HINA, now, slot=Slot(5, 9)).told == ""
    assert count(store, "outbox") == 0


def test_a_text_too_late_is_dropped_and_told_another_week(store: SqlStore, now: datetime) -> None:
    """But the one that was tried may have left."""
    store.move_subscriptions([moved(subscribed(store, HINA, now), HINA, now)], now)
    store.move_subscriptions([moved(subscribed(store, ZOYA, now), ZOYA, now)], now)
    assert store.take(now, now + MINUTE)
    assert store.take(now + timedelta(hours=1), now + 2 * timedelta(hours=1)) is None
    unsent = [found.unsent for who in (HINA, ZOYA) if (found := store.subscription(who))]
    assert sorted(unsent) == [False, True]


def test_a_crowd_that_is_too_late_is_dropped_in_batches(store: SqlStore, now: datetime) -> None:
    """What may have left is not told again, and what is in time stays."""
    people = [f"+923991{n:06d}" for n in range(7)]
    for who in people:
        store.move_subscriptions([moved(subscribed(store, who, now), who, now)], now)
    tried = store.take(now, now + MINUTE)
    assert tried
    store.put_back(tried.id, "twilio failed", now, now, maybe_sent=True)
    store.post("in time", "sms", PhoneNumber(HINA), "x", now, now, now + 2 * timedelta(hours=1))
    late = now + timedelta(hours=1)
    assert [store.drop_late(late, 4) for _ in range(2)] == [True, False]
    assert {row["error"] for row in store.outbox(("dropped",))} == {"too late"}
    assert len(store.outbox(("waiting",))) == 1
    assert sum(found.unsent for who in people if (found := store.subscription(who))) == 6


def test_a_question_ends_what_she_was_in_the_middle_of(store: SqlStore, now: datetime) -> None:
    """Her "1" must not confirm something else; the other woman's conversation goes on."""
    one = subscribed(store, HINA, now)
    for who in (HINA, ZOYA):
        answered(store, f"SM{who}", who, now, place=a_conversation())
    store.move_subscriptions([moved(one, HINA, now, asks=True)], now)
    assert place_of(store, HINA, now) is None
    assert place_of(store, ZOYA, now)


def test_an_alarm_leaves_before_what_is_sent_by_the_week(store: SqlStore, now: datetime) -> None:
    """Whatever was due first."""
    store.move_subscriptions([moved(subscribed(store, HINA, now), HINA, now)], now)
    store.post("alarm", "sms", PhoneNumber(ZOYA), "nobody is on duty", now + MINUTE, now)
    to = [errand.to.e164 for _ in range(2) if (errand := store.take(now + MINUTE, now + 2 * MINUTE))]
    assert to == [ZOYA, HINA]
