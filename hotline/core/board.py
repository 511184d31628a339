"""What the pages show at a glance, read from the store: who waits, who is on a call, what leaves. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hotline.core.callback import Callback


@dataclass(frozen=True, slots=True)
class Waiting:
    """The requests that are open: how many in each state, and the oldest of them."""

    counts: Mapping[str, int]
    oldest: tuple[Callback, ...]

    @property
    def people(self) -> int:
        """How many wait for somebody's hand."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class OnCall:
    """A responder whose phone rings, or who talks, since when, and for which request, if for one."""

    responder: str
    talks: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is to leave or did: how many wait, since when the oldest is due, how many failed since a time."""

    waiting: int
    due_since: datetime | None
    failed: int


@dataclass(frozen=True, slots=True)
class Line:
    """How the line was used since a time: rings, how many were accepted, and when a phone was last rung."""

    rings: int
    accepted: int
    last_at: datetime | None
