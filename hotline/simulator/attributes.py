"""The attributes each TwiML element may carry and the values Twilio accepts for them."""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from hotline.simulator.verbs import TwimlError

Check = Callable[[str], bool]

EVENTS = ("initiated", "ringing", "answered", "completed")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")


def whole(least: int, most: int | None = None) -> Check:
    """A whole number in a range, written in plain digits."""

    def check(text: str) -> bool:
        return re.fullmatch(r"[0-9]{1,9}", text) is not None and least <= int(text) <= (most or 10**9)

    return check


def one_of(*values: str) -> Check:
    """Exactly one of the given words."""
    return values.__contains__


def _events(text: str) -> bool:
    return bool(text.split()) and all(word in EVENTS for word in text.split())


def _inputs(text: str) -> bool:
    return text in ("dtmf", "speech dtmf", "dtmf speech")


def _anything(text: str) -> bool:
    return bool(text)


_boolean = one_of("true", "false")
_method = one_of("GET", "POST")

# Attributes Twilio knows but a keypad simulator cannot act on are left out: using one should be noticed.
ATTRIBUTES: dict[str, dict[str, Check]] = {
    "Response": {},
    "Say": {"voice": _anything, "language": _anything, "loop": whole(0)},
    "Play": {"loop": whole(0)},
    "Pause": {"length": whole(1)},
    "Gather": {
        "input": _inputs,
        "action": _anything,
        "method": _method,
        "timeout": whole(1),
        "finishOnKey": lambda text: re.fullmatch(r"[0-9*#]?", text) is not None,
        "numDigits": whole(1),
        "actionOnEmptyResult": _boolean,
        "bargeIn": _boolean,
        "language": _anything,
    },
    "Record": {
        "action": _anything,
        "method": _method,
        "timeout": whole(0),
        "finishOnKey": lambda text: re.fullmatch(r"[0-9*#]*", text) is not None,
        "maxLength": whole(1, 14400),
        "playBeep": _boolean,
        "trim": one_of("trim-silence", "do-not-trim"),
    },
    "Dial": {
        "action": _anything,
        "method": _method,
        "timeout": whole(5, 600),
        "timeLimit": whole(1, 14400),
        "callerId": _anything,
        "hangupOnStar": _boolean,
        "answerOnBridge": _boolean,
    },
    "Number": {
        "url": _anything,
        "method": _method,
        "statusCallback": _anything,
        "statusCallbackMethod": _method,
        "statusCallbackEvent": _events,
    },
    "Redirect": {"method": _method},
    "Hangup": {},
    "Reject": {"reason": one_of("rejected", "busy")},
    "Message": {
        "to": _anything,
        "from": _anything,
        "action": _anything,
        "method": _method,
        "statusCallback": _anything,
    },
    "Body": {},
}


def check_attributes(tag: str, given: dict[str, str]) -> None:
    """Refuse an attribute Twilio does not know here, or a value it does not accept."""
    allowed = ATTRIBUTES[tag]
    for name, value in given.items():
        if name not in allowed:
            raise TwimlError(12200, f"{tag} has no attribute {name}")
        if not allowed[name](value):
            raise TwimlError(12200, f'{tag} does not accept {name}="{value}"')


def resolve(base: str, value: str) -> str:
    """An address relative to the document's, as the provider would request it."""
    try:
        url = urljoin(base, value.strip())
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise TwimlError(11100, f"bad address: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise TwimlError(11100, f'"{value.strip()}" is not a full http address')
    if "_" in host:
        raise TwimlError(11100, f"host name with an underscore: {host}")
    return url
