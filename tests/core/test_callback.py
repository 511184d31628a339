"""When a request is due, when its caller may be rung, and which way its life may go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.callback import (
    DAYS,
    MOST_RINGS,
    MOVES,
    OPEN,
    WINDOWS,
    Callback,
    after_no_answer,
    another_day,
    closes_at,
    first_due,
    may_ring_at,
)
from hotline.core.routing import ROLES_FOR
from hotline.flows import callback as asked
from hotline.flows import talk

KARACHI = ZoneInfo("Asia/Karachi")
LATER = [window for window in WINDOWS if window != "now"]
instants = st.integers(0, 2 * 365 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Wall-clock time in Karachi; the 16th of November 2026 is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=KARACHI).astimezone(UTC)


def a_callback(window: str, days: str, made: datetime) -> Callback:
    due = first_due(window, days, made, KARACHI)
    return Callback("c1", "4821", "new", "law", "ur", True, window, days, "voice", made, due, made, 0, made)


@pytest.mark.parametrize(
    ("window", "days", "made", "due"),
    [
        ("now", "now", at(16, 3), at(16, 3)),
        ("morning", "any", at(16, 7), at(16, 8)),
        ("morning", "any", at(16, 9, 30), at(16, 9, 30)),  # inside the hours: at once
        ("morning", "any", at(16, 12), at(17, 8)),  # the hours are just over
        ("morning", "any", at(16, 11, 59), at(16, 11, 59)),
        ("morning", "any", at(16, 11, 59) + timedelta(seconds=1), at(17, 8)),  # a ring would go on after them
        ("evening", "any", at(16, 23), at(17, 16)),
        ("evening", "weekdays", at(20, 21), at(23, 16)),  # Friday night: Monday
        ("afternoon", "weekdays", at(21, 13), at(23, 12)),  # Saturday: Monday
        ("morning", "weekend", at(16, 9), at(21, 8)),  # Monday: Saturday
        ("morning", "weekend", at(21, 13), at(22, 8)),  # Saturday afternoon: Sunday
        ("evening", "weekend", at(22, 20), at(28, 16)),  # Sunday night: the next Saturday
    ],
)
def test_a_request_is_due_in_the_first_safe_hour(window: str, days: str, made: datetime, due: datetime):
    assert first_due(window, days, made, KARACHI) == due


@given(st.sampled_from(LATER), st.sampled_from(asked.DAYS), instants)
def test_it_is_due_inside_its_hours_within_a_week(window: str, days: str, made: datetime):
    """Whenever she asks, the first ring falls into hours that she called safe, and is never earlier than now."""
    request = a_callback(window, days, made)
    assert made <= request.due_at <= made + timedelta(days=7)
    assert request.due_at.utcoffset() == timedelta(0)
    assert may_ring_at(request, request.due_at, KARACHI)


@given(st.sampled_from(LATER), st.sampled_from(asked.DAYS), instants, instants)
def test_it_is_rung_in_its_hours_only(window: str, days: str, made: datetime, when: datetime):
    """A ring at any other hour could be heard by the wrong person; nor may it go on when they are over."""
    begin, end = WINDOWS[window]
    local, then = when.astimezone(KARACHI), (when + timedelta(minutes=1)).astimezone(KARACHI)
    safe = local.weekday() in DAYS[days] and begin <= local.time() and local.date() == then.date()
    assert may_ring_at(a_callback(window, days, made), when, KARACHI) is (safe and then.time() <= end)


@given(st.sampled_from([*WINDOWS]), st.sampled_from(asked.DAYS), instants, st.integers(1, MOST_RINGS))
def test_every_further_ring_is_safe_and_spaced(window: str, days: str, made: datetime, rings: int):
    """Whoever was not reached is rung again in her hours and not at once; after somebody else answered, not today."""
    request = replace(a_callback(window, "now" if window == "now" else days, made), rings=rings)
    now = request.due_at
    again, tomorrow = after_no_answer(request, now, KARACHI), another_day(request, now, KARACHI)
    assert again is not None
    assert again >= now + timedelta(minutes=5 if window == "now" else 30)
    assert may_ring_at(request, again, KARACHI)
    if tomorrow is None:
        assert window == "now"
    else:
        assert tomorrow.astimezone(KARACHI).date() > now.astimezone(KARACHI).date()
        assert may_ring_at(request, tomorrow, KARACHI)


@pytest.mark.parametrize(
    ("rings", "again"),
    [(1, at(16, 13, 30)), (2, at(16, 14)), (3, at(17, 12))],
)
def test_the_retries_are_half_an_hour_then_an_hour_then_a_day_apart(rings: int, again: datetime):
    request = replace(a_callback("afternoon", "any", at(16, 9)), rings=rings)
    assert after_no_answer(request, at(16, 13), KARACHI) == again


def test_her_hours_have_an_end():
    """The coordinator is warned before it."""
    assert closes_at(a_callback("morning", "any", at(16, 7)), at(16, 9), KARACHI) == at(16, 12)
    assert closes_at(a_callback("morning", "any", at(16, 7)), at(16, 12), KARACHI) is None
    assert closes_at(a_callback("now", "now", at(16, 23, 30)), at(16, 23, 50), KARACHI) == at(17, 0, 30)


@pytest.mark.parametrize("made", [at(16, 14), at(16, 3), at(16, 23, 30), at(22, 23, 59)])
def test_now_is_safe_for_an_hour_by_day_and_by_night(made: datetime):
    """She said "now", in the middle of the night as well; an hour later nobody can say."""
    request = a_callback("now", "now", made)
    assert request.due_at == made
    assert may_ring_at(request, made, KARACHI)
    assert may_ring_at(request, made + timedelta(minutes=59), KARACHI)
    assert not may_ring_at(request, made + timedelta(minutes=59, seconds=1), KARACHI)
    assert not may_ring_at(request, made - timedelta(seconds=1), KARACHI)
    assert not may_ring_at(request, made + timedelta(days=1), KARACHI)


def test_every_choice_of_the_menus_has_its_hours_and_days():
    """What a caller can choose is what the rules know."""
    assert {"now", *asked.WINDOWS} == set(WINDOWS)
    assert {"now", *asked.DAYS} == set(DAYS)
    for window, days in product(LATER, asked.DAYS):
        assert first_due(window, days, at(16, 0), KARACHI)


def test_what_is_over_stays_over():
    """A late report opens nothing again, only she does; whatever is open can still be withdrawn."""
    assert set(OPEN) == {"new", "claimed", "ringing", "waiting"}
    assert not MOVES["done"]
    assert not MOVES["withdrawn"]
    assert MOVES["not_reached"] == MOVES["expired"] == ("waiting", "withdrawn")
    assert all("withdrawn" in MOVES[state] for state in OPEN)
    assert {target for moves in MOVES.values() for target in moves} <= MOVES.keys()


def test_the_subjects_are_those_that_somebody_takes():
    """Each subject of the menu stands in the table of who takes it."""
    assert set(talk.SUBJECTS) == set(ROLES_FOR)
