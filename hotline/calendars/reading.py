"""Reads an iCalendar file: the events of one responder as times on duty and times away. Taken whole or refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import recurring_ical_events
from icalendar import Calendar

from hotline.actions.import_roster import RosterError
from hotline.actions.take_calendar import Planned
from hotline.calendars.events import Parsed, identity, is_absence, prepare
from hotline.core.intervals import Interval, joined, without
from hotline.core.shifts import LONGEST_SHIFT

LARGEST = 1_000_000  # bytes
MOST_EVENTS, MOST_REPEATING, MOST_STRETCHES = 5_000, 200, 1_000
LINE = "X-HOTLINE-LINE"  # where in the file an event begins, kept with each of its repetitions


def read_calendar(content: bytes, begins: datetime, ends: datetime, zone: tzinfo) -> Planned:
    """What the events between two instants say; `zone` is that of times without one. Raises RosterError."""
    text = _text(content)
    lines = _lines_of_events(text)
    try:
        return _read(text, lines, begins, ends, zone)
    except RosterError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a library meets in somebody's file, the file is at fault
        raise RosterError([f"the file cannot be read as a calendar ({type(error).__name__})"]) from None


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise RosterError([f"the file is larger than {LARGEST} bytes"])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RosterError([f"line {content[: error.start].count(10) + 1}: the file is not UTF-8"]) from None


def _lines_of_events(text: str) -> list[int]:
    """The line of each event, in a file in which everything that begins also ends."""
    opened: list[tuple[str, int]] = []
    found: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        verb, _, name = line.rstrip().upper().partition(":")
        if verb == "BEGIN":
            opened.append((name, number))
            found += [number] if name == "VEVENT" else []
        elif verb == "END" and (not opened or opened.pop()[0] != name):
            raise RosterError([f"line {number}: {name[:20]!r} ends and has not begun"])
    if opened:
        raise RosterError([f"line {opened[-1][1]}: {opened[-1][0][:20]!r} begins and never ends: the file is cut off"])
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise RosterError(["line 1: the file is no calendar: it does not begin with BEGIN:VCALENDAR"])
    return found


def _read(text: str, lines: list[int], begins: datetime, ends: datetime, zone: tzinfo) -> Planned:
    calendars = Calendar.from_ical(text, multiple=True)
    events = [(each, event) for each in calendars for event in each.walk("VEVENT")]
    if len(events) > MOST_EVENTS or sum("RRULE" in event for _, event in events) > MOST_REPEATING:
        raise RosterError([f"the file holds more than {MOST_EVENTS} events, or more than {MOST_REPEATING} that repeat"])
    zones = {id(each): _zone_of(each, zone) for each in calendars}
    seen: dict[object, int] = {}
    problems = []
    for line, (each, event) in zip(lines, events, strict=True):
        event[LINE] = str(line)
        try:
            prepare(event, zones[id(each)])
            first = seen.setdefault((id(each), identity(event) or line), line)
            if first != line:  # the library would take one of the two
                raise ValueError(f"it has the UID of the event in line {first}")
        except ValueError as error:
            problems.append(f"line {line}: {error}")
    if problems:
        raise RosterError(problems)
    return _planned([one for each in calendars for one in _happening(each, begins, ends, zone)], begins, ends, zone)


def _zone_of(calendar: Parsed, zone: tzinfo) -> tzinfo:
    """The zone of times that name none: the file's own, else the hotline's."""
    if str(calendar.get("METHOD", "")).upper() == "CANCEL":
        raise RosterError(["the file takes events back; export the whole calendar instead"])
    name = str(calendar.get("X-WR-TIMEZONE", ""))
    try:
        return ZoneInfo(name) if name else zone
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise RosterError([f"the time zone {name[:40]!r} is not known"]) from None


def _happening(calendar: Parsed, begins: datetime, ends: datetime, zone: tzinfo) -> Iterator[Parsed]:
    """Every event and every repetition around two instants, in which a whole day may be in another zone."""
    day = timedelta(days=1)
    query = recurring_ical_events.of(calendar)
    yield from query.between((begins - day).astimezone(zone), (ends + day).astimezone(zone))


def _planned(events: list[Parsed], begins: datetime, ends: datetime, zone: tzinfo) -> Planned:
    duty: list[Interval] = []
    absent: list[Interval] = []
    problems: dict[str, str] = {}
    for event in events:
        span = _instant(event["DTSTART"].dt, zone), _instant(event["DTEND"].dt, zone)
        if str(event.get("STATUS", "")).upper() == "CANCELLED" or span[1] <= begins or span[0] >= ends:
            continue
        if is_absence(event):
            absent.append(span)
        elif problem := _unfit_for_duty(event["DTSTART"].dt, span):
            problems.setdefault(event[LINE], f"the event of {span[0].astimezone(zone):%d %b %Y} {problem}")
        else:
            duty.append(span)
    if problems:
        raise RosterError([f"line {line}: {problem}" for line, problem in problems.items()])
    if len(duty) + len(absent) > MOST_STRETCHES:
        raise RosterError([f"the calendar has more than {MOST_STRETCHES} events in the coming weeks"])
    return Planned(tuple(without(duty, absent)), tuple(joined(absent)))


def _instant(at: date, zone: tzinfo) -> datetime:
    """In UTC; a date is its midnight on the hotline's clock."""
    return (at if isinstance(at, datetime) else datetime.combine(at, time(), zone)).astimezone(UTC)


def _unfit_for_duty(start: date, span: Interval) -> str:
    if not isinstance(start, datetime):
        return "lasts whole days: give duty its hours, or mark it as an absence"
    if span[1] <= span[0]:
        return "lasts no time: give it an end"
    if span[1] - span[0] > timedelta(minutes=LONGEST_SHIFT):
        return f"lasts more than {LONGEST_SHIFT // 60} hours, which is too long for duty"
    return ""
