"""Take a responder's calendar: its events become dated stretches, in place of those of the calendar before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.actions.ports import Store
from hotline.core.duty import Responder
from hotline.core.intervals import Interval

AHEAD = timedelta(weeks=8)  # how far a calendar is read; it is imported again before that is over
CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Planned:
    """When a calendar puts somebody on duty, and when it says that she is away; the two never overlap."""

    duty: tuple[Interval, ...]
    absent: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a calendar changed: stretches by kind."""

    added: int
    removed: int
    same: int


def take_calendar(store: Store, responder: Responder, planned: Planned, now: datetime) -> Taken:
    """Make the stretches that are still to come be those of this calendar; what is the same is left alone."""
    wanted = {(True, *span) for span in planned.duty} | {(False, *span) for span in planned.absent}
    wanted = {one for one in wanted if one[2] > now}
    with store.atomic():
        known = {
            (one.on, one.begins, one.ends): one.id
            for one in store.stretches()
            if one.responder == responder.id and one.why == CALENDAR and one.ends > now
        }
        store.drop_stretches([known[one] for one in known.keys() - wanted])
        for on, begins, ends in sorted(wanted - known.keys()):
            store.add_stretch(responder.id, begins, ends, CALENDAR, now, on=on)
    return Taken(len(wanted - known.keys()), len(known.keys() - wanted), len(wanted & known.keys()))
