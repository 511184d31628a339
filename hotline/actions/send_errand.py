"""Send what is due in the outbox: one errand, claimed for a while, sent outside any transaction, then noted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from hotline.actions.ports import Errand, Store, Telephone, TelephoneError
from hotline.core.delivery import RETRY_AFTER, retry_after

LEASE = timedelta(seconds=60)  # longer than the provider may take; then another worker may try
MOST_ATTEMPTS = len(RETRY_AFTER) + 1


class Sender(Protocol):
    """Sends one kind of errand and returns the provider's id, or raises TelephoneError."""

    def __call__(self, telephone: Telephone, errand: Errand) -> str: ...


def _text(telephone: Telephone, errand: Errand) -> str:
    return telephone.send_text(errand.to, errand.body, errand.id)


def _call(telephone: Telephone, errand: Errand) -> str:
    return telephone.place_call(errand.to, errand.body)


SENDERS: Mapping[str, Sender] = {"sms": _text, "call": _call}


def send_errand(store: Store, telephone: Telephone, now: datetime) -> str | None:
    """Send the next due errand and return its kind, or None when nothing is due. Raises StoreDown."""
    errand = store.take(now, now + LEASE)
    if errand is None:
        return None
    if errand.kind == "sms" and store.is_blocked(errand.to.e164):
        store.put_back(errand.id, "blocked", None, now)
        return errand.kind
    if errand.attempts > MOST_ATTEMPTS:  # each one before died on the way: it may have been sent already
        store.put_back(errand.id, "gave up", None, now)
        return errand.kind
    try:
        provider_id = SENDERS[errand.kind](telephone, errand)
    except TelephoneError as error:
        wait = None if error.permanent else retry_after(errand.attempts)
        store.put_back(errand.id, error.code, now + wait if wait else None, now)
        if error.unwanted:
            store.block(errand.to.e164, now)
    except Exception:
        store.put_back(errand.id, "bug", None, now)  # else it would be sent again each time its claim runs out
        raise
    else:
        store.sent(errand.id, provider_id, now)
    return errand.kind
