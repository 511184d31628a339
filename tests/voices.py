"""Voices to listen to: a stand-in that is shipped, made quieter, louder, longer, noisier; and sounds that are none."""

from __future__ import annotations

import io
import math
import random
import wave
from array import array
from functools import cache

from hotline import parts
from hotline.prompts import audio

RATE = audio.RATE
WORDS = "To talk to someone, press 1."
SPOKEN = parts.VOICE_PROMPTS / "en" / "menu_talk.mp3"  # says so


@cache
def _spoken() -> tuple[int, ...]:
    return tuple(audio.samples(SPOKEN.read_bytes()))


def voice(gain: float = 1.0, before: float = 0.4, after: float = 0.4, times: int = 1, noise: int = 3) -> array[int]:
    """Somebody speaks, with quiet before and after, over a line that hisses a little."""
    hiss = random.Random(1)
    quiet = [0] * int(before * RATE), [0] * int(after * RATE)
    sound = [*quiet[0], *(list(_spoken()) * times), *quiet[1]]
    return array("h", (max(-32768, min(32767, int(one * gain) + hiss.randint(-noise, noise))) for one in sound))


def begun_too_soon() -> array[int]:
    """She speaks before the tone is over: the beginning is lost, in the middle of a vowel."""
    sound = voice(before=0)
    early = sound[: RATE]
    return sound[max(range(len(early)), key=lambda at: abs(early[at])):]


def hiss(seconds: float = 2.0, loud: int = 3000) -> array[int]:
    """A bad line on which nobody speaks."""
    chance = random.Random(2)
    return array("h", (chance.randint(-loud, loud) for _ in range(int(seconds * RATE))))


def tone(seconds: float = 2.0) -> array[int]:
    """What a telephone says by itself, with silence around it."""
    silence = array("h", [0] * RATE)
    return silence + array("h", (int(9000 * math.sin(at / 3)) for at in range(int(seconds * RATE)))) + silence


def as_wav(sound: array[int]) -> bytes:
    """A file as a recorder writes it."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(sound.tobytes())
    return file.getvalue()
