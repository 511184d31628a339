"""What a person has read becomes a recording: cut, level, packed, listed; or it is refused and nothing changes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from studio import Studio
from voices import SPOKEN, WORDS, as_wav, hiss, voice

from hotline.prompts import audio, catalogue
from hotline.prompts.hearing import listen
from hotline.prompts.recordings import file_of
from hotline.prompts.takes import LEVEL, UnfitError, take
from hotline.prompts.words import Words


@pytest.fixture
def studio(studio: Studio) -> Studio:
    studio.words = Words({"en": {f"digit_{n}": WORDS for n in range(10)}})
    return studio


def heard(studio: Studio, clip: str = "digit_1"):
    return listen(audio.decoded(file_of(studio.folder, "en", clip).read_bytes()))


def taken(studio: Studio, recording: bytes, clip: str = "digit_1") -> catalogue.Entry:
    return take(studio.folder, studio.words, "en", clip, recording, "Ayesha", "calm")


def test_it_is_listed_with_who_read_which_words(studio: Studio) -> None:
    entry = taken(studio, as_wav(voice()))
    assert catalogue.read(studio.folder) == {("en", "digit_1"): entry}
    assert (entry.speaker, entry.note, entry.stand_in) == ("Ayesha", "calm", False)
    sound = studio.open().sound("en", "digit_1")
    assert sound
    assert studio.open().wav("en", "digit_1", sound.version)


@pytest.mark.parametrize("gain", [1.5, 0.6, 0.1])
def test_loud_and_quiet_voices_come_out_alike(studio: Studio, gain: float) -> None:
    taken(studio, as_wav(voice(gain)))
    assert heard(studio).speech == pytest.approx(LEVEL, abs=1.5)
    assert heard(studio).clipped == 0


def test_the_silence_around_it_is_cut(studio: Studio) -> None:
    """But a breath of it stays, so that no consonant is lost."""
    entry = taken(studio, as_wav(voice(before=2.0, after=3.0)))
    assert entry.seconds < 3.0


def test_other_formats_are_taken_as_well(studio: Studio) -> None:
    assert taken(studio, SPOKEN.read_bytes()).seconds == pytest.approx(
        len(audio.samples(SPOKEN.read_bytes())) / audio.RATE, abs=0.2
    )


def test_what_is_refused_changes_nothing(studio: Studio) -> None:
    before = taken(studio, as_wav(voice()))
    with pytest.raises(UnfitError, match="no speech"):
        taken(studio, as_wav(hiss()))
    with pytest.raises(audio.BrokenAudioError):
        taken(studio, b"no sound")
    assert catalogue.read(studio.folder) == {("en", "digit_1"): before}


def test_two_who_record_at_the_same_time_lose_nothing(studio: Studio) -> None:
    clips = [f"digit_{n}" for n in range(6)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(partial(taken, studio, as_wav(voice())), clips))
    assert {clip for _, clip in catalogue.read(studio.folder)} == set(clips)
