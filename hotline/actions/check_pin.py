"""Prove by a PIN that a call from a phone is of whom the phone is; who guesses is stopped, and the coordinator told."""

from __future__ import annotations

from datetime import datetime

from hotline.actions.notice import Notice
from hotline.actions.ports import Store

COORDINATOR = "coordinator"  # whose PIN is tried, when it is no responder's


def check_pin(store: Store, notice: Notice, who: str, right: bool, once: str, now: datetime) -> bool:
    """True if the PIN of `who` is right, unless too many were wrong. Every no is the same. Raises StoreDown.

    PINs are compared before, since the lock is taken here and comparing takes long on purpose.
    """
    with store.atomic():
        if store.pin_locked(who, now):
            return False
        if right:
            store.pin_was_right(who)
            return True
        if store.pin_was_wrong(who, once, now):
            responder = next((one for one in store.responders() if one.id == who), None)
            if responder:
                notice.pin_locked(store, responder, once, now)
    return False
