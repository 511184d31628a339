"""What a text costs is counted as it is sent, and what is told fits into few parts."""

from __future__ import annotations

from datetime import date

import pytest

from hotline import parts
from hotline.flows.hotline import build
from hotline.prompts.pricing import Price, prices, summaries

DAY = date(2026, 11, 21)
TARGETS = {"en": 80, "ur_Latn": 80}  # percent in one part; Urdu script: 90 in two


@pytest.fixture(scope="module")
def told() -> list[Price]:
    words = parts.open_words()
    library = parts.open_library(words).as_if_signed(DAY)
    return prices(build(library, DAY), sorted(library.asked_for()), words)


def test_most_is_told_in_one_part_and_in_two_in_urdu_script(told: list[Price]) -> None:
    """The choices count: she pays for them as well."""
    found = {one.language: one for one in summaries(told, [], 1000)}
    assert all(found[language].in_one_percent >= least for language, least in TARGETS.items())
    assert found["ur"].in_two_percent >= 90


def test_everything_that_is_told_by_text_has_a_price(told: list[Price]) -> None:
    assert len(told) > 250
    assert all(set(one.parts) == {"en", "ur", "ur_Latn"} and min(one.parts.values()) >= 1 for one in told)


def test_a_month_is_a_text_a_week() -> None:
    weekly = [Price("a", {"en": 1, "ur": 2, "ur_Latn": 1}), Price("b", {"en": 1, "ur": 1, "ur_Latn": 2})]
    found = {one.language: one for one in summaries(weekly, weekly, 1200)}
    assert (found["ur"].mean_parts, found["ur"].paisa_each) == (1.5, 1800)
    assert found["ur"].paisa_a_month == round(52 / 12 * 1.5 * 1200)
    assert found["en"].in_one_percent == 100
    assert found["ur"].in_one_percent == 50
