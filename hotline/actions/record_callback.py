"""Store a caller's wish to be rung back, exactly as she confirmed it, and tell the coordinator that it is there."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, tzinfo

from hotline.actions.ports import Store
from hotline.core.callback import Callback, Request, first_due
from hotline.core.events import Line
from hotline.core.phone_number import Caller, PhoneNumber, may_ring
from hotline.prompts.words import Words


@dataclass(frozen=True)
class Notice:
    """Tells the coordinator by text what became of requests; nobody when `to` is None."""

    to: PhoneNumber | None
    words: Words

    def stored(self, store: Store, once: str, reference: str, now: datetime) -> None:
        """Tell that a request came in."""
        self._post(store, f"stored:{once}", "staff_new_request", reference, now)

    def missed(self, store: Store, callback: Callback, now: datetime) -> None:
        """Tell that a request ended without her being reached."""
        self._post(store, f"missed:{callback.id}", "staff_missed_request", callback.reference, now)

    def _post(self, store: Store, once: str, key: str, reference: str, now: datetime) -> None:
        # The reference and nothing else that could tell on a caller.
        if self.to:
            body = self.words.text("en", Line(key, (("reference", reference),)), "sms")
            store.post(once, "sms", self.to, body, now, now)


def asked_for(answers: dict[str, str], caller: Caller, language: str, channel: str) -> Request:
    """The request that a caller's answers come to. Raises ValueError when there is no number that may be rung."""
    number = caller.number if answers.get("number") == "this" else PhoneNumber(answers.get("number", ""))
    if number is None or not number.e164 or not may_ring(number):
        raise ValueError("no number to ring")
    return Request(
        number=number.e164,
        window=answers["window"],
        days=answers["days"],
        subject=answers.get("subject", "other"),
        woman_only=answers.get("by") == "woman",
        language=language,
        channel=channel,
    )


def record_callback(
    store: Store, notice: Notice, once: str, request: Request, now: datetime, zone: tzinfo
) -> str:
    """Store `request` under the key `once` and return its four-digit reference. Raises StoreDown."""
    due_at = first_due(request.window, request.days, now, zone)
    with store.atomic() if notice.to else nullcontext():
        reference = store.record_callback(once, request, due_at, now)
        notice.stored(store, once, reference, now)
    return reference
