"""Weekly shifts: minutes of a week on the hotline's own clock, and how a roster file writes them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK = 7 * 24 * 60
LONGEST_SHIFT = 16 * 60


@dataclass(frozen=True, slots=True)
class Shift:
    """A weekly stretch of duty: minutes since Monday 00:00 in the hotline's time zone, and its length in minutes."""

    start: int
    minutes: int

    def covers(self, minute: int) -> bool:
        """True when this minute of the week is inside; a shift may pass midnight and the end of the week."""
        return (minute - self.start) % WEEK < self.minutes


def minute_of_week(at: datetime, zone: tzinfo) -> int:
    """Minutes since Monday 00:00 on the wall clock of `zone`."""
    local = at.astimezone(zone)
    return (local.weekday() * 24 + local.hour) * 60 + local.minute


_SHIFT = re.compile(r"(\w{3})(?:-(\w{3}))?\s+(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


def parse_shifts(text: str) -> tuple[Shift, ...]:
    """Read `mon-fri 09:00-17:00; sat 20:00-02:00`. Raises ValueError that says what is wrong with which part."""
    shifts: list[Shift] = []
    for part in filter(None, (piece.strip().lower() for piece in text.split(";"))):
        found = _SHIFT.fullmatch(part)
        if not found or found[1] not in DAYS or (found[2] or found[1]) not in DAYS:
            raise ValueError(f"shift {part!r} is not like 'mon-fri 09:00-17:00'")
        start, end = _minute(found[3], found[4], part), _minute(found[5], found[6], part)
        minutes = (end - start) % (24 * 60)
        if not 0 < minutes <= LONGEST_SHIFT:
            raise ValueError(f"shift {part!r} must last more than 0 and at most {LONGEST_SHIFT // 60} hours")
        first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
        shifts += (Shift((first + day) % 7 * 24 * 60 + start, minutes) for day in range((last - first) % 7 + 1))
    if not shifts:
        raise ValueError("no shift is given")
    for index, one in enumerate(shifts):
        if any(one.covers(other.start) or other.covers(one.start) for other in shifts[index + 1 :]):
            raise ValueError(f"shifts overlap in {text!r}")
    return tuple(sorted(shifts, key=lambda shift: shift.start))


def _minute(hour: str, minute: str, part: str) -> int:
    if int(hour) > 24 or int(minute) > 59 or (int(hour) == 24 and int(minute)):
        raise ValueError(f"shift {part!r} has a time that does not exist")
    return int(hour) * 60 + int(minute)
