"""One event of an iCalendar file: refused where the library would guess, each of its times given a zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from icalendar.prop import vDDDTypes

from hotline.core.folding import words_of

Parsed = Any  # an event as the library has read it: each of its properties may be of any kind

EARLIEST = 1970  # a series that began before would be walked through for long
ABSENT = frozenset({"ABSENCE", "ABSENT", "LEAVE"})
AWAY = frozenset(words_of("off absent leave chutti chhutti chuti chhuti \u0686\u06be\u0679\u06cc"))
SINGLE = ("DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID", "STATUS", "SUMMARY", "UID", "SEQUENCE")
SEVERAL = ("RDATE", "EXDATE", "CATEGORIES")
EVERY_RULE = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"})
# What a rule may hold. Others happen too often, or could be searched for without an end.
RULES = {
    "DAILY": EVERY_RULE,
    "WEEKLY": EVERY_RULE,
    "MONTHLY": EVERY_RULE | {"BYMONTHDAY", "BYSETPOS"},
    "YEARLY": EVERY_RULE | {"BYMONTHDAY", "BYSETPOS", "BYMONTH"},
}


def prepare(event: Parsed, zone: tzinfo) -> None:
    """Give every time of an event its zone. Raises ValueError for what cannot be understood with certainty."""
    if broken := [name for name, _ in event.errors if name in (*SINGLE, *SEVERAL)]:
        raise ValueError(f"{broken[0]} cannot be read")
    if twice := [name for name in SINGLE if isinstance(event.get(name), list)]:
        raise ValueError(f"{twice[0]} stands there twice")
    if "DTSTART" not in event:
        raise ValueError("the event has no DTSTART")
    if "EXRULE" in event:
        raise ValueError("EXRULE is not understood: leave out days with EXDATE")
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        if name in event:
            params = event[name].params
            event[name] = vDDDTypes(_in_zone(event[name].dt, params, zone))
            event[name].params |= {key: params[key] for key in ("RANGE",) if key in params}  # this one and all after it
    for prop in (*all_of(event, "RDATE"), *all_of(event, "EXDATE")):
        for each in prop.dts:
            _in_zone(each.dt, prop.params, zone)
    _check_end(event)
    if "RRULE" in event:
        _prepare_rule(event["RRULE"], event["DTSTART"].dt)


def identity(event: Parsed) -> tuple[str, ...]:
    """What no other event of a calendar has too; empty when it names itself by nothing."""
    if "UID" not in event:
        return ()
    again = event["RECURRENCE-ID"].dt.isoformat() if "RECURRENCE-ID" in event else ""
    return str(event["UID"]), again, str(event.get("SEQUENCE", ""))


def is_absence(event: Parsed) -> bool:
    """True when it says that she is away: by its category, or by the first word of its title."""
    categories = {str(each).strip().upper() for prop in all_of(event, "CATEGORIES") for each in prop.cats}
    return bool(categories & ABSENT) or bool(AWAY & set(words_of(str(event.get("SUMMARY", "")))[:1]))


def all_of(event: Parsed, name: str) -> list[Any]:
    """A property that may be given several times, as a list."""
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]


def _in_zone(at: Any, params: Parsed, zone: tzinfo) -> Any:
    """The same with its zone; a zone that was named and is not known must not be taken for another."""
    if isinstance(at, datetime) and at.tzinfo is None:
        if named := params.get("TZID"):
            raise ValueError(f"the time zone {str(named)[:40]!r} is not known")
        return at.replace(tzinfo=zone)
    if not isinstance(at, date | tuple):
        raise ValueError("a time without its date")  # noqa: TRY004 - the file's mistake, not the program's
    return at


def _check_end(event: Parsed) -> None:
    start, end = event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None
    if end and (isinstance(end, datetime) is not isinstance(start, datetime)):
        raise ValueError("one of DTSTART and DTEND has a time and the other has none")
    if (end and end < start) or ("DURATION" in event and event["DURATION"].dt < type(event["DURATION"].dt)()):
        raise ValueError("the event ends before it begins")


def _prepare_rule(rule: Parsed, start: date) -> None:
    frequency = "".join(map(str, rule.get("FREQ", []))).upper()
    if frequency not in RULES:
        raise ValueError("it repeats more often than daily, or in a way that is not understood")
    if unknown := sorted({str(name).upper() for name in rule} - RULES[frequency]):
        raise ValueError(f"it repeats with {unknown[0][:20]!r}, which is not understood here: write its days singly")
    if any(step < 1 for step in rule.get("INTERVAL", [1])):
        raise ValueError("it repeats with an INTERVAL of less than 1")
    if start.year < EARLIEST:
        raise ValueError(f"it repeats since before {EARLIEST}")
    if isinstance(start, datetime) and "UNTIL" in rule:
        rule["UNTIL"] = [_until(until, start) for until in rule["UNTIL"]]


def _until(until: date, start: datetime) -> datetime:
    """The last instant of a series in UTC; a date holds its whole day, where the event takes place."""
    at = until if isinstance(until, datetime) else datetime.combine(until, time(23, 59, 59))
    return (at if at.tzinfo else at.replace(tzinfo=start.tzinfo)).astimezone(UTC)
