"""Who is on duty: responders, their weekly shifts, and whom to ring next. Pure; the instant is a parameter."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from hotline.core.phone_number import PhoneNumber

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ROLES = ("lawyer", "counsellor", "digital")
GENDERS = ("female", "male", "other")
LANGUAGES = ("ur", "en", "pa", "skr", "sd", "ps", "bal")
# Who takes which subject, best first. Any responder is better than nobody, so every list holds every role.
ROLES_FOR = {
    "law": ("lawyer", "counsellor", "digital"),
    "feelings": ("counsellor", "lawyer", "digital"),
    "online": ("digital", "counsellor", "lawyer"),
    "other": ("counsellor", "lawyer", "digital"),
}
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


@dataclass(frozen=True, slots=True)
class Responder:
    """Somebody who answers: a lawyer, a counsellor or a digital-security expert with a basic phone."""

    id: str
    name: str
    phone: PhoneNumber
    role: str
    gender: str
    languages: tuple[str, ...]
    shifts: tuple[Shift, ...]


def minute_of_week(at: datetime, zone: tzinfo) -> int:
    """Minutes since Monday 00:00 on the wall clock of `zone`."""
    local = at.astimezone(zone)
    return (local.weekday() * 24 + local.hour) * 60 + local.minute


def on_duty(responders: Iterable[Responder], at: datetime, zone: tzinfo) -> list[Responder]:
    """Those whose shift covers the instant `at`, in the order given."""
    minute = minute_of_week(at, zone)
    return [one for one in responders if any(shift.covers(minute) for shift in one.shifts)]


def shift_at(responder: Responder, at: datetime, zone: tzinfo) -> tuple[datetime, datetime] | None:
    """Start and end of the shift that covers `at`, in UTC as `at` is, or None."""
    minute = minute_of_week(at, zone)
    for shift in responder.shifts:
        if shift.covers(minute):
            begun = at.replace(second=0, microsecond=0) - timedelta(minutes=(minute - shift.start) % WEEK)
            return begun, begun + timedelta(minutes=shift.minutes)
    return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller asked for: the subject, her language, whether only a woman may answer."""

    subject: str
    language: str
    woman_only: bool
    urgent: bool = False


def next_to_ring(
    duty: Iterable[Responder],
    wanted: Wanted,
    tried: Collection[str],
    busy: Collection[str],
    last_rung: Mapping[str, str],
) -> Responder | None:
    """The best match who was not tried in this call and is not on another; least recently rung among equals.

    `last_rung` maps a responder's id to the UTC text of her last ring. "A woman only" is never relaxed here.
    """
    roles = ROLES_FOR.get(wanted.subject, ROLES_FOR["other"])
    free = [one for one in duty if one.id not in tried and one.id not in busy and one.role in roles
            and (one.gender == "female" or not wanted.woman_only)]

    def rank(one: Responder) -> tuple[bool, int, str, str]:
        return wanted.language not in one.languages, roles.index(one.role), last_rung.get(one.id, ""), one.id

    return min(free, key=rank, default=None)


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
