"""Recordings made while the hotline runs are heard at once, before those that came with it, by every process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from studio import Studio
from voices import WORDS, as_wav, voice

from hotline.core.events import Line
from hotline.prompts import catalogue
from hotline.prompts.recordings import Listing, Recordings, file_of
from hotline.prompts.takes import take
from hotline.prompts.words import Words
from hotline.telephony.twilio import twiml
from hotline.telephony.twilio.speaking import Speaker

HELLO = ("en", "hello")


@pytest.fixture
def since(tmp_path: Path) -> Path:
    return tmp_path / "since"


@pytest.fixture
def studio(studio: Studio) -> Studio:
    studio.rewrite("en", "hello", WORDS)
    studio.record_all("en")
    return studio


def running(studio: Studio, since: Path) -> Recordings:
    """What a process has opened at its start."""
    return Recordings.load(Listing.read(studio.folder), studio.words, since)


def is_read(studio: Studio, since: Path) -> None:
    take(since, studio.words, *HELLO, as_wav(voice()), "Ayesha")


def spoken(recordings: Recordings, words: Words) -> str:
    response = twiml.Voice()
    Speaker(words, recordings, "https://hotline.example.org", "").say(response, [Line("hello")], "en")
    return str(response)


def test_it_is_heard_without_a_restart_by_all_who_run(studio: Studio, since: Path) -> None:
    processes = [running(studio, since), running(studio, since)]
    before = [spoken(one, studio.words) for one in processes]
    is_read(studio, since)
    after = [spoken(one, studio.words) for one in processes]
    assert before[0] == before[1] != after[0] == after[1]
    for one in processes:
        sound = one.sound(*HELLO)
        assert sound
        assert not sound.stand_in
        assert one.wav(*HELLO, sound.version)


def test_another_process_serves_a_version_that_it_was_not_asked_for_before(studio: Studio, since: Path) -> None:
    """One answers the call, another is asked for the sound."""
    other = running(studio, since)
    is_read(studio, since)
    version = catalogue.read(since)[HELLO].audio
    assert other.mp3(*HELLO, version)


def test_whoever_was_told_the_old_address_hears_the_old_recording(studio: Studio, since: Path) -> None:
    one = running(studio, since)
    old = one.sound(*HELLO)
    is_read(studio, since)
    assert old
    assert one.wav(*HELLO, old.version)


def test_when_the_words_change_the_stand_in_is_heard_again_and_it_is_said(studio: Studio, since: Path) -> None:
    is_read(studio, since)
    studio.rewrite("en", "hello", "Good day.")
    studio.record_all("en")
    one = running(studio, since)
    sound = one.sound(*HELLO)
    assert sound
    assert sound.stand_in
    assert one.outdated == {HELLO}
    assert not one.stale


def test_a_file_that_is_lost_gives_way_to_the_stand_in(studio: Studio, since: Path) -> None:
    is_read(studio, since)
    file_of(since, *HELLO).unlink()
    sound = running(studio, since).sound(*HELLO)
    assert sound
    assert sound.stand_in


def test_a_list_that_cannot_be_read_changes_nothing(studio: Studio, since: Path) -> None:
    is_read(studio, since)
    one = running(studio, since)
    before = spoken(one, studio.words)
    (since / catalogue.NAME).write_text("[en.hello", encoding="utf-8")
    os.utime(since / catalogue.NAME, ns=(1, 1))
    assert spoken(one, studio.words) == before
