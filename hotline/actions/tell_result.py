"""A responder says what came of a talk; a request that was rung back is done by it, or waits for the next ring."""

from __future__ import annotations

from datetime import datetime

from hotline.actions.claim_request import another_time
from hotline.actions.ring_back import RingingBack, put_back
from hotline.core.callback import Callback, first_due, may_ring_at
from hotline.core.duty import ROLES


def tell_by_key(ringing: RingingBack, ring: str, result: str, now: datetime) -> bool:
    """Note what was pressed in this ring, once; False when the ring was over before anything was. Raises StoreDown."""
    store = ringing.store
    with store.atomic():
        if not store.result_by_key(ring, result, now):
            return bool(store.result_of(ring))
        talk = store.talk(ring)
        callback = store.callback_by_id(talk.callback) if talk and talk.callback else None
        if callback and callback.state == "claimed":
            _settle(ringing, callback, result, now)
    return True


def _settle(ringing: RingingBack, callback: Callback, result: str, now: datetime) -> None:
    if result in ROLES:
        ringing.store.pass_callback(callback.id, result)
        put_back(ringing, callback, _at_once(ringing, callback, now), now, reached=True)
    elif result == "callback":
        put_back(ringing, callback, another_time(ringing, callback, now), now, reached=True)
    else:
        ringing.store.move_callback(callback.id, "done", None, now)


def _at_once(ringing: RingingBack, callback: Callback, now: datetime) -> datetime | None:
    if callback.window == "now":
        return now if may_ring_at(callback, now, ringing.zone) else None
    return first_due(callback.window, callback.days, now, ringing.zone)
