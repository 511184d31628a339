"""What a responder's text orders, in three scripts and many spellings; and that a caller's words order nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hotline
from hotline.core.orders import Order, Orders
from tests.core.keyword_cases import ORDINARY, SENTENCES, SPELLINGS

TABLE = tomllib.loads((Path(hotline.__file__).parent / "content" / "orders.toml").read_text(encoding="utf-8"))
ORDERS = Orders.from_table(TABLE)
LISTED = [
    (name, language, phrase)
    for name, lists in TABLE["orders"].items()
    for language in ("en", "ur_Latn", "ur")
    for phrase in lists[language]
]
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")


def ordered(text: str) -> str | None:
    order = ORDERS.read(text)
    return order.name if order else None


@given(st.text())
def test_nothing_that_is_texted_breaks_it(text: str) -> None:
    order = ORDERS.read(text)
    assert order is None or order.name in ORDERS.names


@given(st.sampled_from(LISTED), st.data())
def test_a_listed_order_is_known_however_it_is_typed(listed: tuple[str, str, str], data: st.DataObject) -> None:
    """In capitals, with letters held down, with marks, joined into one word or pulled apart by more space."""
    name, language, phrase = listed
    at = data.draw(st.integers(0, len(phrase) - 1))
    if phrase[at].isalpha() and phrase[at] not in phrase[at - 1 : at] + phrase[at + 1 : at + 2]:
        phrase = phrase[:at] + phrase[at] * data.draw(st.sampled_from((1, 3, 5))) + phrase[at + 1 :]
    change = data.draw(st.sampled_from((str.upper, str.title, lambda text: text.replace(" ", "  "))))
    before, after = data.draw(st.sampled_from(("", " ", "\n", "«"))), data.draw(st.sampled_from(("", ".", " !!", "?؟")))
    assert ORDERS.read(before + change(phrase) + after) == Order(name, language)


@given(st.sampled_from(LISTED), st.sampled_from(("please {}", "{} plz", "{} ji", "salam, {}", "{} abhi", "{} پلیز")))
def test_courtesy_changes_nothing(listed: tuple[str, str, str], around: str) -> None:
    """But "please help" is a plea, not a wish for the card."""
    name = listed[0]
    found = ordered(around.format(listed[2]))
    assert found in ((name, None) if TABLE["orders"][name].get("bare") else (name,))


@given(st.integers(0, 99_999_999), st.sampled_from(DIGITS), st.sampled_from(("break {}", "{} min break", "وقفہ {}")))
def test_a_number_is_read_in_any_digits(number: int, digits: str, said: str) -> None:
    order = ORDERS.read(said.format("".join(digits[int(one)] for one in str(number))))
    assert order is not None
    assert (order.name, order.number) == ("break", number)


@given(st.sampled_from([phrase for _, _, phrase in LISTED if len(phrase) > 4]), st.data())
def test_one_slip_never_makes_another_order_of_it(phrase: str, data: st.DataObject) -> None:
    """It may be that it is no longer understood, but it is not misunderstood."""
    at = data.draw(st.integers(1, len(phrase) - 1))
    slipped = phrase[:at] + data.draw(st.sampled_from(("", "x", phrase[at] * 2))) + phrase[at + 1 :]
    assert ordered(slipped) in (None, ordered(phrase))


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("ON", "on"), ("Onn.", "on"), ("on duty", "on"), ("hazr", "on"), ("آن", "on"), ("ڈیوٹی آن", "on"),
        ("of", "off"), ("chutti", "off"), ("چھٹی", "off"),
        ("braek", "break"), ("BRAKE", "break"), ("wakfa", "break"), ("وقفه", "break"),
        ("who", "who"), ("duty par kaun hai", "who"), ("ڈیوٹی پر کون ہے", "who"),
        ("My shift", "my"), ("meri shiftein", "my"), ("میری شفٹ", "my"),
        ("help", "help"), ("hlep", "help"), ("card", "help"), ("کارڈ", "help"),
    ],
)  # fmt: skip
def test_an_order_is_known(text: str, order: str) -> None:
    assert ordered(text) == order


@pytest.mark.parametrize("text", ["kaun hai", "kon ho", "who are you", "madad", "plz help me", "on off", "off office",
                                  "I am off to the police", "12", "1 2", "", "***", "break 20 30", "on 5"])  # fmt: skip
def test_what_is_not_quite_an_order_is_none(text: str) -> None:
    """Whoever finds her phone may ask "who is this"; she herself may need help."""
    assert ordered(text) is None


@pytest.mark.parametrize(("text", "minutes"), [("break 1 hour", 60), ("2 ghante waqfa", 120), ("break 45min", 45),
                                               ("وقفہ ۳۰ منٹ", 30), ("break", None)])  # fmt: skip
def test_minutes_and_hours_are_told_apart(text: str, minutes: int | None) -> None:
    order = ORDERS.read(text)
    assert order is not None
    assert (order.name, order.number) == ("break", minutes)


@given(st.sampled_from(("NOTE", "note:", "Note -", "نوٹ", "نوٹ:")), st.text(min_size=1))
def test_a_note_keeps_what_follows_as_it_was_written(word: str, words: str) -> None:
    order = ORDERS.read(f"{word} {words}")
    assert order is not None
    assert order.name == "note"
    assert words.strip(" \n\t\r").strip().endswith(order.words[-1:])
    assert order.words in words


@pytest.mark.parametrize("text", ["not safe", "notes are good", "no", "he noted it"])
def test_only_the_word_itself_begins_a_note(text: str) -> None:
    assert ordered(text) is None


def test_what_callers_text_orders_nothing() -> None:
    """All spellings and sentences of the keyword table; only the bare word for help is both."""
    texts = [text.strip() for cases in (SPELLINGS, SENTENCES) for lines in cases.values()
             for line in lines.splitlines() for text in line.split(" / ") if text.strip()]  # fmt: skip
    found = {text: name for text in (*texts, *ORDINARY) if (name := ordered(text))}
    assert len(texts) > 500
    assert set(found.values()) == {"help"}, found


def test_two_orders_may_not_be_spelled_alike() -> None:
    table = {**TABLE, "orders": {**TABLE["orders"], "again": {"en": ["onn"], "ur_Latn": [], "ur": []}}}
    with pytest.raises(ValueError, match="like another order"):
        Orders.from_table(table)
