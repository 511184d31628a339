"""Puts the facts of what became of an order into slots that recordings fill: hours, minutes, days, counts."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from hotline.core.duty import ROLES
from hotline.core.shifts import DAYS
from hotline.core.told import OnDuty, Told

STEP = 5  # minutes: what lies between is told as the step before
NEARBY = ("today", "tomorrow")
Slots = tuple[tuple[str, str], ...]


def spoken(told: Told, zone: tzinfo, now: datetime) -> Slots:
    """The slots that this outcome's sentence may name."""
    found: list[tuple[str, str]] = []
    for fact in told.facts.values():
        match fact:
            case datetime():
                found += _time(fact, zone, now)
            case (datetime() as begins, datetime() as ends):
                found += _time(begins, zone, now)
                found += ((f"{name}2", value) for name, value in _time(ends, zone, now))
            case tuple():
                found += _counted(fact)
            case int():
                found.append(("count", str(fact)))
            case str():
                found.append(("reference", fact))
    return tuple(found)


def _time(at: datetime, zone: tzinfo, now: datetime) -> Slots:
    local = at.astimezone(zone)
    ahead = (local.date() - now.astimezone(zone).date()) // timedelta(days=1)
    day = NEARBY[ahead] if 0 <= ahead < len(NEARBY) else DAYS[local.weekday()]
    return ("day", day), ("clock", f"h{local.hour}"), ("minutes", f"m{local.minute // STEP * STEP}")


def _counted(people: tuple[object, ...]) -> Slots:
    """How many there are of each role, and how many of them are women: no name is spoken."""
    found: list[tuple[str, str]] = []
    for role in ROLES:
        of_role = [one for one in people if isinstance(one, OnDuty) and role in one.roles]
        found += ((role, str(len(of_role))), (f"{role}_women", str(sum(one.woman for one in of_role))))
    return tuple(found)
