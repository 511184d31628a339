"""How long somebody stays signed in, and which passwords are none."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from hotline.core.staff import IDLE, LONGEST, Session, is_over, problem_of


def test_a_session_ends_when_she_is_away_or_after_half_a_day(now: datetime) -> None:
    moment = timedelta(seconds=1)
    assert not is_over(Session("1", "rabia", now, now), now + IDLE - moment)
    assert is_over(Session("1", "rabia", now, now), now + IDLE)
    assert is_over(Session("1", "rabia", now, now + LONGEST - moment), now + LONGEST)


@pytest.mark.parametrize(
    ("password", "problem"),
    [("short", "short"), ("x" * 13, "name_inside"), ("my name is RABIA", "name_inside"), ("x1y2z" * 41, "long"),
     ("four words and a horse", ""), ("کالی بلی چھت پر", "")],
)  # fmt: skip
def test_a_password_is_long_and_not_her_name(password: str, problem: str) -> None:
    assert problem_of(password, "Rabia") == problem
