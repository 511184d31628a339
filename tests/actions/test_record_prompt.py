"""What is said by phone waits as a draft, is judged once, and nothing of it stays that was not kept."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hotline import parts
from hotline.actions.ports import TelephoneError
from hotline.actions.record_prompt import DRAFTS, Workshop, draft_sound, hear_draft, keep_draft
from hotline.core.phone_number import PhoneNumber
from hotline.prompts.words import Words
from tests.voices import WORDS, as_wav, hiss, voice

TAKE, PLACE = "RE" + "1" * 32, ("en", "menu_talk")


@dataclass
class Shelf:
    """A provider that keeps what was said."""

    kept: dict[str, bytes] = field(default_factory=dict)
    asked: int = 0

    def fetch(self, recording: str) -> bytes:
        self.asked += 1
        if recording not in self.kept:
            raise TelephoneError("not there", permanent=False)
        return self.kept[recording]

    def delete(self, recording: str) -> None:
        del self.kept[recording]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf({TAKE: as_wav(voice())})


@pytest.fixture
def workshop(tmp_path: Path, shelf: Shelf) -> Workshop:
    words = Words({"en": {"menu_talk": WORDS, "hello": "Hello."}, "ur": {}})
    recordings = parts.open_recordings(words, tmp_path)
    return Workshop(PhoneNumber("+923990000500"), "1234", words, recordings, tmp_path, ("hello", "menu_talk"), shelf)


def heard(workshop: Workshop, now: datetime) -> list[str]:
    return hear_draft(workshop, *PLACE, TAKE, now)


def test_told_twice_it_is_fetched_once_and_judged_alike(workshop: Workshop, shelf: Shelf, now: datetime) -> None:
    assert heard(workshop, now) == heard(workshop, now) == []
    assert (shelf.asked, shelf.kept) == (1, {})
    assert draft_sound(workshop, TAKE)


def test_what_is_wrong_is_said_again_when_told_twice(workshop: Workshop, shelf: Shelf, now: datetime) -> None:
    shelf.kept[TAKE] = as_wav(hiss())
    assert heard(workshop, now) == heard(workshop, now) == ["no_speech"]
    assert draft_sound(workshop, TAKE) is None
    assert not keep_draft(workshop, *PLACE, TAKE)


def test_what_is_no_sound_at_all_is_nobody_speaking(workshop: Workshop, shelf: Shelf, now: datetime) -> None:
    shelf.kept[TAKE] = b""
    assert heard(workshop, now) == ["no_speech"]


def test_what_is_not_ready_is_asked_for_again(workshop: Workshop, shelf: Shelf, now: datetime) -> None:
    said, shelf.kept = shelf.kept, {}
    with pytest.raises(TelephoneError):
        heard(workshop, now)
    shelf.kept = said
    assert heard(workshop, now) == []


def test_kept_twice_it_is_listed_once(workshop: Workshop, now: datetime) -> None:
    heard(workshop, now)
    before = workshop.recordings.sound(*PLACE)
    assert keep_draft(workshop, *PLACE, TAKE)
    assert keep_draft(workshop, *PLACE, TAKE)
    workshop.recordings.edition()
    after = workshop.recordings.sound(*PLACE)
    assert before
    assert after
    assert (before.stand_in, after.stand_in) == (True, False)


def test_drafts_go_after_an_hour(workshop: Workshop, shelf: Shelf, now: datetime) -> None:
    heard(workshop, now)
    earlier = (now - timedelta(hours=2)).timestamp()
    for file in (workshop.folder / DRAFTS).iterdir():
        os.utime(file, (earlier, earlier))
    shelf.kept["RE" + "2" * 32] = as_wav(hiss())
    hear_draft(workshop, *PLACE, "RE" + "2" * 32, now)
    assert {file.stem for file in (workshop.folder / DRAFTS).iterdir()} == {"RE" + "2" * 32}


@pytest.mark.parametrize("take", ["", "../../etc/passwd", "a/b" * 6, "." * 20])
def test_an_id_is_never_a_path(workshop: Workshop, now: datetime, take: str) -> None:
    for deed in (lambda: hear_draft(workshop, *PLACE, take, now), lambda: draft_sound(workshop, take)):
        with pytest.raises(TelephoneError):
            deed()


def test_the_next_is_what_nobody_has_read(workshop: Workshop, now: datetime) -> None:
    assert workshop.next_clip("en") == "hello"
    assert workshop.next_clip("en", after="hello") == "menu_talk"
    heard(workshop, now)
    keep_draft(workshop, *PLACE, TAKE)
    workshop.recordings.edition()
    assert workshop.next_clip("en", after="hello") == "hello"
    assert workshop.next_clip("ur") == ""
