"""A small staff for tests, what was posted to whom, and a way to let a day go by minute after minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from builders import KARACHI

from hotline import parts
from hotline.actions.notice import Notice
from hotline.actions.staffing import Staffing
from hotline.core.phone_number import PhoneNumber
from hotline.storage.store import SqlStore

MINUTE = timedelta(minutes=1)
COORDINATOR = "+923990000500"
WORDS = parts.open_words()


def staffing(store: SqlStore, coordinator: str = COORDINATOR) -> Staffing:
    """Looking after the staff; the path of a call says what it is for."""
    notice = Notice(PhoneNumber(coordinator) if coordinator else None, WORDS)
    return Staffing(store, notice, KARACHI, lambda call, who, begins: f"/{call} {who.name} {clock(begins)}")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Wall-clock time in Karachi; the 16th of November 2026 is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=KARACHI).astimezone(UTC)


def clock(moment: datetime) -> str:
    """The hour in Karachi."""
    return f"{moment.astimezone(KARACHI):%H:%M}"


def leaves(store: SqlStore, now: datetime) -> list[tuple[str, str]]:
    """What leaves the outbox now: to whom, and the words or the path."""
    found = []
    while errand := store.take(now, now + timedelta(days=30)):
        found.append((errand.to.e164, errand.body))
    return found


def passes(
    store: SqlStore, deed: Callable[[datetime], object], begins: datetime, ends: datetime, every: timedelta = MINUTE
) -> list[tuple[str, str, str]]:
    """Do a deed again and again; what left meanwhile, with the hour."""
    found, now = [], begins
    while now < ends:
        deed(now)
        found += [(clock(now), to, body) for to, body in leaves(store, now)]
        now += every
    return found
