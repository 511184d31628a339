"""What a flow is made of: steps as frozen data, with the name of the step that follows each.

A step holds prompt keys, never sentences. A menu's options use the keys 1 to 8; 0 (a person), 9 (again),
# (back) and * (decoy) mean the same everywhere and belong to the engine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Literal

from hotline.core.phone_number import COUNTRIES

Channel = Literal["voice", "sms"]
BOTH: tuple[Channel, ...] = ("voice", "sms")
VOICE: tuple[Channel, ...] = ("voice",)
SMS: tuple[Channel, ...] = ("sms",)
Whom = Literal["", "role", "same"]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a menu: the key, the sentence that offers it, where it leads, what it settles.

    It `supposes` answers that were not given; what she said before stands.
    """

    digit: str
    line: str
    goto: str
    sets: tuple[tuple[str, str], ...] = ()
    forgets: tuple[str, ...] = ()
    supposes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tell:
    """Say something and go on; nothing is said while what it `needs` is not answered."""

    id: str
    lines: tuple[str, ...]
    goto: str
    needs: str = ""
    channels: tuple[Channel, ...] = BOTH


@dataclass(frozen=True, slots=True)
class Choose:
    """A menu. It is skipped when `settles` is already answered, or when what it `needs` is not: an answer, or "number",
    a number of the caller's that can be rung."""

    id: str
    lines: tuple[str, ...]
    options: tuple[Option, ...]
    rescue: str = "rescue"
    repeats: int = 2
    settles: str = ""
    needs: str = ""
    otherwise: str = ""
    channels: tuple[Channel, ...] = BOTH


@dataclass(frozen=True, slots=True)
class AskNumber:
    """Ask for a telephone number, keyed in or texted, or for a code; `wrong` is said when it cannot be one.

    A code has one of these `lengths`; a `secret` one may not be the first that somebody would guess.
    """

    id: str
    lines: tuple[str, ...]
    name: str
    goto: str
    wrong: str
    rescue: str = "rescue"
    repeats: int = 2
    lengths: tuple[int, ...] = ()
    secret: bool = False
    channels: tuple[Channel, ...] = BOTH


@dataclass(frozen=True, slots=True)
class Linger:
    """Say something innocent; any key or none leads on. The usual keys do not work here: it is the decoy."""

    id: str
    lines: tuple[str, ...]
    goto: str
    channels: tuple[Channel, ...] = BOTH


@dataclass(frozen=True, slots=True)
class Act:
    """Wish for something to be done; the outcome's name decides what follows.

    With `rings` the first outcome may be `ringing`: she waits while somebody else is asked, and then it is decided.
    """

    id: str
    wish: str
    outcomes: tuple[tuple[str, str], ...]
    channels: tuple[Channel, ...] = BOTH
    rings: bool = False


@dataclass(frozen=True, slots=True)
class Connect:
    """Ring the people on duty, wave after wave, until one accepts.

    Between two waves `pause` is said, and once `guard` when her credit has been running for a while; a key there
    leads to `later`, where she is rung back instead. Outcomes: `helped` (they talked), `nobody` (all tried, none on
    duty, or too late), and those of `asks`: what she would have to give up, which must be asked. By text nobody can
    be connected: the conversation goes to `elsewhere`. `whom` is anybody who fits, the role that she is handed over
    to, or the same responder again, who is rung within the time that is left of the hand-over. Who is `ahead` of so
    many waves has more phones rung at once from the first ring on.
    """

    id: str
    lines: tuple[str, ...]
    pause: str
    guard: str
    helped: str
    nobody: str
    later: str
    elsewhere: str
    asks: tuple[tuple[str, str], ...] = ()
    urgent: bool = False
    whom: Whom = ""
    ahead: int = 0
    channels: tuple[Channel, ...] = BOTH


@dataclass(frozen=True, slots=True)
class End:
    """Say a last word; the call ends, the text conversation is over."""

    id: str
    lines: tuple[str, ...]
    channels: tuple[Channel, ...] = BOTH


Step = Tell | Choose | AskNumber | Linger | Act | Connect | End


@dataclass(frozen=True)
class Flow:
    """All steps by id, with the entries the engine and the channels need by name.

    `slots` says which answers a prompt's sentence names, `defaults` what holds while nothing was answered;
    `spoken_in` the language of a prompt that has one of its own; `intents` the step that a texted keyword leads to;
    `sent` the steps that are texted by themselves, where an answer may come from; `channels` is where it is walked;
    `countries` are those whose numbers may be keyed in to be rung.
    """

    steps: Mapping[str, Step]
    start: Mapping[Channel, str]
    person: str
    decoy: str
    menu: Mapping[Channel, str]
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    spoken_in: Mapping[str, str] = field(default_factory=dict)
    intents: Mapping[str, str] = field(default_factory=dict)
    sent: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = BOTH
    countries: tuple[str, ...] = COUNTRIES

    def version(self) -> str:
        """Eight hexadecimal characters that change when any step changes."""
        return self._version

    @cached_property
    def _version(self) -> str:
        text = "\n".join(repr(self.steps[name]) for name in sorted(self.steps))
        return hashlib.sha256(text.encode()).hexdigest()[:8]


def follows(step: Step) -> Iterator[str]:
    """Every step id that `step` names, its rescue included."""
    for name in ("goto", "rescue", "otherwise", "helped", "nobody", "later", "elsewhere"):
        target = getattr(step, name, "")
        if target:
            yield target
    if isinstance(step, Choose):
        yield from (option.goto for option in step.options)
    if isinstance(step, Act | Connect):
        yield from (target for _, target in (step.outcomes if isinstance(step, Act) else step.asks))


def lines_of(step: Step) -> Iterator[str]:
    """Every prompt key that `step` may say, its options included."""
    for item in fields(step):
        value = getattr(step, item.name)
        if item.name == "lines":
            yield from value
        elif item.name in ("pause", "guard", "wrong") and value:
            yield value
    if isinstance(step, Choose):
        yield from (option.line for option in step.options)
