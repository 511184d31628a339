"""Whom to ring for a caller: waves of responders, best match first, then wider. Pure; the instant is given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, repeat
from typing import Literal

from hotline.core.duty import Responder, Rota

# Who takes which subject, best first. Any responder is better than nobody, so every list holds every role.
ROLES_FOR = {
    "law": ("lawyer", "counsellor", "digital"),
    "feelings": ("counsellor", "lawyer", "digital"),
    "online": ("digital", "counsellor", "lawyer"),
    "other": ("counsellor", "lawyer", "digital"),
}
FIRST_WAVES = (1, 1, 2)  # one after the other, then two at once …
LATER_WAVES = 3  # … then three
EVERYBODY = 10  # a carrier rings no more phones at once; for somebody in danger all of them
MISSED_OFTEN = 2  # rings unanswered in the last half hour: rung again only when nobody else is left
Lacking = Literal["", "woman", "language", "person"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller asked for. `role`: she was handed over to it; `code`: the responder she wants again; `not_from`: a
    district whose people must not be rung; `any_language`: she agreed to somebody who does not speak hers."""

    subject: str
    language: str
    woman_only: bool
    urgent: bool = False
    role: str = ""
    code: str = ""
    not_from: str = ""
    any_language: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody was through: on a call, last rung (UTC text), rings missed in the last half hour, minutes talked
    and hard calls today, the end of the last hard call; `absent`: she did not confirm the shift she is in."""

    busy: bool = False
    last_rung: str = ""
    missed: int = 0
    minutes: float = 0.0
    hard: int = 0
    hard_ended: datetime | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is rung together, wave after wave; with no wave, `lacking` says what she would have to give up."""

    waves: tuple[tuple[Responder, ...], ...]
    lacking: Lacking = ""


FRESH = Load()


def plan(
    wanted: Wanted, rota: Rota, loads: Mapping[str, Load], at: datetime, tried: Collection[str] = (), rung: int = 0
) -> Plan:
    """The waves that are still to come for one caller, after `rung` of them in which those in `tried` were rung.

    What she asked for is never relaxed here; somebody must ask her first.
    """
    free = [one for one in rota.on_duty(at) if one.id not in tried and _may_be_rung(one, loads, at)]
    waves = _waves(wanted, free, loads, rung)
    if waves:
        return Plan(waves)
    without: tuple[tuple[Lacking, Wanted], ...] = (
        ("person", replace(wanted, code="")),
        ("woman", replace(wanted, code="", woman_only=False)),
        ("language", replace(wanted, code="", any_language=True)),
    )
    for lacking, less in without:
        if less != wanted and _waves(less, free, loads, rung):
            return Plan((), lacking)
    return Plan(())


def fits(one: Responder, wanted: Wanted) -> bool:
    """True when she is somebody whom this caller asked for."""
    return (
        (one.gender == "female" or not wanted.woman_only)
        and (wanted.language in one.languages or wanted.any_language)
        and (not wanted.role or wanted.role in one.roles)
        and (not wanted.code or one.code == wanted.code)
        and (not wanted.not_from or one.district != wanted.not_from)
        and (not one.topics or wanted.subject in (*one.topics, "other") or wanted.urgent)
    )


def _may_be_rung(one: Responder, loads: Mapping[str, Load], at: datetime) -> bool:
    """Never somebody on a call, past her limits, or resting from a hard call."""
    load, limits = loads.get(one.id, FRESH), one.limits
    worn = (limits.minutes and load.minutes >= limits.minutes) or (limits.hard and load.hard >= limits.hard)
    resting = load.hard_ended is not None and at < load.hard_ended + timedelta(minutes=limits.rest)
    return not (load.busy or worn or resting)


def _waves(
    wanted: Wanted, free: Sequence[Responder], loads: Mapping[str, Load], rung: int
) -> tuple[tuple[Responder, ...], ...]:
    roles = ROLES_FOR.get(wanted.subject, ROLES_FOR["other"])

    def rank(one: Responder) -> tuple[bool, int, str, str, str]:
        role = min(map(roles.index, one.roles))
        return wanted.language not in one.languages, role, loads.get(one.id, FRESH).last_rung, one.name, one.id

    fitting = sorted((one for one in free if fits(one, wanted)), key=rank)
    answering = [one for one in fitting if not _is_last_resort(loads.get(one.id, FRESH))]
    unlikely = [one for one in fitting if _is_last_resort(loads.get(one.id, FRESH))]
    sizes: Iterable[int] = repeat(EVERYBODY) if wanted.urgent else chain(FIRST_WAVES[rung:], repeat(LATER_WAVES))
    return (*_cut(answering, sizes), *_cut(unlikely, repeat(EVERYBODY)))


def _is_last_resort(load: Load) -> bool:
    return load.missed >= MISSED_OFTEN or load.absent


def _cut(people: list[Responder], sizes: Iterable[int]) -> Iterator[tuple[Responder, ...]]:
    for size in sizes:
        if not people:
            return
        yield tuple(people[:size])
        people = people[size:]
