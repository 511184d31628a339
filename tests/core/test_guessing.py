"""What could not be read is asked about; only what does no harm is taken as meant, and only when it is beyond doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline import parts
from hotline.core.likeness import Likeness, weighed
from tests.core.keyword_figures import SAFETY, misspelt

MATCHER = parts.open_matcher()


@pytest.mark.parametrize(
    ("typed", "intent"),
    [("shikyaat", "topic_police"), ("blackmiel", "topic_pictures"), ("wakiil", "call_law"), ("qanuun", "info")],
)
def test_a_plain_misspelling_is_taken_as_meant(typed: str, intent: str) -> None:
    assert MATCHER.match(typed, open_question=False).intent == intent


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("emargncy", "danger"), ("khudkshui", "distress"), ("unsubscrbe", "stop"), ("bachho mjhe", "danger"),
        ("sturt", "start"), ("dleet", "delete"), ("ghr ku phone", "not_mine"), ("tips bnad", "unsubscribe"),
    ],
)  # fmt: skip
def test_what_matters_is_never_guessed(typed: str, meant: str) -> None:
    """Neither a safety matter nor anything that is done at once."""
    match = MATCHER.match(typed, open_question=False)
    assert match.intent is None
    assert meant in match.offered


@pytest.mark.parametrize("typed", ["yhes", "yees", "yses", "hhaaan", "naihi", "nahhiin", "theeck haii"])
def test_yes_and_no_are_never_guessed(typed: str) -> None:
    """The open question may be whether to delete all. What folds to a listed spelling is no guess."""
    match = MATCHER.match(typed, open_question=True)
    assert "beyond doubt, and it does no harm" not in match.why


@pytest.mark.parametrize("seed", [3, 4])
def test_no_misspelling_of_anything_else_acts_as_a_safety_matter(seed: int) -> None:
    """But for those that are listed, or fold to what is listed."""
    wrong = [
        (wanted, typed, match.intent)
        for wanted, typed in misspelt(seed)
        if wanted not in SAFETY and (match := MATCHER.match(typed, open_question=False)).intent in SAFETY
    ]
    assert len(wrong) <= 6, wrong


@pytest.mark.parametrize(
    "typed", ["do't call me", "dot call me", "call ne karo", "call mta karo", "mujhe phone nhai karo", "nver call me"]
)
def test_a_misspelt_refusal_is_never_a_wish_to_be_called(typed: str) -> None:
    match = MATCHER.match(typed, open_question=False)
    assert match.intent in (None, "dont_call")
    assert match.intent or "dont_call" in match.offered


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("mujhecallkaro", "call_me"), ("callmatkaro", "dont_call"), ("غلطنمبر", "wrong_number"),
        ("مجھےمددچاہیے", "help"), ("yephonemeranahi", "not_mine"), ("کالنہکریں", "dont_call"),
    ],
)  # fmt: skip
def test_words_written_as_one_are_taken_apart(typed: str, intent: str) -> None:
    assert MATCHER.match(typed, open_question=False).intent == intent


@pytest.mark.parametrize(
    "typed", ["xyzzy", "qwertz zyxw blorp", "پچزکگ", "asdfghjkl", "zzzz", "ty", "np", "abhi busy hun"]
)
def test_gibberish_is_no_guess(typed: str) -> None:
    match = MATCHER.match(typed, open_question=False)
    assert (match.intent, match.offered) == (None, ())


@given(st.text(max_size=60), st.booleans())
def test_at_most_two_are_offered_and_only_in_place_of_a_meaning(text: str, open_question: bool) -> None:
    match = MATCHER.match(text, open_question=open_question)
    assert len(set(match.offered)) == len(match.offered) <= 2
    assert not (match.offered and (match.intent or match.digits))


def test_a_lost_vowel_weighs_less_than_a_lost_consonant() -> None:
    known = Likeness.of([(("madad",), "help")])
    [(_, vowel)] = known.nearest(weighed(["mdad"]), 50)
    [(_, consonant)] = known.nearest(weighed(["maad"]), 50)
    assert vowel > 90 > consonant


def test_scripts_are_compared_apart() -> None:
    known = Likeness.of([(("madad",), "latin"), (("مدد",), "urdu")])
    assert known.nearest(weighed(["مددد"]), 80)[0][0] == "urdu"
    assert known.nearest(weighed(["mdad"]), 80)[0][0] == "latin"
