"""Who is on duty: responders, their weekly shifts, dated changes, and when the hotline is staffed at all. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property

from hotline.core.intervals import Interval, when
from hotline.core.phone_number import PhoneNumber
from hotline.core.shifts import Shift, minute_of_week, turns

SHORT_BREAK = timedelta(hours=1)
REMEMBERED = timedelta(days=4)  # from midnight on: duties are asked for again and again around one moment
MOST_REMEMBERED = 10_000  # days of somebody
ROLES = ("lawyer", "counsellor", "digital")
GENDERS = ("female", "male", "other")
LANGUAGES = ("ur", "en", "pa", "skr", "sd", "ps", "bal")
SUBJECTS = ("law", "feelings", "online", "other")


@dataclass(frozen=True, slots=True)
class Limits:
    """What keeps a responder well; 0 is no limit. Minutes talked and hard calls in a day, minutes of rest after one."""

    minutes: int = 0
    hard: int = 0
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Responder:
    """Somebody who answers: a lawyer, a counsellor or a digital-security expert with a basic phone.

    `topics` are the subjects she takes, none meaning all; `code` is the number by which a caller may ask for her
    again; `district` is where she lives, so that a caller may avoid her neighbours.
    """

    id: str
    name: str
    phone: PhoneNumber
    roles: tuple[str, ...]
    gender: str
    languages: tuple[str, ...]
    shifts: tuple[Shift, ...]
    topics: tuple[str, ...] = ()
    district: str = ""
    limits: Limits = Limits()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A dated change to somebody's weekly shifts: on duty, or off, for this time. Of two that overlap the later made
    stands, but what was said of one day stands before a calendar, which may be imported again after it. `why` is one
    of calendar, roster, swap, cant, switched, break."""

    id: str
    responder: str
    on: bool
    begins: datetime
    ends: datetime
    why: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Service:
    """When the hotline is staffed at all: weekly hours (none: round the clock) and the days on which it is closed."""

    hours: tuple[Shift, ...] = ()
    closed: frozenset[date] = frozenset()

    def is_open(self, at: datetime, zone: tzinfo) -> bool:
        """True unless it is a closed day or outside the hours."""
        minute = minute_of_week(at, zone)
        within = not self.hours or any(shift.covers(minute) for shift in self.hours)
        return within and at.astimezone(zone).date() not in self.closed

    def turns(self, begins: datetime, ends: datetime, zone: tzinfo) -> Iterator[datetime]:
        """Every instant around two others at which the hotline may open or close."""
        yield from turns(self.hours, begins, ends, zone)
        for day in self.closed:
            midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
            for local in (midnight, midnight + timedelta(days=1)):
                yield local.astimezone(UTC)


@dataclass(frozen=True)
class Rota:
    """The whole roster with all that changes it."""

    zone: tzinfo
    responders: tuple[Responder, ...]
    stretches: tuple[Stretch, ...] = ()
    service: Service = field(default_factory=Service)

    def on_duty(self, at: datetime) -> list[Responder]:
        """Those on duty at an instant, in the order of the roster."""
        minute, is_open = minute_of_week(at, self.zone), self.service.is_open(at, self.zone)
        return [one for one in self.responders if self._is_on(one, at, minute, is_open)]

    def is_on(self, one: Responder, at: datetime) -> bool:
        """True when she is on duty at an instant."""
        return self._is_on(one, at, minute_of_week(at, self.zone), self.service.is_open(at, self.zone))

    def duties(self, one: Responder, begins: datetime, ends: datetime) -> list[Interval]:
        """When she is on duty between two instants; what touches is one."""
        day = begins.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        if ends > day + REMEMBERED:
            return self._duties(one, begins, ends)
        asked, spans = self._known.get((one.id, day), (None, []))
        if asked is not one:  # another of the same id would be somebody as she would be
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            spans = self._duties(one, day, day + REMEMBERED)
            self._known[one.id, day] = one, spans
        return [(max(span[0], begins), min(span[1], ends)) for span in spans if span[0] < ends and begins < span[1]]

    def open_times(self, begins: datetime, ends: datetime) -> list[Interval]:
        """When the hotline is staffed at all between two instants."""
        inside = (at for at in self.service.turns(begins, ends, self.zone) if begins < at < ends)
        return when(lambda at: self.service.is_open(at, self.zone), (begins, *inside, ends))

    def duty_at(self, one: Responder, at: datetime) -> Interval | None:
        """Begin and end of the duty that holds an instant, looked for a day around it, or None."""
        day = timedelta(days=1)
        return next((span for span in self.duties(one, at - day, at + day) if span[0] <= at < span[1]), None)

    def responder(self, responder_id: str) -> Responder | None:
        """Somebody of the roster by id."""
        return next((one for one in self.responders if one.id == responder_id), None)

    @cached_property
    def unbroken(self) -> Rota:
        """The same as if nobody took a short break: whoever takes one comes back."""
        short = {one.id for one in self.stretches if one.why == "break" and one.ends - one.begins <= SHORT_BREAK}
        return replace(self, stretches=tuple(one for one in self.stretches if one.id not in short)) if short else self

    @cached_property
    def _known(self) -> dict[tuple[str, datetime], tuple[Responder, list[Interval]]]:
        return {}

    def _duties(self, one: Responder, begins: datetime, ends: datetime) -> list[Interval]:
        inside = (at for at in self._turns(one, begins, ends) if begins < at < ends)
        return when(lambda at: self.is_on(one, at), (begins, *inside, ends))

    @cached_property
    def _changes(self) -> Mapping[str, list[Stretch]]:
        changes: dict[str, list[Stretch]] = defaultdict(list)
        for stretch in sorted(self.stretches, key=lambda one: (one.why != "calendar", one.made_at, one.id)):
            changes[stretch.responder].append(stretch)
        return changes

    def _is_on(self, one: Responder, at: datetime, minute: int, is_open: bool) -> bool:
        for stretch in reversed(self._changes.get(one.id, ())):
            if stretch.begins <= at < stretch.ends:
                return stretch.on and (is_open or stretch.why != "calendar")
        return is_open and any(shift.covers(minute) for shift in one.shifts)

    def _turns(self, one: Responder, begins: datetime, ends: datetime) -> Iterator[datetime]:
        """Every instant at which it may change whether she is on duty."""
        for stretch in self._changes.get(one.id, ()):
            yield from (stretch.begins, stretch.ends)
        yield from turns(one.shifts, begins, ends, self.zone)
        yield from self.service.turns(begins, ends, self.zone)
