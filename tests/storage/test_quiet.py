"""A phone rests for the day when somebody else picked it up, and is not rung for two requests at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from builders import HINA, KEY, OTHER_KEY, ZOYA, a_request, two_people

from hotline.actions.record_callback import asked_by_responder
from hotline.core.callback import Request
from hotline.core.phone_number import caller_from
from hotline.core.records import Ring
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def asked(store: SqlStore, at: datetime, asked_by: str = "", number: str = HINA) -> str:
    """A request for a number, by whoever asked; its id."""
    return recorded(store, replace(a_request(number, "afternoon"), asked_by=asked_by), at)


def recorded(store: SqlStore, request: Request, at: datetime) -> str:
    known = {one.id for one in store.callbacks()}
    store.record_callback(f"CA{at}{request.asked_by}", request, at, at)
    [new] = {one.id for one in store.callbacks()} - known
    return new


@pytest.mark.parametrize(("after", "asked_by", "rests"), [
    (-MINUTE, HINA, True), (-MINUTE, ZOYA, True), (MINUTE, ZOYA, True), (MINUTE, "", True), (MINUTE, HINA, False),
])  # fmt: skip
def test_it_rests_for_all_but_who_asks_on_it_afterwards(
    store: SqlStore, now: datetime, after: timedelta, asked_by: str, rests: bool
) -> None:
    first, second = asked(store, now - MINUTE / 2), asked(store, now + after, asked_by)
    elsewhere = asked(store, now - MINUTE / 3, number=ZOYA)
    store.somebody_else_answered(first, now)
    assert store.others_answered(first, now - MINUTE)
    assert store.others_answered(second, now - MINUTE) is rests
    assert not store.others_answered(elsewhere, now - MINUTE)
    assert not store.others_answered(first, now + MINUTE), "that was on another day"


def test_whoever_talked_on_it_afterwards_may_be_rung_again(store: SqlStore, now: datetime) -> None:
    """She called, they were cut off, and the responder asks for another ring."""
    store.somebody_else_answered(asked(store, now), now)
    again = recorded(store, asked_by_responder({}, caller_from(HINA), "ur"), now + MINUTE)
    assert not store.others_answered(again, now - MINUTE)


def test_other_hours_named_with_her_pin_are_her_word(store: SqlStore, now: datetime) -> None:
    request = asked(store, now)
    store.somebody_else_answered(request, now)
    store.other_hours(request, "afternoon", "any", now, now + MINUTE)
    assert not store.others_answered(request, now - MINUTE)


def test_it_rests_after_a_change_of_keys_and_a_number_that_does_not_open_stops_nobody(
    store: SqlStore, now: datetime
) -> None:
    request = asked(store, now)
    store.somebody_else_answered(request, now)
    changed = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    assert changed.others_answered(request, now - MINUTE)
    lost = SqlStore(store.db, Vault([OTHER_KEY]))
    lost.somebody_else_answered(request, now + MINUTE)
    assert not lost.others_answered(request, now - MINUTE)


@pytest.mark.parametrize("state", ["ringing", "claimed"])
def test_it_is_taken_while_it_rings_for_another_request(store: SqlStore, now: datetime, state: str) -> None:
    store.replace_roster(two_people(), now)
    first, second = asked(store, now), asked(store, now + MINUTE)
    assert not store.rings_for_another(second, now)
    [(ring, _)] = store.rings_started("once", Ring(f"callback:{first}"), [store.responders()[0].id], now)
    store.move_callback(first, "ringing", None, now)
    if state == "claimed":
        store.ring_accepted(ring, now)
        store.move_callback(first, "claimed", None, now)
    assert store.rings_for_another(second, now)
    assert not store.rings_for_another(first, now)
    store.ring_ended(ring, "helped", now)
    assert not store.rings_for_another(second, now)
