"""Alarms: a stretch without anybody, a role without a woman, calls nobody takes; told once, and not ten times."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import KARACHI, a_responder, a_rota
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.alarms import (
    AHEAD,
    APART,
    AROUND,
    QUIET,
    QUIET_ELSE,
    SHORTEST,
    Kept,
    in_a_row,
    to_tell,
    uncovered,
    without_a_woman,
)
from hotline.core.duty import Rota, Service, Stretch
from hotline.core.shifts import parse_shifts

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Wall-clock time in Karachi; the 16th of November 2026 is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=KARACHI).astimezone(UTC)


DAYTIME = a_responder(id="amna", shifts="mon-sun 09:00-17:00")
EVENING = a_responder(id="bilqis", shifts="mon-sun 17:00-23:00")


def gap(rota: Rota, when: datetime, **absent: tuple[datetime, datetime]) -> str:
    """The stretch without anybody, as text."""
    found = uncovered(rota, absent, when)
    return f"{found[0].astimezone(KARACHI):%H:%M}-{found[1].astimezone(KARACHI):%H:%M}" if found else ""


@pytest.mark.parametrize(
    ("when", "found"),
    [(at(16, 20, 59), ""), (at(16, 21), "23:00-09:00"), (at(16, 23), "23:00-09:00"), (at(17, 3), "23:00-09:00"),
     (at(17, 8, 59), "23:00-09:00"), (at(17, 9), ""), (at(17, 17), "")],
)
def test_a_night_without_anybody_is_seen_two_hours_ahead(when: datetime, found: str):
    assert gap(a_rota(DAYTIME, EVENING), when) == found


def test_hours_in_which_the_service_is_closed_are_no_gap():
    """Nor is a day on which it is closed."""
    hours = parse_shifts("mon-sun 09:00-17:00")
    assert gap(a_rota(DAYTIME, service=Service(hours)), at(16, 16)) == ""
    assert gap(a_rota(EVENING, service=Service(hours, frozenset({at(16, 12).date()}))), at(16, 12)) == ""
    assert gap(a_rota(EVENING, service=Service(hours)), at(16, 12)) == "09:00-17:00"


def test_nobody_at_all_is_seen_too():
    """The stretch is longer than is looked for: it has neither beginning nor end."""
    found = uncovered(a_rota(), {}, at(16, 12))
    assert found == (at(16, 12) - AROUND, at(16, 12) + AROUND)


def test_a_short_break_is_no_gap_and_a_slip_of_the_pen_neither():
    """She comes back; and 23:59 is meant to be midnight. But whoever switched off is gone."""
    off = Stretch("s", "amna", False, at(16, 12), at(16, 12, 30), "break", at(16, 12))
    always = a_responder(id="amna")
    assert gap(a_rota(always, stretches=(off,)), at(16, 12)) == ""
    assert gap(a_rota(always, stretches=(replace(off, why="switched"),)), at(16, 12)) == "12:00-12:30"
    long = replace(off, ends=at(16, 13, 1))
    assert gap(a_rota(always, stretches=(long,)), at(16, 12)) == "12:00-13:01"
    sloppy = a_responder(shifts="mon-sun 00:00-12:00; mon-sun 12:00-23:59")
    assert gap(a_rota(sloppy), at(16, 23)) == ""


def test_whoever_is_absent_does_not_count_for_that_duty():
    duty = (at(16, 9), at(16, 17))
    assert gap(a_rota(DAYTIME, EVENING), at(16, 9, 15), amna=duty) == "23:00-17:00"
    assert gap(a_rota(DAYTIME, EVENING, a_responder(id="zara")), at(16, 9, 15), amna=duty) == ""


@pytest.mark.parametrize(
    ("when", "roles"),
    [(at(16, 6), []), (at(16, 7, 30), ["lawyer"]), (at(16, 9), ["lawyer"]), (at(16, 10), []), (at(16, 20), [])],
)
def test_a_role_lacks_a_woman_only_while_somebody_of_it_is_on_duty(when: datetime, roles: list[str]):
    """He begins at nine, she at ten; a counsellor who is a woman does not help."""
    rota = a_rota(
        a_responder(id="bilal", gender="male", shifts="mon-sun 09:00-17:00"),
        a_responder(id="amna", shifts="mon-sun 10:00-17:00"), a_responder(id="saima", role="counsellor"),
    )
    assert list(without_a_woman(rota, {}, when)) == roles


def test_a_woman_who_is_absent_is_missed_in_each_of_her_roles():
    both = a_responder(id="amna", role="lawyer;digital")
    men = (a_responder(id="bilal", gender="male"), a_responder(id="imran", gender="other", role="digital"))
    assert without_a_woman(a_rota(both, *men), {}, at(16, 9)) == {}
    lacking = without_a_woman(a_rota(both, *men), {"amna": (at(16, 8), at(16, 17))}, at(16, 9))
    assert sorted(lacking) == ["digital", "lawyer"]


@pytest.mark.parametrize(
    ("answered", "alarm"), [("", 0), ("nn", 0), ("nnn", 1), ("nnny", 1), ("ynnn", 0), ("nny", 0), ("nynn", 0)]
)
def test_three_in_a_row_are_the_latest_three(answered: str, alarm: int):
    assert in_a_row([one == "y" for one in answered]) is bool(alarm)


NOON = at(16, 12)


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (Kept("unanswered", "", NOON), True),
        (Kept("unanswered", "", NOON, over_at=NOON), False),
        (Kept("unanswered", "", NOON - HOUR, NOON - HOUR), False),
        (Kept("unanswered", "", NOON - HOUR, NOON - 2 * HOUR), False),  # it came back, but was told lately
        (Kept("unanswered", "", NOON - HOUR, NOON - QUIET_ELSE), True),
        (Kept("unanswered", "", NOON - 3 * DAY, NOON - 2 * DAY), False),  # the same stretch, however long
        (Kept("no_woman", "lawyer", NOON - HOUR, NOON - 23 * HOUR), False),
        (Kept("no_woman", "lawyer", NOON - HOUR, NOON - DAY), True),
        (Kept("absent", "amna", NOON, NOON - MINUTE), True),
    ],
)
def test_an_alarm_is_told_once_a_stretch_and_not_too_often(kept: Kept, told: bool):
    assert to_tell([kept], NOON) == ([kept] if told else [])


def test_gaps_that_come_and_go_are_told_an_hour_apart():
    """Somebody switches off and on; another kind of alarm is not held back by it."""
    before = Kept("nobody", "11:30", NOON - 30 * MINUTE, NOON - 30 * MINUTE, NOON - 20 * MINUTE)
    new, other = Kept("nobody", "12:00", NOON), Kept("number", "amna", NOON)
    assert to_tell([before, new, other], NOON) == [other]
    assert to_tell([before, new], NOON + APART["nobody"]) == [new]


@given(st.lists(st.tuples(st.integers(1, 300), st.booleans()), max_size=80), st.sampled_from(["nobody", "no_woman"]))
def test_however_it_flickers_the_same_is_told_at_most_every_so_often(moves: list[tuple[int, bool]], kind: str):
    """On and off at any moments: never twice within the quiet time, never twice for one stretch, never when off."""
    now, kept, told = NOON, Kept(kind, "", NOON, over_at=NOON), list[datetime]()
    for pause, is_on in moves:
        now += pause * MINUTE
        if is_on and kept.over_at:
            kept = replace(kept, begun_at=now, over_at=None)
        elif not is_on and not kept.over_at:
            kept = replace(kept, over_at=now)
        if to_tell([kept], now):
            assert is_on
            assert not told or now - told[-1] >= QUIET.get(kind, QUIET_ELSE)
            assert not told or told[-1] < kept.begun_at
            kept = replace(kept, told_at=now)
            told.append(now)


SHIFTS = st.tuples(st.sampled_from(["mon", "tue", "wed", "thu", "sat"]), st.integers(0, 23), st.integers(1, 15))


@given(st.lists(SHIFTS, min_size=1, max_size=4), st.integers(0, 7 * 24 * 12 - 1))
def test_a_gap_is_found_when_and_only_when_nobody_is_there(shifts: list[tuple[str, int, int]], step: int):
    """Whatever the shifts and the hour: what is told lacks people at both ends, and no lasting lack is missed."""
    rota = a_rota(*(
        a_responder(id=str(index), shifts=f"{day} {begin:02}:00-{(begin + hours) % 24:02}:00")
        for index, (day, begin, hours) in enumerate(shifts)
    ))  # fmt: skip
    now = at(16, 0) + step * 5 * MINUTE
    found = uncovered(rota, {}, now)
    if found:
        assert found[1] - found[0] >= SHORTEST
        assert not rota.on_duty(found[0])
        assert not rota.on_duty(found[1] - MINUTE)
    else:
        assert all(rota.on_duty(now + minutes * MINUTE) for minutes in range(0, int(AHEAD / MINUTE), 5))
