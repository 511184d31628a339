"""Text messages: taken to the hotline, answered, sent by the API, stopped by Twilio's opt-out words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from hotline.core.sms_length import parts
from hotline.simulator.legs import Account, Callback, new_sid
from hotline.simulator.phone import Phone, Text
from hotline.simulator.twiml import parse_messages
from hotline.simulator.verbs import Message, Redirect, TwimlError
from hotline.simulator.webhooks import Answer, Request

MAX_CHARACTERS = 1600
MAX_DOCUMENTS = 50
STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
START_WORDS = frozenset({"START", "YES", "UNSTOP"})
STOPPED = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe."
)
STARTED = "You have successfully been re-subscribed to messages from this number."

SENT_AFTER = 0.5
DELIVERED_AFTER = 1.0


class SmsError(Exception):
    """The API does not take a message, with Twilio's number for the reason."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass
class Sms:
    """A message as the provider lists it."""

    sid: str
    direction: str
    sender: str
    to: str
    body: str
    created: float
    status: str
    parts: int
    callback: Callback | None = None
    error: int | None = None
    sent: float | None = None


class Network(Protocol):
    """What the texts need from the carrier."""

    account: Account

    @property
    def now(self) -> float:
        """The present moment."""

    def find(self, number: str) -> Phone | None:
        """The phone with a number."""

    def request(self, method: str, url: str, form: list[tuple[str, str]]) -> Request:
        """A signed request."""

    def post(self, request: Request, settle: Callable[[Answer], None]) -> None:
        """Deliver a webhook and settle its answer."""

    def notify(self, callback: Callback, form: list[tuple[str, str]]) -> None:
        """Send a status callback."""

    def later(self, seconds: float, deed: Callable[[], None]) -> None:
        """Do something after a while."""

    def report(self, code: int, message: str, url: str = "") -> None:
        """Write to the debugger."""


@dataclass
class Texts:
    """All messages of the account, and who has opted out of hearing from it."""

    network: Network
    messages: list[Sms] = field(default_factory=list)
    blocked: set[tuple[str, str]] = field(default_factory=set)
    fail_next: list[int] = field(default_factory=list)

    def receive(self, phone: Phone, body: str, to: str) -> Text:
        """A phone texts the hotline: opt-out words first, then the webhook."""
        network = self.network
        sms = Sms(new_sid("SM"), "inbound", phone.number, to, body, network.now, "received", parts(body),
                  sent=network.now)
        text = _as_text(sms, network.now)
        phone.sent.append(text)
        if to != network.account.number and to not in network.account.owned:
            return text
        self.messages.append(sms)
        self._opt_out(sms)
        self._ask(sms, "POST", network.account.sms_url, 1)
        return text

    def send(self, to: str, sender: str, body: str, callback: Callback | None = None,
             direction: str = "outbound-api") -> Sms:
        """Queue a message; it is sent and delivered as time goes by."""
        if len(body) > MAX_CHARACTERS:
            raise SmsError(21617, "The concatenated message body exceeds the 1600 character limit")
        if (to, sender) in self.blocked:
            raise SmsError(21610, "Attempt to send to unsubscribed recipient")
        now = self.network.now
        sms = Sms(new_sid("SM"), direction, sender, to, body, now, "queued", parts(body), callback)
        self.messages.append(sms)
        if direction == "outbound-reply":
            self._sent(sms)
            self._delivered(sms)
        else:
            self.network.later(SENT_AFTER, lambda: self._sent(sms))
            self.network.later(DELIVERED_AFTER, lambda: self._delivered(sms))
        return sms

    def _opt_out(self, sms: Sms) -> None:
        word, pair = sms.body.strip().upper(), (sms.sender, sms.to)
        if word in STOP_WORDS and pair not in self.blocked:
            self._carrier_says(sms, STOPPED)
            self.blocked.add(pair)
        elif word in START_WORDS and pair in self.blocked:
            self.blocked.discard(pair)
            self._carrier_says(sms, STARTED)

    def _carrier_says(self, sms: Sms, body: str) -> None:
        self.send(sms.sender, sms.to, body, direction="outbound-reply")

    def _ask(self, sms: Sms, method: str, url: str, document: int) -> None:
        network = self.network
        if document > MAX_DOCUMENTS:
            network.report(14106, f"more than {MAX_DOCUMENTS} documents for one text", url)
            return
        request = network.request(method, url, _inbound(network.account.sid, sms))
        network.post(request, lambda answer: self._answered(sms, request, answer, document))

    def _answered(self, sms: Sms, request: Request, answer: Answer, document: int) -> None:
        if not answer.good:
            self.network.report(11200, f"{answer.complaint} from the hotline", request.url)
            return
        try:
            replies = parse_messages(answer.body, answer.content_type, request.url)
        except TwimlError as error:
            self.network.report(error.code, error.message, request.url)
            return
        for verb in replies.verbs:
            if isinstance(verb, Redirect):
                self._ask(sms, verb.method, verb.url, document + 1)
                return
            self._reply(sms, verb)

    def _reply(self, sms: Sms, verb: Message) -> None:
        account = self.network.account
        sender = verb.sender or sms.to
        if sender not in {account.number, *account.owned}:
            self.network.report(21606, f"{sender} is not one of the account's numbers")
            return
        callback = Callback(verb.status_callback) if verb.status_callback else None
        try:
            reply = self.send(verb.to or sms.sender, sender, verb.body, callback, "outbound-reply")
        except SmsError as error:
            self.network.report(error.code, error.message)
            return
        if verb.action:
            form = _status(account.sid, reply)
            self.network.post(self.network.request(verb.method, verb.action, form), _ignored)

    def _sent(self, sms: Sms) -> None:
        sms.sent = self.network.now
        self._becomes(sms, "sent")

    def _delivered(self, sms: Sms) -> None:
        phone = self.network.find(sms.to)
        if self.fail_next:
            sms.error = self.fail_next.pop(0)
        elif phone is None:
            sms.error = 30005
        elif phone.manner == "unreachable":
            sms.error = 30003
        else:
            phone.inbox.append(_as_text(sms, self.network.now))
        self._becomes(sms, "undelivered" if sms.error else "delivered")

    def _becomes(self, sms: Sms, status: str) -> None:
        sms.status = status
        if sms.callback is not None:
            form = _status(self.network.account.sid, sms)
            if status == "delivered":
                moment = datetime.fromtimestamp(self.network.now, UTC)
                form.append(("RawDlrDoneDate", moment.strftime("%y%m%d%H%M")))
            self.network.notify(sms.callback, form)


def _as_text(sms: Sms, at: float) -> Text:
    return Text(at, sms.sid, sms.sender, sms.to, sms.body, sms.parts)


def _ignored(_: Answer) -> None:
    """An answer nobody acts on."""


def _inbound(account_sid: str, sms: Sms) -> list[tuple[str, str]]:
    return [
        ("AccountSid", account_sid),
        ("ApiVersion", "2010-04-01"),
        ("Body", sms.body),
        ("From", sms.sender),
        ("MessageSid", sms.sid),
        ("NumMedia", "0"),
        ("NumSegments", str(sms.parts)),
        ("SmsMessageSid", sms.sid),
        ("SmsSid", sms.sid),
        ("SmsStatus", "received"),
        ("To", sms.to),
    ]


def _status(account_sid: str, sms: Sms) -> list[tuple[str, str]]:
    form = [
        ("AccountSid", account_sid),
        ("ApiVersion", "2010-04-01"),
        ("From", sms.sender),
        ("MessageSid", sms.sid),
        ("MessageStatus", sms.status),
        ("SmsSid", sms.sid),
        ("SmsStatus", sms.status),
        ("To", sms.to),
    ]
    if sms.error:
        form.append(("ErrorCode", str(sms.error)))
    return form
