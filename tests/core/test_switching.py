"""What a responder's own orders make of her duty."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from builders import AMNA, BILQIS, a_responder, a_rota
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.duty import Service, Stretch
from hotline.core.shifts import parse_shifts
from hotline.core.switching import coming, in_break, is_deserted, on_until, running, to_leave

NOON = datetime(2026, 11, 23, 7, tzinfo=UTC)  # a Monday, twelve in Karachi
HOUR = timedelta(hours=1)
AMNA_BY_DAY = a_responder(id="amna", shifts="mon-fri 09:00-17:00")
BILQIS_AT_NIGHT = a_responder("Bilqis", BILQIS, id="bilqis", shifts="mon-sun 20:00-04:00")


def stretch(begins: int, ends: int, why: str, *, on: bool, responder: str = "amna") -> Stretch:
    """A change, in hours from noon; the later begun was made later."""
    return Stretch(f"{begins}{ends}{why}", responder, on, NOON + begins * HOUR, NOON + ends * HOUR, why,
                   NOON + begins * HOUR)  # fmt: skip


@given(st.integers(0, 7 * 24 * 60))
def test_on_lasts_eight_hours_or_to_the_end_of_the_shift(minutes: int) -> None:
    at = NOON + timedelta(minutes=minutes)
    shift = a_rota(BILQIS_AT_NIGHT).duty_at(BILQIS_AT_NIGHT, at)
    until = on_until(a_rota(BILQIS_AT_NIGHT), BILQIS_AT_NIGHT, at)
    assert until == max(at + 8 * HOUR, shift[1] if shift else at)


def test_on_after_off_goes_by_the_shift_as_it_was_planned() -> None:
    long = a_responder(id="amna", shifts="mon-fri 06:00-22:00")
    off = stretch(-1, 10, "switched", on=False)
    assert on_until(a_rota(long, stretches=(off,)), long, NOON) == NOON + 10 * HOUR


def test_a_break_interrupts_the_duty_she_is_in() -> None:
    pause = stretch(0, 1, "break", on=False)
    rota = a_rota(AMNA_BY_DAY, stretches=(pause,))
    assert in_break(rota, AMNA_BY_DAY, NOON) == (NOON, NOON + 5 * HOUR)
    assert running(rota, AMNA_BY_DAY, NOON) == (NOON, NOON + 5 * HOUR)
    assert in_break(rota, AMNA_BY_DAY, NOON + HOUR) is None


def test_off_duty_is_no_break() -> None:
    rota = a_rota(AMNA_BY_DAY, stretches=(stretch(0, 5, "switched", on=False),))
    assert in_break(rota, AMNA_BY_DAY, NOON) is None
    assert running(rota, AMNA_BY_DAY, NOON) is None


def test_what_is_coming_is_the_plan_not_what_is_left_of_today() -> None:
    """She came early and takes a break: her next shift is the one of the evening."""
    extra = stretch(0, 8, "switched", on=True, responder="bilqis")
    rota = a_rota(BILQIS_AT_NIGHT, stretches=(extra, stretch(1, 2, "break", on=False, responder="bilqis")))
    assert coming(rota, BILQIS_AT_NIGHT, NOON + 1.5 * HOUR)[0] == (NOON + 8 * HOUR, NOON + 16 * HOUR)


def test_to_leave_an_extra_hour_is_not_to_leave_the_shift_after_it() -> None:
    """She is on by her own word from noon to eight, when her evening shift begins."""
    extra = stretch(0, 8, "switched", on=True, responder="bilqis")
    rota = a_rota(BILQIS_AT_NIGHT, stretches=(extra,))
    assert running(rota, BILQIS_AT_NIGHT, NOON) == (NOON, NOON + 16 * HOUR)
    assert to_leave(rota, BILQIS_AT_NIGHT, NOON + HOUR) == (NOON + HOUR, NOON + 8 * HOUR)
    assert to_leave(rota, BILQIS_AT_NIGHT, NOON + 9 * HOUR) == (NOON + 9 * HOUR, NOON + 16 * HOUR)
    assert to_leave(a_rota(BILQIS_AT_NIGHT), BILQIS_AT_NIGHT, NOON) is None


def test_to_leave_a_shift_is_to_leave_what_she_added_to_it() -> None:
    rota = a_rota(AMNA_BY_DAY, stretches=(stretch(0, 8, "switched", on=True),))
    assert to_leave(rota, AMNA_BY_DAY, NOON + HOUR) == (NOON + HOUR, NOON + 8 * HOUR)


def test_to_leave_in_a_break_is_to_leave_the_shift() -> None:
    rota = a_rota(AMNA_BY_DAY, stretches=(stretch(0, 1, "break", on=False),))
    assert to_leave(rota, AMNA_BY_DAY, NOON) == (NOON, NOON + 5 * HOUR)


def test_what_is_coming_has_not_begun() -> None:
    shifts = coming(a_rota(AMNA_BY_DAY), AMNA_BY_DAY, NOON)
    assert shifts[0] == (NOON + 21 * HOUR, NOON + 29 * HOUR)
    assert len(shifts) == 10


@pytest.mark.parametrize(("hours", "deserted"), [(-1, False), (5, True), (8, False), (16, True)])
def test_nobody_left_is_seen(hours: int, deserted: bool) -> None:
    rota = a_rota(AMNA_BY_DAY, BILQIS_AT_NIGHT)
    assert is_deserted(rota, NOON + hours * HOUR) is deserted


def test_nobody_is_missed_while_the_hotline_is_closed() -> None:
    rota = a_rota(a_responder(phone=AMNA, shifts="mon 09:00-10:00"), service=Service(parse_shifts("mon 09:00-11:00")))
    assert is_deserted(rota, NOON - 1.5 * HOUR)
    assert not is_deserted(rota, NOON)
