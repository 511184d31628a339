"""Where a call stands, sealed into the address of its next webhook and bound to the call."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Protocol

from hotline.actions.ports import SealBroken
from hotline.actions.ring_responder import Rung
from hotline.core.conversation import Conversation
from hotline.core.engine import RING_FOR
from hotline.telephony.twilio.speaking import Ringing

RING_TIMEOUT = 20  # seconds a responder's phone rings
WHISPER = "whisper"  # what a responder's leg is bound to: her own call id is not known when the ring starts


class Sealer(Protocol):
    """Seals a text to a call; the vault does it."""

    def seal_place(self, text: str, call_sid: str) -> str: ...
    def open_place(self, token: str, call_sid: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Whisper:
    """What a responder hears before she accepts, and the ring that it is about."""

    ring: str
    spoken: str
    subject: str
    urgent: bool
    heard_in: str


@dataclass(frozen=True)
class Places:
    """Makes and opens the sealed addresses below `public_url`."""

    sealer: Sealer
    public_url: str

    def step(self, place: Conversation, call: str) -> str:
        """The address for the next key of this call."""
        return self._url("step", p=self.sealer.seal_place(place.to_json(), call))

    def opened(self, token: str, call: str) -> Conversation | None:
        """Where this call stands, or None when the token is foreign, tampered with or unreadable."""
        try:
            return Conversation.from_json(self.sealer.open_place(token, call))
        except (SealBroken, ValueError):
            return None

    def ringing(self, rung: Rung, place: Conversation, call: str, *, urgent: bool, now: float) -> Ringing:
        """The addresses of a ring: its whisper, its end, and where the caller goes on."""
        spoken = "en" if place.language == "en" else "ur"
        heard_in = "ur" if "ur" in rung.responder.languages else "en"
        whisper = Whisper(rung.ring, spoken, place.answer("subject") or "other", urgent, heard_in)
        token = self.sealer.seal_place(json.dumps(asdict(whisper)), WHISPER)
        return Ringing(
            number=rung.responder.phone.e164,
            whisper=self._url("whisper", w=token),
            left=self._url("left", w=token),
            seconds=int(min(RING_TIMEOUT, RING_FOR - (now - place.rung_at))),
            action=self._url("rang", p=self.sealer.seal_place(place.to_json(), call), w=token),
        )

    def accept(self, token: str) -> str:
        """The address for the responder's key; `token` is the one that her whisper came with."""
        return self._url("accept", w=token)

    def whisper(self, token: str) -> Whisper | None:
        """What the token of a responder's leg says, or None when it is not ours."""
        try:
            return Whisper(**json.loads(self.sealer.open_place(token, WHISPER)))
        except (SealBroken, ValueError, TypeError):
            return None

    def _url(self, name: str, **query: str) -> str:
        # What is sealed has only characters that an address carries as they are.
        return f"{self.public_url}/twilio/voice/{name}?" + "&".join(f"{key}={token}" for key, token in query.items())
