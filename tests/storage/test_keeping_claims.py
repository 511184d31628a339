"""What is in whose hands, and the words kept with it: sealed, and gone with what they are about."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, ZOYA, a_request, started, two_people

from hotline.core.phone_number import PhoneNumber
from hotline.storage.store import SqlStore

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def people(store: SqlStore, now: datetime) -> tuple[str, str]:
    store.replace_roster(two_people(), now)
    amna, bilqis = (one.id for one in store.responders())
    return amna, bilqis


def a_callback(store: SqlStore, number: str, now: datetime) -> str:
    found = store.callback(store.record_callback(f"{number}:1", a_request(number=number), now, now))
    assert found
    return found.id


def test_a_request_is_in_the_hands_of_who_is_rung_for_it(
    store: SqlStore, people: tuple[str, str], now: datetime
) -> None:
    """It passes to the next who is."""
    amna, bilqis = people
    callback = a_callback(store, HINA, now)
    for n, who in enumerate(people):
        ring, _ = started(store, f"{who}:1", "callback", who, now)
        store.claim(callback, ring, now + n * MINUTE)
    found = store.last_claim(bilqis, now - DAY)
    assert found
    assert (found.id, found.at) == (callback, now + MINUTE)
    assert store.last_claim(amna, now - DAY) is None
    assert store.last_claim(bilqis, now + DAY) is None


def test_the_last_call_is_the_last_that_was_accepted(store: SqlStore, people: tuple[str, str], now: datetime) -> None:
    amna, bilqis = people
    first, _ = started(store, "CA1:1", "CA1", amna, now)
    store.ring_accepted(first, now)
    store.ring_ended(first, "helped", now + MINUTE)
    started(store, "CA2:1", "CA2", amna, now + 2 * MINUTE)  # rings, but nobody took it yet
    found = store.last_call(amna, now - DAY)
    assert found
    assert (found.id, found.at) == (first, now)
    assert store.last_call(bilqis, now - DAY) is None


def test_notes_are_opened_with_who_wrote_them(store: SqlStore, people: tuple[str, str], now: datetime) -> None:
    """Bilqis's about a call, Amna's and a coordinator's about a request; what does not open is left out."""
    amna, bilqis = people
    callback = a_callback(store, HINA, now)
    ring, _ = started(store, "CA1:1", "CA1", bilqis, now)
    store.keep_note(bilqis, "about the call", now, ring=ring)
    store.keep_note(amna, "about her", now + MINUTE, callback=callback)
    rabia = store.add_staff("Rabia", "coordinator", None, "en", now)
    assert rabia
    store.keep_staff_note(callback, rabia.id, "about her too", now + 2 * MINUTE)
    reference = store.callbacks()[0].reference
    assert [(one.by, one.reference, one.words) for one in store.notes()] == [
        ("Rabia", reference, "about her too"),
        ("Amna", reference, "about her"),
        ("Bilqis", None, "about the call"),
    ]
    store.db.execute("update notes set words = 'x' where ring is not null")
    assert [one.by for one in store.notes()] == ["Rabia", "Amna"]


def test_notes_go_with_their_request_and_a_calls_after_a_week(
    store: SqlStore, people: tuple[str, str], now: datetime
) -> None:
    amna, bilqis = people
    closed, opened = a_callback(store, HINA, now), a_callback(store, ZOYA, now)
    ring, _ = started(store, "CA1:1", "CA1", bilqis, now)
    for callback in (closed, opened):
        store.keep_note(amna, "about her", now, callback=callback)
    store.keep_note(bilqis, "about the call", now, ring=ring)
    store.move_callback(closed, "done", None, now)
    early, later = store.sweep(now + 7 * DAY - MINUTE), store.sweep(now + 7 * DAY)
    assert (early["callbacks"], early["notes"]) == (0, 0)
    assert (later["callbacks"], later["notes"]) == (1, 1)
    assert [one.reference for one in store.notes()] == [one.reference for one in store.callbacks()]


def test_claimed_requests_settle_and_others_do_not(store: SqlStore, people: tuple[str, str], now: datetime) -> None:
    one, two = a_callback(store, HINA, now), a_callback(store, ZOYA, now)
    store.move_callback(one, "ringing", None, now)
    store.move_callback(one, "claimed", None, now)
    store.move_callback(two, "ringing", None, now)
    assert store.settle_claims(now - MINUTE, now) == 0
    assert store.settle_claims(now, now + MINUTE) == 1
    assert {each.id: each.state for each in store.callbacks()} == {one: "done", two: "ringing"}
    assert store.waits_for_a_call(PhoneNumber(ZOYA))
    assert not store.waits_for_a_call(PhoneNumber(HINA))
