"""What staff do with a request: give it to somebody, other hours, a note, an end, ring both, and show the number.

Whoever changes it says what she saw of it. If somebody else, or the hotline itself, changed it since, nothing is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.actions.ports import SealBroken, Store
from hotline.actions.ring_callbacks import CallingBack, start_ring
from hotline.core.callback import DAYS, TO_RING, WINDOWS, Callback, first_due, may_ring_at
from hotline.core.handling import LONGEST_NOTE, OUTCOMES, REASONS, may_reopen, outcomes
from hotline.core.phone_number import PhoneNumber
from hotline.core.staff import Deed, Staff

CHANGE = "request_"  # how the audit's words for a change begin; a mere look begins otherwise
AT_ONCE = timedelta(seconds=5)  # for the page to be answered before a phone rings


class HandlingError(Exception):
    """Nothing was done; `code` says why: changed, over, hours, busy, unknown, number, note, reason,
    outcome."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Handling:
    """A request in the hands of staff, as they saw it."""

    calling: CallingBack
    by: Staff
    request: Callback
    seen: str
    now: datetime

    @property
    def store(self) -> Store:
        """Where everything is kept."""
        return self.calling.store

    def note(self, what: str) -> None:
        """Write down what is done."""
        self.store.record(self.by.id, what, self.request.reference, self.now)

    def unchanged(self) -> Callback:
        """The request, if it still is what was seen. Raises HandlingError."""
        request = self.store.callback_by_id(self.request.id)
        if request is None or mark_of(self.store, request) != self.seen:
            raise HandlingError("changed")
        return request


def mark_of(store: Store, request: Callback) -> str:
    """What changes whenever anybody changes a request: a form carries it there and back."""
    changes = changes_of(store, request)
    return f"{request.state}.{request.attempts}.{request.due_at.timestamp():.0f}.{changes[-1].number if changes else 0}"


def changes_of(store: Store, request: Callback) -> list[Deed]:
    """What staff did to it, mere looks left out."""
    deeds = store.deeds_about(request.reference, request.created_at)
    return [one for one in deeds if one.what.startswith(CHANGE)]


def assign(handling: Handling, responder: str) -> None:
    """This responder is asked first from now on; nobody in particular, if it is empty."""
    if responder and not any(one.id == responder for one in handling.store.responders()):
        raise HandlingError("unknown")
    with handling.store.atomic():
        _open(handling)
        handling.store.assign_request(handling.request.id, responder or None)
        handling.note("request_assigned" if responder else "request_not_assigned")


def change_hours(handling: Handling, window: str, days: str) -> None:
    """She said that other hours are safe."""
    if window not in WINDOWS or days not in DAYS or (window == "now") != (days == "now"):
        raise HandlingError("hours")
    with handling.store.atomic():
        request = _open(handling)
        due = first_due(window, days, handling.now, handling.calling.zone)
        handling.store.change_hours(request.id, window, days, due, handling.now)
        handling.note("request_hours_changed")


def add_note(handling: Handling, words: str) -> None:
    """Keep words, sealed. A note takes nothing away, so nobody needs to have seen the latest state."""
    words = words.strip()
    if not words or len(words) > LONGEST_NOTE:
        raise HandlingError("note")
    with handling.store.atomic():
        if handling.store.callback_by_id(handling.request.id) is None:
            raise HandlingError("over")
        handling.store.keep_staff_note(handling.request.id, handling.by.id, words, handling.now)
        handling.note("request_noted")


def close(handling: Handling, outcome: str) -> None:
    """It is over, and this came of it."""
    if outcome not in OUTCOMES:
        raise HandlingError("outcome")
    with handling.store.atomic():
        request = handling.unchanged()
        if outcome not in outcomes(request):
            raise HandlingError("over")
        handling.store.move_callback(request.id, OUTCOMES[outcome], None, handling.now)
        handling.note(f"request_closed_{outcome}")


def reopen(handling: Handling) -> None:
    """Try again, in her hours, one that ended without her being reached."""
    with handling.store.atomic():
        request = handling.unchanged()
        same_reference = handling.store.callback(request.reference)  # another open one has it, if any has
        if not may_reopen(request) or request.window == "now" or same_reference != request:
            raise HandlingError("over")
        due = first_due(request.window, request.days, handling.now, handling.calling.zone)
        handling.store.change_hours(request.id, request.window, request.days, due, handling.now)
        handling.store.move_callback(request.id, "waiting", due, handling.now)
        handling.note("request_reopened")


def ring_both(handling: Handling, responder: str) -> None:
    """The responder's phone rings, then hers; neither sees a number. Only in her hours."""
    store = handling.store
    chosen = next((one for one in store.responders() if one.id == responder), None)
    if chosen is None:
        raise HandlingError("unknown")
    with store.atomic():
        request = _open(handling)
        if request.state not in TO_RING or request.calls_in:
            raise HandlingError("over")
        if not may_ring_at(request, handling.now, handling.calling.zone):
            raise HandlingError("hours")
        ring = start_ring(handling.calling, request, chosen, handling.now + AT_ONCE, handling.now)
        if ring is None:
            raise HandlingError("busy")
        store.claim(request.id, ring, handling.now)
        handling.note("request_rung")


def show_number(handling: Handling, reason: str) -> PhoneNumber:
    """Her number, for a reason that stays in the audit."""
    if reason not in REASONS:
        raise HandlingError("reason")
    with handling.store.atomic():
        handling.note(f"number_shown_{reason}")
        try:
            number = handling.store.callback_number(handling.request.id)
        except (LookupError, SealBroken):
            raise HandlingError("number") from None
        if not number.e164:
            raise HandlingError("number")
        return number


def _open(handling: Handling) -> Callback:
    request = handling.unchanged()
    if not outcomes(request):
        raise HandlingError("over")
    return request
