"""Writes TwiML: the one place where an answer to Twilio is made.

A method for each verb we use, a parameter for each attribute: what is misspelt never gets as far as Twilio, which
would ignore it. Characters that XML forbids are left out, since one of them makes the whole answer unparsable.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
SPECIAL = re.compile("[&<>'\"\\s]")  # what cannot stand as it is; in nearly all that we write there is none
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST = 64 * 1024
# At the end of an address: two more tries, also after a time-out or a 5xx. Otherwise the carrier tries again only when
# it could not connect, and a proxy that fails once ends the call. It is neither sent nor signed.
RETRIED = "#rc=2&rp=ct,rt,5xx"
Value = str | int


class TwimlError(Exception):
    """An answer was put together that Twilio would not understand."""


def clean(text: str) -> str:
    """The text without the characters that XML forbids."""
    return text if text.isprintable() else FORBIDDEN.sub("", text)  # looking is quicker, and most texts are


class Verb:
    """An element: its attributes, and what is inside."""

    def __init__(self, name: str, **attributes: Value) -> None:
        self._name = name
        self._attributes = attributes
        self._inside: list[Verb | str] = []

    def __str__(self) -> str:
        return _written(self._name, "".join(map(str, self._inside)), self._attributes)

    def _add(self, name: str, text: str = "", **attributes: Value) -> None:
        self._inside.append(_written(name, escape(text) if text else "", attributes))


class _Heard(Verb):
    """What a caller can hear something in."""

    def play(self, url: str) -> None:
        """A recording."""
        self._add("Play", url)

    def say(self, words: str, *, language: str) -> None:
        """Words in the carrier's own voice."""
        self._add("Say", words, language=language)

    def pause(self, seconds: int) -> None:
        """Silence."""
        self._add("Pause", length=seconds)


class Gather(_Heard):
    """Waits for keys; what is heard in it is interrupted by the first one."""


class Dial(Verb):
    """Rings one phone or several at once, and joins the first that is taken."""

    def number(self, number: str, *, url: str, status_callback: str | None = None) -> None:
        """A phone: `url` is fetched when it is answered, `status_callback` is told when that leg ends."""
        told = {} if status_callback is None else {
            "statusCallback": status_callback, "statusCallbackMethod": "POST", "statusCallbackEvent": "completed",
        }  # fmt: skip
        self._add("Number", number, url=url, method="POST", **told)


class Voice(_Heard):
    """The answer to a call."""

    def __init__(self) -> None:
        super().__init__("Response")

    def gather(self, *, action: str, timeout: int, num_digits: int, finish_on_key: str) -> Gather:
        """Wait for keys; in silence, what stands after it is done."""
        verb = Gather("Gather", input="dtmf", action=action, method="POST", timeout=timeout,
                      numDigits=num_digits, finishOnKey=finish_on_key)  # fmt: skip
        self._inside.append(verb)
        return verb

    def dial(self, *, action: str, timeout: int, caller_id: str, time_limit: int) -> Dial:
        """Ring the numbers that are put into it; `action` is fetched when that is over."""
        verb = Dial("Dial", action=action, method="POST", timeout=timeout, callerId=caller_id, timeLimit=time_limit)
        self._inside.append(verb)
        return verb

    def record(self, *, action: str, timeout: int, finish_on_key: str, max_length: int) -> None:
        """Record what is said after a tone; `action` is told where it is kept. Its ends are cut by us, not there."""
        self._add("Record", action=action, method="POST", timeout=timeout, finishOnKey=finish_on_key,
                  maxLength=max_length, playBeep="true", trim="do-not-trim")  # fmt: skip

    def redirect(self, url: str) -> None:
        """Go on with another answer."""
        self._add("Redirect", url, method="POST")

    def hangup(self) -> None:
        """End the call."""
        self._add("Hangup")

    def reject(self) -> None:
        """Do not take the call: she hears that it is busy, and pays nothing."""
        self._add("Reject", reason="busy")


class Texts(Verb):
    """The answer to a text."""

    def __init__(self) -> None:
        super().__init__("Response")

    def message(self, body: str) -> None:
        """Write back."""
        self._add("Message", body)


def _written(name: str, inside: str, attributes: dict[str, Value]) -> str:
    pairs = "".join([f" {key}={_quoted(str(value))}" for key, value in attributes.items()])
    return f"<{name}{pairs}>{inside}</{name}>" if inside else f"<{name}{pairs}/>"


def _quoted(value: str) -> str:
    return quoteattr(value) if SPECIAL.search(value) else f'"{value}"'


def document(response: Voice | Texts) -> str:
    """The finished answer. Raises TwimlError when it is longer than Twilio reads."""
    text = DECLARATION + clean(str(response))
    if len(text.encode()) > LONGEST:
        raise TwimlError("the answer is longer than 64 kB")
    return text


def message(body: str) -> str:
    """The answer to a text: one message, or silence when there is nothing to say."""
    response = Texts()
    if text := clean(body).strip():
        response.message(text)
    return document(response)
