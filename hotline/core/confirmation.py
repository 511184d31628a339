"""What is kept of one duty that a responder was asked to confirm. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A duty that a responder was reminded of: when she was asked, rung at its start, said yes, was found absent."""

    responder: str
    begins: datetime
    ends: datetime
    called_at: datetime | None = None
    confirmed_at: datetime | None = None
    absent_at: datetime | None = None

    @property
    def is_absent(self) -> bool:
        """True when she did not confirm in time, and has not since."""
        return self.absent_at is not None and self.confirmed_at is None
