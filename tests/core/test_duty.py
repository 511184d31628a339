"""Who is on duty at an instant, and who of them is rung next."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from builders import a_responder
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.duty import WEEK, Wanted, next_to_ring, on_duty, parse_shifts, shift_at

KARACHI = ZoneInfo("Asia/Karachi")
ANYONE = Wanted("other", "ur", woman_only=False)


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
    assert (on_duty([responder], when, KARACHI) == [responder]) is covered
    assert (shift_at(responder, when, KARACHI) is not None) is covered


def test_a_shift_is_told_with_its_beginning_and_end():
    """In the small hours of Monday, the shift that began on Sunday is the one she is in."""
    night = a_responder(shifts="sun 20:00-02:00; mon 09:00-17:00")
    assert shift_at(night, at(16, 1, 30), KARACHI) == (at(15, 20), at(16, 2))


@given(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 960), st.integers(0, WEEK - 1))
def test_the_shift_told_is_one_that_holds_the_instant(day: int, start: int, minutes: int, minute: int):
    """Whatever the hour and the shift, begin and end lie around the instant."""
    end = (start + minutes) % 1440
    name = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day]
    one = a_responder(shifts=f"{name} {start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}")
    when = at(16, 0) + timedelta(minutes=minute)
    found = shift_at(one, when, KARACHI)
    assert (found is not None) == bool(on_duty([one], when, KARACHI))
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


def test_shifts_that_touch_do_not_overlap():
    assert len(parse_shifts("Mon 09:00-12:00; mon 12:00-15:00;")) == 2


def named(name: str, **more: object):
    return a_responder(name=name, id=name, **more)


@pytest.mark.parametrize(
    ("subject", "first"),
    [("law", "lawyer"), ("feelings", "counsellor"), ("online", "digital"), ("other", "counsellor"), ("", "counsellor")],
)
def test_the_subject_decides_who_is_rung_first(subject: str, first: str):
    duty = [named(role, role=role) for role in ("lawyer", "counsellor", "digital")]
    chosen = next_to_ring(duty, Wanted(subject, "ur", woman_only=False), (), (), {})
    assert chosen is not None
    assert chosen.role == first


def test_her_language_comes_before_the_subject():
    """A counsellor she can talk to is better than a lawyer she cannot."""
    duty = [named("a", role="lawyer", languages=("en",)), named("b", role="digital", languages=("ur", "en"))]
    assert next_to_ring(duty, Wanted("law", "ur", woman_only=False), (), (), {}) == duty[1]


def test_another_language_is_better_than_nobody():
    duty = [named("a", languages=("en",))]
    assert next_to_ring(duty, ANYONE, (), (), {}) == duty[0]


@given(st.sampled_from(("law", "feelings", "online", "other", "?")), st.sampled_from(("ur", "en")), st.booleans())
def test_a_woman_only_is_never_relaxed(subject: str, language: str, urgent: bool):
    """Not for want of anybody else, not in danger: a man does not answer who asked for a woman."""
    men = [named("man", gender="male"), named("other", gender="other", role="counsellor")]
    wanted = Wanted(subject, language, woman_only=True, urgent=urgent)
    assert next_to_ring(men, wanted, (), (), {}) is None
    woman = named("woman", role="digital", languages=("en",))
    assert next_to_ring([*men, woman], wanted, (), (), {}) == woman


def test_who_was_tried_or_is_busy_is_left_out():
    duty = [named("a"), named("b"), named("c")]
    assert next_to_ring(duty, ANYONE, ("a",), {"b"}, {}) == duty[2]
    assert next_to_ring(duty, ANYONE, ("a", "c"), {"b"}, {}) is None
    assert next_to_ring([], ANYONE, (), (), {}) is None


def test_who_was_rung_longest_ago_is_next():
    """The work is shared: never rung first, then the oldest ring; among equals always the same one."""
    duty = [named("c"), named("a"), named("b")]
    rung = {"a": "2026-11-21T09:00:00Z", "b": "2026-11-21T08:00:00Z"}
    assert [next_to_ring(duty, ANYONE, tried, (), rung).id for tried in ((), ("c",), ("c", "b"))] == ["c", "b", "a"]
    assert next_to_ring(duty, ANYONE, (), (), {}).id == "a"


@given(st.permutations([named(f"p{n}", role=role) for n, role in enumerate(("lawyer", "digital", "lawyer"))]))
def test_the_order_of_the_roster_does_not_matter(duty: list):
    assert next_to_ring(duty, Wanted("law", "ur", woman_only=False), (), (), {"p0": "x"}).id == "p2"
