"""Writes TwiML from an allow-list of verbs and attributes: the one place where an answer to Twilio is made.

twilio's own classes turn a misspelt attribute into XML silently and let control characters through, which makes
the whole answer unparsable; here both are stopped.
"""

from __future__ import annotations

import re

from twilio.twiml import TwiML
from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

# Attributes in twilio's Python spelling; it writes num_digits as numDigits.
ALLOWED: dict[str, frozenset[str]] = {
    "gather": frozenset({"action", "method", "num_digits", "timeout", "finish_on_key", "input"}),
    "dial": frozenset({"action", "method", "timeout", "caller_id", "time_limit"}),
    "number": frozenset({"url", "method", "status_callback", "status_callback_method", "status_callback_event"}),
}
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST = 64 * 1024


class TwimlError(Exception):
    """An answer was put together that Twilio would not understand."""


def clean(text: str) -> str:
    """The text without the characters that XML forbids."""
    return FORBIDDEN.sub("", text)


def _checked(verb: str, options: dict[str, object]) -> dict[str, object]:
    unknown = options.keys() - ALLOWED[verb]
    if unknown:
        raise TwimlError(f"{verb} has no attribute {sorted(unknown)}")
    return options


def gather(response: VoiceResponse, **options: object) -> Gather:
    """Append a Gather for keys; its Play children are interrupted by the first key."""
    return response.gather(**_checked("gather", {"input": "dtmf", "method": "POST", **options}))


def dial(response: VoiceResponse, number: str, whisper: str, left: str | None, **options: object) -> Dial:
    """Append a Dial of one Number: `whisper` is fetched when it answers, `left` is told when that leg ends."""
    verb = response.dial(**_checked("dial", {"method": "POST", **options}))
    told: dict[str, object] = {} if left is None else {
        "status_callback": left, "status_callback_method": "POST", "status_callback_event": "completed",
    }  # fmt: skip
    verb.number(number, **_checked("number", {"url": whisper, "method": "POST", **told}))
    return verb


def document(response: TwiML) -> str:
    """The finished answer. Raises TwimlError when it is longer than Twilio reads."""
    text = response.to_xml()
    if len(text.encode()) > LONGEST:
        raise TwimlError("the answer is longer than 64 kB")
    return str(text)


def message(body: str) -> str:
    """The answer to a text: one message, or silence when there is nothing to say."""
    response = MessagingResponse()
    if text := clean(body).strip():
        response.message(text)
    return document(response)
