"""What is told at the desk is put together from recordings: each part of it must be there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hotline import parts
from hotline.core.events import Line
from hotline.core.told import OnDuty, Told
from hotline.prompts.spoken import spoken

KARACHI = ZoneInfo("Asia/Karachi")
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)  # Saturday, two in the afternoon
WORDS = parts.open_words()


@given(some.timedeltas(timedelta(days=-1), timedelta(days=14)), some.timedeltas(timedelta(), timedelta(days=1)))
def test_any_shift_can_be_said(ahead: timedelta, lasts: timedelta) -> None:
    """No hour, minute or day of it lacks its words in a language that is spoken."""
    begins = NOW + ahead
    line = Line("told_next_shift", spoken(Told("next_shift", {"shift": (begins, begins + lasts)}), KARACHI, NOW))
    for language in ("ur", "en"):
        said = WORDS.pieces(language, line)
        assert all(piece.text for piece in said)
        assert len(said) >= 6


@pytest.mark.parametrize(
    ("minutes", "heard"),
    [
        (0, "آپ آج دن کے دو بجے تک ڈیوٹی پر ہیں۔"),
        (34, "آپ آج دن کے دو بج کر تیس منٹ تک ڈیوٹی پر ہیں۔"),
        (10 * 60, "آپ کل رات کے بارہ بجے تک ڈیوٹی پر ہیں۔"),
        (34 * 60 + 5, "آپ پیر کو رات کے بارہ بج کر پانچ منٹ تک ڈیوٹی پر ہیں۔"),
    ],
)
def test_a_time_is_said_as_people_say_it(minutes: int, heard: str) -> None:
    """Minutes in steps of five, never later than it is."""
    told = Told("on", {"until": NOW + timedelta(minutes=minutes)})
    said = WORDS.pieces("ur", Line("told_on", spoken(told, KARACHI, NOW)))
    assert " ".join(piece.text for piece in said) == heard


def test_of_colleagues_only_how_many_is_told() -> None:
    people = (OnDuty("Amina", ("lawyer", "counsellor"), True), OnDuty("Bilal", ("lawyer",), False))
    told = dict(spoken(Told("who", {"people": people}), KARACHI, NOW))
    assert (told["lawyer"], told["lawyer_women"], told["counsellor_women"], told["digital"]) == ("2", "1", "1", "0")
    assert not {"Amina", "Bilal"} & set(told.values())
