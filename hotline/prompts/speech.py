"""What is heard of a line: her language's recordings, else Urdu, else English, else a machine's English."""

from __future__ import annotations

from dataclasses import dataclass

from hotline.core.events import Line
from hotline.prompts.recordings import Recordings
from hotline.prompts.words import SPOKEN, Words


@dataclass(frozen=True, slots=True)
class Play:
    """A recording to be played."""

    language: str
    clip: str
    version: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Say:
    """English words for the carrier's own voice."""

    text: str


Heard = Play | Say


def resolve(line: Line, language: str, words: Words, recordings: Recordings) -> tuple[Heard, ...]:
    """One sentence is heard in one language, never half of it in another; gaps stay in `recordings.gaps`."""
    for spoken in dict.fromkeys((*((language,) if language in words.spoken else ()), *SPOKEN)):
        plays = _plays(line, spoken, words, recordings)
        if plays is not None:
            return plays
    text = words.text("en", line, "voice")
    return (Say(text),) if text else ()


def _plays(line: Line, language: str, words: Words, recordings: Recordings) -> tuple[Heard, ...] | None:
    plays: list[Heard] = []
    whole = True
    for piece in words.pieces(language, line):
        sound = recordings.sound(language, piece.clip)
        if sound is None:
            whole = False
            if language in SPOKEN:  # what a growing language lacks is no fault
                recordings.gaps.add((language, piece.clip))
        else:
            plays.append(Play(language, piece.clip, sound.version, sound.seconds))
    return tuple(plays) if whole else None


def seconds_of(language: str, words: Words, recordings: Recordings, key: str) -> float:
    """How long a prompt is heard; what fills its slots is not counted."""
    return sum(one.seconds for one in resolve(Line(key), language, words, recordings) if isinstance(one, Play))
