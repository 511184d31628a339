"""Listens to what a person has read: how loud, how long, where the speech is, and what is wrong with it."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from typing import Final

from hotline.prompts.audio import RATE

FRAME: Final = RATE // 50  # 20 ms
_FLOOR: Final = -90.0  # dB below full scale: digital silence
_BELOW_LOUD: Final = 30.0  # dB: what is quieter than the loud parts by more is no speech
_ABOVE_QUIET: Final = 6.0  # dB: what is louder than the background by less is none either
_SPREAD: Final = 10.0  # dB between loud and quiet: a tone or a hiss has less, words and pauses have more
_QUIETEST: Final = -45.0
_NOISIEST: Final = 15.0  # dB between speech and background
_FULL: Final = 32_000  # of 32767
_CLIPPED: Final = 0.0005  # of all samples
_SHORTEST: Final = 0.25
_LONGEST: Final = 60.0
_LEAST_A_LETTER, _MOST_A_LETTER, _BREATH = 0.04, 0.3, 1.5  # seconds
_CUT: Final = 6.0  # dB: a recording that begins or ends no quieter than speech was cut off
# What can be wrong: said at the keypad under these names as well.
FAULTS: Final = ("no_speech", "too_short", "too_long", "too_quiet", "too_loud", "too_noisy", "cut_off")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a recording sounds like: seconds, where the speech is, and levels in dB below full scale."""

    seconds: float
    begins: float
    ends: float
    speech: float
    background: float
    spread: float
    edge: float
    clipped: float


def listen(sound: array[int]) -> Heard:
    """Measure a recording of 8 kHz."""
    levels = [_level(sound[at : at + FRAME]) for at in range(0, len(sound) - FRAME + 1, FRAME)] or [_FLOOR]
    loud, quiet = _share(levels, 0.95), _share(levels, 0.05)
    least = min(max(loud - _BELOW_LOUD, quiet + _ABOVE_QUIET), loud)
    spoken = [at for at, level in enumerate(levels) if level >= least]
    within = levels[spoken[0] : spoken[-1] + 1]
    return Heard(
        len(sound) / RATE,
        spoken[0] * FRAME / RATE,
        (spoken[-1] + 1) * FRAME / RATE,
        _mean([levels[at] for at in spoken]),
        quiet,
        _share(within, 0.95) - _share(within, 0.05),
        max(levels[0], levels[-1]),
        sum(abs(sample) >= _FULL for sample in sound) / max(1, len(sound)),
    )


def faults(heard: Heard, text: str) -> list[str]:
    """What is wrong with a recording of these words; nothing, if it may be kept."""
    letters = sum(map(str.isalpha, text))
    said = heard.ends - heard.begins
    if heard.speech <= _QUIETEST - 20 or heard.spread < _SPREAD:
        return ["no_speech"]
    checks = {
        "too_short": said < max(_SHORTEST, letters * _LEAST_A_LETTER),
        "too_long": said > min(_LONGEST, letters * _MOST_A_LETTER + _BREATH),
        "too_quiet": heard.speech < _QUIETEST,
        "too_loud": heard.clipped > _CLIPPED,
        "too_noisy": heard.speech - heard.background < _NOISIEST,
        "cut_off": heard.edge > heard.speech - _CUT,
    }
    return [fault for fault in FAULTS if checks.get(fault)]


def _level(frame: array[int]) -> float:
    power = sum(sample * sample for sample in frame) / len(frame)
    return max(_FLOOR, 10 * math.log10(power / 32768**2)) if power else _FLOOR


def _share(levels: list[float], share: float) -> float:
    """The level that this share of the frames does not pass."""
    return sorted(levels)[int(share * (len(levels) - 1))]


def _mean(levels: list[float]) -> float:
    """Of their power, as the ear takes it."""
    return 10 * math.log10(sum(10 ** (level / 10) for level in levels) / len(levels))
