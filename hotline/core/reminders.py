"""When responders are reminded of their duty, rung at its start, and taken for absent. Pure; the instant is given."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Literal

from hotline.core.duty import Responder, Rota

REMIND_BEFORE = timedelta(hours=2)
ANSWER_WITHIN = timedelta(minutes=15)  # of the start; after that she counts as absent, and is not rung any more
MOMENT = timedelta(minutes=1)
LONGEST = timedelta(hours=36)  # how far ahead the end of a duty is looked for
# She said these herself, for now; coming back needs no reminder.
UNPLANNED = ("break", "switched")
PARTS = ("night", "morning", "noon", "evening")
_PART_BEGINS = ((4, "morning"), (12, "noon"), (16, "evening"), (19, "night"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A duty that a responder was reminded of: when she was asked, rung at its start, said yes, was found absent."""

    responder: str
    begins: datetime
    ends: datetime
    called_at: datetime | None = None
    confirmed_at: datetime | None = None
    absent_at: datetime | None = None

    @property
    def is_absent(self) -> bool:
        """True when she did not confirm in time, and has not since."""
        return self.absent_at is not None and self.confirmed_at is None


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done now about one duty: remind her by text, call her, or note that she is absent."""

    deed: Literal["remind", "call", "absent"]
    who: Responder
    begins: datetime
    ends: datetime


def steps(rota: Rota, asked: Collection[Asked], at: datetime) -> Iterator[Step]:
    """What is due at an instant, given what was done before. A duty that is going on for days has no start."""
    planned = as_planned(rota)
    known = {(one.responder, one.begins): one for one in asked}
    for who in rota.responders:
        # What began before this looks as if it began with it, so it is left out.
        since = at - ANSWER_WITHIN
        for begins, ends in planned.duties(who, since, at + REMIND_BEFORE + LONGEST):
            if since < begins <= at + REMIND_BEFORE and _starts(rota, who, begins):
                earlier = known.get((who.id, begins))
                if at < begins and earlier is None:
                    yield Step("remind", who, begins, ends)
                if begins <= at and (earlier is None or not (earlier.called_at or earlier.confirmed_at)):
                    yield Step("call", who, begins, ends)
    yield from _absent(rota, asked, at)


def _starts(rota: Rota, who: Responder, at: datetime) -> bool:
    """True unless she is off then by her own word, or has been on before it by her own word."""
    return rota.is_on(who, at) and not rota.is_on(who, at - MOMENT)


def as_planned(rota: Rota) -> Rota:
    """The roster without what people said for now only."""
    return replace(rota, stretches=tuple(one for one in rota.stretches if one.why not in UNPLANNED))


def clock(at: datetime, zone: tzinfo) -> tuple[str, str]:
    """An hour as people say it: `2` or `2:30`, and the part of the day, for which words are written."""
    local = at.astimezone(zone)
    hour = str(local.hour % 12 or 12)
    part = next((name for begins, name in reversed(_PART_BEGINS) if local.hour >= begins), "night")
    return f"{hour}:{local.minute:02}" if local.minute else hour, part


def _absent(rota: Rota, asked: Collection[Asked], at: datetime) -> Iterator[Step]:
    for one in asked:
        late = one.called_at is not None and one.called_at + ANSWER_WITHIN <= at < one.ends
        who = rota.responder(one.responder) if late and not (one.confirmed_at or one.absent_at) else None
        if who and rota.is_on(who, at):
            yield Step("absent", who, one.begins, one.ends)
