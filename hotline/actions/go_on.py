"""Go on with a request that is there, by its token: hear how it stands, change its hours, withdraw it, or talk now.

A token that does not fit gets one answer, whether the reference is nobody's, the PIN is wrong, or too many were tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from hotline.actions.notice import Notice
from hotline.actions.ports import Store
from hotline.core.callback import OPEN, PROMISES, Callback, first_due
from hotline.core.events import Outcome
from hotline.core.phone_number import Caller

DONE, CLOSED, FAILED = Outcome("done"), Outcome("closed"), Outcome("failed")
STANDS = {"new": "waits", "waiting": "waits", "ringing": "taken", "claimed": "taken",
          "not_reached": "missed", "expired": "missed"}  # fmt: skip
FORGOTTEN = (("token", ""), ("pin", ""))  # they are not carried on


@dataclass(frozen=True)
class Given:
    """What a deed about her own request needs; `request` among the answers is what her token opened."""

    store: Store
    notice: Notice
    zone: tzinfo
    caller: Caller
    answers: Mapping[str, str]
    once: str
    now: datetime

    @property
    def request(self) -> Callback | None:
        """The request that is open to her."""
        return self.store.callback_by_id(self.answers.get("request", ""))


def open_request(given: Given) -> Outcome:
    """How the request of this token stands, and what she asked for in it; a wrong one is counted."""
    store, reference, pin = given.store, given.answers.get("token", ""), given.answers.get("pin", "")
    with store.atomic():
        found = None
        if not store.guessed_too_often(reference, given.caller.identity, given.now):
            found = store.request_of(reference, pin)
            if found is None:
                store.guessed(given.once, reference, given.caller.identity, given.now)
    if found is None:
        return Outcome("wrong", (*FORGOTTEN, ("request", "")))
    stands = STANDS.get(found.state, "closed")
    if found.calls_in and stands == "waits":
        stands = "calls_in"
    return Outcome(stands, (*FORGOTTEN, *_asked(found)))


def _asked(found: Callback) -> tuple[tuple[str, str], ...]:
    """The answers that stand in a request, for a ring as she wished for it."""
    return (
        ("request", found.id),
        ("has_number", "" if found.calls_in else "yes"),
        ("window2", found.window),
        ("days2", found.days),
        ("subject", found.subject),
        ("by", "woman" if found.woman_only else "anyone"),
        ("code", found.code),
        ("not_from", found.not_from),
        ("role", found.role),
        ("any_language", "yes" if found.any_language else ""),
        *((f"tell_{whom}", "yes" if whom in found.lifted else "no") for whom in PROMISES),
    )


def keep_pin(given: Given) -> Outcome:
    """Keep the PIN that she chose with the request that was stored in this very call."""
    kept = given.store.keep_pin(given.answers.get("reference", ""), given.answers.get("pin", ""))
    return Outcome("done", FORGOTTEN) if kept else FAILED


def change_request(given: Given) -> Outcome:
    """Other hours; a request that was not reached, or is too old, is opened again by it."""
    store, now = given.store, given.now
    window, days = given.answers.get("window2", ""), given.answers.get("days2", "")
    with store.atomic():
        found = given.request
        if found is None or (found.calls_in and window == "now"):
            return CLOSED
        due_at = first_due(window, days, now, given.zone)
        if not store.other_hours(found.id, window, days, due_at, now):
            return CLOSED
        if found.state not in OPEN:
            given.notice.stored(store, given.once, found.reference, now)
    return DONE


def withdraw_request(given: Given) -> Outcome:
    """She wants no ring any more; told twice it is still withdrawn."""
    found = given.request
    if found and found.state != "withdrawn" and not given.store.move_callback(found.id, "withdrawn", None, given.now):
        return CLOSED
    return DONE


def request_helped(given: Given) -> Outcome:
    """She talks to somebody: nobody has to ring her."""
    found = given.request
    if found:
        given.store.move_callback(found.id, "done", None, given.now)
    return DONE


DEEDS: Mapping[str, Callable[[Given], Outcome]] = {
    "open_request": open_request,
    "keep_pin": keep_pin,
    "change_request": change_request,
    "withdraw_request": withdraw_request,
    "request_helped": request_helped,
}
