"""Store a caller's wish to be rung back, exactly as she confirmed it."""

from __future__ import annotations

from datetime import datetime, tzinfo

from hotline.actions.ports import Store
from hotline.core.callback import Request, first_due
from hotline.core.phone_number import Caller, PhoneNumber, may_ring


def record_callback(
    store: Store,
    once: str,
    asked: dict[str, str],
    caller: Caller,
    language: str,
    channel: str,
    now: datetime,
    zone: tzinfo,
) -> str:
    """Store the request under the key `once` and return its four-digit reference.

    Raises ValueError when there is no number that may be rung, and StoreDown when it could not be stored.
    """
    number = caller.number if asked.get("number") == "this" else PhoneNumber(asked.get("number", ""))
    if number is None or not number.e164 or not may_ring(number):
        raise ValueError("no number to ring")
    request = Request(
        number=number.e164,
        window=asked["window"],
        days=asked["days"],
        subject=asked.get("subject", "other"),
        woman_only=asked.get("by") == "woman",
        language=language,
        channel=channel,
    )
    due_at = first_due(request.window, request.days, now, zone)
    with store.atomic():
        return store.record_callback(once, request, due_at, now)
