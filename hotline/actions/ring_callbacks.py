"""Start the calls back that are due: only when she said it is safe, and only when somebody is free to talk to her.

The responder is rung first; her own phone rings only after the responder has pressed a key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from hotline.actions.notice import Notice
from hotline.actions.ports import Store
from hotline.actions.ring_back import RingingBack, may_ring_phone
from hotline.actions.ring_wave import loads_now
from hotline.core.callback import Callback, another_day, day_begins, first_due, may_ring_at
from hotline.core.duty import Responder
from hotline.core.records import Ring
from hotline.core.routing import Wanted, plan

WORTH_PLACING = timedelta(minutes=1)  # afterwards the ring counts as forgotten and another is tried
AT_ONCE = 5  # requests started in one pass
NOBODY_FREE = timedelta(minutes=2)  # until it is looked at again
SAME_PERSON = timedelta(days=1)  # how long it waits for the one person she asked for


@dataclass(frozen=True)
class CallingBack:
    """What starting calls back needs; `address` gives the path that the responder's phone fetches."""

    store: Store
    notice: Notice
    zone: tzinfo
    address: Callable[[str, Responder, Callback], str]

    @property
    def ringing(self) -> RingingBack:
        """What the rules of a running call back need."""
        return RingingBack(self.store, self.notice, self.zone)


def ring_callbacks(calling: CallingBack, now: datetime) -> int:
    """Start what is due and return how many phones are being rung. Raises StoreDown."""
    return sum(_start(calling, one, now) for one in calling.store.due_callbacks(now, AT_ONCE))


def _start(calling: CallingBack, callback: Callback, now: datetime) -> bool:
    store = calling.store
    with store.atomic():
        if now >= callback.expires_at:
            _give_up(calling, callback, now)
            return False
        if not may_ring_at(callback, now, calling.zone):
            _wait(calling, callback, now)
            return False
        if store.others_answered(callback.id, day_begins(now, calling.zone)):
            _not_today(calling, callback, now)
            return False
        chosen = _who(calling, callback, now)
        if chosen and start_ring(calling, callback, chosen, now, now):
            return True
        store.postpone_callback(callback.id, now + NOBODY_FREE)
    return False


def start_ring(
    calling: CallingBack, callback: Callback, chosen: Responder, ring_at: datetime, now: datetime
) -> str | None:
    """Have a responder's phone rung for a request; return the ring, or None when she or the request is taken by now."""
    store = calling.store
    if not may_ring_phone(store, callback, now, calling.zone):
        return None
    call = Ring(f"callback:{callback.id}", hard=callback.urgent and not callback.role, callback=callback.id)
    rings = store.rings_started(f"callback:{callback.id}:{callback.attempts}", call, [chosen.id], now)
    if not rings:
        return None
    ring = rings[0][0]
    if not store.move_callback(callback.id, "ringing", None, now):
        store.ring_ended(ring, "left", now)
        return None
    address = calling.address(ring, chosen, callback)
    store.post(f"ring:{ring}", "call", chosen.phone, address, ring_at, now, ring_at + WORTH_PLACING)
    return ring


def wanted_for(callback: Callback) -> Wanted:
    """Whom the caller asked for."""
    return Wanted(
        callback.subject, "en" if callback.language == "en" else "ur", callback.woman_only, role=callback.role,
        code=callback.code, not_from=callback.not_from, any_language=callback.any_language,
    )  # fmt: skip


def _who(calling: CallingBack, callback: Callback, now: datetime) -> Responder | None:
    """The best match who is free. She cannot be asked now, so a woman and her district are never given up.

    Whom a coordinator chose is asked first, if she is free; else anybody, so that the hour does not pass.
    Somebody who does not speak her language is better than nobody; so is somebody else than the person she knows,
    when it must be now or a day has passed.
    """
    rota, loads = calling.store.rota(calling.zone), loads_now(calling.store, now, calling.zone)
    wanted = wanted_for(callback)
    first = rota.responder(callback.assigned) if callback.assigned else None
    if first and (hers := plan(replace(wanted, code=first.code, any_language=True), rota, loads, now).waves):
        return hers[0][0]
    found = plan(wanted, rota, loads, now)
    if found.lacking == "person" and (callback.window == "now" or now - callback.created_at > SAME_PERSON):
        wanted = replace(wanted, code="")
        found = plan(wanted, rota, loads, now)
    if found.lacking == "language":
        found = plan(replace(wanted, any_language=True), rota, loads, now)
    return found.waves[0][0] if found.waves else None


def _wait(calling: CallingBack, callback: Callback, now: datetime) -> None:
    """Outside her hours: wait for the next ones. "Now" has none: nobody can say that it is safe any more."""
    if callback.window != "now":
        calling.store.postpone_callback(callback.id, first_due(callback.window, callback.days, now, calling.zone))
    else:
        _give_up(calling, callback, now)


def _not_today(calling: CallingBack, callback: Callback, now: datetime) -> None:
    """Somebody else picked that phone up, for another request."""
    again = another_day(callback, now, calling.zone)
    if again and again < callback.expires_at:
        calling.store.postpone_callback(callback.id, again)
    else:
        _give_up(calling, callback, now)


def _give_up(calling: CallingBack, callback: Callback, now: datetime) -> None:
    if calling.store.move_callback(callback.id, "expired", None, now):
        calling.notice.missed(calling.store, callback, now)
