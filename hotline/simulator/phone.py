"""A basic phone: what it shows, hears and receives, and the keys somebody presses on it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

Kind = Literal["play", "say", "silence", "tone", "ring", "bridge", "error", "end"]
Manner = Literal["ask", "silent", "busy", "voicemail", "unreachable"]
Side = Literal["caller", "responder"]
State = Literal["idle", "calling", "ringing", "in call"]
Words = Callable[[str, str], str | None]

SOUNDING: frozenset[str] = frozenset({"play", "say", "silence", "tone", "error"})

_PROMPT = re.compile(r"/prompts/(?P<language>[A-Za-z_-]+)/(?P<key>[a-z0-9_]+(?:-[0-9]+)?)\.")


def prompt_of(url: str) -> tuple[str, str] | None:
    """The language and key of a recording, read from its address."""
    found = _PROMPT.search(url)
    return (found["language"], found["key"]) if found else None


@dataclass
class Heard:
    """One thing heard on a phone; `seconds` stays None while it lasts and nobody knows how long."""

    at: float
    kind: Kind
    call_sid: str
    url: str = ""
    text: str | None = None
    language: str = ""
    key: str = ""
    seconds: float | None = None
    cut: bool = False

    @property
    def sentence(self) -> str:
        """The prompt's key without the number of the piece: `told-2` belongs to `told`."""
        return self.key.partition("-")[0]

    def is_on(self, now: float) -> bool:
        """Whether it can still be heard at a moment."""
        return self.kind != "end" and (self.seconds is None or self.at + self.seconds > now)

    def ends(self, now: float, *, cut: bool = False) -> None:
        """It stops being heard now."""
        if self.is_on(now):
            self.seconds = now - self.at
            self.cut = cut

    def says(self, expected: str) -> bool:
        """Whether it is the prompt with this key, or holds these words."""
        if expected in (self.key, self.sentence, self.kind):
            return True
        return bool(self.text) and expected.casefold() in (self.text or "").casefold()


@dataclass(frozen=True)
class Text:
    """A text message as a phone keeps it."""

    at: float
    sid: str
    sender: str
    to: str
    body: str
    parts: int


class Line(Protocol):
    """What a phone may ask of its carrier."""

    def dial(self, phone: "Phone", to: str | None) -> None:
        """Start a call."""

    def press(self, phone: "Phone", keys: str) -> None:
        """Send keys into the call."""

    def speak(self, phone: "Phone", sound: bytes, seconds: float) -> None:
        """Speak into the call."""

    def answer(self, phone: "Phone") -> None:
        """Take the ringing call."""

    def reject(self, phone: "Phone") -> None:
        """Refuse the ringing call."""

    def hang_up(self, phone: "Phone") -> None:
        """End the call."""

    def text(self, phone: "Phone", body: str, to: str | None) -> Text:
        """Send a text."""


@dataclass
class Phone:
    """A phone with a number; `shows` is what the network passes on as caller when it is not that number."""

    number: str
    owner: str = ""
    line: Line | None = None
    shows: str | None = None
    side: Side = "caller"
    manner: Manner = "ask"
    voicemail_after: float = 15.0
    call_sid: str | None = None
    state: State = "idle"
    heard: list[Heard] = field(default_factory=list)
    inbox: list[Text] = field(default_factory=list)
    sent: list[Text] = field(default_factory=list)
    caller_id: str = ""

    def dial(self, to: str | None = None) -> None:
        """Ring the hotline, or another number."""
        self._line().dial(self, to)

    def press(self, keys: str) -> None:
        """Press keys one after the other."""
        self._line().press(self, keys)

    def speak(self, sound: bytes, seconds: float) -> None:
        """Say something, as a WAV file that lasts so long."""
        self._line().speak(self, sound, seconds)

    def answer(self) -> None:
        """Press the green key while it rings."""
        self._line().answer(self)

    def reject(self) -> None:
        """Press the red key while it rings."""
        self._line().reject(self)

    def hang_up(self) -> None:
        """Press the red key in a call."""
        self._line().hang_up(self)

    def text(self, body: str, to: str | None = None) -> Text:
        """Send a text to the hotline, or to another number."""
        return self._line().text(self, body, to)

    def last_call(self) -> list[Heard]:
        """What was heard in the present or latest call."""
        if not self.heard:
            return []
        latest = self.heard[-1].call_sid
        return [item for item in self.heard if item.call_sid == latest]

    def _line(self) -> Line:
        if self.line is None:
            raise RuntimeError("this phone has no carrier")
        return self.line
