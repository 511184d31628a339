"""What a case of the fault matrix is, and how it is lived through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.verdict import Ending, judged
from tests.faults.world import World, open_world

# The keys after which she waits for a person, or has confirmed a request.
ANYONE, WOMAN, LAWYER, DANGER, REQUEST = "1 1 4", "1 1 1", "1 1 2 2", "1 4 1", "1 3 1 1 1 2 1"
PRESSES, SILENT = "1", ""  # what she does at each menu afterwards
Happens = Callable[[World], object]


def nothing(_world: World) -> None:
    """All goes well."""


@dataclass(frozen=True)
class Case:
    """What goes wrong, what she presses, and where she must end."""

    what: str
    ends: str
    happens: Happens = nothing
    keys: str = ANYONE
    then: str = PRESSES
    shows: str | None = None
    how: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What goes wrong, and whether she does anything about it."""
        return self.what if self.then else f"{self.what}; she stays silent"


def live_through(case: Case, folder: Path) -> Ending:
    """One call with this fault in it."""
    world = open_world(folder, case.keys, shows=case.shows, then=case.then, **case.how)
    try:
        case.happens(world)
        world.lives_on()
        return judged(world)
    finally:
        world.hotline.store.db.close()
