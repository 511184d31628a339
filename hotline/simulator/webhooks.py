"""Requests to the hotline as Twilio sends them: signed, retried by its rules, twice when a test wants it."""

import base64
import hashlib
import hmac
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from hotline.simulator.http import Form, Http, header

_URL_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True)
class Request:
    """One request exactly as it left the carrier, signature included."""

    method: str
    url: str
    form: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    policy: str = ""

    def value(self, name: str) -> str:
        """A form parameter's value, empty when absent."""
        return dict(self.form).get(name, "")


@dataclass(frozen=True)
class Answer:
    """What came back; `failure` says why when nothing did."""

    status: int
    content_type: str
    body: bytes
    failure: str = ""

    @property
    def good(self) -> bool:
        """Whether the provider would take this for a success."""
        return 200 <= self.status < 300 and not self.failure

    @property
    def complaint(self) -> str:
        """One line on what is wrong with it."""
        return self.failure or f"HTTP status {self.status}"


@dataclass(frozen=True)
class Exchange:
    """A webhook and every answer it was given, for tests to compare."""

    at: float
    request: Request
    answers: tuple[Answer, ...]


def sign(auth_token: str, url: str, form: Form) -> str:
    """The value of X-Twilio-Signature: HMAC-SHA1 over the address and the sorted form."""
    text = url + "".join(name + value for name, value in sorted(set(form)))
    digest = hmac.new(auth_token.encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def as_sent(url: str) -> tuple[str, str]:
    """The address that travels (ASCII, no fragment, no user) and the fragment with the retry rules."""
    parts = urlsplit(url)
    netloc = parts.netloc.rpartition("@")[2]
    path = quote(parts.path, safe=_URL_CHARACTERS)
    query = quote(parts.query, safe=_URL_CHARACTERS)
    return urlunsplit((parts.scheme, netloc, path, query, "")), parts.fragment


@dataclass
class Webhooks:
    """The carrier's mouth: builds, signs, sends and remembers requests. Holds no lock."""

    http: Http
    auth_token: str
    clock: Callable[[], float]
    deliver_twice: bool = False
    exchanges: deque[Exchange] = field(default_factory=lambda: deque(maxlen=2000))

    def request(self, method: str, url: str, form: Form) -> Request:
        """A signed request; with GET the parameters go into the address, as Twilio does."""
        address, policy = as_sent(url)
        if method == "GET":
            extra = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in form)
            address = f"{address}{'&' if '?' in address else '?'}{extra}" if extra else address
            form = ()
        headers = (
            ("User-Agent", "TwilioProxy/1.1"),
            ("Accept", "*/*"),
            ("X-Twilio-Signature", sign(self.auth_token, address, form)),
            ("I-Twilio-Idempotency-Token", secrets.token_hex(16)),
        )
        return Request(method, address, tuple(form), headers, policy)

    def send(self, request: Request) -> Answer:
        """Deliver a webhook; the last answer is the one the carrier acts on."""
        answers = tuple(self._with_retries(request) for _ in range(2 if self.deliver_twice else 1))
        self.exchanges.append(Exchange(self.clock(), request, answers))
        return answers[-1]

    def post_again(self, request: Request) -> Answer:
        """Deliver a captured request once more, byte for byte."""
        form = request.form if request.method == "POST" else None
        try:
            status, headers, body = self.http(request.method, request.url, form, dict(request.headers))
        except OSError as error:
            return Answer(0, "", b"", _why(error))
        return Answer(status, header(headers, "Content-Type"), body)

    def download(self, url: str) -> Answer:
        """Fetch a recording: a bare GET that carries nothing of the call."""
        address, _ = as_sent(url)
        try:
            status, headers, body = self.http("GET", address, None, {"User-Agent": "TwilioMediaProxy/1.0"})
        except OSError as error:
            return Answer(0, "", b"", _why(error))
        return Answer(status, header(headers, "Content-Type"), body)

    def _with_retries(self, request: Request) -> Answer:
        rules = dict(parse_qsl(request.policy))
        attempts = 1 + (int(rules["rc"]) if rules.get("rc", "").isdigit() else 1)
        retried = rules.get("rp", "ct").split(",")
        answer = self.post_again(request)
        for _ in range(attempts - 1):
            if not _worth_retrying(answer, retried):
                break
            answer = self.post_again(request)
        return answer


def _worth_retrying(answer: Answer, retried: list[str]) -> bool:
    if answer.good:
        return False
    kind = "ct" if answer.failure.startswith("11205") else "rt" if answer.failure else ""
    kind = kind or ("5xx" if answer.status >= 500 else "4xx" if answer.status >= 400 else "")
    return kind in retried or "all" in retried


def _why(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "11200 no answer within 15 seconds"
    if isinstance(error, ConnectionError):
        return "11205 cannot connect"
    return f"11200 {error}"
