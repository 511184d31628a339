"""What the coordinator is warned of, and when she is told: once for each stretch, not ten times. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.core.duty import Responder, Rota
from hotline.core.intervals import Interval, without
from hotline.core.reminders import Asked

KINDS = ("nobody", "no_woman", "absent", "unanswered", "number", "texts_off", "requests", "money")
AHEAD = timedelta(hours=2)
AROUND = timedelta(days=1)  # how far back and ahead the ends of a stretch are looked for
SHORTEST = timedelta(minutes=10)  # a shorter stretch without anybody is a slip of the pen
AGEING = timedelta(minutes=30)  # until the hours end in which somebody waits to be rung
IN_A_ROW = 3
FAILED_OFTEN = 2
# The same alarm is told at most this often, and two of one kind not sooner after one another than this.
QUIET = {"no_woman": timedelta(days=1), "absent": timedelta()}
QUIET_ELSE = timedelta(hours=12)
APART = {"nobody": timedelta(hours=1)}
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """An alarm that was raised: its kind, what it is about, when it began, was last told, and was over."""

    kind: str
    about: str
    begun_at: datetime
    told_at: datetime | None = None
    over_at: datetime | None = None

    @property
    def key(self) -> Key:
        """What tells alarms apart."""
        return self.kind, self.about


def uncovered(rota: Rota, absent: Mapping[str, Interval], at: datetime) -> Interval | None:
    """The first stretch without anybody on duty that goes on or begins soon; `absent` holds the duties nobody does.

    Hours in which the service is closed do not count, nor does a short break: whoever takes one comes back.
    """
    around = (at - AROUND, at + AROUND)
    planned = rota.unbroken
    gaps = without(planned.open_times(*around), _covered(planned, rota.responders, absent, around))
    return next((gap for gap in gaps if gap[1] - gap[0] >= SHORTEST and gap[1] > at and gap[0] <= at + AHEAD), None)


def without_a_woman(rota: Rota, absent: Mapping[str, Interval], at: datetime) -> dict[str, Interval]:
    """By role, the first stretch soon in which somebody of that role is on duty, but no woman."""
    planned, soon = rota.unbroken, (at, at + AHEAD + SHORTEST)
    found: dict[str, Interval] = {}
    for role in sorted({role for one in rota.responders for role in one.roles}):
        people = [one for one in rota.responders if role in one.roles]
        women = [one for one in people if one.gender == "female"]
        gaps = without(_covered(planned, people, absent, soon), _covered(planned, women, absent, soon))
        if gap := next((gap for gap in gaps if gap[1] - gap[0] >= SHORTEST), None):
            found[role] = gap
    return found


def is_missed(rota: Rota, who: Responder, asked: Asked, at: datetime) -> bool:
    """True while the duty that she is absent from is hers, and not somebody else's by now."""
    refused = any(one.responder == who.id and one.why == "cant" and one.begins == asked.begins
                  for one in rota.stretches)  # fmt: skip
    return refused or rota.is_on(who, at)


def in_a_row(answered: Sequence[bool]) -> bool:
    """True when the latest calls were not answered; `answered` has the latest first."""
    return len(answered) >= IN_A_ROW and not any(answered[:IN_A_ROW])


def to_tell(kept: Collection[Kept], at: datetime) -> list[Kept]:
    """Which of the alarms that are on must be told now."""
    told: dict[str, datetime] = {}
    for one in kept:
        if one.told_at:
            told[one.kind] = max(one.told_at, told.get(one.kind, one.told_at))
    due = []
    for one in kept:
        is_on_and_untold = one.over_at is None and (one.told_at is None or one.told_at < one.begun_at)
        rested = one.told_at is None or at - one.told_at >= QUIET.get(one.kind, QUIET_ELSE)
        apart = one.kind not in told or at - told[one.kind] >= APART.get(one.kind, timedelta())
        if is_on_and_untold and rested and apart:
            due.append(one)
    return due


def _covered(
    rota: Rota, people: Iterable[Responder], absent: Mapping[str, Interval], around: Interval
) -> Iterator[Interval]:
    """When these people are there."""
    for one in people:
        duties = rota.duties(one, *around)
        yield from without(duties, [absent[one.id]]) if one.id in absent else duties
