"""Tell a responder who is on duty, and when she is."""

from __future__ import annotations

from datetime import datetime

from hotline.core.duty import Responder, Rota
from hotline.core.switching import coming, to_leave
from hotline.core.told import OnDuty, Told

SHIFTS_TOLD = 5


def tell_who(rota: Rota, now: datetime) -> Told:
    """Who is on duty now: first names and roles, no number."""
    people = tuple(map(OnDuty.of, rota.on_duty(now)))
    return Told("who", {"people": people}) if people else Told("who_nobody")


def tell_shifts(rota: Rota, one: Responder, now: datetime) -> Told:
    """The duty she is in, and the next ones."""
    span = to_leave(rota, one, now)
    shifts = [*([span] if span else ()), *coming(rota, one, now)][:SHIFTS_TOLD]
    return Told("my", {"shifts": shifts}) if shifts else Told("no_shift")
