"""What staff may do with a request: how it can be closed, what makes a number be shown, what is found by a search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hotline.core.callback import MOVES, Callback

# What came of it, and the state that it leads to.
OUTCOMES: Mapping[str, str] = {
    "helped": "done",
    "elsewhere": "done",
    "unwanted": "withdrawn",
    "wrong_number": "withdrawn",
    "not_reached": "not_reached",
}
# Why a number may be shown to a person.
REASONS = ("danger", "she_asked", "line_failed", "court")
CLOSED = tuple(state for state in MOVES if "done" not in MOVES[state])
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Search:
    """Which requests are looked for; what is empty does not count. `before` goes on after the last one shown."""

    closed: bool = False
    state: str = ""
    subject: str = ""
    language: str = ""
    woman_only: bool = False
    urgent: bool = False
    assigned: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a search, and where the next one goes on ("" is nowhere)."""

    requests: tuple[Callback, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Try:
    """A responder's phone that was rung for a request: when, whether she accepted, how it ended, what she said."""

    responder: str
    at: datetime
    accepted_at: datetime | None
    outcome: str
    result: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Words about a request, opened, with the name of who wrote them."""

    at: datetime
    by: str
    words: str


def outcomes(request: Callback) -> tuple[str, ...]:
    """How it may be closed now."""
    return tuple(outcome for outcome, state in OUTCOMES.items() if state in MOVES[request.state])


def may_reopen(request: Callback) -> bool:
    """True for one that ended without her being reached."""
    return request.state in CLOSED and "waiting" in MOVES[request.state]
