"""Ring the next wave for a waiting caller, and note each ring so that nobody is rung for two callers at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from hotline.actions.ports import Store
from hotline.core.callback import PROMISES, Request
from hotline.core.duty import Responder, Rota
from hotline.core.phone_number import Caller
from hotline.core.records import Ring
from hotline.core.routing import Lacking, Load, Plan, Wanted, plan

MOST_TAKEN = 5  # waves snatched by other callers between choosing and ringing, before we give up


@dataclass(frozen=True, slots=True)
class Wave:
    """Phones to be rung together: each ring's id and who it is, and how many people may still be rung after them.

    With nobody to ring, `lacking` says what the caller would have to give up.
    """

    rings: tuple[tuple[str, Responder], ...] = ()
    left: int = 0
    lacking: Lacking = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A caller who waits: the call's id, who she is if that is known, what she wants, who was rung so far, what she
    would be rung back for."""

    call: str
    caller: Caller
    wanted: Wanted
    tried: tuple[str, ...]
    waves: int
    request: Request | None = None


def wanted_of(answers: Mapping[str, str], language: str, *, urgent: bool) -> Wanted:
    """What a caller asked for, from her answers."""
    return Wanted(
        subject=answers.get("subject", ""),
        language="en" if language == "en" else "ur",
        woman_only=answers.get("by") == "woman",
        urgent=urgent,
        code=answers.get("code", ""),
        not_from=answers.get("not_from", ""),
        any_language=urgent or answers.get("any_language") == "yes",
    )


def handed_over(wanted: Wanted, whom: str, answers: Mapping[str, str]) -> Wanted:
    """Whom she is handed over to: a role, whatever her subject was; or back to the one she was talking to."""
    if whom == "role":
        return replace(wanted, subject="other", code="", role=answers.get("role", ""))
    if whom == "same":
        return Wanted("other", wanted.language, woman_only=False, code=answers.get("person", ""), any_language=True)
    return wanted


def lifted_of(answers: Mapping[str, str]) -> tuple[str, ...]:
    """The promises that a caller lifted."""
    return tuple(whom for whom in PROMISES if answers.get(f"tell_{whom}") == "yes")


def ring_wave(store: Store, once: str, waiting: Waiting, now: datetime, zone: tzinfo) -> Wave:
    """The next wave, noted. The same `once` gives the same wave again. Raises StoreDown.

    Only the noting takes the write lock: whoever is snatched between choosing and ringing is not rung.
    """
    rota, loads = store.rota(zone), loads_now(store, now, zone)
    earlier = store.wave(once)
    if earlier:
        return _wave(rota, earlier, _left(waiting, rota, loads, [who for _, who in earlier], now))
    refused: set[str] = set()
    for _ in range(MOST_TAKEN):
        found = plan(waiting.wanted, rota, loads, now, {*waiting.tried, *refused}, waiting.waves)
        if not found.waves:
            return Wave(lacking=found.lacking)
        chosen = [one.id for one in found.waves[0]]
        ring = Ring(waiting.call, waiting.caller.identity, waiting.wanted.urgent, request=waiting.request)
        rings = store.rings_started(once, ring, chosen, now)
        if rings:
            return _wave(rota, rings, _left(waiting, rota, loads, chosen, now))
        refused.update(chosen)
    return Wave()


def who_is_left(store: Store, waiting: Waiting, now: datetime, zone: tzinfo) -> Plan:
    """Who could be rung by now: somebody may have become free meanwhile. Nothing is noted. Raises StoreDown."""
    return plan(waiting.wanted, store.rota(zone), loads_now(store, now, zone), now, waiting.tried, waiting.waves)


def _left(waiting: Waiting, rota: Rota, loads: Mapping[str, Load], rung: Sequence[str], now: datetime) -> int:
    """How many people may still be rung after these."""
    later = plan(waiting.wanted, rota, loads, now, {*waiting.tried, *rung}, waiting.waves + 1)
    return sum(map(len, later.waves))


def loads_now(store: Store, now: datetime, zone: tzinfo) -> dict[str, Load]:
    """What each responder has been through today, on the hotline's own clock."""
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    loads = store.loads(now, midnight.astimezone(now.tzinfo))
    absent = store.absent_now(now)
    return loads | {one: replace(loads.get(one, Load()), absent=True) for one in absent}


def _wave(rota: Rota, rings: list[tuple[str, str]], left: int) -> Wave:
    people = {one.id: one for one in rota.responders}
    return Wave(tuple((ring, people[who]) for ring, who in rings if who in people), left)
