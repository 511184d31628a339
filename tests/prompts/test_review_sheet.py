"""The paper that a reviewer marks holds what is told, why it is believed, and what she is asked."""

from __future__ import annotations

import re
from html import unescape

import pytest

from hotline import parts
from hotline.core.content import REVIEWERS
from hotline.prompts.review_sheet import sheet

WORDS = parts.open_words()
LIBRARY = parts.open_library(WORDS)


def on_paper(language: str, reviewer: str = "") -> dict[str, str]:
    """The text of each piece by its key."""
    pieces = re.findall(r"<article>(.*?)</article>", sheet(LIBRARY, WORDS, language, reviewer), re.DOTALL)
    bare = [unescape(re.sub(r"<[^>]+>", " ", piece)) for piece in pieces]
    return {one.split(":")[0].strip(): one for one in bare}


@pytest.mark.parametrize("language", ["ur", "ur_Latn", "en"])
def test_everything_that_is_told_is_on_it(language: str) -> None:
    found = on_paper(language)
    for item in LIBRARY.items():
        said = WORDS.template(language, item.key, "voice") or WORDS.template(language, item.key, "sms")
        assert said in found[item.key]
        assert all(fact.source in found[item.key] for fact in item.facts)
        assert item.ask in found[item.key]


@pytest.mark.parametrize("reviewer", REVIEWERS)
def test_a_reviewer_gets_her_own_work_only(reviewer: str) -> None:
    """That of a native speaker is everything."""
    found = on_paper("ur", reviewer)
    asked = {item.key for item in LIBRARY.items() if reviewer in ("native", *item.needs)}
    assert {item.key for item in LIBRARY.items() if item.key in found} == asked
    numbers = {one.id for one in LIBRARY.referrals}
    assert all((number in str(found.keys())) is (reviewer == "dial-test") for number in numbers)


def test_a_question_comes_with_its_reason_and_the_right_answer() -> None:
    found = on_paper("en")["quiz_4"]
    assert "the right answer is no" in found
    assert WORDS.template("en", "quiz_4_why", "voice") in found


def test_a_lawyer_reads_what_to_decide() -> None:
    assert "Does the 2022 amendment protect maids" in on_paper("en", "lawyer")["tip_work_4"]
