"""Tell a responder who is on duty, and when she is."""

from __future__ import annotations

from datetime import datetime

from hotline.actions.switch_duty import next_shift
from hotline.core.duty import Responder, Rota
from hotline.core.switching import coming, has_no_end, to_leave
from hotline.core.told import OnDuty, Told

SHIFTS_TOLD = 5


def tell_who(rota: Rota, now: datetime) -> Told:
    """Who is on duty now: first names and roles, no number."""
    people = tuple(map(OnDuty.of, rota.on_duty(now)))
    return Told("who", {"people": people}) if people else Told("who_nobody")


def tell_shifts(rota: Rota, one: Responder, now: datetime) -> Told:
    """The duty she is in, and the next ones."""
    span = to_leave(rota, one, now)
    if span and has_no_end(span):
        return Told("always")
    shifts = [*([span] if span else ()), *coming(rota, one, now)][:SHIFTS_TOLD]
    return Told("my", {"shifts": shifts}) if shifts else next_shift(rota, one, now)


def tell_next(rota: Rota, one: Responder, now: datetime) -> Told:
    """The next of her shifts."""
    span = to_leave(rota, one, now)
    return Told("always") if span and has_no_end(span) else next_shift(rota, one, now)
