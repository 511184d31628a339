"""Start the calls back that are due: only when she said it is safe, and only when somebody is free to talk to her.

The responder is rung first; her own phone rings only after the responder has pressed a key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from hotline.actions.notice import Notice
from hotline.actions.ports import Store, Taken
from hotline.actions.ring_back import RingingBack
from hotline.core.callback import Callback, first_due, may_ring_at
from hotline.core.duty import Responder
from hotline.core.routing import Wanted, plan

AT_ONCE = 5  # requests started in one pass
NOBODY_FREE = timedelta(minutes=2)  # until it is looked at again


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
        wanted = Wanted(callback.subject, "en" if callback.language == "en" else "ur", callback.woman_only)
        waves = plan(wanted, store.rota(calling.zone), store.loads(now), now).waves
        if not waves:
            store.postpone_callback(callback.id, now + NOBODY_FREE)
            return False
        chosen = waves[0][0]
        try:
            once = f"callback:{callback.id}:{callback.attempts}"
            ring, _ = store.ring_started(once, f"callback:{callback.id}", chosen.id, now)
        except Taken:
            store.postpone_callback(callback.id, now + NOBODY_FREE)
            return False
        if not store.move_callback(callback.id, "ringing", None, now):
            store.ring_ended(ring, "left", now)
            return False
        store.post(f"ring:{ring}", "call", chosen.phone, calling.address(ring, chosen, callback), now, now)
    return True


def _wait(calling: CallingBack, callback: Callback, now: datetime) -> None:
    """Outside her hours: wait for the next ones. "Now" has none: nobody can say that it is safe any more."""
    if callback.window != "now":
        calling.store.postpone_callback(callback.id, first_due(callback.window, callback.days, now, calling.zone))
    else:
        _give_up(calling, callback, now)


def _give_up(calling: CallingBack, callback: Callback, now: datetime) -> None:
    if calling.store.move_callback(callback.id, "expired", None, now):
        calling.notice.missed(calling.store, callback, now)
