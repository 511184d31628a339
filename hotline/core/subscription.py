"""A subscription: one text a week, on the day and in the hour she chose; what is due, when, and how it ends. Pure."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from itertools import count
from zlib import crc32

from hotline.core.phone_number import PhoneNumber
from hotline.core.shifts import DAYS

WEEKS = 8  # so many texts without an answer end a subscription
LONGEST_PAUSE = timedelta(days=92)
SPREAD = 40  # minutes of her hour over which texts are spread, in another order each week; whole ones, since many who
# are due at the same moment are written next to one another
# The hours of the day that can be chosen; nobody gets a text in the last three who did not choose one of them.
HOURS = {"h09": 9, "h11": 11, "h13": 13, "h15": 15, "h17": 17, "h19": 19, "h21": 21, "h05": 5, "h07": 7}
GO_ON, OVER = "weekly_go_on", "weekly_over"  # asks whether to go on; says that the series is at its end


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which nothing is sent, or the hours of a night beginning on such a day: from 18 until 5, say."""

    first: date
    last: date
    from_hour: int = 0
    until_hour: int = 24

    def covers(self, at: datetime, zone: tzinfo) -> bool:
        """True when nothing may be sent at this instant."""
        local = at.astimezone(zone)
        day = local.date()
        if self.from_hour < self.until_hour:
            inside = self.from_hour <= local.hour < self.until_hour
        else:
            inside = local.hour >= self.from_hour or local.hour < self.until_hour
            day -= timedelta(days=local.hour < self.until_hour)  # the small hours belong to the night before
        return inside and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Slot:
    """A day of the week (0 is Monday) and an hour of the day, on the hotline's clock."""

    weekday: int
    hour: int

    @classmethod
    def chosen(cls, day: str, hour: str) -> Slot:
        """From the answers in the menus. Raises KeyError or ValueError."""
        return cls(DAYS.index(day), HOURS[hour])

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The answers that lead to it."""
        return ("day", DAYS[self.weekday]), ("hour", f"h{self.hour:02}")

    def holds(self, at: datetime, zone: tzinfo) -> bool:
        """True when this instant is in her hour."""
        local = at.astimezone(zone)
        return (local.weekday(), local.hour) == (self.weekday, self.hour)


def next_due(slot: Slot, after: datetime, zone: tzinfo, pauses: Sequence[Pause] = (), who: str = "") -> datetime:
    """The next instant in her hour that is later than `after` and in no pause; `who` spreads people over the hour."""
    today = after.astimezone(zone).date()
    first = today + timedelta(days=(slot.weekday - today.weekday()) % 7)
    for week in count():
        day = first + timedelta(weeks=week)
        into = timedelta(minutes=crc32(f"{who} {day}".encode()) % SPREAD)
        begins = datetime(day.year, day.month, day.day, slot.hour, tzinfo=zone)
        at = begins.astimezone(after.tzinfo) + into
        # When the clock is put forward, an hour can be missing.
        if at > after and slot.holds(at, zone) and not any(pause.covers(at, zone) for pause in pauses):
            return at
    raise AssertionError("there is always another week")


@dataclass(frozen=True, slots=True)
class Subscription:
    """What is kept of one, without the number: `told` is the last text of the series, `before` the one before that.

    `last` is the step that was sent last, `silent` how many texts came since she last wrote, `broadcast` the last
    broadcast that she got. `unsent` says that the last text never left: it is told again.
    """

    id: str
    series: str
    language: str
    slot: Slot
    look_at: datetime
    told: str = ""
    before: str = ""
    last: str = ""
    silent: int = 0
    broadcast: str = ""
    unsent: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """What a subscription comes to: what is said ("" is nothing), and how it goes on (None: it ends)."""

    says: str
    then: Subscription | None


def due(
    one: Subscription, series: Sequence[str], tellable: Container[str], later: datetime, broadcast: str = ""
) -> Due:
    """What she is sent in her hour. `series` are all its texts in order, `tellable` those that may be told today.

    Too long without an answer, it ends; the text before that asks whether to go on. A broadcast takes the place of
    the week's text. Otherwise she is looked at again `later`.
    """
    if one.unsent:
        one = replace(one, told=one.before, broadcast="", silent=max(0, one.silent - 1), unsent=False)
    if one.silent >= WEEKS:
        return Due("", None)
    then = partial(replace, one, silent=one.silent + 1, before=one.told, look_at=later)
    if one.silent == WEEKS - 1:
        return Due(GO_ON, then(last=GO_ON))
    if broadcast and broadcast != one.broadcast:
        return Due(broadcast, then(last="", broadcast=broadcast))
    left = series[series.index(one.told) + 1 :] if one.told in series else series
    key = next((key for key in left if key in tellable), None)
    return Due(key, then(last=key, told=key)) if key else Due(OVER, None)


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of a subscription that was looked at: it goes on as `then`, or ends (None).

    `body` is sent to `to`, or not at all after `until`; an empty one is not sent. When it `asks`, her next answer is
    to this, not to what she was in the middle of. `counts` are the parts of a broadcast that she had not got before.
    """

    seen: Subscription
    then: Subscription | None
    to: PhoneNumber | None = None
    body: str = ""
    until: datetime | None = None
    asks: bool = False
    counts: int = 0
