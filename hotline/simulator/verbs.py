"""TwiML as values: every verb the hotline may use, with Twilio's defaults filled in."""

from dataclasses import dataclass


class TwimlError(Exception):
    """A document Twilio would refuse or warn about, with Twilio's number for the mistake."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Say:
    """Text read aloud by the provider."""

    text: str
    voice: str = ""
    language: str = "en-US"
    loop: int = 1


@dataclass(frozen=True)
class Play:
    """A recording at an absolute address."""

    url: str
    loop: int = 1


@dataclass(frozen=True)
class Pause:
    """Silence, in seconds."""

    length: int = 1


Sound = Say | Play | Pause


@dataclass(frozen=True)
class Gather:
    """Wait for keys, with sounds that a key interrupts."""

    sounds: tuple[Sound, ...]
    action: str
    method: str = "POST"
    timeout: int = 5
    finish_on_key: str = "#"
    num_digits: int | None = None
    action_on_empty: bool = False
    barge_in: bool = True


@dataclass(frozen=True)
class Record:
    """Record what is said after a tone, until a key, a while of silence, or the longest time."""

    action: str
    method: str = "POST"
    timeout: int = 5
    finish_on_key: str = "1234567890*#"
    max_length: int = 3600
    play_beep: bool = True
    trim: str = "trim-silence"


@dataclass(frozen=True)
class Number:
    """One phone to ring, with the document it hears before it is put through."""

    number: str
    url: str | None = None
    method: str = "POST"
    status_callback: str | None = None
    status_callback_method: str = "POST"
    status_callback_events: tuple[str, ...] = ("completed",)


@dataclass(frozen=True)
class Dial:
    """Ring other phones and put the caller through to the first that accepts."""

    numbers: tuple[Number, ...]
    action: str | None = None
    method: str = "POST"
    timeout: int = 30
    time_limit: int = 14400
    caller_id: str | None = None
    hangup_on_star: bool = False
    answer_on_bridge: bool = False


@dataclass(frozen=True)
class Redirect:
    """Go on with another document."""

    url: str
    method: str = "POST"


@dataclass(frozen=True)
class Hangup:
    """End the call."""


@dataclass(frozen=True)
class Reject:
    """Refuse the call without answering it."""

    reason: str = "rejected"


@dataclass(frozen=True)
class Message:
    """A text to send back."""

    body: str
    to: str | None = None
    sender: str | None = None
    action: str | None = None
    method: str = "POST"
    status_callback: str | None = None


Verb = Say | Play | Pause | Gather | Record | Dial | Redirect | Hangup | Reject
Reply = Message | Redirect


@dataclass(frozen=True)
class Document:
    """A voice document and the address it came from."""

    url: str
    verbs: tuple[Verb, ...]


@dataclass(frozen=True)
class Replies:
    """A messaging document and the address it came from."""

    url: str
    verbs: tuple[Reply, ...]
