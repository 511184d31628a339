"""The check finds what a caller or a texter would stumble over."""

from __future__ import annotations

from studio import Studio

from hotline.prompts import coverage
from hotline.prompts.words import Words

SLOTS = {"stored": ("reference", "window")}
TEXTED = {"hello"}


def _problems(studio: Studio) -> list[str]:
    # Some prompts of the small hotline have no Urdu; here it does without them.
    keys = studio.words.keys("en") & studio.words.keys("ur")
    whole = Words({language: {key: text for key, text in texts.items() if key.removesuffix("@sms") in keys}
                   for language, texts in studio.words.texts.items()})
    return coverage.check(whole, studio.open(), keys, keys, TEXTED, SLOTS)


def test_a_finished_hotline_has_no_problems(studio: Studio) -> None:
    studio.words = Words({language: {key: text for key, text in texts.items() if "only" not in key}
                          for language, texts in studio.words.texts.items()})
    studio.record_all("ur", "en")
    assert _problems(studio) == []


def test_recordings_that_are_missing_stale_or_left_over_are_named(studio: Studio) -> None:
    studio.record_all("ur", "en")
    (studio.folder / "en" / "hello.mp3").unlink()
    (studio.folder / "en" / "stranger.mp3").write_bytes(b"?")
    studio.rewrite("ur", "hello", "خوش آمدید۔")
    problems = _problems(studio)
    assert "en: the recording of hello is missing or is not the one in the catalogue" in problems
    assert "ur: the recording of hello says other words than are written now" in problems
    assert "en: stranger.mp3 is not in the catalogue" in problems
    assert "en: the recording voice_only belongs to no prompt" in problems


def test_an_unrecorded_prompt_is_named(studio: Studio) -> None:
    studio.record_all("en")
    assert "ur: hello is not recorded" in _problems(studio)


def test_slots_must_be_those_that_are_filled_in(studio: Studio) -> None:
    studio.rewrite("ur", "stored", "نمبر {refrence}۔")
    problems = _problems(studio)
    assert "ur: stored names {refrence}, which nobody fills in" in problems
    assert "ur: stored leaves out {reference}" in problems
    assert "ur: stored leaves out {window}" in problems


def test_a_shorter_text_may_leave_a_slot_out(studio: Studio) -> None:
    studio.rewrite("en", "stored@sms", "Stored: {reference}")
    assert not [problem for problem in _problems(studio) if "leaves out" in problem]


def test_missing_and_unused_words_are_named(words: Words, studio: Studio) -> None:
    problems = coverage.check(words, studio.open(), {"hello", "new"}, set(), {"hello"}, {})
    assert "ur: new has no words" in problems
    assert "en: stored is written but nothing uses it" in problems
    assert not [problem for problem in problems if problem.startswith("ur_Latn")]


def test_a_costly_character_and_a_long_message_are_named(studio: Studio) -> None:
    studio.rewrite("ur_Latn", "hello@sms", "Salām — jald")
    studio.rewrite("ur", "hello", "سلام " * 41)
    problems = _problems(studio)
    assert "ur_Latn: hello has characters that double the cost of the text: ā—" in problems
    assert "ur: hello takes 4 text messages, 3 are allowed" in problems


def test_figures_say_how_far_each_language_is(studio: Studio) -> None:
    studio.record_all("en", speaker="Ayesha")
    keys = studio.words.keys("en")
    english, urdu = (next(f for f in coverage.figures(studio.words, studio.open(), keys, keys, TEXTED)
                          if f.language == language) for language in ("en", "ur"))
    assert (english.words_percent, english.recorded_percent, english.stand_in_percent) == (100.0, 100.0, 0.0)
    assert english.bytes > 0
    assert english.seconds > 0
    assert urdu.words_percent < 100
    assert urdu.recorded_percent == 0.0


def test_what_a_caller_would_miss_is_named(studio: Studio) -> None:
    """Words that are not there, and words that no recording says as they are written now."""
    studio.record_all("ur", "en")
    studio.rewrite("ur", "hello", "خوش آمدید۔")
    assert coverage.gaps(studio.words, studio.open(), {"hello"}, {"hello", "nowhere"}) == [
        "en: nowhere has no words", "ur: nowhere has no words", "ur_Latn: nowhere has no words",
        "ur: no recording says hello as it is written",
    ]  # fmt: skip
