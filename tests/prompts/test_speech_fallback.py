"""Whatever is missing, a caller hears the sentence in the next best way."""

from __future__ import annotations

import pytest
from studio import Studio

from hotline.core.events import Line
from hotline.prompts.speech import Play, Say, resolve

STORED = Line("stored", (("reference", "4071"), ("window", "now")))


def _heard(studio: Studio, line: Line, language: str) -> list[str]:
    return [f"{heard.language}/{heard.clip}" if isinstance(heard, Play) else heard.text
            for heard in resolve(line, language, studio.words, studio.open())]


def test_her_language_is_heard_when_it_is_recorded(studio: Studio) -> None:
    studio.record_all("ur", "en")
    assert _heard(studio, Line("hello"), "ur") == ["ur/hello"]
    assert _heard(studio, STORED, "ur") == [
        "ur/window_now", "ur/stored", "ur/digit_4", "ur/digit_0", "ur/digit_7", "ur/digit_1"]


def test_one_missing_piece_moves_the_whole_sentence_to_the_other_language(studio: Studio) -> None:
    studio.record_all("ur", "en")
    (studio.folder / "ur" / "digit_7.mp3").unlink()
    assert _heard(studio, STORED, "ur") == [
        "en/stored", "en/digit_4", "en/digit_0", "en/digit_7", "en/digit_1", "en/window_now"]
    assert _heard(studio, Line("hello"), "ur") == ["ur/hello"]


def test_a_stale_recording_is_not_heard(studio: Studio) -> None:
    studio.record_all("ur", "en")
    studio.rewrite("ur", "hello", "خوش آمدید۔")
    assert _heard(studio, Line("hello"), "ur") == ["en/hello"]


def test_an_english_caller_may_hear_urdu_before_a_machine(studio: Studio) -> None:
    studio.record_all("ur")
    assert _heard(studio, Line("hello"), "en") == ["ur/hello"]


def test_without_recordings_a_machine_says_it_in_english(studio: Studio) -> None:
    recordings = studio.open()
    said = resolve(STORED, "ur", studio.words, recordings)
    assert said == (Say("Stored. Your number is 4071, as soon as we can."),)


def test_a_gap_is_reported_once(studio: Studio) -> None:
    studio.record_all("en")
    recordings = studio.open()
    for _ in range(3):
        resolve(Line("hello"), "ur", studio.words, recordings)
    assert recordings.gaps == {("ur", "hello")}


def test_a_sentence_missing_in_urdu_is_heard_in_english_and_reported(studio: Studio) -> None:
    studio.record_all("ur", "en")
    recordings = studio.open()
    assert [type(heard) for heard in resolve(Line("voice_only"), "ur", studio.words, recordings)] == [Play]
    assert recordings.gaps == {("ur", "voice_only")}


@pytest.mark.parametrize("language", ["ur", "en", "ur_Latn", "ps", ""])
@pytest.mark.parametrize("line", [
    Line("no_such_key"), Line("stored"), Line("stored", (("window", "?"), ("reference", "x y"))), Line(""),
])
def test_nothing_raises_whatever_is_asked(studio: Studio, language: str, line: Line) -> None:
    studio.record_all("ur", "en")
    resolve(line, language, studio.words, studio.open())


def test_what_is_silent_by_voice_is_no_gap(studio: Studio) -> None:
    studio.record_all("en")
    recordings = studio.open()
    assert resolve(Line("text_only"), "en", studio.words, recordings) == ()
    assert recordings.gaps == set()
