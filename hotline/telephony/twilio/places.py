"""Where a call stands, sealed into the address of its next webhook and bound to the call."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Protocol

from hotline.actions.ports import SealBroken
from hotline.actions.ring_wave import Wave, lifted_of
from hotline.core.conversation import Conversation
from hotline.core.duty import Responder
from hotline.core.engine import is_urgent, waits_until
from hotline.core.flow import Connect, Step, Whom
from hotline.telephony.twilio.speaking import Phone, Ringing
from hotline.telephony.twilio.twiml import RETRIED

RING_TIMEOUT = 15  # seconds a responder's phone rings; with the carrier's own five she hears ringing for twenty
CARRIERS_OWN = 5
WHISPER_LASTS = 10  # seconds that a responder listens before she presses a key
WHISPER = "whisper"  # what a responder's leg is bound to: her own call id is not known when the ring starts


# What the whisper begins with, for a caller who is handed over or comes back.
FIRST: Mapping[Whom, str] = {"": "", "role": "whisper_passed", "same": "whisper_returned"}


class Sealer(Protocol):
    """Seals a text to a call; the vault does it."""

    def seal_place(self, text: str, call_sid: str) -> str: ...
    def open_place(self, token: str, call_sid: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Whisper:
    """What a responder hears before and after she accepts, and the ring that it is about. `first` comes before all.

    `until` is when she must have pressed a key, in seconds since 1970: the caller waits no longer.
    """

    ring: str
    spoken: str
    subject: str
    urgent: bool
    heard_in: str
    lifted: tuple[str, ...]
    until: float
    first: str


@dataclass(frozen=True)
class Places:
    """Makes and opens the sealed addresses below `public_url`."""

    sealer: Sealer
    public_url: str

    def step(self, place: Conversation, call: str, name: str = "step") -> str:
        """The address for the next key of this call."""
        return self.url(name, p=self.sealer.seal_place(place.to_json(), call))

    def opened(self, token: str, call: str) -> Conversation | None:
        """Where this call stands, or None when the token is foreign, tampered with or unreadable."""
        try:
            return Conversation.from_json(self.sealer.open_place(token, call))
        except (SealBroken, ValueError):
            return None

    def ringing(self, wave: Wave, place: Conversation, call: str, step: Step, now: float) -> Ringing:
        """The addresses of a wave: a whisper and an end for each phone, and where the caller goes on."""
        until = waits_until(step, place, now)
        rings = [(one, self._whisper(ring, one, place, step, until)) for ring, one in wave.rings]
        return Ringing(
            phones=tuple(
                Phone(one.phone.e164, self.url("whisper", w=token), self.url("left", w=token)) for one, token in rings
            ),
            seconds=int(min(RING_TIMEOUT, until - now - CARRIERS_OWN - WHISPER_LASTS)),
            action=self.url("rang", p=self.sealer.seal_place(place.to_json(), call), w=rings[0][1]),
        )

    def _whisper(self, ring: str, one: Responder, place: Conversation, step: Step, until: float) -> str:
        whisper = Whisper(
            ring,
            spoken="en" if place.language == "en" else "ur",
            subject=place.answer("subject") or "other",
            urgent=is_urgent(step, place),
            heard_in=heard_by(one),
            lifted=lifted_of(dict(place.answers)),
            until=until,
            first=FIRST[step.whom] if isinstance(step, Connect) else "",
        )
        return self.sealer.seal_place(json.dumps(asdict(whisper)), WHISPER)

    def accept(self, token: str) -> str:
        """The address for the responder's key; `token` is the one that her whisper came with."""
        return self.url("accept", w=token)

    def whisper(self, token: str) -> Whisper | None:
        """What the token of a responder's leg says, or None when it is not ours."""
        try:
            told = json.loads(self.sealer.open_place(token, WHISPER))
            return Whisper(**{**told, "lifted": tuple(told["lifted"])})
        except (SealBroken, ValueError, TypeError, KeyError):
            return None

    def url(self, name: str, **query: str) -> str:
        """An address below /twilio/voice."""
        # What is sealed has only characters that an address carries as they are.
        sealed = "&".join(f"{key}={token}" for key, token in query.items())
        return f"{self.public_url}/twilio/voice/{name}?{sealed}{RETRIED}"


def heard_by(one: Responder) -> str:
    """The language in which a responder hears the hotline."""
    return "ur" if "ur" in one.languages else "en"
