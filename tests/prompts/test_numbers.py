"""Each prompt has a number that stays: it is printed on paper."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hotline import parts
from hotline.prompts.numbers import FIRST, LAST, numbered, numbers_of

NAMES = st.lists(st.text("abcdefgh_123", min_size=1, max_size=12), unique=True, max_size=60)


@given(NAMES)
def test_every_prompt_has_one_of_four_digits(names: list[str]) -> None:
    found = numbered(names)
    assert sorted(found.values()) == sorted(names)
    assert all(FIRST <= number <= LAST for number in found)


def test_few_numbers_change_when_a_prompt_comes() -> None:
    found = numbers_of(parts.open_words())
    more = numbered([*found.values(), "a_new_prompt"])
    assert sum(more.get(number) != clip for number, clip in found.items()) <= 1
