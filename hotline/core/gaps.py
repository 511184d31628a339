"""Gaps of a roster: when nobody is on duty, or nobody of a role, nobody for a language, no woman. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hotline.core.duty import LANGUAGES, ROLES, Responder, Rota
from hotline.core.intervals import Interval, without


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody whom a caller may ask for: anybody at all, or a woman, of a role, for a language."""

    woman: bool = False
    role: str = ""
    language: str = ""

    def is_met_by(self, one: Responder) -> bool:
        """True when this responder is such a person."""
        return (
            (one.gender == "female" or not self.woman)
            and (not self.role or self.role in one.roles)
            and (not self.language or self.language in one.languages)
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which the hotline is open and nobody of a kind is on duty."""

    need: Need
    begins: datetime
    ends: datetime


ANYBODY = Need()
WOMEN = (Need(woman=True), *(Need(woman=True, role=role) for role in ROLES))


def needs_of(rota: Rota) -> tuple[Need, ...]:
    """What should always be there: anybody, each role, each language that somebody speaks (and Urdu), women."""
    spoken = {"ur"}.union(*(one.languages for one in rota.responders))
    languages = (Need(language=one) for one in LANGUAGES if one in spoken)
    return (ANYBODY, *(Need(role=role) for role in ROLES), *languages, *WOMEN)


def gaps(rota: Rota, begins: datetime, ends: datetime, needs: Iterable[Need] = (ANYBODY,)) -> list[Gap]:
    """Every stretch between two instants with nobody of a kind, by kind and then by time; closed hours are none."""
    duties = [(one, rota.duties(one, begins, ends)) for one in rota.responders]
    open_times = rota.open_times(begins, ends)
    found: list[Gap] = []
    for need in needs:
        met = (span for one, spans in duties if need.is_met_by(one) for span in spans)
        found += (Gap(need, *span) for span in without(open_times, met))
    return found


def worse(
    before: Rota, after: Rota, begins: datetime, ends: datetime, needs: Iterable[Need] = (ANYBODY,)
) -> list[Gap]:
    """The gaps that a change makes: there is one after it in which before it somebody was on duty, or all was shut."""
    needs = tuple(needs)
    old = gaps(before, begins, ends, needs)
    return [
        Gap(need, *span)
        for need in needs
        for span in without(_of(need, gaps(after, begins, ends, needs)), _of(need, old))
    ]


def closed_times(rota: Rota, begins: datetime, ends: datetime) -> list[Interval]:
    """When the hotline is not staffed on purpose."""
    return without([(begins, ends)], rota.open_times(begins, ends))


def _of(need: Need, found: Iterable[Gap]) -> list[Interval]:
    return [(gap.begins, gap.ends) for gap in found if gap.need == need]
