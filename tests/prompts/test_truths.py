"""Content that could mislead is found before a reviewer's time, or a caller's trust, is spent on it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import a_fact

from hotline import parts
from hotline.core.content import Item, Library, Referral, SignOff, Topic
from hotline.prompts.truths import check
from hotline.prompts.words import LANGUAGES, Words

TIP = Item("tip", (a_fact(),))


def problems(*tips: Item, says: str = "words", **more: object) -> list[str]:
    numbers = Referral("1099", "legal advice"), Referral("0800-39393", "online")
    library = Library(topics=(Topic("x", tips),), referrals=numbers, **more)  # type: ignore[arg-type]
    texts = {language: dict.fromkeys(("tip", "tip_why"), says) for language in LANGUAGES}
    return check(library, Words(texts))


def test_what_is_shipped_is_sound() -> None:
    words = parts.open_words()
    assert check(parts.open_library(words), words) == []


def test_a_sound_tip_has_no_problem() -> None:
    assert problems(TIP) == []


def test_a_tip_that_rests_on_nothing() -> None:
    assert problems(replace(TIP, facts=())) == ["tip rests on no fact"]


@pytest.mark.parametrize(
    ("needs", "numbers", "wrong"), [((), (), True), (("lawyer",), (), False), ((), ("1099",), False)]
)
def test_a_weak_fact_needs_somebody_who_answers_for_it(needs: tuple, numbers: tuple, wrong: bool) -> None:
    weak = replace(TIP, facts=(a_fact(confidence="low-medium"),), asked_of=needs, numbers=numbers)
    found = problems(weak)
    assert found == (["tip is of low-medium confidence, but nobody has to sign it"] if wrong else [])


@pytest.mark.parametrize("says", ["ring 1099", "ring 1 0 9 9.", "۱۰۹۹ ملائیں", "0800-39393", "0 8 0 0, 3 9 3 9 3"])
def test_a_number_in_the_words_must_be_listed(says: str) -> None:
    """A dial test is asked only for what is listed: one that is only written would be told for ever."""
    found = problems(TIP, says=says)
    assert {one.partition(":")[0] for one in found} == set(LANGUAGES)
    assert all("which is not among its numbers" in one for one in found)
    assert problems(replace(TIP, numbers=("1099", "0800-39393")), says=says) == []


@pytest.mark.parametrize("says", ["in 30 days", "14 to 20 years", "Rs 1,000,000", "10 990"])
def test_other_figures_are_no_numbers(says: str) -> None:
    assert problems(TIP, says=says) == []


def test_a_number_that_is_not_known() -> None:
    assert problems(replace(TIP, numbers=("1234",))) == ["tip names 1234, which is not in numbers.toml"]


def test_a_question_without_its_reason() -> None:
    texts = {language: {"tip": "words"} for language in LANGUAGES}
    library = Library(topics=(Topic("x", (replace(TIP, answer="true"),)),))
    assert check(library, Words(texts)) == [f"{language}: tip_why has no words" for language in LANGUAGES]


def test_two_items_of_one_key_and_a_sign_off_of_none() -> None:
    gone = SignOff("gone", "lawyer", "Sana", a_fact().checked_on)
    assert problems(TIP, TIP, sign_offs=(gone,)) == ["tip is there 2 times", "gone is signed but does not exist"]
