"""Choose who is rung for a waiting caller, and note the ring so that nobody is rung for two callers at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from hotline.actions.ports import Store, Taken
from hotline.core.duty import Responder, Wanted, next_to_ring, on_duty

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
        everyone = {one.id: one for one in store.responders()}
        earlier = store.ring_of(once)
        if earlier:
            return Rung(earlier[0], everyone[earlier[1]]) if earlier[1] in everyone else None
        duty = on_duty(everyone.values(), now, zone)
        busy = store.busy_responders(now)
        for _ in range(MOST_TAKEN):
            chosen = next_to_ring(duty, wanted, tried, busy, store.last_rung())
            if chosen is None:
                return None
            try:
                ring, responder = store.ring_started(once, call, chosen.id, now)
            except Taken:
                busy.add(chosen.id)
                continue
            return Rung(ring, everyone[responder])
    return None
