"""What a responder reads in answer: right, short, and in the script that she wrote."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hotline import parts
from hotline.core.sms_length import MOST_PARTS, alphabet
from hotline.core.sms_length import parts as parts_of
from hotline.core.told import Fact, OnDuty, Told, Word
from hotline.flows.orders import BOUND, SLOTS
from hotline.prompts.telling import Teller
from hotline.prompts.words import Words

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)  # a Saturday, two in Karachi
DAY = timedelta(days=1)
EVERY_ROLE = ("lawyer", "counsellor", "digital")
# The longest that each slot gets; lists are cut to what fits.
LONGEST: dict[str, Fact] = {
    "until": NOW + 9 * DAY,
    "shift": (NOW + 9 * DAY, NOW + 9.5 * DAY),
    "shifts": [(NOW + n * DAY, NOW + n * DAY + DAY / 3) for n in range(1, 9)],
    "people": tuple(OnDuty(name, EVERY_ROLE, True) for name in ("Zubaida", "Muhammad", "زبیدہ") * 10),
    "count": 10,
    "reference": "48214821",
    "name": "Zubaidatunnisa",
    "when": NOW + 9 * DAY,
    "shortest": 5,
    "longest": 240,
    **{slot: Word(f"{slot}_{longest}") for slot, longest in zip(BOUND, ("no", "yes", "no"), strict=True)},
}


@pytest.fixture(scope="module")
def words() -> Words:
    return parts.open_words()


@pytest.mark.parametrize("language", ["en", "ur_Latn", "ur"])
@pytest.mark.parametrize("name", SLOTS)
def test_no_answer_is_longer_than_it_may_be(words: Words, name: str, language: str) -> None:
    told = Told(name.removeprefix("order_"), {slot: LONGEST[slot] for slot in SLOTS[name]})
    text = Teller(words, ZoneInfo("Asia/Karachi"), language, NOW).text(told)
    assert parts_of(text) <= MOST_PARTS[language]
    assert "{" not in text
    if language != "ur" and "people" not in SLOTS[name]:
        assert alphabet(text) == "gsm7"


@pytest.mark.parametrize("language", ["en", "ur_Latn", "ur"])
def test_a_request_fits_with_its_promises(words: Words, language: str) -> None:
    promised = Told("promises_some", {slot: LONGEST[slot] for slot in BOUND})
    text = Teller(words, ZoneInfo("Asia/Karachi"), language, NOW).text(
        Told("request_next", {"reference": "48214821"}, (promised,))
    )
    assert parts_of(text) <= MOST_PARTS[language]


@pytest.mark.parametrize(
    ("ahead", "written"),
    [(timedelta(hours=8), "22:00"), (timedelta(hours=11), "Sun 01:00"), (3 * DAY, "Tue 14:00"),
     (7 * DAY, "Sat 28.11. 14:00")],
)  # fmt: skip
def test_a_time_is_named_so_that_it_cannot_be_another(words: Words, ahead: timedelta, written: str) -> None:
    teller = Teller(words, ZoneInfo("Asia/Karachi"), "en", NOW)
    assert teller.when(NOW + ahead) == written


def test_a_list_that_is_cut_says_how_many_are_left_out(words: Words) -> None:
    people = tuple(OnDuty(f"Somebody{n}", EVERY_ROLE, True) for n in range(9))
    text = Teller(words, ZoneInfo("Asia/Karachi"), "en", NOW).text(Told("who", {"people": people}))
    shown = text.count("Somebody")
    assert 0 < shown < 9
    assert f"+{9 - shown}" in text
