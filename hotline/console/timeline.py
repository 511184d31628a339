"""A stretch of time drawn as a strip: where each span begins and how wide it is, in minutes from its left edge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from hotline.core.callback import Callback, may_ring_at
from hotline.core.intervals import Interval, when

NIGHT = (20, 8)  # hours on the clock: from the evening until the morning
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Bar:
    """A span as it is drawn."""

    left: int
    width: int
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Strip:
    """The time that is drawn, from its first hour to its last."""

    begins: datetime
    ends: datetime
    zone: tzinfo

    @classmethod
    def ahead(cls, now: datetime, zone: tzinfo, hours: int = 24) -> Strip:
        """From the full hour before an instant on."""
        begins = now.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(now.tzinfo)
        return cls(begins, begins + timedelta(hours=hours), zone)

    @property
    def span(self) -> Interval:
        """The whole of it."""
        return self.begins, self.ends

    @property
    def width(self) -> int:
        """In minutes."""
        return _minutes(self.ends - self.begins)

    def bars(self, spans: Iterable[Interval]) -> list[Bar]:
        """What lies inside of it."""
        cut = ((max(begins, self.begins), min(ends, self.ends)) for begins, ends in spans)
        return [Bar(_minutes(begins - self.begins), max(1, _minutes(ends - begins)), begins, ends)
                for begins, ends in cut if begins < ends]  # fmt: skip

    def place(self, at: datetime) -> int:
        """Where an instant is, to a quarter of an hour: a drawing that moves each minute is never the same."""
        return _minutes(at - self.begins) // 15 * 15

    def nights(self) -> list[Bar]:
        """The dark hours."""
        evening, morning = NIGHT
        hours = [self.begins + timedelta(hours=one) for one in range(self.width // 60 + 1)]
        dark = when(lambda at: not morning <= at.astimezone(self.zone).hour < evening, hours)
        return self.bars(dark)

    def quarters(self) -> list[datetime]:
        """The hours that are written below it, at its beginning and after each quarter."""
        return [self.begins + (self.ends - self.begins) / 4 * step for step in range(4)]


def safe_times(one: Callback, strip: Strip) -> list[Interval]:
    """When she said that she may be rung; a promise that is drawn is the one that is kept."""
    quarters = [strip.begins + QUARTER * step for step in range(strip.width // 15 + 1)]
    return [(max(begins, one.created_at), ends)
            for begins, ends in when(lambda at: may_ring_at(one, at, strip.zone), quarters)]  # fmt: skip


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)
