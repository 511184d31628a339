"""Whoever reads her phone learns nothing: no text to a caller holds a word that tells what it is about."""

from __future__ import annotations

import pytest

from hotline import parts
from hotline.commands.speech import prompt_problems
from hotline.prompts import neutral
from hotline.prompts.neutral import Telltale
from hotline.prompts.words import Words


@pytest.fixture(scope="module")
def telltale() -> Telltale:
    return parts.open_telltale()


@pytest.mark.parametrize("text", [
    "Your helpline request was stored.", "HARASSMENT office", "We listen to victims", "the lawyer rings",
    "آپ کی ہراسانی کی شکایت", "ہراسگی", "وکیل صاحبہ فون کریں گی", "تشدّد", "مار پیٹ کے بارے میں",
    "kya aap mehfooz hain", "Wakeel sahiba call karein gi",
    "DHAMKI", "Dar-ul-Aman", "mar-peet", "harassed", "بلیک میلنگ", "خود کشی", "your husband", "Is it safe to talk?",
])  # fmt: skip
def test_a_word_that_tells_is_found_in_every_script_and_spelling(telltale: Telltale, text: str) -> None:
    assert telltale.found(text)


@pytest.mark.parametrize("text", [
    "Your order is ready.", "1 Talk", "آپ کا نمبر", "Aap ka number", "Jawab mein number likhein", "therefore", "grape",
    "", "Kis waqt call karna theek rahe ga?", "4 Emergency", "Police: 15", "keep it dry", "skill", "placid",
])  # fmt: skip
def test_ordinary_words_are_not_taken_for_it(telltale: Telltale, text: str) -> None:
    assert telltale.found(text) == []


def test_no_text_to_a_caller_tells_anything() -> None:
    """The same that `hotline prompts check` says."""
    assert prompt_problems() == []


def test_the_check_names_language_prompt_and_word(telltale: Telltale) -> None:
    """Texts are looked at as texts; of what is heard, only what is said to whoever answers."""
    words = Words({
        "en": {"hello": "Talk about violence.", "hello@sms": "Hello.", "back_wrong": "The helpline will try again."},
        "ur": {"hello": "وکیل", "back_wrong": "غلط نمبر۔"},
        "ur_Latn": {"hello": "shohar ko na batayein"},
    })  # fmt: skip
    assert neutral.check(words, telltale, {"hello"}) == [
        "ur: hello says 'وکیل*', which tells whoever has the phone what this is about",
        "ur_Latn: hello says 'shohar*', which tells whoever has the phone what this is about",
        "en: back_wrong says 'helpline*', which tells whoever has the phone what this is about",
    ]
