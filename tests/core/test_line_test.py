"""Test calls ring by day only, at hours that differ, and are given up after three."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from builders import KARACHI
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.line_test import NEXT_TRY, TRIES, is_by_day, next_try


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=KARACHI).astimezone(UTC)


@pytest.mark.parametrize(("hour", "minute", "rings"), [(8, 59, False), (9, 0, True), (19, 59, True), (20, 0, False)])
def test_nobody_is_rung_at_night(hour: int, minute: int, rings: bool):
    assert is_by_day(at(16, hour, minute), KARACHI) is rings


@pytest.mark.parametrize(
    ("rung", "again"),
    [(at(16, 9), at(16, 12)), (at(16, 16, 59), at(16, 19, 59)), (at(16, 17), at(17, 9)), (at(16, 19), at(17, 9))],
)
def test_the_next_try_is_hours_later_or_in_the_morning(rung: datetime, again: datetime):
    assert next_try(1, rung, KARACHI) == again


@given(st.integers(0, 24 * 60 - 1), st.integers(1, TRIES - 1))
def test_each_further_try_is_by_day_and_at_another_hour(minute: int, tries: int):
    now = at(16, 0) + timedelta(minutes=minute)
    again = next_try(tries, now, KARACHI)
    assert again - now >= NEXT_TRY
    assert again - now < timedelta(days=1)
    assert is_by_day(again, KARACHI)
    assert again.astimezone(KARACHI).hour != now.astimezone(KARACHI).hour


def test_after_the_last_it_is_soon_given_up():
    assert next_try(TRIES, at(16, 19), KARACHI) - at(16, 19) < timedelta(hours=1)
