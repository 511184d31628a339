"""Note how a ring, or a wave, ended: whether two people talked is what we saw accepted, before what is told."""

from __future__ import annotations

from datetime import datetime

from hotline.actions.ports import Store
from hotline.core.records import Ended


def end_ring(store: Store, ring: str, told: str, now: datetime) -> str:
    """The ring's outcome: `helped` when the responder accepted, else `told`, and never `helped` without a key.

    A carrier that says that the call was completed has also answered for a voicemail or a refused whisper.
    """
    outcome = "refused" if told == "helped" else told
    with store.atomic():
        return store.ring_ended(ring, outcome, now)


def end_wave(store: Store, ring: str, told: str, now: datetime, *, joined: bool | None = None) -> Ended:
    """What became of the wave that this ring belongs to, by the same rule.

    `joined` is whether two were put through, where the carrier says so. Whoever pressed her key and left before that
    has helped nobody; and a key that no store could note has.
    """
    ended = store.wave_ended(ring, "refused" if told == "helped" else told, now, joined=joined is not False)
    return Ended("helped") if joined and ended.outcome != "helped" else ended
