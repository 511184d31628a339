"""Reminders: two hours before, a call at the start, absent a quarter of an hour later; once each, and never late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from builders import ALWAYS, KARACHI, a_responder, a_rota
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.duty import Responder, Rota, Service, Stretch
from hotline.core.reminders import ANSWER_WITHIN, REMIND_BEFORE, Asked, Step, clock, steps
from hotline.core.shifts import parse_shifts

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Wall-clock time in Karachi; the 16th of November 2026 is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=KARACHI).astimezone(UTC)


AMNA = a_responder(id="amna", shifts="mon 14:00-18:00")
TWO = at(16, 14)


def told(rota: Rota, when: datetime, *asked: Asked) -> list[str]:
    """What is due, as text: `remind amna 14:00`."""
    return [f"{one.deed} {one.who.id} {one.begins.astimezone(KARACHI):%H:%M}" for one in steps(rota, asked, when)]


def stretch(on: bool, begins: datetime, ends: datetime, why: str = "swap", who: str = "amna") -> Stretch:
    return Stretch("s", who, on, begins, ends, why, begins - timedelta(days=1))


@pytest.mark.parametrize(
    ("when", "due"),
    [
        (TWO - REMIND_BEFORE - MINUTE, []),
        (TWO - REMIND_BEFORE, ["remind amna 14:00"]),
        (TWO - MINUTE, ["remind amna 14:00"]),
        (TWO, ["call amna 14:00"]),
        (TWO + ANSWER_WITHIN - MINUTE, ["call amna 14:00"]),
        (TWO + ANSWER_WITHIN, []),
        (TWO + HOUR, []),
    ],
)
def test_what_is_due_when_nothing_was_done_yet(when: datetime, due: list[str]):
    """As for a worker that was down: what is past is not made up for."""
    assert told(a_rota(AMNA), when) == due


@pytest.mark.parametrize(
    ("when", "known", "due"),
    [
        (TWO - HOUR, {}, []),
        (TWO, {}, ["call amna 14:00"]),
        (TWO, {"confirmed_at": TWO - HOUR}, []),
        (TWO + MINUTE, {"called_at": TWO}, []),
        (TWO + ANSWER_WITHIN, {"called_at": TWO}, ["absent amna 14:00"]),
        (TWO + ANSWER_WITHIN, {}, []),
        (TWO + ANSWER_WITHIN, {"called_at": TWO, "confirmed_at": TWO}, []),
        (TWO + HOUR, {"called_at": TWO, "absent_at": TWO + ANSWER_WITHIN}, []),
        (TWO + 4 * HOUR, {"called_at": TWO}, []),
    ],
)
def test_what_is_due_after_she_was_reminded(when: datetime, known: dict, due: list[str]):
    """Each step comes once; whoever was never rung is never absent."""
    assert told(a_rota(AMNA), when, Asked("amna", TWO, TWO + 4 * HOUR, **known)) == due


def test_shifts_that_touch_are_one_duty():
    """One reminder for the whole afternoon, though a swap made it longer."""
    rota = a_rota(a_responder(id="amna", shifts="mon 10:00-14:00; mon 14:00-18:00"),
                  stretches=(stretch(True, at(16, 18), at(16, 20)),))
    assert told(rota, at(16, 8)) == ["remind amna 10:00"]
    for hour in (12, 14, 16, 18):
        assert told(rota, at(16, hour)) == []


def test_round_the_clock_has_no_start():
    assert all(told(a_rota(a_responder(shifts=ALWAYS)), at(16, hour)) == [] for hour in range(24))


def test_when_the_service_opens_the_duty_begins():
    """Round the clock within the hours of the service; on a closed day nobody is reminded."""
    rota = a_rota(a_responder(id="amna"), service=Service(parse_shifts("mon-sun 09:00-17:00"), frozenset({TWO.date()})))
    assert told(rota, at(16, 7)) == []
    assert told(rota, at(17, 7)) == ["remind amna 09:00"]


def test_a_swap_reminds_the_new_one_and_not_the_old():
    bilqis = a_responder(id="bilqis", shifts="tue 09:00-10:00")
    swap = (stretch(False, TWO, TWO + 4 * HOUR), stretch(True, TWO, TWO + 4 * HOUR, who="bilqis"))
    assert told(a_rota(AMNA, bilqis, stretches=swap), TWO - HOUR) == ["remind bilqis 14:00"]


@pytest.mark.parametrize("why", ["break", "switched"])
def test_coming_back_needs_no_reminder(why: str):
    """From a break, and after she switched herself off and on."""
    rota = a_rota(AMNA, stretches=(stretch(False, at(16, 15), at(16, 16), why),))
    assert told(rota, at(16, 14, 30)) == []
    assert told(rota, at(16, 16)) == []


def test_switching_on_is_no_duty_to_be_reminded_of():
    rota = a_rota(AMNA, stretches=(stretch(True, at(17, 9), at(17, 12), "switched"),))
    assert told(rota, at(17, 9)) == []


def test_whoever_is_on_already_by_her_own_order_has_no_start():
    """She came two hours early and stays."""
    rota = a_rota(AMNA, stretches=(stretch(True, at(16, 11), at(16, 19), "switched"),))
    assert told(rota, at(16, 12)) == told(rota, TWO) == []


def test_whoever_switched_off_before_the_start_is_left_alone():
    rota = a_rota(AMNA, stretches=(stretch(False, at(16, 13), at(16, 18), "switched"),))
    assert told(rota, TWO) == []
    assert told(rota, TWO + ANSWER_WITHIN, Asked("amna", TWO, TWO + 4 * HOUR, called_at=TWO)) == []


def test_a_new_roster_asks_again_only_for_another_hour():
    """She was asked about two o'clock; the shift was moved to half past."""
    moved = a_rota(a_responder(id="amna", shifts="mon 14:30-18:00"))
    asked = Asked("amna", TWO, TWO + 4 * HOUR, confirmed_at=TWO - HOUR)
    assert told(moved, TWO, asked) == ["remind amna 14:30"]
    assert told(a_rota(AMNA), TWO, asked) == []


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(0, 0, ("12", "night")), (3, 59, ("3:59", "night")), (4, 0, ("4", "morning")), (11, 30, ("11:30", "morning")),
     (12, 0, ("12", "noon")), (14, 0, ("2", "noon")), (16, 5, ("4:05", "evening")), (19, 0, ("7", "night"))],
)
def test_an_hour_is_said_plainly(hour: int, minute: int, said: tuple[str, str]):
    assert clock(at(16, hour, minute), KARACHI) == said


def shift(begin: int, length: int) -> Responder:
    end = (begin + length) % 24
    return a_responder(id="amna", shifts=f"mon-sun {begin:02}:00-{end:02}:00")


@given(st.integers(0, 23), st.integers(1, 15), st.lists(st.integers(1, 40), min_size=1, max_size=60), st.booleans())
def test_whatever_the_worker_misses_nothing_is_done_twice_or_late(
    begin: int, length: int, pauses: list[int], confirms: bool
):
    """Passes at odd moments over a day or more: at most one of each for a duty, in order, never what is past."""
    rota, now, asked = a_rota(shift(begin, length)), at(16, 0), dict[datetime, Asked]()
    done: list[tuple[str, datetime]] = []
    for pause in pauses:
        now += pause * MINUTE
        for step in list(steps(rota, list(asked.values()), now)):
            assert (step.deed, step.begins) not in done
            done.append((step.deed, step.begins))
            asked[step.begins] = _after(step, asked.get(step.begins), now, confirms)
            if step.deed == "remind":
                assert step.begins - REMIND_BEFORE <= now < step.begins
            if step.deed == "call":
                assert step.begins <= now < step.begins + ANSWER_WITHIN
            if step.deed == "absent":
                assert not confirms
                assert ("call", step.begins) in done


def _after(step: Step, known: Asked | None, now: datetime, confirms: bool) -> Asked:
    called = now if step.deed == "call" else known.called_at if known else None
    absent = now if step.deed == "absent" else None
    return Asked(step.who.id, step.begins, step.ends, called, now if confirms else None, absent)
