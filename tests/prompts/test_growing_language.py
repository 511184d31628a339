"""A language that nobody has finished: its own sentences where it has them, Urdu for the rest, and no code."""

from __future__ import annotations

from pathlib import Path

import pytest
from studio import TEXTS, Studio
from voices import WORDS, as_wav, voice

from hotline import parts
from hotline.core.events import Line
from hotline.prompts import coverage
from hotline.prompts.extract import extract
from hotline.prompts.speech import Play, resolve
from hotline.prompts.takes import take
from hotline.prompts.words import Words

KEYS = ("hello", "stored", "window_now", *(f"digit_{n}" for n in range(10)))
SLOTS = {"stored": ("reference", "window")}


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    """Urdu and English are recorded; Punjabi has one sentence, and its own line of the menu."""
    found = Studio(tmp_path, Words({**TEXTS, "pa": {"hello": WORDS, "language_pa": WORDS}}))
    found.record_all("ur", "en")
    return found


def languages_heard(studio: Studio, *keys: str) -> list[str]:
    recordings = studio.open()
    slots = (("reference", "4821"), ("window", "now"))
    heard = [one for key in keys for one in resolve(Line(key, slots), "pa", studio.words, recordings)]
    return [one.language for one in heard if isinstance(one, Play)]


def test_it_falls_back_prompt_by_prompt(studio: Studio) -> None:
    assert set(languages_heard(studio, "hello", "stored")) == {"ur"}
    take(studio.folder, studio.words, "pa", "hello", as_wav(voice()), "Nasreen")
    assert languages_heard(studio, "hello")[0] == "pa"
    assert set(languages_heard(studio, "stored")) == {"ur"}, "never half a sentence in another language"


def test_what_it_lacks_is_no_gap(studio: Studio) -> None:
    """The service is as ready as before."""
    recordings = studio.open()
    resolve(Line("hello"), "pa", studio.words, recordings)
    assert recordings.gaps == set()


def test_the_check_says_how_far_it_is_and_asks_for_nothing(studio: Studio) -> None:
    take(studio.folder, studio.words, "pa", "hello", as_wav(voice()), "Nasreen")
    rows = coverage.figures(studio.words, studio.open(), KEYS, KEYS, ("hello",))
    punjabi = next(row for row in rows if row.language == "pa")
    assert punjabi.words_percent == pytest.approx(100 * 2 / 14, abs=0.1)
    assert 0 < punjabi.recorded_percent < 20
    assert punjabi.stand_in_percent == 0
    problems = coverage.check(studio.words, studio.open(), KEYS, KEYS, ("hello",), SLOTS)
    assert not [one for one in problems if one.startswith("pa:")]


def test_a_slip_in_it_is_named_all_the_same(studio: Studio) -> None:
    studio.rewrite("pa", "stored", "{refrence}")
    studio.rewrite("pa", "menu_tlak", "?")
    problems = coverage.check(studio.words, studio.open(), KEYS, KEYS, ("hello",), SLOTS)
    assert "pa: stored names {refrence}, which nobody fills in" in problems
    assert "pa: menu_tlak is written but nothing says it" in problems


def test_it_is_offered_once_its_own_line_is_recorded(studio: Studio) -> None:
    assert parts.offered(studio.words, studio.open()) == ("ur", "en")
    take(studio.folder, studio.words, "pa", "language_pa", as_wav(voice()), "Nasreen")
    assert parts.offered(studio.words, studio.open()) == ("ur", "en", "pa")


def test_a_new_folder_is_filled_with_every_prompt_that_is_heard(tmp_path: Path) -> None:
    (tmp_path / "sd").mkdir()
    extract(["hello", "only_texted", "language_ur"], tmp_path, ["only_texted"], {}, ["hello", "language_ur"])
    listed = (tmp_path / "sd" / "LC_MESSAGES" / "prompts.po").read_text("utf-8")
    assert 'msgid "hello"' in listed
    assert 'msgid "language_sd"' in listed
    assert "only_texted" not in listed
    assert "language_ur" not in listed


def test_a_text_to_whoever_spoke_it_is_urdu(studio: Studio) -> None:
    assert studio.words.text("pa", Line("window_now"), "sms") == TEXTS["ur"]["window_now"]
