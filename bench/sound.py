"""How long a first caller listens before a phone rings for her, and how large all recordings are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from hotline import parts
from hotline.core.conversation import Conversation
from hotline.core.engine import advance
from hotline.core.events import Began, Keys, Line
from hotline.flows.timing import heard_before
from hotline.prompts.recordings import Recordings
from hotline.prompts.speech import Play, resolve, seconds_of
from hotline.prompts.words import Words
from hotline.settings import Settings

FIRST_TALK = "111"  # Urdu, talk to somebody, a woman


def until_the_first_ring(settings: Settings, keys: Sequence[str] = FIRST_TALK, *, whole: bool = False) -> float:
    """Seconds of sound from the answer to the first ring.

    At each menu she listens to the end of the sentence that offers what she wants; with `whole`, to all of it.
    """
    words = parts.open_words()
    recordings = parts.open_recordings(words)
    today = datetime.now(UTC).astimezone(settings.timezone).date()
    flow = parts.flows_by_day(parts.open_library(), unreviewed=settings.unreviewed)(today)
    place = Conversation(flow.version(), flow.start["voice"], "voice", "ur")
    heard = 0.0
    pressed = iter(keys)
    event: Began | Keys = Began()
    while True:
        result = advance(flow, place, event, 0.0)
        place, turn = result.conversation, result.turn
        heard += sum(_seconds(line, place.language, words, recordings) for line in turn.lines)
        if any(wish.name == "ring" for wish in result.wishes):
            return heard
        key = next(pressed)
        for offer in turn.offers:
            heard += _seconds(offer.line, place.language, words, recordings)
            if offer.digit == key and not whole:
                break
        event = Keys(key)


def until_each_topic(settings: Settings) -> dict[str, float]:
    """Seconds of sound from the answer to the overview of each topic, pressing as soon as a choice is named."""
    words = parts.open_words()
    today = datetime.now(UTC).astimezone(settings.timezone).date()
    flow = parts.flows_by_day(parts.open_library(words), unreviewed=settings.unreviewed)(today)
    heard = heard_before(flow, partial(seconds_of, "ur", words, parts.open_recordings(words)))
    return {step: heard[step] for intent, step in flow.intents.items() if intent.startswith("topic_")}


def size_of_recordings() -> int:
    """Bytes of every recording that is shipped."""
    return sum(path.stat().st_size for path in parts.VOICE_PROMPTS.glob("*/*.mp3"))


def _seconds(line: Line, language: str, words: Words, recordings: Recordings) -> float:
    heard = resolve(line, line.language or language, words, recordings)
    if not all(isinstance(one, Play) for one in heard):
        raise LookupError(f"no recording says {line.key}")
    return sum(one.seconds for one in heard if isinstance(one, Play))
