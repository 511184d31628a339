"""When a request is due, when its caller may be rung, and which way its life may go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.callback import DAYS, MOVES, OPEN, WINDOWS, Callback, first_due, may_ring_at
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
    """A ring at any other hour could be heard by the wrong person."""
    begin, end = WINDOWS[window]
    local = when.astimezone(KARACHI)
    safe = local.weekday() in DAYS[days] and begin <= local.time() < end
    assert may_ring_at(a_callback(window, days, made), when, KARACHI) is safe


@pytest.mark.parametrize("made", [at(16, 14), at(16, 3), at(16, 23, 30), at(22, 23, 59)])
def test_now_is_safe_for_an_hour_by_day_and_by_night(made: datetime):
    """She said "now", in the middle of the night as well; an hour later nobody can say."""
    request = a_callback("now", "now", made)
    assert request.due_at == made
    assert may_ring_at(request, made, KARACHI)
    assert may_ring_at(request, made + timedelta(minutes=59), KARACHI)
    assert not may_ring_at(request, made + timedelta(hours=1), KARACHI)
    assert not may_ring_at(request, made - timedelta(seconds=1), KARACHI)
    assert not may_ring_at(request, made + timedelta(days=1), KARACHI)


def test_every_choice_of_the_menus_has_its_hours_and_days():
    """What a caller can choose is what the rules know."""
    assert {"now", *asked.WINDOWS} == set(WINDOWS)
    assert {"now", *asked.DAYS} == set(DAYS)
    for window, days in product(LATER, asked.DAYS):
        assert first_due(window, days, at(16, 0), KARACHI)


def test_what_is_over_stays_over():
    """A late report opens nothing again; whatever is open can still be withdrawn."""
    assert set(OPEN) == {"new", "claimed", "ringing", "waiting"}
    assert all(not MOVES[state] for state in ("done", "not_reached", "withdrawn", "expired"))
    assert all("withdrawn" in MOVES[state] for state in OPEN)
    assert {target for moves in MOVES.values() for target in moves} <= MOVES.keys()


def test_the_subjects_are_those_that_somebody_takes():
    """Each subject of the menu stands in the table of who takes it."""
    assert set(talk.SUBJECTS) == set(ROLES_FOR)
