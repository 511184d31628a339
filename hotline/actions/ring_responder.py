"""Choose who is rung for a waiting caller, and note the ring so that nobody is rung for two callers at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from hotline.actions.ports import Store, Taken
from hotline.core.duty import Responder
from hotline.core.routing import Wanted, plan

MOST_TAKEN = 5  # responders snatched by other callers between choosing and ringing, before we give up


@dataclass(frozen=True, slots=True)
class Rung:
    """A responder's phone is to be rung: the ring's id and who it is."""

    ring: str
    responder: Responder


def ring_responder(
    store: Store, once: str, call: str, wanted: Wanted, tried: tuple[str, ...], now: datetime, zone: tzinfo
) -> Rung | None:
    """The next responder to ring, or None when nobody is left. The same `once` gives the same answer again."""
    with store.atomic():
        rota = store.rota(zone)
        earlier = store.ring_of(once)
        if earlier:
            again = rota.responder(earlier[1])
            return Rung(earlier[0], again) if again else None
        refused: set[str] = set()
        for _ in range(MOST_TAKEN):
            waves = plan(wanted, rota, store.loads(now), now, {*tried, *refused}).waves
            if not waves:
                return None
            chosen = waves[0][0]
            try:
                ring, _responder = store.ring_started(once, call, chosen.id, now)
            except Taken:
                refused.add(chosen.id)
                continue
            return Rung(ring, chosen)
    return None
