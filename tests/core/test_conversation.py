"""A conversation's place survives being written down, and nothing else is taken for one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.conversation import Conversation

texts = st.text(max_size=12)
conversations = st.builds(
    Conversation, texts, texts, st.sampled_from(("voice", "sms")), texts,
    st.dictionaries(texts, texts, max_size=5).map(lambda found: tuple(found.items())),
    st.lists(texts, max_size=8).map(tuple), st.integers(0, 9), st.integers(0, 999),
    st.lists(texts, max_size=5).map(tuple), st.integers(0, 9), st.integers(0, 9), st.floats(0, 4e9), st.booleans(),
    st.booleans(),
)  # fmt: skip
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
)


@given(conversations)
def test_what_is_written_is_read_again(place: Conversation):
    """A place goes into a URL or a row and comes back the same."""
    assert Conversation.from_json(place.to_json()) == place


def test_a_place_is_short_enough_for_an_address():
    """The longest way back and every answer still make less than a kilobyte: providers cut long addresses."""
    answers = {"number": "+923990000001", "window": "afternoon", "days": "weekdays", "subject": "feelings",
               "by": "anyone", "reference": "4821"}  # fmt: skip
    place = Conversation("0" * 8, "callback_confirm", "voice", "ur", tuple(answers.items()),
                         ("callback_subject",) * 8, 2, 40, ("01JD3Z5Q8V",) * 5, 1_800_000_000.0)  # fmt: skip
    assert len(place.to_json()) < 1024


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "7", '"menu"', "{", '{"step": "menu"}', "\0"])
def test_what_is_no_place_is_refused(text: str):
    with pytest.raises(ValueError):
        Conversation.from_json(text)


@given(anything)
def test_no_other_json_is_taken_for_a_place(found: object):
    """Whatever was sealed by another version of the program is refused in one way."""
    with pytest.raises(ValueError):
        Conversation.from_json(json.dumps(found))


def test_a_place_with_something_unknown_is_refused():
    """A field that a later version added is not dropped silently."""
    later = json.loads(Conversation("v", "menu", "sms", "ur").to_json()) | {"mood": "good"}
    with pytest.raises(ValueError):
        Conversation.from_json(json.dumps(later))


def test_the_language_is_not_an_answer():
    """Choosing a language changes the place itself, and what was answered before stays."""
    place = Conversation("v", "menu", "voice", "ur", (("by", "woman"),)).having((("language", "en"), ("by", "x")))
    assert (place.language, place.answers) == ("en", (("by", "x"),))


def test_an_answer_can_be_forgotten():
    place = Conversation("v", "menu", "voice", "ur", (("by", "woman"), ("days", "any"))).without(("by", "gone"))
    assert (place.answer("by"), place.answer("days")) == ("", "any")
