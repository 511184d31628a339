"""Missed calls: what is one, and how often and how soon it is rung back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from hotline.core.phone_number import COUNTRIES, PhoneNumber

BEFORE_THE_MENU = 6  # seconds; the greeting and the choice of a language take longer
ONE_RING = timedelta(minutes=10)  # several missed calls in this time are one wish
LATEST = timedelta(minutes=10)  # after it was due; what could not leave until then does not ring any more
ENDED = ("completed", "no-answer", "canceled")  # as a call ends that its caller ends


@dataclass(frozen=True, slots=True)
class RingBack:
    """How missed calls are rung back: so long after the call, so often a number in a day, so often all in a day.

    0 is no limit. A call to `number` is rejected as busy, which costs its caller nothing; other missed calls hung up
    early. `own` are never rung, nor any number outside the `countries`.
    """

    after: timedelta
    per_number: int
    in_all: int
    number: PhoneNumber | None = None
    own: frozenset[PhoneNumber] = frozenset()
    countries: tuple[str, ...] = COUNTRIES


def is_missed(status: str, seconds: str) -> bool:
    """True when a call ended so that its caller cannot have heard the menu; `seconds` is empty if it had no answer."""
    short = seconds.isascii() and seconds.isdigit() and int(seconds) <= BEFORE_THE_MENU
    return status in ENDED and (short or (not seconds and status != "completed"))
