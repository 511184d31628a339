"""Callback requests: what is kept of one, the states it may pass through, and when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

# Allowed moves. A late or doubled report cannot move a request backwards. `claimed`: it is in a responder's hands, who
# talks to her or did so lately; `waiting`: it was tried and will be again; `not_reached`: it was tried often enough.
MOVES: dict[str, tuple[str, ...]] = {
    "new": ("ringing", "done", "withdrawn", "expired"),
    "ringing": ("claimed", "waiting", "done", "not_reached", "withdrawn", "expired"),
    "claimed": ("done", "waiting", "not_reached", "withdrawn", "expired"),
    "waiting": ("ringing", "waiting", "done", "not_reached", "withdrawn", "expired"),
    "done": (),
    "not_reached": (),
    "withdrawn": (),
    "expired": (),
}
OPEN = tuple(state for state, moves in MOVES.items() if moves)
TO_RING = tuple(state for state, moves in MOVES.items() if "ringing" in moves)

# Hours on the wall clock in which a caller said she may be rung: from, until.
WINDOWS = {"now": (time(0), time(23, 59)), "morning": (time(8), time(12)), "afternoon": (time(12), time(16)),
           "evening": (time(16), time(20))}
DAYS = {"now": range(7), "any": range(7), "weekdays": range(5), "weekend": range(5, 7)}
NOW_LASTS = timedelta(hours=1)  # "now" is safe now; an hour later nobody can say
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

    `lifted` are the promises she does not need; `since` is when she began to wait on the line, if she did: she keeps
    her place. `role` and `urgent` are set when she was handed over and nobody took it.
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
        if day.weekday() in DAYS[days] and datetime.combine(day, end, zone) > local:
            return max(opens, local).astimezone(at.tzinfo)
    raise ValueError(f"no {window} on {days}")


def may_ring_at(callback: Callback, at: datetime, zone: tzinfo) -> bool:
    """True when she said that this instant is safe. "Now" is safe for an hour after she said so."""
    if callback.window == "now":
        return callback.created_at <= at < callback.created_at + NOW_LASTS
    local = at.astimezone(zone)
    begin, end = WINDOWS[callback.window]
    return local.weekday() in DAYS[callback.days] and begin <= local.time() < end
