"""The same words in any keyboard, script form, case or spelling family are read as the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.folding import LONGEST, fold, fold_vowels, is_urdu, listed, sound, words_of


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("\u0643\u064a\u0627", "\u06a9\u06cc\u0627"),  # Arabic and Urdu keyboards
        ("\u0628\u0646\u062f\u064e", "\u0628\u0646\u062f"),  # a vowel mark
        ("م\u200cدد", "مدد"),
        ("مـــدد", "مدد"),
        ("گئے", "گے"),
        ("\ufee3\ufeaa\ufea9", "مدد"),  # presentation forms
        ("HELP!!!", "help"),
        ("\u202ehelp\u202c", "help"),
        ("helpppp", "help"),
        ("don't", "dont"),
        ("don\u2019t", "dont"),
        ("ma\0dad", "madad"),
        ("madad\U0001f64f", "madad"),
        ("ｈｅｌｐ", "help"),
        ("mädad", "madad"),
        ("۱۲۳", "123"),
        ("١٢٣", "123"),
        ("1️⃣", "1"),
        ("no1", "no 1"),
        ("f.i.r", "f i r"),
    ],
)
def test_what_looks_alike_is_read_alike(typed: str, also: str) -> None:
    assert words_of(typed) == words_of(also) != ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("madaad", "madad"), ("wakeel", "vakil"), ("qanoon", "kanun"), ("bachay", "bache"), ("fone", "phone"),
        ("mashwarah", "mashwara"), ("harrassment", "harasment"), ("ہراسانی", "حراسانی"), ("ثبوت", "سبوت"),
    ],
)  # fmt: skip
def test_a_spelling_family_has_one_form(one: str, other: str) -> None:
    assert fold(words_of(one)[0]) == fold(words_of(other)[0])


@pytest.mark.parametrize(
    ("one", "other"), [("madad", "dam"), ("dhamki", "dhamaka"), ("police", "policy"), ("pich", "pic")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_sound_is_the_last_resort() -> None:
    """Vowels that texts drop do not change it; it is not told apart from every other word."""
    assert fold_vowels("karna") == fold_vowels("krna")
    assert sound("shikayat") == sound("shkyt")
    assert sound("shikayat") == sound("sakht"), "why it never decides where it matters"


def test_a_very_long_text_is_cut() -> None:
    assert sum(map(len, words_of("ab " * 10_000))) <= LONGEST


def test_a_list_is_read_to_its_end() -> None:
    assert len(listed("ab cd\n" * 1000)) == 2000


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """Nothing raises."""
    words = words_of(text)
    assert all(words)
    assert isinstance(is_urdu(text), bool)
    for word in words:
        assert fold(word) is not None
        assert sound(word) is not None
        assert fold_vowels(word) is not None
