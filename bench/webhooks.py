"""Signed requests as Twilio sends them, made beforehand so that sending one costs next to nothing."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote_plus, urlsplit

from hotline import parts
from hotline.core.conversation import Conversation
from hotline.core.engine import advance
from hotline.core.events import Began, Keys
from hotline.core.flow import Flow
from hotline.settings import Settings
from hotline.simulator.webhooks import as_sent, sign
from hotline.storage.vault import Vault
from hotline.telephony.twilio.places import Places

MENU = "1"  # the keys from the greeting to the main menu, in Urdu
CONFIRM = "131411111"  # … and to the sentence that reads a request back: this number, in the evening, any day
KEYWORD = "madad"
# What the right answer holds.
MENU_SAID, STORED_SAID, TEXT_SAID = b"/group_", b"/callback_stored", b"<Message>"
NUMBERS = itertools.count(1)  # of all providers together: what was answered before is answered from memory
UNKNOWN = ("City", "State", "Zip")
Form = list[tuple[str, str]]


@dataclass(frozen=True)
class Webhook:
    """One request, ready to be written to a socket, and the two values that make it one of its kind."""

    raw: bytes
    id: str
    sender: str


@dataclass
class Provider:
    """Makes requests for the server at `url`; every call, message and caller is a new one."""

    settings: Settings
    url: str

    def __post_init__(self) -> None:
        self._places = Places(Vault(self.settings.keys), self.url)
        today = datetime.now(UTC).astimezone(self.settings.timezone).date()
        self._flow = parts.flows_by_day(parts.open_library(), unreviewed=self.settings.unreviewed)(today)

    def call_begins(self) -> Webhook:
        """A phone rings."""
        call, sender = self._next("CA")
        return self._post(f"{self.url}/twilio/voice", self._call(call, sender), call, sender)

    def menu_step(self) -> Webhook:
        """At the main menu the key for information is pressed."""
        return self._key(MENU, "2")

    def callback_request(self) -> Webhook:
        """The request that was read back is confirmed."""
        return self._key(CONFIRM, "1")

    def text(self, body: str = KEYWORD) -> Webhook:
        """A text from somebody who never wrote before."""
        message, sender = self._next("SM")
        form = [("SmsMessageSid", message), ("SmsSid", message), ("MessageSid", message), ("SmsStatus", "received"),
                ("Body", body), ("NumMedia", "0"), ("NumSegments", "1"), *self._both_ends(sender)]  # fmt: skip
        return self._post(f"{self.url}/twilio/sms", form, message, sender)

    def _key(self, before: str, key: str) -> Webhook:
        call, sender = self._next("CA")
        url = self._places.step(_walked(self._flow, before), call)
        form = [*self._call(call, sender), ("Digits", key), ("FinishedOnKey", ""), ("msg", "Gather End")]
        return self._post(url, form, call, sender)

    def _next(self, kind: str) -> tuple[str, str]:
        number = next(NUMBERS)
        return f"{kind}{number:032x}", f"+92399{number:07d}"  # a prefix that nobody has

    def _call(self, call: str, sender: str) -> Form:
        return [("CallSid", call), ("CallStatus", "in-progress"), ("Direction", "inbound"), ("Caller", sender),
                ("Called", self.settings.number.e164), *self._both_ends(sender)]  # fmt: skip

    def _both_ends(self, sender: str) -> Form:
        unknown = [(f"{end}{what}", "") for end in ("From", "To") for what in UNKNOWN]
        return [("AccountSid", self.settings.account_sid), ("ApiVersion", "2010-04-01"), ("From", sender),
                ("FromCountry", "PK"), ("To", self.settings.number.e164), ("ToCountry", "PK"), *unknown]  # fmt: skip

    def _post(self, url: str, form: Form, id_: str, sender: str) -> Webhook:
        body = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in form).encode()
        url, _ = as_sent(url)
        parts_ = urlsplit(url)
        head = (
            f"POST {parts_.path}{'?' + parts_.query if parts_.query else ''} HTTP/1.1",
            f"Host: {parts_.netloc}",
            "User-Agent: TwilioProxy/1.1",
            "Accept: */*",
            "Content-Type: application/x-www-form-urlencoded; charset=UTF-8",
            f"X-Twilio-Signature: {sign(self.settings.auth_tokens[0], url, form)}",
            f"I-Twilio-Idempotency-Token: {id_}",
            f"Content-Length: {len(body)}",
        )
        return Webhook("\r\n".join((*head, "", "")).encode() + body, id_, sender)


def _walked(flow: Flow, keys: Sequence[str]) -> Conversation:
    """Where a caller stands who pressed these keys."""
    place = Conversation(flow.version(), flow.start["voice"], "voice", "ur")
    events: list[Began | Keys] = [Began(), *map(Keys, keys)]
    for event in events:
        place = advance(flow, place, event, 0.0).conversation
    return place
