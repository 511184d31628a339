"""What can happen to a conversation, what it says in return, and what it wishes for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hotline.core.conversation import Conversation


@dataclass(frozen=True, slots=True)
class Began:
    """A call was answered, or a text opened a conversation: walk from where the conversation stands."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The caller pressed or texted these keys (digits, `*`, `#`)."""

    keys: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing was pressed in time."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A keyword leads straight to a step."""

    step: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a wish, or of a ring: its name and the answers that it brings."""

    name: str
    answers: tuple[tuple[str, str], ...] = ()


Event = Began | Keys | Silence | Jump | Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """A prompt to say: its key, the values of the slots that its sentence names, its own language if it has one."""

    key: str
    slots: tuple[tuple[str, str], ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An option as it is said in a menu: `digit` and the prompt that names it."""

    digit: str
    line: Line


Wait = Literal["key", "number", "any", "pause", "ring", "outcome", "end"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said now and what is waited for: one key, a number, anything, a key between two rings (silence goes on),
    a ring, an outcome, or nothing. A number of at most so many `digits` ends with the last of them; 0 is any number."""

    lines: tuple[Line, ...]
    wait: Wait
    offers: tuple[Offer, ...] = ()
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to be done once: `record_callback`, `ring`, `stop`, … with the answers it needs.

    For a ring, and for a look at who could be rung: who was `tried` in how many `waves`, whether it is urgent, and
    `whom` it is for.
    """

    name: str
    language: str
    answers: tuple[tuple[str, str], ...] = ()
    tried: tuple[str, ...] = ()
    waves: int = 0
    urgent: bool = False
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Advance:
    """The result of one step of the engine."""

    conversation: Conversation
    turn: Turn
    wishes: tuple[Wish, ...] = field(default=())
