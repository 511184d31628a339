"""What her own orders make of a responder's duty: on, off, a break, an absence, and who is left then. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from hotline.core.duty import Responder, Rota
from hotline.core.intervals import Interval

ON_FOR = timedelta(hours=8)
SHORTEST_BREAK, USUAL_BREAK, LONGEST_BREAK = 5, 30, 240  # minutes
BY_HERSELF = ("switched", "break")  # changes of the moment: what was planned stands behind them
IN_SIGHT = timedelta(days=1)  # how far the end of a duty is looked for
AHEAD = timedelta(days=14)  # how far her next shifts are looked for


def on_until(rota: Rota, one: Responder, at: datetime) -> datetime:
    """Until when she is on who says so now: eight hours, or the end of her running shift if that is later."""
    planned = without(rota, one, ("switched", "break", "cant")).duty_at(one, at)
    return max(at + ON_FOR, planned[1] if planned else at)


def in_break(rota: Rota, one: Responder, at: datetime) -> Interval | None:
    """The duty that a running break interrupts."""
    return None if rota.is_on(one, at) else running(rota, one, at)


def running(rota: Rota, one: Responder, at: datetime) -> Interval | None:
    """The duty she is in, a break or not; what is left of it begins now."""
    span = without(rota, one, ("break",)).duty_at(one, at)
    return (at, span[1]) if span else None


def to_leave(rota: Rota, one: Responder, at: datetime) -> Interval | None:
    """What she leaves when she goes now: all that is left, up to the next shift that is planned for her."""
    span = running(rota, one, at)
    if span is None:
        return None
    planned = without(rota, one, BY_HERSELF).duties(one, *span)
    return at, min([span[1], *(begins for begins, _ in planned if begins > at)])


def has_no_end(left: Interval) -> bool:
    """True of what is left of a duty round the clock: its end is not in sight."""
    return left[1] - left[0] >= IN_SIGHT


def coming(rota: Rota, one: Responder, at: datetime) -> list[Interval]:
    """Her shifts that are still to begin, as they are planned, the next first."""
    return [span for span in without(rota, one, BY_HERSELF).duties(one, at, at + AHEAD) if span[0] > at]


def is_deserted(rota: Rota, at: datetime) -> bool:
    """True when the hotline is open and nobody is on duty."""
    return rota.service.is_open(at, rota.zone) and not rota.on_duty(at)


def without(rota: Rota, one: Responder, why: Collection[str]) -> Rota:
    """The roster as if these changes of hers had not been made."""
    kept = tuple(each for each in rota.stretches if each.responder != one.id or each.why not in why)
    return replace(rota, stretches=kept)
