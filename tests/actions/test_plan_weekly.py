"""Planning the weekly texts: only what may be told, only in her hour, each once, and a batch at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import HINA, KARACHI, KEY, ZOYA

from hotline import parts
from hotline.actions.plan_weekly import BATCH, Weekly, plan_weekly
from hotline.core.content import Library
from hotline.core.phone_number import PhoneNumber
from hotline.core.subscription import GO_ON, OVER, WEEKS, Pause, Slot, Subscription
from hotline.flows.hotline import build
from hotline.prompts.words import Words
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

FRIDAY = datetime(2026, 11, 27, 4, 10, tzinfo=UTC)  # ten past nine in Karachi
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def words() -> Words:
    return parts.open_words()


@pytest.fixture(scope="module")
def library() -> Library:
    return parts.open_library()


def weekly(store: SqlStore, library: Library, words: Words, *, unreviewed: bool = False) -> Weekly:
    return Weekly(store, library, words, lambda day: build(library, day, unreviewed), KARACHI)


@pytest.fixture
def planning(store: SqlStore, library: Library, words: Words) -> Weekly:
    return weekly(store, library, words)


def subscribes(store: SqlStore, who: str = HINA, **more: object) -> None:
    wanted = Subscription("", "phone", "en", Slot(4, 9), FRIDAY)
    store.subscribe(who, PhoneNumber(who), replace(wanted, **more))  # type: ignore[arg-type]


def has(store: SqlStore, who: str = HINA) -> Subscription:
    found = store.subscription(who)
    assert found
    return found


def leaves(store: SqlStore, now: datetime) -> list[tuple[str, str]]:
    """What is taken out of the outbox: to whom, and its first words."""
    found = []
    while errand := store.take(now, now + HOUR):
        found.append((errand.to.e164, errand.body[:11]))
        store.sent(errand.id, "SM", now)
    return found


def test_she_gets_the_next_text_of_her_series_in_her_script(planning: Weekly, store: SqlStore) -> None:
    """And the other woman hers; the next is due in a week."""
    subscribes(store)
    subscribes(store, ZOYA, series="calm", language="ur")
    assert not plan_weekly(planning, FRIDAY)
    assert sorted(leaves(store, FRIDAY)) == [(HINA, "A code that"), (ZOYA, "مشکل دن میں")]
    assert has(store).look_at.astimezone(KARACHI).date() == date(2026, 12, 4)
    assert has(store).slot.holds(has(store).look_at, KARACHI)


def test_a_worker_that_was_away_in_her_hour_sends_nothing_later(planning: Weekly, store: SqlStore) -> None:
    subscribes(store)
    plan_weekly(planning, FRIDAY + 3 * HOUR)
    assert leaves(store, FRIDAY + 3 * HOUR) == []
    assert (has(store).told, has(store).silent) == ("", 0)
    assert has(store).look_at > FRIDAY + 6 * timedelta(days=1)


def test_what_did_not_leave_in_her_hour_is_dropped_and_comes_again(planning: Weekly, store: SqlStore) -> None:
    subscribes(store)
    plan_weekly(planning, FRIDAY)
    assert leaves(store, FRIDAY + HOUR) == []
    at = has(store).look_at
    plan_weekly(planning, at)
    assert leaves(store, at) == [(HINA, "A code that")]


def test_a_second_look_in_the_same_hour_sends_nothing(planning: Weekly, store: SqlStore) -> None:
    """Whatever sets the time: the week's text came."""
    subscribes(store)
    plan_weekly(planning, FRIDAY)
    plan_weekly(planning, FRIDAY + HOUR / 2)
    assert len(leaves(store, FRIDAY)) == 1


def test_a_pause_puts_off_and_taking_it_back_brings_forward(planning: Weekly, store: SqlStore) -> None:
    subscribes(store)
    pause = Pause(date(2026, 11, 25), date(2026, 12, 20))
    store.add_pause(pause)
    plan_weekly(planning, FRIDAY)
    assert leaves(store, FRIDAY) == []
    assert has(store).look_at.astimezone(KARACHI).date() == date(2026, 12, 25)
    later = FRIDAY + timedelta(days=4)
    store.remove_pause(pause)
    assert store.look_again(later, later + timedelta(weeks=1)) == 1
    plan_weekly(planning, later)
    assert leaves(store, later) == []
    assert has(store).look_at.astimezone(KARACHI).date() == date(2026, 12, 4)


def test_what_nobody_has_signed_is_not_sent(store: SqlStore, library: Library, words: Words) -> None:
    """The next that may be told is; the demo tells all, and says what it is."""
    phone = library.series[0]
    first = replace(phone.texts[0], asked_of=("lawyer",))
    held = replace(library, series=(replace(phone, texts=(first, *phone.texts[1:])),))
    subscribes(store)
    plan_weekly(weekly(store, held, words), FRIDAY)
    assert leaves(store, FRIDAY) == [(HINA, "Do not lend")]
    subscribes(store, ZOYA)
    plan_weekly(weekly(store, held, words, unreviewed=True), FRIDAY)
    assert leaves(store, FRIDAY) == [(ZOYA, "(Example) A")]


@pytest.mark.parametrize(
    ("told", "silent", "says", "is_left"),
    [("weekly_phone_8", 0, OVER, False), ("weekly_phone_3", WEEKS - 1, GO_ON, True), ("", WEEKS, "", False)],
)
def test_it_ends_with_the_series_or_after_eight_silent_weeks(
    planning: Weekly, store: SqlStore, words: Words, told: str, silent: int, says: str, is_left: bool
) -> None:
    subscribes(store)
    store.db.execute("update subscriptions set told = :told, silent = :silent", {"told": told, "silent": silent})
    plan_weekly(planning, FRIDAY)
    wanted = [(HINA, words.texts["en"][says][:11])] if says else []
    assert leaves(store, FRIDAY) == wanted
    assert (store.subscription(HINA) is not None) == is_left


def test_a_number_whose_key_is_gone_is_not_kept(planning: Weekly, store: SqlStore) -> None:
    """It could never be sent to."""
    other = SqlStore(store.db, Vault([KEY[::-1]]))
    subscribes(other)
    plan_weekly(planning, FRIDAY)
    assert store.db.query("select id from subscriptions") == []


def test_many_are_looked_at_in_batches(planning: Weekly, store: SqlStore) -> None:
    for n in range(BATCH + 1):
        subscribes(store, f"+92399{n:07}")
    assert plan_weekly(planning, FRIDAY)
    assert not plan_weekly(planning, FRIDAY)
    assert len(leaves(store, FRIDAY)) == BATCH + 1


def test_a_broadcast_takes_the_place_of_one_text_and_counts_what_it_costs(planning: Weekly, store: SqlStore) -> None:
    """To those of its series, once; paused it waits; done when everybody got it."""
    subscribes(store)
    subscribes(store, ZOYA, series="calm")
    assert store.begin_broadcast("phone", {"en": "Long news. " * 20, "ur": "خبر", "ur_Latn": "khabar"}, 1, FRIDAY)
    assert not store.begin_broadcast("calm", {"en": "other"}, 1, FRIDAY)
    store.move_broadcast("paused", FRIDAY)
    plan_weekly(planning, FRIDAY)
    assert sorted(leaves(store, FRIDAY)) == [(HINA, "A code that"), (ZOYA, "On a hard d")]
    store.move_broadcast("running", FRIDAY)
    at = max(has(store, who).look_at for who in (HINA, ZOYA))
    plan_weekly(planning, at)
    assert sorted(leaves(store, at)) == [(HINA, "Long news. "), (ZOYA, "When the he")]
    [one] = store.broadcasts()
    assert (one.told, one.parts) == (1, 2)
    assert store.end_broadcast(at)
    at = max(has(store, who).look_at for who in (HINA, ZOYA))
    plan_weekly(planning, at)
    assert (HINA, "Do not lend") in leaves(store, at)
