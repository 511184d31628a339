"""Reads a TwiML document strictly: whatever Twilio would refuse or warn about is an error."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hotline.simulator.attributes import ATTRIBUTES, E164, check_attributes, resolve
from hotline.simulator.verbs import (
    Dial,
    Document,
    Gather,
    Hangup,
    Message,
    Number,
    Pause,
    Play,
    Record,
    Redirect,
    Reject,
    Replies,
    Reply,
    Say,
    Sound,
    TwimlError,
    Verb,
)

MAX_BYTES = 64 * 1024
MAX_SAY = 4096
MAX_NUMBERS = 10

_CONTENT_TYPES = ("text/xml", "application/xml", "text/html")
_VOICE = frozenset({"Say", "Play", "Pause", "Gather", "Record", "Dial", "Redirect", "Hangup", "Reject"})
_WHISPER = frozenset({"Say", "Play", "Gather", "Hangup"})
_NESTED_IN_GATHER = frozenset({"Say", "Play", "Pause"})
_MESSAGING = frozenset({"Message", "Redirect"})


def parse_voice(body: bytes, content_type: str, url: str, *, whisper: bool = False) -> Document:
    """A document for a call; a whisper (`Number url`) may hold only Play, Say, Gather and Hangup."""
    root = _root(body, content_type)
    verbs = tuple(_verb(child, url, _WHISPER if whisper else _VOICE) for child in _children(root))
    if any(isinstance(verb, Reject) for verb in verbs[1:]):
        raise TwimlError(12200, "Reject must be the first verb")
    return Document(url, verbs)


def parse_messages(body: bytes, content_type: str, url: str) -> Replies:
    """A document that answers a text message."""
    root = _root(body, content_type)
    return Replies(url, tuple(_reply(child, url) for child in _children(root)))


def _root(body: bytes, content_type: str) -> Element:
    if len(body) > MAX_BYTES:
        raise TwimlError(11750, f"document of {len(body)} bytes, more than 64 kB")
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in _CONTENT_TYPES:
        raise TwimlError(12300, f"content type {kind or 'missing'} is not TwiML")
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - it comes from the hotline itself
    except ElementTree.ParseError as error:
        raise TwimlError(12100, f"unparsable XML: {error}") from error
    if root.tag != "Response":
        raise TwimlError(12102, f"the root element is {root.tag}, not Response")
    check_attributes("Response", root.attrib)
    _no_stray_text(root)
    return root


def _children(element: Element) -> list[Element]:
    for child in element:
        if child.tag not in ATTRIBUTES:
            raise TwimlError(12200, f"unknown element {child.tag}")
        check_attributes(child.tag, child.attrib)
    return list(element)


def _no_stray_text(element: Element) -> None:
    texts = [element.text, *(child.tail for child in element)]
    if any(text and text.strip() for text in texts):
        raise TwimlError(12200, f"text directly inside {element.tag}")


def _empty(element: Element) -> None:
    if len(element) or (element.text and element.text.strip()):
        raise TwimlError(12200, f"{element.tag} must be empty")


def _text(element: Element) -> str:
    if len(element):
        raise TwimlError(12200, f"{element[0].tag} is not allowed inside {element.tag}")
    text = (element.text or "").strip()
    if not text:
        raise TwimlError(12200, f"{element.tag} is empty")
    return text


def _verb(element: Element, url: str, allowed: frozenset[str]) -> Verb:
    tag = element.tag
    if tag not in allowed:
        raise TwimlError(12200, f"{tag} is not allowed here")
    if tag in _NESTED_IN_GATHER:
        return _sound(element, url)
    if tag == "Gather":
        return _gather(element, url)
    if tag == "Record":
        return _record(element, url)
    if tag == "Dial":
        return _dial(element, url)
    if tag == "Redirect":
        return _redirect(element, url)
    _empty(element)
    return Hangup() if tag == "Hangup" else Reject(element.get("reason", "rejected"))


def _sound(element: Element, url: str) -> Sound:
    if element.tag == "Pause":
        _empty(element)
        return Pause(int(element.get("length", "1")))
    text, loop = _text(element), int(element.get("loop", "1"))
    if element.tag == "Play":
        return Play(resolve(url, text), loop)
    language = element.get("language", "en-US")
    if language.lower().startswith("ur"):
        raise TwimlError(13512, f"Say has no voice for {language}")
    if len(text) > MAX_SAY:
        raise TwimlError(12200, f"Say of {len(text)} characters, more than {MAX_SAY}")
    return Say(text, element.get("voice", ""), language, loop)


def _record(element: Element, url: str) -> Record:
    _empty(element)
    given = element.attrib
    if "action" not in given:
        raise TwimlError(12200, "Record without an action asks for its own document again")
    return Record(
        resolve(url, given["action"]),
        given.get("method", "POST"),
        int(given.get("timeout", "5")),
        given.get("finishOnKey", "1234567890*#"),
        int(given.get("maxLength", "3600")),
        given.get("playBeep", "true") == "true",
        given.get("trim", "trim-silence"),
    )


def _gather(element: Element, url: str) -> Gather:
    _no_stray_text(element)
    for child in _children(element):
        if child.tag not in _NESTED_IN_GATHER:
            raise TwimlError(12200, f"{child.tag} is not allowed inside Gather")
    digits = element.get("numDigits")
    return Gather(
        sounds=tuple(_sound(child, url) for child in element),
        action=resolve(url, element.get("action", url)),
        method=element.get("method", "POST"),
        timeout=int(element.get("timeout", "5")),
        finish_on_key=element.get("finishOnKey", "#"),
        num_digits=int(digits) if digits else None,
        action_on_empty=element.get("actionOnEmptyResult") == "true",
        barge_in=element.get("bargeIn") != "false",
    )


def _dial(element: Element, url: str) -> Dial:
    numbers = tuple(_number(child, url) for child in _children(element))
    if numbers:
        _no_stray_text(element)
    else:
        numbers = (Number(_e164(element)),)
    if len(numbers) > MAX_NUMBERS:
        raise TwimlError(12200, f"Dial with {len(numbers)} numbers, more than {MAX_NUMBERS}")
    return Dial(
        numbers=numbers,
        action=_optional(element, "action", url),
        method=element.get("method", "POST"),
        timeout=int(element.get("timeout", "30")),
        time_limit=int(element.get("timeLimit", "14400")),
        caller_id=element.get("callerId"),
        hangup_on_star=element.get("hangupOnStar") == "true",
        answer_on_bridge=element.get("answerOnBridge") == "true",
    )


def _number(element: Element, url: str) -> Number:
    if element.tag != "Number":
        raise TwimlError(12200, f"{element.tag} is not allowed inside Dial")
    return Number(
        number=_e164(element),
        url=_optional(element, "url", url),
        method=element.get("method", "POST"),
        status_callback=_optional(element, "statusCallback", url),
        status_callback_method=element.get("statusCallbackMethod", "POST"),
        status_callback_events=tuple(element.get("statusCallbackEvent", "completed").split()),
    )


def _e164(element: Element) -> str:
    number = _text(element)
    if not E164.fullmatch(number):
        raise TwimlError(13224, f"Dial: {number} is not a number in E.164")
    return number


def _optional(element: Element, name: str, url: str) -> str | None:
    value = element.get(name)
    return None if value is None else resolve(url, value)


def _redirect(element: Element, url: str) -> Redirect:
    return Redirect(resolve(url, _text(element)), element.get("method", "POST"))


def _reply(element: Element, url: str) -> Reply:
    if element.tag not in _MESSAGING:
        raise TwimlError(12200, f"{element.tag} is not allowed in an answer to a text")
    if element.tag == "Redirect":
        return _redirect(element, url)
    return Message(
        body=_message_body(element),
        to=element.get("to"),
        sender=element.get("from"),
        action=_optional(element, "action", url),
        method=element.get("method", "POST"),
        status_callback=_optional(element, "statusCallback", url),
    )


def _message_body(element: Element) -> str:
    children = _children(element)
    if not children:
        return _text(element)
    _no_stray_text(element)
    if [child.tag for child in children] != ["Body"]:
        raise TwimlError(12200, "Message holds one Body and nothing else")
    return _text(children[0])
