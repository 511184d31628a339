"""When a responder's phone is tested by a call: by day, a few times at different hours, until a key proves it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

STATES = ("untested", "ok", "failed")
BY_DAY = (time(9), time(20))
TRIES = 3
NEXT_TRY = timedelta(hours=3)
LAST_WAIT = timedelta(minutes=10)  # after the last try, until it is given up


@dataclass(frozen=True, slots=True)
class LineTest:
    """What is known of a responder's phone: `state`, how often it was rung, when it is next, when the test ended."""

    state: str
    tries: int
    due_at: datetime
    tested_at: datetime | None = None


def is_by_day(at: datetime, zone: tzinfo) -> bool:
    """True while a phone may be rung for a test."""
    opens, closes = BY_DAY
    return opens <= at.astimezone(zone).time() < closes


def next_try(tries: int, at: datetime, zone: tzinfo) -> datetime:
    """When the phone is rung again, or given up, after it was rung `tries` times, the last time at an instant."""
    if tries >= TRIES:
        return at + LAST_WAIT
    later = (at + NEXT_TRY).astimezone(zone)
    opens, closes = BY_DAY
    if later.time() < opens:
        later = later.replace(hour=opens.hour, minute=0, second=0, microsecond=0)
    elif later.time() >= closes:
        later = datetime.combine(later.date() + timedelta(days=1), opens, zone)
    return later.astimezone(at.tzinfo)
