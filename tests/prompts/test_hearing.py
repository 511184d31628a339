"""What a person has read is listened to before callers hear it."""

from __future__ import annotations

from array import array

import pytest
from voices import WORDS, begun_too_soon, hiss, tone, voice

from hotline import parts
from hotline.prompts.audio import decoded
from hotline.prompts.hearing import faults, listen


def wrong(sound: array[int], text: str = WORDS) -> list[str]:
    return faults(listen(sound), text)


@pytest.mark.parametrize("gain", [1.0, 0.5, 0.2])
@pytest.mark.parametrize("noise", [0, 3, 100])
def test_a_voice_on_a_telephone_may_be_kept(gain: float, noise: int) -> None:
    assert wrong(voice(gain, noise=noise)) == []


@pytest.mark.parametrize("sound", [hiss(), tone(), array("h", [0] * 8000), array("h"), array("h", [5] * 100)])
def test_where_nobody_speaks_nothing_is_kept(sound: array[int]) -> None:
    assert wrong(sound) == ["no_speech"]


@pytest.mark.parametrize(
    ("sound", "text", "fault"),
    [
        (voice(), WORDS * 6, "too_short"),
        (voice(times=8), WORDS, "too_long"),
        (voice(0.02, noise=0), WORDS, "too_quiet"),
        (voice(6.0), WORDS, "too_loud"),
        (voice(0.5, noise=700), WORDS, "too_noisy"),
        (begun_too_soon(), WORDS, "cut_off"),
    ],
)
def test_what_callers_should_not_hear_is_named(sound: array[int], text: str, fault: str) -> None:
    assert fault in wrong(sound, text)


def test_it_is_known_where_the_speech_is() -> None:
    heard = listen(voice(before=1.0, after=0.5))
    assert heard.begins == pytest.approx(1.0, abs=0.1)
    assert heard.seconds - heard.ends == pytest.approx(0.5, abs=0.1)


def test_every_recording_that_is_shipped_would_be_kept() -> None:
    """A sample of them, in every language."""
    words = parts.open_words()
    recordings = parts.open_recordings(words)
    for language in ("ur", "en"):
        for clip, text in sorted(words.clips(language).items())[::25]:
            sound = recordings.sound(language, clip)
            if sound:
                assert wrong(decoded(recordings.mp3(language, clip, sound.version) or b""), text) == [], clip
