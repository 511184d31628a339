"""Learning from examples: what was never spelt like that before is like what was, and no example can be read."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from hotline.core.learnt import NOTHING, Learnt

EXAMPLES = (
    (("topic_home",), "shohar mujhe roz marta hai"),
    (("topic_home", "danger"), "mera shohar har waqt maar peet karta hai"),
    (("topic_street",), "larke raste mein awazen kaste hain"),
    (("topic_street",), "bazar jate hue koi peecha karta hai"),
    ((NOTHING,), "kal bazar se sabzi lani hai"),
    ((NOTHING,), "khana tayyar hai ghar aa jao"),
)
LEARNT = Learnt.of(EXAMPLES)


def test_another_spelling_and_other_words_around_it_mean_the_same() -> None:
    (first, score), *_ = LEARNT.likely("mera shohr roz mrta he baji")
    assert first == "topic_home"
    assert score > 0
    assert LEARNT.likely("raasty me lrky awaz kaste")[0][0] == "topic_street"


def test_what_everybody_writes_is_like_nothing() -> None:
    assert all(score < 0 for _, score in LEARNT.likely("sabzi le kar ghar aa jao khana khana hai"))


def test_what_shares_no_letter_with_any_example_is_like_none() -> None:
    assert LEARNT.likely("\u4f60\u597d \u4e16\u754c") == []
    assert Learnt.of([]).likely("mera shohar") == []


def test_no_example_can_be_read_out_of_it() -> None:
    kept = pickle.dumps(LEARNT)
    assert b"shohar" not in kept
    assert b"shhr" not in kept


@given(st.text(max_size=60))
def test_every_meaning_has_its_place_whatever_is_written(text: str) -> None:
    likely = LEARNT.likely(text)
    assert not likely or {meaning for meaning, _ in likely} == {"topic_home", "danger", "topic_street"}
    assert [score for _, score in likely] == sorted((score for _, score in likely), reverse=True)
