"""What passes whole between the actions and the store: errands, people, changes, what came before a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hotline.core.callback import Request
from hotline.core.conversation import Conversation
from hotline.core.duty import Responder
from hotline.core.phone_number import PhoneNumber


@dataclass(frozen=True, slots=True)
class Errand:
    """A row of the outbox taken for sending: a text, or a call that fetches its words at path `body`.

    `lost` is how often it may have been sent without our knowing, since it was written at `since`.
    """

    id: str
    kind: str
    to: PhoneNumber
    body: str
    attempts: int
    lost: int
    since: datetime


Claim = Literal["accepted", "taken", "over"]  # what became of a responder's key


@dataclass(frozen=True, slots=True)
class Ring:
    """What is noted of a ring: the call that it is for, the caller's identity if known, whether it is a hard one.

    `callback` is the request that it is for; `asks` is the talk that a responder is asked about. `request` is what
    she would be rung back for, if the responder says so afterwards; without a number to ring it cannot be stored.
    """

    call: str
    caller: str | None = None
    hard: bool = False
    callback: str | None = None
    asks: str | None = None
    request: Request | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a wave; `talk` is the ring of whoever took the call, `code` the number she is asked for by."""

    outcome: str
    talk: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A ring in which two people talked: who answered, for which request if any, and what she says came of it.

    `mentioned_at` is when it was last spoken of: when it began, when she was asked about it, when she answered.
    """

    id: str
    responder: str
    callback: str | None
    result: str
    accepted_at: datetime
    ended_at: datetime | None
    mentioned_at: datetime


@dataclass(frozen=True, slots=True)
class Bar:
    """A caller whom nobody is rung for, without saying who: since when, until when."""

    id: str
    begun_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """A responder as read from a roster file, before the store knows her; `pin` is kept only as a hash."""

    responder: Responder
    pin: str


@dataclass(frozen=True, slots=True)
class Change:
    """What an import did to somebody: `kind` is added, changed, removed or same; `details` has a phrase for each."""

    kind: str
    name: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What was kept when a text came: the reply to it, if it came before; else where its sender stands.

    `message` and `sender` are the keyed hashes that the store knows both by; a withheld sender has none. Who is
    `awaited` has answered none of her weekly texts of late.
    """

    message: str
    sender: tuple[str, ...]
    reply: str | None = None
    place: Conversation | None = None
    awaited: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A responder as she is known by her phone alone."""

    id: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InHand:
    """What came into a responder's hands: a request or a ring by its id, and when."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What a responder or staff noted, opened: about the request of this reference, or about a call."""

    made_at: datetime
    by: str
    reference: str | None
    words: str
