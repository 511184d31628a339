"""Who could take a colleague's shift, and what is kept of the question. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hotline.core.duty import Responder, Rota
from hotline.core.intervals import Interval

AWAY = ("calendar", "roster", "cant")  # why somebody is off who cannot come


@dataclass(frozen=True, slots=True)
class Swap:
    """A shift that somebody would give away: `asked` until the first yes, then `taken`."""

    id: str
    giver: str
    begins: datetime
    ends: datetime
    state: Literal["asked", "taken"]
    taker: str | None = None

    def left(self, now: datetime) -> Interval:
        """What there still is of the shift."""
        return max(self.begins, now), self.ends


def could_take(rota: Rota, giver: Responder, span: Interval) -> list[Responder]:
    """Colleagues of one of her roles, neither on duty then nor away. A woman's shift is for women, if any can come."""
    free = [
        one
        for one in rota.responders
        if one.id != giver.id and set(one.roles) & set(giver.roles) and is_free(rota, one, span)
    ]
    women = [one for one in free if one.gender == "female"]
    return women if giver.gender == "female" and women else free


def is_free(rota: Rota, one: Responder, span: Interval) -> bool:
    """Not on duty at any time in a span, and not away."""
    begins, ends = span
    away = (
        each.responder == one.id and not each.on and each.why in AWAY and each.begins < ends and begins < each.ends
        for each in rota.stretches
    )
    return not rota.duties(one, begins, ends) and not any(away)
