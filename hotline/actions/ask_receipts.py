"""Ask the provider what became of texts of which no receipt came: once, an hour later, and not of a week's crowd."""

from __future__ import annotations

from datetime import datetime, timedelta

from hotline.actions.ports import Store, Telephone, TelephoneError

WAITS = timedelta(hours=1)  # most receipts come within a minute
AT_ONCE = 10


def ask_receipts(store: Store, telephone: Telephone, now: datetime) -> bool:
    """Note what became of a few; True when there may be more. Raises StoreDown and TelephoneError."""
    unheard = store.unheard(now - WAITS, AT_ONCE)
    for errand, provider_id in unheard:
        state, error = _became(telephone, provider_id)
        with store.atomic():
            if state:
                store.delivery(provider_id, state, error, now, errand)
            store.asked_what_became(errand, now)
    return len(unheard) == AT_ONCE


def _became(telephone: Telephone, provider_id: str) -> tuple[str | None, str]:
    """Our word for it; None when the provider does not know that text."""
    try:
        return telephone.became_of(provider_id)
    except TelephoneError as error:
        if not error.permanent:
            raise
        return None, ""
