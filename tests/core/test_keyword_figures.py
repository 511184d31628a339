"""The figures that are promised of the keywords; `make keywords` prints them."""

from __future__ import annotations

import statistics

import pytest

from hotline import parts
from tests.core.keyword_cases import ALMOST, ORDINARY, SPELLINGS, pairs
from tests.core.keyword_figures import (
    EVERYDAY,
    HELD_OUT,
    SAFETY,
    TUNED_ON,
    disturbed,
    learnt_from_the_rest,
    misspelt,
    sentences,
    times,
    understood,
)  # fmt: skip

MATCHER = parts.open_matcher()


def test_listed_spellings_are_recognised() -> None:
    """At least 99 in 100, and none is taken for another safety matter."""
    found = understood(MATCHER, pairs(SPELLINGS))
    assert found.right >= 0.99 * found.texts, found.wrong
    assert not found.misled


@pytest.mark.parametrize("seed", [TUNED_ON, HELD_OUT])
def test_misspellings_are_understood_or_asked_about(seed: int) -> None:
    """At least 90 in 100 of more than 2,000; fewer than 1 in 100 is taken for a safety matter that it is not."""
    found = understood(MATCHER, misspelt(seed))
    assert found.texts > 2000
    assert found.share >= 0.9, found.wrong
    assert len(found.misled) < 0.01 * found.texts, found.misled


@pytest.mark.parametrize(("texts", "few"), [(ORDINARY, 0.05), (ALMOST, 0.2)])
def test_ordinary_sentences_do_nothing(texts: tuple[str, ...], few: float) -> None:
    """Fewer than 2 in 100 act, none as a safety matter, and few are asked about; an open question changes nothing."""
    got = disturbed(MATCHER, texts)
    acted = {text: match.intent for text, match in got if match.intent}
    assert len(acted) < 0.02 * len(texts), acted
    assert not SAFETY & set(acted.values()), acted
    asked = {text: match.offered for text, match in got if match.offered}
    assert len(asked) < few * len(texts), asked


def test_messages_as_women_write_them_are_understood() -> None:
    """What was learnt stays learnt: 95 in 100, and hardly one of safety is passed over."""
    found, missed = sentences(MATCHER)
    assert found.share >= 0.95, found.wrong
    assert len(missed) <= 5, missed


def test_what_was_never_read_is_like_what_was() -> None:
    """By the examples alone, each fifth by the other four: 6 in 10 sentences are among two, few everyday ones are."""
    found = learnt_from_the_rest()
    assert found.messages >= 0.6
    assert found.everyday < 0.15


def test_everyday_sentences_full_of_its_words_seldom_act() -> None:
    """They were written to trip it up: fewer than 4 in 100 act, and fewer than 1 in 100 as a safety matter."""
    read = [(text, MATCHER.match(text, open_question=False).intent) for text in EVERYDAY]
    got = [one for one in read if one[1]]
    assert len(got) < 0.04 * len(EVERYDAY), got
    safety = [one for one in got if one[1] in SAFETY]
    assert len(safety) < 0.01 * len(EVERYDAY), safety


def test_there_are_enough_ordinary_sentences() -> None:
    assert len(set(ORDINARY)) >= 500
    assert sum(not text.isascii() for text in ORDINARY) >= 100


def test_a_message_is_matched_within_a_millisecond() -> None:
    """The median of ordinary sentences and of misspelt ones, and the worst that a text may hold, with room for a slow
    machine."""
    for texts in (ORDINARY, [text for _, text in misspelt(HELD_OUT)[::5]]):
        assert statistics.median(times(MATCHER, texts)) < 0.001
    assert max(times(MATCHER, ["mujhe call mat karo " * 250, "xyzzy qwertz " * 300, "م" * 1600, "kar" * 500])) < 0.1
