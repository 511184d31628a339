"""A responder takes the oldest request that she may ring back now, and says afterwards what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from hotline.actions.ports import Store
from hotline.actions.ring_back import RingingBack, not_today, put_back
from hotline.actions.ring_callbacks import NOBODY_FREE, CallingBack, start_ring, wanted_for
from hotline.actions.ring_wave import loads_now
from hotline.core.callback import OPEN, PROMISES, Callback, first_due, may_ring_at
from hotline.core.duty import Responder, Rota
from hotline.core.routing import Load, plan
from hotline.core.shifts import WEEK, Shift
from hotline.core.told import Told, Word

LOOKED_AT = 50  # requests, the oldest first
IN_HAND_FOR = timedelta(hours=24)  # how long "done" still means the request that she took
LATER = timedelta(hours=1)
LATER_NOW = timedelta(minutes=15)  # when she had said "now", which lasts an hour
ALWAYS = (Shift(0, WEEK),)


def claim_next(calling: CallingBack, one: Responder, ring_at: datetime, now: datetime) -> Told:
    """Her phone is rung for the oldest request that she fits and whose hours it is; then the caller's."""
    store = calling.store
    held = _still_to_say(store, one, now)
    if held:
        return Told("request_first", {"reference": held.reference})
    loads = loads_now(store, now, calling.zone)
    if loads.get(one.id, Load()).busy:
        return Told("request_busy")
    for callback in _for_her(calling, one, loads, now):
        ring = start_ring(calling, callback, one, ring_at, now)
        if ring:
            store.claim(callback.id, ring, now)
            return Told("request_next", {"reference": callback.reference}, (_promised(callback),))
    return Told("request_none")


def _promised(callback: Callback) -> Told:
    """What the caller was promised, as it binds whoever takes her request."""
    if not callback.lifted:
        return Told("promises_all")
    bound = ((whom, "yes" if whom in callback.lifted else "no") for whom in PROMISES)
    return Told("promises_some", {f"bound_{whom}": Word(f"bound_{whom}_{answer}") for whom, answer in bound})


def tell_requests(calling: CallingBack, one: Responder, now: datetime) -> Told:
    """The request in her hands, or how many wait that she could ring now."""
    held = _still_to_say(calling.store, one, now)
    if held:
        return Told("request_held", {"reference": held.reference})
    count = sum(1 for _ in _for_her(calling, one, loads_now(calling.store, now, calling.zone), now))
    return Told("requests_wait", {"count": count}) if count else Told("requests_none")


def say_done(ringing: RingingBack, one: Responder, reference: int | None, now: datetime) -> Told:
    """She was helped."""
    callback = _meant(ringing.store, one, reference, now)
    if callback is None:
        return Told("request_nothing")
    ringing.store.move_callback(callback.id, "done", None, now)
    return became(ringing.store, callback)


def say_later(ringing: RingingBack, one: Responder, reference: int | None, now: datetime) -> Told:
    """She would rather be rung another time: back to waiting, inside her hours."""
    callback = _meant(ringing.store, one, reference, now)
    if callback is None:
        return Told("request_nothing")
    if callback.state in OPEN:
        put_back(ringing, callback, another_time(ringing, callback, now), now, reached=True)
    return became(ringing.store, callback)


def say_not_reached(ringing: RingingBack, one: Responder, reference: int | None, now: datetime) -> Told:
    """It was not she who answered, or nobody: it counts as a try, and she is not rung again that day."""
    callback = _meant(ringing.store, one, reference, now)
    if callback is None:
        return Told("request_nothing")
    if callback.state in ("claimed", "ringing"):  # else it is known by now, and the next try is set
        not_today(ringing, callback, now)
    return became(ringing.store, callback)


def in_hand(store: Store, one: Responder, now: datetime) -> Callback | None:
    """The request that came into her hands last."""
    claim = store.last_claim(one.id, now - IN_HAND_FOR)
    return store.callback_by_id(claim.id) if claim else None


def _still_to_say(store: Store, one: Responder, now: datetime) -> Callback | None:
    """The request in her hands of which she has not said what became of it."""
    held = in_hand(store, one, now)
    return held if held and held.state in ("claimed", "ringing") else None


def _for_her(calling: CallingBack, one: Responder, loads: Mapping[str, Load], now: datetime) -> Iterator[Callback]:
    """Requests whose hours it is and that she fits, the oldest first, whether she is on duty or not."""
    only_her = Rota(calling.zone, (replace(one, shifts=ALWAYS),))
    # Nobody on duty was free for some a moment ago: they are put off by no more than that.
    for callback in calling.store.due_callbacks(now + NOBODY_FREE, LOOKED_AT):
        rings_now = now < callback.expires_at and may_ring_at(callback, now, calling.zone)
        if rings_now and plan(wanted_for(callback), only_her, loads, now).waves:
            yield callback


def _meant(store: Store, one: Responder, reference: int | None, now: datetime) -> Callback | None:
    held = in_hand(store, one, now)
    return held if held and reference in (None, int(held.reference)) else None


def another_time(ringing: RingingBack, callback: Callback, now: datetime) -> datetime | None:
    """When she may be rung after she would rather not talk now; None when she named no time that is still safe."""
    if callback.window != "now":
        return first_due(callback.window, callback.days, now + LATER, ringing.zone)
    again = now + LATER_NOW
    return again if may_ring_at(callback, again, ringing.zone) else None


def became(store: Store, before: Callback) -> Told:
    """What the request is by now, whoever brought that about."""
    callback = store.callback_by_id(before.id) or before
    match callback.state:
        case "waiting":
            return Told("request_waits", {"reference": callback.reference, "when": callback.due_at})
        case "done":
            return Told("request_done", {"reference": callback.reference})
        case "withdrawn":
            return Told("request_withdrawn", {"reference": callback.reference})
    return Told("request_over", {"reference": callback.reference})
