"""Staff of the hotline as its pages know them: what each role may do, and how long somebody stays signed in. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# A responder sees only what is hers, an editor only words, an observer only numbers.
ROLES = ("coordinator", "responder", "editor", "observer")
COORDINATOR, RESPONDER, EDITOR, OBSERVER = ROLES
LANGUAGES = ("ur", "en")

IDLE = timedelta(minutes=15)  # without a page being asked for
LONGEST = timedelta(hours=12)  # however busy she is
INVITED_FOR = timedelta(days=3)
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200
LONGEST_NAME = 40
DRAFT_LASTS = timedelta(hours=1)  # between a preview and the click that does it


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody with an account. `responder` is her id on the roster, if she is on it; `enters` is False until she has
    taken her invitation, which holds until `invited_until`."""

    id: str
    name: str
    role: str
    language: str
    responder: str | None = None
    enters: bool = True
    invited_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A browser in which somebody is signed in."""

    id: str
    staff: str
    opened_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link stands for: whose account it is, and the secret for the app or key that makes her codes."""

    staff: Staff
    secret: str


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the audit: who did or saw what, about whom or what, and when. `who` is an id, or "terminal"."""

    number: int
    at: datetime
    who: str
    what: str
    about: str


def is_over(session: Session, now: datetime) -> bool:
    """True when she was away too long, or has been in for too long."""
    return now - session.seen_at >= IDLE or now - session.opened_at >= LONGEST


def problem_of(password: str, name: str) -> str:
    """Why a password is not taken: "short", "long", "name_inside", or nothing."""
    if len(password) < SHORTEST_PASSWORD:
        return "short"
    if len(password) > LONGEST_PASSWORD:
        return "long"
    return "name_inside" if name.casefold() in password.casefold() or len(set(password)) < 5 else ""
