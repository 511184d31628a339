"""Callback requests: what is kept of one, the states it may pass through, and when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

# Allowed moves. A late or doubled report cannot move a request backwards. `claimed`: it is in a responder's hands, who
# talks to her or did so lately; `waiting`: it will be tried, or tried again; `not_reached`: it was tried often enough;
# `expired`: her hours passed, or it is too old. The last two she can open again herself, by calling in.
MOVES: dict[str, tuple[str, ...]] = {
    "new": ("ringing", "done", "withdrawn", "expired"),
    "ringing": ("claimed", "waiting", "done", "not_reached", "withdrawn", "expired"),
    "claimed": ("done", "waiting", "not_reached", "withdrawn", "expired"),
    "waiting": ("ringing", "waiting", "done", "not_reached", "withdrawn", "expired"),
    "done": (),
    "not_reached": ("waiting", "withdrawn"),
    "withdrawn": (),
    "expired": ("waiting", "withdrawn"),
}
OPEN = tuple(state for state, moves in MOVES.items() if "done" in moves)
TO_RING = tuple(state for state, moves in MOVES.items() if "ringing" in moves)

# Hours on the wall clock in which a caller said she may be rung: from, until.
WINDOWS = {"now": (time(0), time(23, 59)), "morning": (time(8), time(12)), "afternoon": (time(12), time(16)),
           "evening": (time(16), time(20))}
DAYS = {"now": range(7), "any": range(7), "weekdays": range(5), "weekend": range(5, 7)}
NOW_LASTS = timedelta(hours=1)  # "now" is safe now; an hour later nobody can say
RING_TAKES = timedelta(minutes=1)  # in the last minute of her hours no ring begins: it would go on after them
# After a ring of her phone that she did not answer, inside her hours; then another day. In all her phone is rung four
# times, until the coordinator has to look. When she said "now", the next ring comes after five minutes, ten, fifteen.
NO_ANSWER = (timedelta(minutes=30), timedelta(hours=1))
NO_ANSWER_NOW = timedelta(minutes=5)
MOST_RINGS = 4
KEPT_FOR = timedelta(days=7)
# Choices of the card. Names and words are such as anybody may say on the telephone.
NAMES = ("shabana", "nasreen", "rukhsana")
REASONS = ("tailor", "school", "clinic", "parcel")
CODE_WORDS = ("rose", "jasmine", "sun", "moon")
PROMISES = ("family", "police", "media")  # nobody of these is told; each holds unless the caller lifts it


@dataclass(frozen=True, slots=True)
class Card:
    """What makes a ring safe on a phone that others may pick up: whether it is `shared`, whom to ask for, what we are
    when somebody else answers, a word by which she knows us, and whether she may be texted."""

    shared: bool = False
    ask_for: str = ""
    reason: str = ""
    code_word: str = ""
    may_text: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A caller's wish to be rung, as she confirmed it. `number` is E.164; the store seals it.

    It is empty when she wanted none kept: then she calls in, and `pin` proves that the request is hers.

    `lifted` are the promises she does not need; `since` is when she began to wait on the line, if she did: she keeps
    her place. `role` and `urgent` are set when she was handed over and nobody took it. `asked_by` is who asked, or
    empty when that is hidden.
    """

    number: str
    window: str
    days: str
    subject: str
    woman_only: bool
    language: str
    channel: str
    lifted: tuple[str, ...] = ()
    not_from: str = ""
    code: str = ""
    role: str = ""
    any_language: bool = False
    urgent: bool = False
    since: datetime | None = None
    card: Card = Card()
    pin: str = ""
    asked_by: str = ""


@dataclass(frozen=True, slots=True)
class Callback:
    """A stored request without the number: what listings and rules may see."""

    id: str
    reference: str
    state: str
    subject: str
    language: str
    woman_only: bool
    window: str
    days: str
    channel: str
    created_at: datetime
    due_at: datetime
    expires_at: datetime
    attempts: int
    since: datetime
    rings: int = 0  # of her own phone, since she last said when
    said_at: datetime | None = None  # when she named her hours anew
    hers_rang: bool = False  # in the try that goes on
    calls_in: bool = False  # no number is kept
    assigned: str | None = None  # the responder who is asked first
    lifted: tuple[str, ...] = ()
    not_from: str = ""
    code: str = ""
    role: str = ""
    any_language: bool = False
    urgent: bool = False
    card: Card = Card()

    @property
    def promises(self) -> tuple[str, ...]:
        """The promises that hold."""
        return tuple(one for one in PROMISES if one not in self.lifted)


def first_due(window: str, days: str, at: datetime, zone: tzinfo) -> datetime:
    """The first instant from `at` on that lies inside the window, in UTC."""
    if window == "now":
        return at
    local = at.astimezone(zone)
    begin, end = WINDOWS[window]
    for ahead in range(8):
        day = (local + timedelta(days=ahead)).date()
        opens = datetime.combine(day, begin, zone)
        if day.weekday() in DAYS[days] and datetime.combine(day, end, zone) - RING_TAKES >= local:
            return max(opens, local).astimezone(at.tzinfo)
    raise ValueError(f"no {window} on {days}")


def closes_at(callback: Callback, at: datetime, zone: tzinfo) -> datetime | None:
    """When the hours end in which this instant lies; None when she did not say that it is safe.

    "Now" is safe for an hour after she said so.
    """
    if callback.window == "now":
        said = callback.said_at or callback.created_at
        return said + NOW_LASTS if said <= at < said + NOW_LASTS else None
    local = at.astimezone(zone)
    begin, end = WINDOWS[callback.window]
    if local.weekday() not in DAYS[callback.days] or not begin <= local.time() < end:
        return None
    return datetime.combine(local.date(), end, zone).astimezone(at.tzinfo)


def may_ring_at(callback: Callback, at: datetime, zone: tzinfo) -> bool:
    """True when a ring that begins now lies inside the hours that she called safe."""
    closes = closes_at(callback, at, zone)
    return closes is not None and at + RING_TAKES <= closes


def another_day(callback: Callback, now: datetime, zone: tzinfo) -> datetime | None:
    """The first safe instant of another day; none when she had said "now"."""
    if callback.window == "now":
        return None
    midnight = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(0), zone)
    return first_due(callback.window, callback.days, midnight.astimezone(now.tzinfo), zone)


def day_begins(now: datetime, zone: tzinfo) -> datetime:
    """The last midnight."""
    return datetime.combine(now.astimezone(zone).date(), time(0), zone).astimezone(now.tzinfo)


def after_no_answer(callback: Callback, now: datetime, zone: tzinfo) -> datetime | None:
    """When her phone is rung next after a ring that nobody answered."""
    if callback.window == "now":
        return now + NO_ANSWER_NOW * callback.rings
    if callback.rings > len(NO_ANSWER):
        return another_day(callback, now, zone)
    return first_due(callback.window, callback.days, now + NO_ANSWER[max(callback.rings, 1) - 1], zone)
