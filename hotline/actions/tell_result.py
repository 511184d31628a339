"""A responder says what came of a talk, by keypad or by text: it is noted, and the caller is rung again if need be."""

from __future__ import annotations

from datetime import datetime

from hotline.actions.claim_request import another_time, became
from hotline.actions.record_callback import record_callback
from hotline.actions.ring_back import RingingBack, put_back
from hotline.core.callback import NOW_LASTS, Callback, first_due, may_ring_at
from hotline.core.duty import ROLES, Responder
from hotline.core.records import Talk
from hotline.core.result import AGAIN, TOLD_WITHIN, meant
from hotline.core.told import Told


def tell_by_key(ringing: RingingBack, ring: str, result: str, now: datetime) -> bool:
    """Note what was pressed in this ring, once; False when the ring was over before anything was. Raises StoreDown."""
    store = ringing.store
    with store.atomic():
        if not store.result_by_key(ring, result, now):
            return bool(store.result_of(ring))
        talk = store.talk(ring)
        if talk:
            _mark(ringing, talk, result, now)
            _settle(ringing, talk, result, now)
    return True


def tell_by_text(ringing: RingingBack, one: Responder, result: str, now: datetime) -> Told | None:
    """Note what she writes of her last talk; her last word stands. None when she has had none for a day."""
    store = ringing.store
    talk = meant(store.talks_of(one.id, now - TOLD_WITHIN))
    if talk is None:
        return None
    if talk.callback is None and result in AGAIN:
        return _rung_back(ringing, talk, result, now)
    store.result_by_text(talk.id, result, now)
    _mark(ringing, talk, result, now)
    callback = _settle(ringing, talk, result, now)
    if callback and result in AGAIN:
        return became(store, callback)
    return Told(f"result_{result}", {"when": talk.accepted_at})


def _mark(ringing: RingingBack, before: Talk, result: str, now: datetime) -> None:
    """A caller whom two responders marked is barred, and the coordinator told; a mark that is taken back is none."""
    if result == "abusive":
        bar = ringing.store.bar_if_marked(before.id, now)
        if bar:
            ringing.notice.barred(ringing.store, bar, ringing.zone, now)
    elif before.result == "abusive":
        ringing.store.unbar_if_unmarked(before.id, now)


def _settle(ringing: RingingBack, talk: Talk, result: str, now: datetime) -> Callback | None:
    """The request that was rung back is done, or waits for the next ring; None when it was no such talk."""
    callback = ringing.store.callback_by_id(talk.callback) if talk.callback else None
    if callback is None or callback.state != "claimed":
        return callback
    if result in ROLES:
        ringing.store.pass_callback(callback.id, result)
        put_back(ringing, callback, _at_once(ringing, callback, now), now, reached=True)
    elif result == "callback":
        put_back(ringing, callback, another_time(ringing, callback, now), now, reached=True)
    else:
        ringing.store.move_callback(callback.id, "done", None, now)
    return callback


def _rung_back(ringing: RingingBack, talk: Talk, result: str, now: datetime) -> Told:
    """The caller has hung up and is rung back, on the number that she called from: for an hour nobody else has it."""
    store, ended = ringing.store, talk.ended_at or now
    request = store.kept_request(talk.id)
    if now >= ended + NOW_LASTS:
        return Told("result_too_late")
    if request is None or not request.number or store.refuses_calls(request.number):
        return Told("result_no_number")
    reference = record_callback(store, ringing.notice, f"talk:{talk.id}", request, ended, ringing.zone)
    stored = store.callback(reference)
    if stored and result in ROLES:
        store.pass_callback(stored.id, result)
    store.result_by_text(talk.id, result, now)
    _mark(ringing, talk, result, now)
    return Told("result_passed_on" if result in ROLES else "result_callback", {"reference": reference})


def _at_once(ringing: RingingBack, callback: Callback, now: datetime) -> datetime | None:
    if callback.window == "now":
        return now if may_ring_at(callback, now, ringing.zone) else None
    return first_due(callback.window, callback.days, now, ringing.zone)
