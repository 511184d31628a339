"""The stand-in voice: what it is given to read, what it records, and what it leaves alone."""

from __future__ import annotations

import pytest
from studio import SHIPPED, Studio

from hotline.prompts import catalogue, stand_in
from hotline.prompts.pronounce import with_sounds, written_out
from hotline.prompts.render import render, to_render
from hotline.prompts.stand_in import missing_tools
from hotline.prompts.takes import take
from hotline.prompts.words import Words


@pytest.fixture
def voice() -> None:
    """The stand-in voice is installed; without it these tests fail, since nothing else tries it."""
    assert not missing_tools(), f"'make tools' installs {' '.join(missing_tools())}"


needs_engine = pytest.mark.usefixtures("voice")


@pytest.mark.parametrize(("language", "text", "read"), [
    ("ur", "پولیس کے لیے 15 پر، یا 1122 پر فون کریں۔", "پولیس کے لیے 15 پر, یا 11 22 پر فون کریں"),
    ("ur", "1 1 2 2", "11 22"),
    ("ur", "۱ دبائیں۔", "1 دبائیں"),
    ("ur", "نو", "9"),
    ("en", "Ring 1099.", "Ring 1 0 9 9"),
    ("en", "Ring 0800-13518, 24 hours.", "Ring 0 8 0 0, 1 3 5 1 8, 24 hours"),
    ("en", "The law of 2016: a fine of 500.", "The law of 2016: a fine of 500"),
    ("en", "An FIR for your SIM", "An F I R for your SIM"),
    ("en", "Press *, then #.", "Press star , then hash"),
])
def test_numbers_and_signs_are_read_as_people_say_them(language: str, text: str, read: str) -> None:
    assert written_out(language, text) == read


def test_letters_that_the_urdu_voice_misreads_are_put_right() -> None:
    assert with_sounds("آپ صرف سنیں", {"صرف": "s.'IRf"}.__getitem__) == "آپ [[s'IRf]] سنیں"
    assert with_sounds("صرف", lambda _: "(en)x(ur)") == "صرف"


def _due(studio: Studio, **how: bool) -> set[tuple[str, str]]:
    due = to_render(studio.words, studio.open(), studio.words.keys("en"), **how)
    return {(language, piece.clip) for language, piece in due}


def test_only_what_is_missing_or_stale_is_due(studio: Studio) -> None:
    studio.record_all("en", "ur")
    studio.rewrite("en", "hello", "Good day.")
    (studio.folder / "ur" / "stored.mp3").unlink()
    assert _due(studio) == {("en", "hello"), ("ur", "stored")}
    assert ("ur", "hello") in _due(studio, everything=True)


def test_a_human_voice_is_replaced_only_when_its_words_changed_and_somebody_says_so(studio: Studio) -> None:
    studio.record_all("en", "ur", speaker="Ayesha")
    studio.rewrite("en", "hello", "Good day.")
    assert _due(studio) == set()
    assert _due(studio, everything=True) == set()
    assert _due(studio, everything=True, over_people=True) == {("en", "hello")}


def test_a_file_that_nobody_listed_is_left_alone(studio: Studio) -> None:
    (studio.folder / "en").mkdir()
    (studio.folder / "en" / "hello.mp3").write_bytes(b"somebody's voice")
    assert ("en", "hello") not in _due(studio)


@needs_engine
def test_rendering_records_the_words_and_shows_progress(studio: Studio) -> None:
    studio.words = Words({"en": {"hello": "Hello."}, "ur": {"hello": "السلام علیکم۔"}})
    steps = list(render(studio.folder, studio.words, ["hello"]))
    assert [(step.done, step.total, step.problem) for step in steps] == [(1, 2, ""), (2, 2, "")]
    heard = studio.open()
    for language in ("en", "ur"):
        sound = heard.sound(language, "hello")
        assert sound
        assert 0.3 < sound.seconds < 3
        assert sound.stand_in
    assert list(render(studio.folder, studio.words, ["hello"])) == []


@needs_engine
def test_rendering_again_changes_no_byte(studio: Studio) -> None:
    studio.words = Words({"en": {"hello": "Hello."}})
    list(render(studio.folder, studio.words, ["hello"]))
    before = {path: path.read_bytes() for path in studio.folder.rglob("*.*")}
    list(render(studio.folder, studio.words, ["hello"], everything=True))
    assert {path: path.read_bytes() for path in studio.folder.rglob("*.*")} == before


@needs_engine
def test_a_stand_in_of_a_dropped_prompt_goes_and_a_human_voice_stays(studio: Studio) -> None:
    studio.record_all("en")
    studio.words = Words({"en": {"hello": "Hello."}})
    take(studio.folder, studio.words, "en", "hello", SHIPPED.read_bytes(), "Ayesha", "calm")
    list(render(studio.folder, studio.words, ["hello"]))
    assert {path.stem for path in (studio.folder / "en").iterdir()} == {"hello"}
    entry = catalogue.read(studio.folder)["en", "hello"]
    assert (entry.speaker, entry.note, entry.stand_in) == ("Ayesha", "calm", False)


def test_a_failure_is_reported_and_the_rest_goes_on(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoken(language: str, text: str) -> bytes:
        if text == "Hello.":
            raise stand_in.EngineError("espeak-ng: no voice")
        return b"no sound" if text == "Goodbye." else SHIPPED.read_bytes()

    monkeypatch.setattr(stand_in, "spoken", spoken)
    studio.words = Words({"en": {"hello": "Hello.", "bye": "Goodbye.", "thanks": "Thank you."}})
    keys = ["hello", "bye", "thanks"]
    problems = {step.clip: step.problem for step in render(studio.folder, studio.words, keys)}
    assert problems["hello"] == "espeak-ng: no voice"
    assert problems["bye"]
    assert problems["thanks"] == ""
    assert set(studio.open().entries) == {("en", "thanks")}
