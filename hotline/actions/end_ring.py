"""Note how a ring ended: whether the two really talked is what we saw her accept, before what the carrier says."""

from __future__ import annotations

from datetime import datetime

from hotline.actions.ports import Store


def end_ring(store: Store, ring: str, told: str, now: datetime) -> str:
    """The ring's outcome: `helped` when the responder accepted, else `told`, and never `helped` without a key.

    A carrier that says that the call was completed has also answered for a voicemail or a refused whisper.
    """
    outcome = "refused" if told == "helped" else told
    with store.atomic():
        return store.ring_ended(ring, outcome, now)
