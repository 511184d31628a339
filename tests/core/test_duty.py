"""Who is on duty at an instant, and who of them is rung next."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import KARACHI, a_responder, a_rota
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.duty import Service, Stretch
from hotline.core.shifts import WEEK, parse_shifts, write_shifts


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Wall-clock time in Karachi; the 16th of November 2026 is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=KARACHI).astimezone(UTC)


@pytest.mark.parametrize(
    ("shifts", "when", "covered"),
    [
        ("mon 09:00-17:00", at(16, 9), True),
        ("mon 09:00-17:00", at(16, 8, 59), False),
        ("mon 09:00-17:00", at(16, 17), False),
        ("mon 09:00-17:00", at(17, 10), False),
        ("mon-fri 09:00-17:00", at(20, 16, 59), True),
        ("mon-fri 09:00-17:00", at(21, 10), False),
        # over midnight, into the next day
        ("sat 20:00-02:00", at(21, 23), True),
        ("sat 20:00-02:00", at(22, 1, 59), True),
        ("sat 20:00-02:00", at(22, 2), False),
        ("sat 20:00-02:00", at(21, 1), False),
        # over the end of the week
        ("sun 20:00-02:00", at(22, 23), True),
        ("sun 20:00-02:00", at(23, 1), True),
        ("sun 20:00-02:00", at(16, 1), True),
        ("sun 20:00-02:00", at(17, 1), False),
        ("fri-mon 08:00-12:00", at(22, 9), True),
        ("fri-mon 08:00-12:00", at(16, 9), True),
        ("fri-mon 08:00-12:00", at(17, 9), False),
        ("mon 16:00-24:00", at(16, 23, 59), True),
        ("mon 16:00-24:00", at(17, 0), False),
    ],
)
def test_a_shift_covers_its_hours_and_no_minute_more(shifts: str, when: datetime, covered: bool):
    responder = a_responder(shifts=shifts)
    rota = a_rota(responder)
    assert (rota.on_duty(when) == [responder]) is covered
    assert (rota.duty_at(responder, when) is not None) is covered


def test_a_shift_is_told_with_its_beginning_and_end():
    """In the small hours of Monday, the shift that began on Sunday is the one she is in."""
    night = a_responder(shifts="sun 20:00-02:00; mon 09:00-17:00")
    assert a_rota(night).duty_at(night, at(16, 1, 30)) == (at(15, 20), at(16, 2))


@given(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 960), st.integers(0, WEEK - 1))
def test_the_shift_told_is_one_that_holds_the_instant(day: int, start: int, minutes: int, minute: int):
    """Whatever the hour and the shift, begin and end lie around the instant."""
    end = (start + minutes) % 1440
    name = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day]
    one = a_responder(shifts=f"{name} {start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}")
    when = at(16, 0) + timedelta(minutes=minute)
    rota = a_rota(one)
    found = rota.duty_at(one, when)
    assert (found is not None) == bool(rota.on_duty(when))
    if found:
        assert found[0] <= when < found[1]
        assert found[1] - found[0] == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no shift"),
        (" ; ", "no shift"),
        ("monday 09:00-17:00", "'monday 09:00-17:00'"),
        ("mon 09:00-17:00; xyz 10:00-12:00", "'xyz 10:00-12:00'"),
        ("mon-xyz 10:00-12:00", "'mon-xyz 10:00-12:00'"),
        ("mon 9-17", "'mon 9-17'"),
        ("mon 09:00-25:00", "does not exist"),
        ("mon 09:60-10:00", "does not exist"),
        ("mon 24:30-03:00", "does not exist"),
        ("mon 09:00-09:00", "more than 0"),
        ("mon 00:00-17:00", "at most 16 hours"),
        ("mon 09:00-12:00; mon 11:00-13:00", "overlap"),
        ("sun 20:00-02:00; mon 01:00-05:00", "overlap"),
        ("mon 09:00-12:00; mon 09:00-12:00", "overlap"),
    ],
)
def test_a_shift_that_cannot_be_is_refused_with_its_place(text: str, told: str):
    with pytest.raises(ValueError, match=told.replace("(", r"\(")):
        parse_shifts(text)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_shifts(text: str):
    """A cell of a spreadsheet can hold anything: shifts, or one kind of error."""
    with suppress(ValueError):
        assert parse_shifts(text)


clock = st.integers(0, 24 * 60).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")


@given(st.lists(st.tuples(st.sampled_from(("mon", "tue-thu", "sat-mon", "mon-sun")), clock, clock), max_size=4))
def test_shifts_are_written_as_they_are_read(parts: list[tuple[str, str, str]]):
    text = "; ".join(f"{days} {begins}-{ends}" for days, begins, ends in parts)
    with suppress(ValueError):
        shifts = parse_shifts(text)
        told = write_shifts(shifts)
        assert {(one.start % WEEK, one.minutes) for one in parse_shifts(told)} == {
            (one.start % WEEK, one.minutes) for one in shifts
        }
        assert told.count(";") <= text.count(";") * 2 + 1


def test_days_of_equal_hours_are_written_together():
    assert write_shifts(parse_shifts("sat 20:00-02:00; mon-wed 09:00-24:00; fri 09:00-24:00")) == (
        "mon-wed 09:00-24:00; fri 09:00-24:00; sat 20:00-02:00"
    )


def test_shifts_that_touch_do_not_overlap():
    assert len(parse_shifts("Mon 09:00-12:00; mon 12:00-15:00;")) == 2


def change(responder: str, begins: datetime, ends: datetime, *, on: bool, made: int = 1) -> Stretch:
    return Stretch(f"{made}", responder, on, begins, ends, "switched", at(1, 0) + timedelta(minutes=made))


def test_a_dated_change_stands_before_the_weekly_shift_and_the_later_made_before_the_earlier():
    amna = a_responder(id="amna", shifts="mon 09:00-17:00")
    rota = a_rota(
        amna,
        stretches=(
            change("amna", at(16, 10), at(16, 14), on=False),
            change("amna", at(16, 12), at(16, 13), on=True, made=2),
            change("amna", at(17, 20), at(17, 22), on=True),
            change("bilqis", at(16, 9), at(16, 17), on=False),
        ),
    )
    assert rota.duties(amna, at(16, 0), at(18, 0)) == [
        (at(16, 9), at(16, 10)), (at(16, 12), at(16, 13)), (at(16, 14), at(16, 17)), (at(17, 20), at(17, 22)),
    ]  # fmt: skip
    assert rota.duty_at(amna, at(16, 11)) is None
    assert rota.duty_at(amna, at(16, 12, 30)) == (at(16, 12), at(16, 13))


def test_nobody_is_on_duty_while_the_service_is_closed_unless_it_was_said_for_that_day():
    service = Service(parse_shifts("mon-sun 10:00-16:00"), frozenset({at(17, 12).date()}))
    amna = a_responder(id="amna", shifts="mon-sun 09:00-17:00")
    rota = a_rota(amna, service=service, stretches=(change("amna", at(17, 9), at(17, 10), on=True),))
    assert rota.duties(amna, at(16, 0), at(19, 0)) == [
        (at(16, 10), at(16, 16)), (at(17, 9), at(17, 10)), (at(18, 10), at(18, 16)),
    ]  # fmt: skip


def from_calendar(stretch: Stretch) -> Stretch:
    return replace(stretch, why="calendar")


def test_what_was_said_of_one_day_stands_before_a_calendar_that_is_imported_later():
    """She said that she cannot come tonight; her calendar, read again tomorrow, does not know it."""
    amna = a_responder(id="amna", shifts="sun 09:00-10:00")
    rota = a_rota(amna, stretches=(
        change("amna", at(16, 12), at(16, 20), on=False, made=1),
        from_calendar(change("amna", at(16, 9), at(16, 17), on=True, made=2)),
        from_calendar(change("amna", at(16, 14), at(16, 15), on=False, made=3)),
        change("amna", at(16, 14), at(16, 16), on=True, made=0),
    ))  # fmt: skip
    assert rota.duties(amna, at(16, 0), at(17, 0)) == [(at(16, 9), at(16, 12))]


def test_a_calendar_does_not_open_a_closed_day():
    """It repeats every week and knows no holidays; only what is said for the day itself does."""
    service = Service(parse_shifts("mon-sun 10:00-22:00"), frozenset({at(17, 12).date()}))
    amna = a_responder(id="amna", shifts="sun 09:00-10:00")
    rota = a_rota(amna, service=service, stretches=tuple(
        from_calendar(change("amna", at(day, 9), at(day, 17), on=True)) for day in (16, 17, 18)
    ))  # fmt: skip
    assert rota.duties(amna, at(16, 0), at(19, 0)) == [(at(16, 10), at(16, 17)), (at(18, 10), at(18, 17))]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.booleans()), max_size=5), st.integers(0, 71))
def test_the_duties_told_are_the_hours_in_which_she_is_on_duty(changes: list, hour: int):
    """However the changes overlap, the list of duties and the question at one instant say the same."""
    one = a_responder(id="a", shifts="sun-wed 20:00-04:00")
    rota = a_rota(one, stretches=tuple(
        change("a", at(16, 0) + timedelta(hours=begins), at(16, 0) + timedelta(hours=begins + hours), on=on, made=made)
        for made, (begins, hours, on) in enumerate(changes)
    ))  # fmt: skip
    when = at(16, 0) + timedelta(hours=hour, minutes=30)
    told = [span for span in rota.duties(one, at(16, 0), at(19, 0)) if span[0] <= when < span[1]]
    assert len(told) == int(rota.is_on(one, when))
