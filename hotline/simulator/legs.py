"""One leg of a call: a phone on the line, its state, and the script that the carrier walks through it."""

import secrets
from collections.abc import Generator
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Protocol, TypeVar

from hotline.simulator.phone import Heard, Kind, Phone, prompt_of
from hotline.simulator.webhooks import Answer, Request


@dataclass(frozen=True)
class Wait:
    """The script wants time to pass, until a moment or until something it cares for happens."""

    until: float | None = None
    wants: tuple[type, ...] = ()


@dataclass(frozen=True)
class Ask:
    """The script wants an answer from the hotline."""

    request: Request


@dataclass(frozen=True)
class Download:
    """The script wants to know how long a recording is."""

    url: str


@dataclass(frozen=True)
class Key:
    """A key was pressed."""

    key: str


@dataclass(frozen=True)
class Spoke:
    """Somebody spoke into the phone: a recording of it, and how long it lasts."""

    sound: bytes
    seconds: float


@dataclass(frozen=True)
class Expired:
    """The moment waited for has come."""


@dataclass(frozen=True)
class Woken:
    """Another leg of the same call has changed."""


@dataclass(frozen=True)
class PickedUp:
    """The phone was answered."""


@dataclass(frozen=True)
class Refused:
    """The phone was answered with the red key."""


class HungUp(Exception):  # noqa: N818 - something that happens, not a mistake
    """The leg is over; `status` is what it ends with if it was never answered."""

    def __init__(self, status: str = "canceled") -> None:
        super().__init__(status)
        self.status = status


Effect = Wait | Ask | Download
Happening = Key | Spoke | Woken | PickedUp | Refused
Event = Happening | Expired | Answer | float | None
T = TypeVar("T")
Script = Generator[Effect, Event, T]


@dataclass(frozen=True)
class Problem:
    """Something the provider would list in its debugger."""

    at: float
    code: int
    message: str
    url: str = ""
    call: str = ""


@dataclass(frozen=True)
class Target:
    """The next document to fetch, with what Twilio adds to the usual parameters."""

    method: str
    url: str
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Callback:
    """Where and when somebody wants to be told how a leg goes."""

    url: str
    method: str = "POST"
    events: tuple[str, ...] = ("completed",)


@dataclass
class Account:
    """The subscription the calls and texts run under, and the knobs of how the carrier behaves."""

    sid: str
    number: str
    voice_url: str
    status_url: str | None
    sms_url: str
    owned: frozenset[str] = frozenset()
    dial_buffer: float = 0.0
    unbridged_status: str = "completed"
    status_delay: float = 0.0
    status_copies: int = 1


class Network(Protocol):
    """What a script may ask of the carrier."""

    account: Account

    @property
    def now(self) -> float:
        """The present moment."""

    def find(self, number: str) -> Phone | None:
        """The phone with a number."""

    def request(self, method: str, url: str, form: list[tuple[str, str]]) -> Request:
        """A signed request."""

    def notify(self, callback: Callback, form: list[tuple[str, str]]) -> None:
        """Send a status callback when its time has come."""

    def start(self, leg: "Leg", script: Script[None]) -> None:
        """Begin a leg."""

    def send(self, leg: "Leg", event: Happening | HungUp) -> None:
        """Let something happen to a leg."""

    def report(self, code: int, message: str, url: str = "", call: str = "") -> None:
        """Write to the debugger, where it can be found by the call."""

    def words_of(self, language: str, key: str) -> str | None:
        """The sentence of a recording."""

    def keep(self, sound: bytes) -> str:
        """Keep what was recorded; its id."""


def new_sid(prefix: str) -> str:
    """A provider's id: two letters and 32 hexadecimal digits."""
    return prefix + secrets.token_hex(16)


@dataclass
class Leg:
    """A phone's side of a call, from the first ring to the end."""

    network: Network
    phone: Phone | None
    sender: str
    to: str
    direction: str
    parent: "Leg | None" = None
    callback: Callback | None = None
    sid: str = field(default_factory=lambda: new_sid("CA"))
    status: str = "queued"
    started: float = 0.0
    answered: float | None = None
    ended: float | None = None
    ready: bool = False
    noted: int = 0
    script: Script[None] | None = None
    effect: Effect | None = None
    leaving: HungUp | None = None
    documents_at_once: tuple[float, int] = (0.0, 0)

    @property
    def seconds(self) -> int:
        """Whole seconds of conversation so far."""
        if self.answered is None:
            return 0
        return max(0, round((self.network.now if self.ended is None else self.ended) - self.answered))

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.ended is not None

    def answer(self) -> None:
        """The leg is connected and paid for from now on."""
        if self.answered is None:
            self.answered = self.network.now
            self.status = "in-progress"
            if self.phone is not None:
                self.phone.state = "in call"
            self.note("answered")

    def end(self, status: str) -> None:
        """The leg is over."""
        self.status, self.ended = status, self.network.now
        if self.phone is not None and self.phone.call_sid == self.sid:
            self.silence()
            self.hear("end")
            self.phone.state, self.phone.call_sid = "idle", None
        self.note("completed")

    def hear(self, kind: Kind, seconds: float | None = None, url: str = "", text: str = "",
             language: str = "") -> Heard:
        """Something begins to be heard on this leg's phone."""
        key, words = "", text or None
        prompt = prompt_of(url)
        if prompt:
            language, key = prompt
            words = self.network.words_of(language, key)
        item = Heard(self.network.now, kind, self.sid, url, words, language, key, seconds)
        if self.phone is not None:
            self.phone.heard.append(item)
        return item

    def silence(self) -> None:
        """Whatever can still be heard stops."""
        if self.phone is not None:
            for item in self.phone.heard:
                if item.call_sid == self.sid:
                    item.ends(self.network.now, cut=True)

    def note(self, event: str) -> None:
        """Send the status callback for an event, if somebody asked for it."""
        if self.callback is None or event not in self.callback.events:
            return
        form = [*call_parameters(self), *_progress(self, event)]
        self.noted += 1
        self.network.notify(self.callback, form)


def call_parameters(leg: Leg) -> list[tuple[str, str]]:
    """The parameters every request about a call carries."""
    form = [
        ("AccountSid", leg.network.account.sid),
        ("ApiVersion", "2010-04-01"),
        ("CallSid", leg.sid),
        ("CallStatus", leg.status),
        ("Called", leg.to),
        ("Caller", leg.sender),
        ("Direction", leg.direction),
        ("From", leg.sender),
        ("To", leg.to),
    ]
    if leg.parent is not None:
        form.append(("ParentCallSid", leg.parent.sid))
    return form


def _progress(leg: Leg, event: str) -> list[tuple[str, str]]:
    form = [
        ("Timestamp", formatdate(leg.network.now, usegmt=True).replace("GMT", "+0000")),
        ("CallbackSource", "call-progress-events"),
        ("SequenceNumber", str(leg.noted)),
    ]
    if event == "completed" and leg.status == "completed":
        form += [("CallDuration", str(leg.seconds)), ("Duration", str(-(-leg.seconds // 60)))]
    return form
