"""What a text message says, and which recordings a sentence is made of."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from hotline.core.events import Line
from hotline.prompts.words import Piece, Words, compile_stale

STORED = Line("stored", (("reference", "4071"), ("window", "now")))


def test_a_text_message_uses_the_shorter_words(words: Words) -> None:
    assert words.text("en", Line("hello"), "sms") == "Hi"
    assert words.text("en", Line("hello"), "voice") == "Hello."


def test_a_language_without_shorter_words_uses_the_sentence(words: Words) -> None:
    assert words.text("ur", Line("hello"), "sms") == "السلام علیکم۔"


def test_a_prompt_can_be_silent_on_one_channel(words: Words) -> None:
    assert words.text("en", Line("voice_only"), "sms") == ""
    assert words.text("en", Line("text_only"), "voice") == ""
    assert words.pieces("en", Line("text_only")) == ()
    assert words.text("en", Line("text_only"), "sms") == "Reply with a number:"


def test_slots_stand_where_each_language_puts_them(words: Words) -> None:
    assert words.text("en", STORED, "sms") == "Stored. Your number is 4071, as soon as we can."
    assert words.text("ur", STORED, "sms") == "جلد از جلد، نمبر 4071۔"


def test_a_number_is_written_as_people_at_home_write_it(words: Words) -> None:
    line = Line("stored", (("reference", "+923990000001"), ("window", "now")))
    assert "03990000001" in words.text("en", line, "sms")


@pytest.mark.parametrize("language", ["ur_Latn", "ps", ""])
def test_a_missing_sentence_is_said_in_english(words: Words, language: str) -> None:
    assert words.text(language, STORED, "sms") == "Stored. Your number is 4071, as soon as we can."


def test_what_nobody_wrote_is_empty_and_never_an_error(words: Words) -> None:
    assert words.text("ur", Line("no_such_key"), "sms") == ""
    assert words.text("en", Line("stored"), "sms") == "Stored. Your number is , ."
    assert words.text("en", Line("stored", (("window", "never"),)), "sms") == "Stored. Your number is , ."


def test_a_sentence_is_recorded_in_its_fixed_pieces(words: Words) -> None:
    assert words.pieces("en", STORED) == (
        Piece("stored", "Stored. Your number is"),
        *(Piece(f"digit_{n}", f"digit {n}") for n in "4071"),
        Piece("window_now", "as soon as we can"),
    )


def test_pieces_follow_the_order_of_their_language(words: Words) -> None:
    assert [piece.clip for piece in words.pieces("ur", STORED)] == [
        "window_now", "stored", "digit_4", "digit_0", "digit_7", "digit_1"]


def test_later_pieces_are_numbered() -> None:
    words = Words({"en": {"check": "We ring {number}, then {number} again."}})
    assert words.clips("en") == {"check": "We ring", "check-2": ", then", "check-3": "again."}


def _catalogue(folder: Path, sentence: str) -> Path:
    path = folder / "en" / "LC_MESSAGES" / "prompts.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
                    f'msgid "hello"\nmsgstr "{sentence}"\n\nmsgid "empty"\nmsgstr ""\n', "utf-8")
    return path


def test_changed_words_are_compiled_and_heard(tmp_path: Path) -> None:
    path = _catalogue(tmp_path, "Hello.")
    compile_stale(tmp_path)
    assert Words.load(tmp_path).text("en", Line("hello"), "voice") == "Hello."
    before = path.stat().st_mtime_ns
    _catalogue(tmp_path, "Welcome.")
    os.utime(path, ns=(before - 10**9, before - 10**9))  # an earlier version was put back
    assert Words.load(tmp_path).text("en", Line("hello"), "voice") == "Welcome."
    compile_stale(tmp_path)
    assert Words.load(tmp_path).text("en", Line("hello"), "voice") == "Welcome."
    assert Words.load(tmp_path).template("en", "empty", "voice") is None


def test_several_processes_may_compile_at_once(tmp_path: Path) -> None:
    _catalogue(tmp_path, "Hello.")
    with ProcessPoolExecutor(4) as pool:
        list(pool.map(compile_stale, [tmp_path] * 8))
    assert Words.load(tmp_path).text("en", Line("hello"), "voice") == "Hello."
    assert sorted(p.name for p in (tmp_path / "en" / "LC_MESSAGES").iterdir()) == ["prompts.mo", "prompts.po"]
