"""Texts that are hard to read, and texts of somebody who can go on no longer."""

from __future__ import annotations

import pytest

from hotline.core.phone_number import caller_from
from tests.journeys.conftest import HER, Hotline

OTHER = "+923990000002"


@pytest.mark.parametrize(
    ("typed", "question", "first"),
    [
        ("emargncy", "Kya aap ka ye matlab tha?", "1 Emergency"),
        ("unsubscrbe", "Kya aap ka ye matlab tha?", "1 Aur msg nahi"),
        ("خودکسی", "کیا آپ کا یہ مطلب تھا؟", "1 کوئی جو بات سنے"),
    ],
)
def test_she_is_asked_what_she_meant(hotline: Hotline, typed: str, question: str, first: str) -> None:
    """In her own script, with neutral words; nothing is done before she says."""
    answer = hotline.phone().texts(typed).reads(question, first)
    assert typed not in answer.body
    assert answer.body.count("\n") == 2
    assert not hotline.store.is_blocked(HER)


def test_the_one_that_she_names_is_done(hotline: Hotline) -> None:
    her = hotline.phone().texts("unsubscrbe")
    her.reads("1 Aur msg nahi")
    her.texts("1").reads("ab msg nahi aaye ga")
    assert hotline.store.is_blocked(HER)


@pytest.mark.parametrize("answer", ["2", "nahi", "3", "kuch aur"])
def test_neither_is_the_menu(hotline: Hotline, answer: str) -> None:
    """Where there is no other guess the menu is the second; any other answer leads there too."""
    her = hotline.phone().texts("emargncy")
    her.reads("2 Menu")
    her.texts(answer).reads("Jawab mein number")
    assert hotline.store.callbacks() == []


def test_a_keyword_in_place_of_the_answer_is_read_as_ever(hotline: Hotline) -> None:
    her = hotline.phone().texts("emargncy")
    her.reads("1 Emergency")
    her.texts("mujhe call karo").reads("1 Isi number par")


def test_a_plain_misspelling_needs_no_question(hotline: Hotline) -> None:
    hotline.phone().texts("blackmiel").reads("Dhamki wale msg rakh lein")


def asks_to_be_called(hotline: Hotline, number: str) -> None:
    her = hotline.phone(number).texts("mujhe call karo")
    her.reads("1 Isi number par")
    for key in ("1", "1", "4", "2", "1"):
        answer = her.texts(key).reads()
    assert "Aap ka number" in answer.body


def test_distress_is_met_by_a_person_first_and_goes_before_others(hotline: Hotline) -> None:
    """She is told that she is not alone; if she agrees, she is rung before those who asked earlier."""
    asks_to_be_called(hotline, OTHER)
    her = hotline.phone().texts("ab jeena nahi chahti")
    her.reads("Aap tanha nahi hain", "1 Mujhe call karein")
    assert len(hotline.store.callbacks()) == 1
    her.texts("1").reads("1 Isi number par")
    her.texts("1").reads("1 Abhi")
    her.texts("1").reads("1 Sirf khatoon")
    her.texts("1").reads("sirf khatoon")
    her.texts("1").reads("Aap ka number")
    first, second = hotline.store.due_callbacks(hotline.clock.utc(), 2)
    assert (first.urgent, first.subject) == (True, "feelings")
    assert (second.urgent, second.subject) == (False, "other")
    assert hotline.store.callback_number(first.id).e164 == caller_from(HER).number.e164


def test_without_her_yes_nothing_is_asked_for_in_her_name(hotline: Hotline) -> None:
    her = hotline.phone().texts("khudkushi")
    her.reads("Aap tanha nahi hain")
    her.texts("2").reads("Jawab mein number")
    assert hotline.store.callbacks() == []


def test_a_change_of_mind_about_the_number_keeps_her_place(hotline: Hotline) -> None:
    her = hotline.phone().texts("I want to die")
    for key in ("1", "1", "1", "1", "2", "1", "1", "4", "1", "1"):
        her.texts(key)
    [stored] = hotline.store.callbacks()
    assert stored.urgent


@pytest.mark.parametrize("typed", ["lahore", "Lahor", "لاہور", "lahore plz", "peshawr"])
def test_the_name_of_a_place_leads_to_who_is_there(hotline: Hotline, typed: str) -> None:
    """Held back from live callers until it is signed, it leads to the list of provinces."""
    assert hotline.phone().texts(typed).reads().body != hotline.phone("+923990000009").texts("xyzzy").reads().body


def test_an_everyday_word_is_a_place_only_as_an_answer(hotline: Hotline) -> None:
    """Kasur is "fault", Jhang is "war"."""
    menu = hotline.phone().texts("kasoor").reads().body
    her = hotline.phone("+923990000009").texts("lahore")
    her.reads()
    assert her.texts("kasoor").reads().body != menu
