"""A broadcast: something that staff tell all subscribers, or those of one series, in place of a week's text. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

# Allowed moves.
MOVES: dict[str, tuple[str, ...]] = {
    "running": ("paused", "done", "dropped"),
    "paused": ("running", "dropped"),
    "done": (),
    "dropped": (),
}
OPEN = tuple(state for state, moves in MOVES.items() if moves)


@dataclass(frozen=True, slots=True)
class Broadcast:
    """Its text by language, to whom it goes ("" is everybody), how many there were, and how many got it so far.

    `parts` are those paid for until now.
    """

    id: str
    series: str
    words: Mapping[str, str]
    state: str
    people: int
    told: int
    parts: int
    begun_at: datetime

    def is_for(self, series: str) -> bool:
        """True when subscribers of this series get it now."""
        return self.state == "running" and self.series in ("", series)
