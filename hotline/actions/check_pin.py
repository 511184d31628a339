"""Prove by a PIN that a call from a responder's phone is hers; who guesses is stopped, and the coordinator told."""

from __future__ import annotations

from datetime import datetime

from hotline.actions.notice import Notice
from hotline.actions.ports import Store


def check_pin(store: Store, notice: Notice, responder: str, pin: str, once: str, now: datetime) -> bool:
    """True for the right PIN, unless too many were wrong. Every no is the same, and takes as long. Raises StoreDown."""
    right = store.pin_is_right(responder, pin)  # compared before the lock is taken: it takes long on purpose
    with store.atomic():
        if store.pin_locked(responder, now):
            return False
        if right:
            store.pin_was_right(responder)
            return True
        if store.pin_was_wrong(responder, once, now):
            who = next((one for one in store.responders() if one.id == responder), None)
            if who:
                notice.pin_locked(store, who, once, now)
    return False
