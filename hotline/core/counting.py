"""What is counted, by month and never by person: the measures, their categories, and what each event adds. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from hotline.core.callback import NOW_LASTS, WINDOWS, Callback, first_due
from hotline.core.duty import ROLES

HOURS = tuple(f"{hour:02}" for hour in range(24))
MONTH_DAYS = tuple(f"{day:02}" for day in range(1, 32))
SUBJECTS = ("law", "feelings", "online", "other")
NOT_CHOSEN = "none"
# Where in the menus a caller may be, coarsely: a single step would say too much of the few who left there.
STAGES = ("language", "menu", "danger", "information", "choosing", "waiting", "talked", "request", "asked", "end")
WITHIN = {"within_20": 20, "within_60": 60, "within_120": 120}  # seconds from the first ring to the first hello
OUTCOMES = {"not_reached": "missed", "expired": "missed", "withdrawn": "withdrawn"}  # of requests that were not done
SETTLES = timedelta(days=1)  # after a month's end: what comes later is not counted, so that no figure changes again
FEW = 5  # a smaller cell is not shown
FEW_OF_A_DISTRICT = 20

Count = tuple[str, str, str]  # month, measure, category
Counts = Counter[Count]


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to divide what happened in a month. Without `categories` they are as they come.

    The last ones are given up first, when more than the small cells must be hidden, but for those of `spare`.
    An amount, such as minutes, is shown where the cell of the measure that it is an amount `of` is shown.
    """

    name: str
    categories: tuple[str, ...] = ()
    few: int = FEW
    of: str = ""
    spare: tuple[str, ...] = ()


MEASURES = {one.name: one for one in (
    Measure("calls_by_day", MONTH_DAYS),
    Measure("calls_by_hour", HOURS),
    Measure("calls_by_language", (NOT_CHOSEN, "ur", "en"), spare=(NOT_CHOSEN,)),
    Measure("calls_left", STAGES, spare=("end", "menu", "language")),
    Measure("wanted", SUBJECTS),
    Measure("answered", (*WITHIN, "nobody")),
    Measure("topics"),
    Measure("requests_by_subject", SUBJECTS),
    Measure("requests_by_language", ("ur", "ur_Latn", "en")),
    Measure("requests_by_channel", ("voice", "sms")),
    Measure("requests_by_window", ("now", *(window for window in WINDOWS if window != "now"))),
    Measure("requests_closed", ("in_window", "later", "missed", "withdrawn")),
    Measure("texts_by_day", MONTH_DAYS),
    Measure("texts_by_hour", HOURS),
    Measure("texts_by_language", ("ur", "ur_Latn", "en")),
    Measure("texts_out", ("answered", "sent")),
    Measure("texts_paisa", ("answered", "sent"), of="texts_out"),
    Measure("talks", ROLES),
    Measure("talk_minutes", ROLES, of="talks"),
    Measure("districts", few=FEW_OF_A_DISTRICT),
)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody stands in the menus: a stage, the language she chose, the topic that she hears, if any."""

    stage: str
    language: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Waited:
    """A call that asked for a person: when the first phone rang, and when somebody accepted, if anybody did."""

    rung_at: datetime
    accepted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Talked:
    """A talk: with a responder of these roles, how long."""

    roles: tuple[str, ...]
    began_at: datetime
    lasted: timedelta


def month_of(at: datetime, zone: tzinfo) -> str:
    """The month of an instant on the hotline's clock, such as 2026-11."""
    return at.astimezone(zone).date().isoformat()[:7]


def is_open(month: str, now: datetime, zone: tzinfo) -> bool:
    """True while something may still be added to a month; afterwards it may be shown."""
    return now < datetime.combine(_first_day_after(month), datetime.min.time(), zone) + SETTLES


def categories_in(measure: Measure, month: str) -> tuple[str, ...]:
    """The categories of a measure in a month. A day that it lacks would be a cell that everybody knows to be empty."""
    last = (_first_day_after(month) - timedelta(days=1)).day
    return measure.categories[:last] if measure.categories == MONTH_DAYS else measure.categories


def spare_of(measure: Measure, categories: Sequence[str]) -> list[str]:
    """The order in which cells are given up for others. It has nothing to do with what is in them."""
    return [*measure.spare, *(name for name in reversed(categories) if name not in measure.spare)]


def months_between(first: str, last: str) -> list[str]:
    """The months from one to another, both included."""
    found, month = [], first
    while month <= last:
        found.append(month)
        month = _first_day_after(month).isoformat()[:7]
    return found


def months_before(month: str, many: int) -> str:
    """The month so many before another."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 - many, 12)
    return f"{year:04}-{number + 1:02}"


def of_moving(before: Stand | None, after: Stand, at: datetime, zone: tzinfo) -> Counts:
    """Somebody on the line has come to `after`, from `before` or from outside.

    What is counted of leaving is where she stands last: each step takes back the one before.
    """
    month, counts = month_of(at, zone), Counts()
    if before is None:
        local = at.astimezone(zone)
        counts[month, "calls_by_day", f"{local:%d}"] += 1
        counts[month, "calls_by_hour", f"{local:%H}"] += 1
    for stand, times in ((before, -1), (after, 1)):
        if stand:
            counts[month, "calls_left", stand.stage] += times
            counts[month, "calls_by_language", stand.language] += times
    counts.update(_topic(before, after, month))
    return Counter({count: n for count, n in counts.items() if n})


def of_wish(subject: str, not_from: str, at: datetime, zone: tzinfo) -> Counts:
    """A call asked for a person."""
    month = month_of(at, zone)
    return _ones(month, (("wanted", subject if subject in SUBJECTS else "other"), *_district(not_from)))


def of_text(before: Stand | None, after: Stand, paisa: int, at: datetime, zone: tzinfo) -> Counts:
    """A text came and was answered at this cost."""
    month, local = month_of(at, zone), at.astimezone(zone)
    counts = _ones(month, (("texts_by_day", f"{local:%d}"), ("texts_by_hour", f"{local:%H}"),
                           ("texts_by_language", after.language), ("texts_out", "answered")))  # fmt: skip
    counts[month, "texts_paisa", "answered"] += paisa
    counts.update(_topic(before, after, month))
    return counts


def of_request(asked: Callback, zone: tzinfo) -> Counts:
    """Somebody asked to be rung back."""
    return _ones(month_of(asked.created_at, zone), (
        ("requests_by_subject", asked.subject), ("requests_by_language", asked.language),
        ("requests_by_channel", asked.channel), ("requests_by_window", asked.window), *_district(asked.not_from),
    ))  # fmt: skip


def of_closing(closed: Callback, reached_at: datetime | None, at: datetime, zone: tzinfo) -> Counts:
    """A request came to its end."""
    return _ones(month_of(at, zone), (("requests_closed", _ended(closed, reached_at, zone)),))


def of_waiting(waits: Iterable[Waited], zone: tzinfo) -> Counts:
    """How soon somebody answered; whoever waited longer has met nobody in time."""
    return Counter((month_of(one.rung_at, zone), "answered", _how_soon(one)) for one in waits)


def of_talks(talks: Iterable[Talked], zone: tzinfo) -> Counts:
    """How much was talked, by role. Who has several counts under the first of them."""
    counts = Counts()
    for one in talks:
        month, role = month_of(one.began_at, zone), next((role for role in ROLES if role in one.roles), "")
        if role:
            counts[month, "talks", role] += 1
            counts[month, "talk_minutes", role] += round(one.lasted / timedelta(minutes=1))
    return counts


def of_sending(sent: Iterable[tuple[datetime, int, int]], zone: tzinfo) -> Counts:
    """Texts that left, and what they cost, from one time on."""
    counts = Counts()
    for at, texts, paisa in sent:
        month = month_of(at, zone)
        counts[month, "texts_out", "sent"] += texts
        counts[month, "texts_paisa", "sent"] += paisa
    return counts


def still_open(counts: Mapping[Count, int], now: datetime, zone: tzinfo) -> Counts:
    """What may still be added: nothing to a month whose figures may have been shown."""
    months = {month for month, _, _ in counts if is_open(month, now, zone)}
    return Counter({count: n for count, n in counts.items() if count[0] in months and n})


def _topic(before: Stand | None, after: Stand, month: str) -> Counts:
    """A topic was opened; its further tips are not counted again."""
    opened = after.topic and (before is None or before.topic != after.topic)
    return Counter({(month, "topics", after.topic): 1} if opened else {})


def _how_soon(one: Waited) -> str:
    if one.accepted_at is None:
        return "nobody"
    seconds = (one.accepted_at - one.rung_at).total_seconds()
    return next((name for name, most in WITHIN.items() if seconds <= most), "nobody")


def _ended(closed: Callback, reached_at: datetime | None, zone: tzinfo) -> str:
    """What became of a promise. Reached in the first window after she asked, or in a later one."""
    if closed.state != "done":
        return OUTCOMES[closed.state]
    if reached_at is None:
        return "later"
    return "in_window" if reached_at < _first_window_ends(closed, zone) else "later"


def _first_window_ends(closed: Callback, zone: tzinfo) -> datetime:
    if closed.window == "now":
        return closed.created_at + NOW_LASTS
    begins = first_due(closed.window, closed.days, closed.created_at, zone).astimezone(zone)
    return datetime.combine(begins.date(), WINDOWS[closed.window][1], zone)


def _district(not_from: str) -> Iterator[tuple[str, str]]:
    """Whoever wants nobody from a district lives there."""
    if not_from:
        yield "districts", not_from


def _ones(month: str, what: Sequence[tuple[str, str]]) -> Counts:
    return Counter((month, measure, category) for measure, category in what)


def _first_day_after(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year + number // 12, number % 12 + 1, 1)
