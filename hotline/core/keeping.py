"""How long what is kept of people is kept once it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Keeping:
    """Days after which each kind is deleted: closed requests, texts that were sent, who was rung and when."""

    requests: int = 7
    texts: int = 3
    calls: int = 30

    @property
    def copies(self) -> int:
        """A copy of the database may not outlive what was promised for the words and numbers in it."""
        return min(self.requests, self.texts)

    def days(self, kind: str) -> timedelta:
        """How long a kind is kept, by its name here."""
        return timedelta(days=getattr(self, kind))
