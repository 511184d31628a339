"""Performs a voice document on a leg, verb by verb, as time passes and keys are pressed."""

from collections.abc import Callable
from enum import Enum

from hotline.simulator.legs import Ask, Download, Key, Leg, Script, Spoke, Target, Wait, call_parameters
from hotline.simulator.twiml import parse_voice
from hotline.simulator.verbs import (
    Dial,
    Document,
    Gather,
    Hangup,
    Pause,
    Play,
    Record,
    Redirect,
    Reject,
    Say,
    Sound,
    TwimlError,
    Verb,
)
from hotline.simulator.webhooks import Answer

ENDLESS_LOOP = 1000
MAX_DOCUMENTS_AT_ONCE = 100
CHARACTERS_PER_SECOND = 14
BEEP = 1.0


class End(Enum):
    """How a document came to its end."""

    HANG_UP = "a Hangup"
    NO_MORE_VERBS = "no more verbs"
    REJECTED = "a Reject"


DialScript = Callable[[Leg, Dial], Script[Target | None]]


def run(leg: Leg, target: Target, dial: DialScript | None = None) -> Script[End]:
    """Fetch and perform documents until one ends the call; without `dial` it is a whisper."""
    while True:
        document = yield from _fetch(leg, target, whisper=dial is None)
        end = yield from perform(leg, document, dial)
        if isinstance(end, End):
            return end
        target = end


def perform(leg: Leg, document: Document, dial: DialScript | None = None) -> Script[End | Target]:
    """Perform one document."""
    first = document.verbs[0] if document.verbs else None
    if isinstance(first, Reject):
        if leg.answered is None:
            leg.status = "busy" if first.reason == "busy" else "no-answer"
            return End.REJECTED
        raise TwimlError(12200, "Reject on a call that is answered")
    if not (isinstance(first, Dial) and first.answer_on_bridge):
        leg.answer()
    for verb in document.verbs:
        following = yield from _verb(leg, verb, dial)
        if following is not None:
            return following
    return End.NO_MORE_VERBS


def _verb(leg: Leg, verb: Verb, dial: DialScript | None) -> Script[End | Target | None]:
    if not isinstance(verb, Dial):
        leg.answer()
    match verb:
        case Say() | Play() | Pause():
            yield from _sound(leg, verb, keys=False)
            return None
        case Gather():
            return (yield from _gather(leg, verb))
        case Record():
            return (yield from _record(leg, verb))
        case Dial() if dial is not None:
            return (yield from dial(leg, verb))
        case Redirect():
            return Target(verb.method, verb.url)
        case Hangup():
            return End.HANG_UP
        case _:
            raise TwimlError(12200, f"{type(verb).__name__} is not allowed here")


def _fetch(leg: Leg, target: Target, *, whisper: bool) -> Script[Document]:
    since, count = leg.documents_at_once
    count = count + 1 if since == leg.network.now else 1
    leg.documents_at_once = (leg.network.now, count)
    if count > MAX_DOCUMENTS_AT_ONCE:
        raise TwimlError(32015, f"{count} documents without a sound: a loop")
    form = [*call_parameters(leg), *target.extra]
    request = leg.network.request(target.method, target.url, form)
    answer = yield Ask(request)
    assert isinstance(answer, Answer)
    if not answer.good:
        raise TwimlError(11200, f"{answer.complaint} from the hotline")
    return parse_voice(answer.body, answer.content_type, request.url, whisper=whisper)


def _length(sound: Sound) -> Script[float | None]:
    if isinstance(sound, Pause):
        return float(sound.length)
    if isinstance(sound, Say):
        return max(1.0, len(sound.text) / CHARACTERS_PER_SECOND)
    seconds = yield Download(sound.url)
    return seconds if isinstance(seconds, float) else None


def _sound(leg: Leg, sound: Sound, *, keys: bool) -> Script[str | None]:
    """Let a sound be heard to its end, or to the key that interrupts it."""
    seconds = yield from _length(sound)
    if seconds is None:
        return None
    loop = 1 if isinstance(sound, Pause) else sound.loop or ENDLESS_LOOP
    for _ in range(loop):
        match sound:
            case Play():
                item = leg.hear("play", seconds, url=sound.url)
            case Say():
                item = leg.hear("say", seconds, text=sound.text, language=sound.language)
            case Pause():
                item = leg.hear("silence", seconds)
        event = yield Wait(leg.network.now + seconds, (Key,) if keys else ())
        if isinstance(event, Key):
            item.ends(leg.network.now, cut=True)
            return event.key
    return None


def _gather(leg: Leg, verb: Gather) -> Script[Target | None]:
    for sound in verb.sounds:
        yield from _length(sound)
    key: str | None = None
    for sound in verb.sounds:
        key = yield from _sound(leg, sound, keys=verb.barge_in)
        if key is not None:
            break
    digits = ""
    finished_on = ""
    while True:
        if key is not None:
            if key == verb.finish_on_key:
                finished_on = key
                break
            digits += key
            if len(digits) == verb.num_digits:
                break
        event = yield Wait(leg.network.now + verb.timeout, (Key,))
        if not isinstance(event, Key):
            break
        key = event.key
    if not digits and not verb.action_on_empty:
        return None
    extra = (("Digits", digits), ("FinishedOnKey", finished_on), ("msg", "Gather End"))
    return Target(verb.method, verb.action, extra)


def _record(leg: Leg, verb: Record) -> Script[Target]:
    """Keep what is said after the tone; whoever says nothing is recorded as silence."""
    tone = leg.hear("tone", BEEP if verb.play_beep else 0.0)
    yield Wait(leg.network.now + (tone.seconds or 0.0), ())
    began, said, digits = leg.network.now, b"", "hangup"
    until = began + (verb.timeout or verb.max_length)
    while True:
        event = yield Wait(min(until, began + verb.max_length), (Key, Spoke))
        if isinstance(event, Spoke):
            said = said or event.sound
            until = leg.network.now + event.seconds + (verb.timeout or verb.max_length)
        elif not isinstance(event, Key):
            digits = ""
            break
        elif event.key in verb.finish_on_key:
            digits = event.key
            break
    sid = leg.network.keep(said)
    account = leg.network.account.sid
    extra = (
        ("RecordingSid", sid),
        ("RecordingUrl", f"https://api.twilio.com/2010-04-01/Accounts/{account}/Recordings/{sid}"),
        ("RecordingDuration", str(max(0, round(leg.network.now - began)))),
        ("Digits", digits),
    )
    return Target(verb.method, verb.action, extra)
