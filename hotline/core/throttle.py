"""How many texts may leave in a time and at what cost: known before one is sent, so that the rest waits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum

UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
ONE_CAP = re.compile(r"(\d{1,6})/(\d{1,3})([mhd])")
DAY = timedelta(days=1)
TENTHS = 10


class Priority(IntEnum):
    """What leaves first."""

    CALL = 0
    STAFF = 1
    ANSWER = 2  # something to one caller
    WEEKLY = 3  # something to a great many


# Tenths of a cap, and of a day's money, that are left for what comes before.
SPARED = {Priority.STAFF: 0, Priority.ANSWER: 1, Priority.WEEKLY: 2}


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many texts within a time."""

    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Throttle:
    """What holds for all texts together, what one part of a text costs, and what may be spent in a day.

    `per_number` is how many texts go to one number in a day. Nothing is limited where a figure is 0.
    """

    caps: tuple[Cap, ...] = ()
    per_number: int = 0
    part_paisa: int = 0
    paisa_a_day: int = 0

    @property
    def spans(self) -> tuple[timedelta, ...]:
        """The times for which it must be known what was sent: those of the caps, then the day if cost is limited."""
        return (*(cap.within for cap in self.caps), *((DAY,) if self.paisa_a_day else ()))

    def allows(self, sent: Sequence[tuple[int, int]], parts: int, priority: Priority) -> bool:
        """True when one more text may leave. `sent` has the texts and paisa for each of `spans`.

        Of every cap something is left for what has a higher priority. Texts to staff are not held back for their cost.
        """
        for cap, (texts, _) in zip(self.caps, sent, strict=False):
            left = min(cap.most - 1, -(-cap.most * SPARED[priority] // TENTHS))
            if texts >= cap.most - left:
                return False
        if priority == Priority.STAFF or not self.paisa_a_day:
            return True
        left = self.paisa_a_day // TENTHS if priority == Priority.WEEKLY else 0
        return sent[-1][1] + self.cost(parts) <= self.paisa_a_day - left

    def is_spent(self, paisa: int) -> bool:
        """True when no text to a caller may leave after so much was paid in a day."""
        return bool(self.paisa_a_day) and paisa + self.cost(1) > self.paisa_a_day

    def cost(self, parts: int) -> int:
        """What a text of so many parts costs, in paisa."""
        return parts * self.part_paisa


def parse_caps(text: str) -> tuple[Cap, ...]:
    """Read `150/15m, 250/1h, 1000/1d`. Raises ValueError."""
    found = []
    for one in filter(None, (part.strip() for part in text.split(","))):
        match = ONE_CAP.fullmatch(one)
        if not match or not (most := int(match[1])) or not (within := int(match[2]) * UNITS[match[3]]) or within > DAY:
            raise ValueError("must be like 150/15m, 250/1h, 1000/1d: so many texts in so long, a day at most")
        found.append(Cap(most, within))
    return tuple(found)
