"""How many calls back may be asked for in a day, and the numbers that are never rung, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from hotline.core.phone_number import COUNTRIES, PhoneNumber

DAY = timedelta(days=1)
Against = Literal["barred", "refused", "per_caller", "in_all"]  # a caller, the number to ring, or a limit


@dataclass(frozen=True, slots=True)
class Limits:
    """Requests in a day from one phone and in all, 0 where there is no limit; `own` is the hotline's number.

    Only mobile phones and landlines of these `countries` are rung.
    """

    per_caller: int = 0
    in_all: int = 0
    own: PhoneNumber | None = None
    countries: tuple[str, ...] = COUNTRIES

    def is_own(self, e164: str) -> bool:
        """True for the hotline's own number."""
        return self.own is not None and e164 == self.own.e164
