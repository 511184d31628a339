"""Weekly shifts: minutes of a week on the hotline's own clock, and how a roster file writes them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from hotline.core.errors import Reason

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
WEEK = 7 * DAY
LONGEST_SHIFT = 16 * 60
AROUND = DAY  # minutes: more than any clock is put forward or back


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


def turns(shifts: Iterable[Shift], begins: datetime, ends: datetime, zone: tzinfo) -> Iterator[datetime]:
    """Every instant around two others at which one of these shifts begins or ends, in UTC."""
    edges = {edge for shift in shifts for edge in (shift.start, shift.start + shift.minutes)}
    if not edges:
        return
    local = begins.astimezone(zone)
    monday = local.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=local.weekday() + 7)
    first = WEEK + minute_of_week(begins, zone) - AROUND
    last = first + (ends - begins) // timedelta(minutes=1) + 2 * AROUND
    for week in range(0, last + 1, WEEK):
        for edge in (week + edge for edge in edges if first <= week + edge <= last):
            at = monday + timedelta(minutes=edge)
            yield at.astimezone(UTC)
            yield at.replace(fold=1).astimezone(UTC)
    yield from _jumps(begins.astimezone(UTC), ends, zone)


def _jumps(begins: datetime, ends: datetime, zone: tzinfo) -> Iterator[datetime]:
    """The half hours of each day on which the clock is put forward or back: a shift may begin or end in the jump."""
    day = begins.replace(minute=0, second=0, microsecond=0)
    while day < ends:
        after = day + timedelta(days=1)
        if day.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            yield from (day + timedelta(minutes=30 * step) for step in range(49))
        day = after


_SHIFT = re.compile(r"(\w{3})(?:-(\w{3}))?\s+(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


def parse_shifts(text: str, longest: int = LONGEST_SHIFT) -> tuple[Shift, ...]:
    """Read `mon-fri 09:00-17:00; sat 20:00-02:00`. Raises ValueError that says what is wrong with which part."""
    shifts: list[Shift] = []
    for part in filter(None, (piece.strip().lower() for piece in text.split(";"))):
        found = _SHIFT.fullmatch(part)
        if not found or found[1] not in DAYS or (found[2] or found[1]) not in DAYS:
            raise ValueError(Reason("shift %(part)s is not like 'mon-fri 09:00-17:00'", part=repr(part)))
        start, end = _minute(found[3], found[4], part), _minute(found[5], found[6], part)
        minutes = end - start if start <= end else end - start + DAY
        if not 0 < minutes <= longest:
            hours = longest // 60
            raise ValueError(Reason("shift %(part)s must last more than 0 and at most %(hours)s hours",
                                    part=repr(part), hours=hours))  # fmt: skip
        first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
        shifts += (Shift((first + day) % 7 * DAY + start, minutes) for day in range((last - first) % 7 + 1))
    if not shifts:
        raise ValueError(Reason("no shift is given"))
    for index, one in enumerate(shifts):
        if any(one.covers(other.start) or other.covers(one.start) for other in shifts[index + 1 :]):
            raise ValueError(Reason("shifts overlap in %(text)s", text=repr(text)))
    return tuple(sorted(shifts, key=lambda shift: shift.start))


def write_shifts(shifts: Iterable[Shift]) -> str:
    """The same shifts as a roster file writes them, days of equal hours together."""
    by_hours: dict[tuple[int, int], set[int]] = {}
    for shift in shifts:
        by_hours.setdefault((shift.start % DAY, shift.minutes), set()).add(shift.start % WEEK // DAY)
    parts = []
    for (start, minutes), days in sorted(by_hours.items()):
        first = [day for day in sorted(days) if day == 0 or day - 1 not in days]
        last = [day for day in sorted(days) if day == 6 or day + 1 not in days]
        for one, other in zip(first, last, strict=True):
            named = DAYS[one] if one == other else f"{DAYS[one]}-{DAYS[other]}"
            parts.append((one, start, f"{named} {_clock(start)}-{_clock((start + minutes - 1) % DAY + 1)}"))
    return "; ".join(part for _, _, part in sorted(parts))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _minute(hour: str, minute: str, part: str) -> int:
    if int(hour) > 24 or int(minute) > 59 or (int(hour) == 24 and int(minute)):
        raise ValueError(Reason("shift %(part)s has a time that does not exist", part=repr(part)))
    return int(hour) * 60 + int(minute)
