"""The gaps of a roster are the minutes in which it is open and nobody of a kind is on duty, and no other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

from builders import BILQIS, KARACHI, a_responder, a_rota
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.core.duty import GENDERS, LANGUAGES, ROLES, Responder, Rota, Service, Stretch
from hotline.core.gaps import ANYBODY, Gap, Need, closed_times, gaps, needs_of, worse
from hotline.core.intervals import joined, when, without
from hotline.core.phone_number import PhoneNumber
from hotline.core.shifts import LONGEST_SHIFT, WEEK, Shift, parse_shifts

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")  # its clock is put back on 2026-10-25 and forward on 2027-03-28


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Wall-clock time in Karachi; the 16th of November 2026 is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=KARACHI).astimezone(UTC)


def told(found: list[Gap]) -> list[tuple[datetime, datetime]]:
    return [(gap.begins, gap.ends) for gap in found]


def test_nobody_at_all_is_told_from_when_until_when() -> None:
    rota = a_rota(a_responder(shifts="mon-sun 09:00-17:00"), a_responder("Bilqis", BILQIS, shifts="mon 20:00-04:00"))
    assert told(gaps(rota, at(16, 12), at(17, 12))) == [(at(16, 17), at(16, 20)), (at(17, 4), at(17, 9))]


def test_an_empty_roster_is_one_gap() -> None:
    assert told(gaps(a_rota(), at(16, 0), at(18, 0))) == [(at(16, 0), at(18, 0))]


def test_women_are_counted_apart_and_in_each_role() -> None:
    """A lawyer is there all day, and a woman too, but no woman who is a lawyer after noon."""
    rota = a_rota(
        a_responder("Amna", id="a", role="lawyer", shifts="mon 08:00-12:00"),
        a_responder("Bilal", id="b", role="lawyer", gender="male", shifts="mon 12:00-18:00"),
        a_responder("Cynthia", id="c", role="counsellor;digital", shifts="mon 08:00-18:00"),
    )
    found = gaps(rota, at(16, 8), at(16, 18), needs_of(rota))
    assert found == [Gap(Need(woman=True, role="lawyer"), at(16, 12), at(16, 18))]


def test_a_language_is_missed_when_those_who_speak_it_are_away() -> None:
    """Urdu always counts; a language that nobody on the roster speaks is no gap but a wish."""
    rota = a_rota(
        a_responder("Amna", id="a", languages=("en",), shifts="mon 08:00-12:00"),
        a_responder("Bilqis", id="b", languages=("en", "ps"), shifts="mon 10:00-12:00"),
    )
    missing = {gap.need.language: told([gap]) for gap in gaps(rota, at(16, 8), at(16, 12), needs_of(rota))}
    assert missing["ur"] == [(at(16, 8), at(16, 12))]
    assert missing["ps"] == [(at(16, 8), at(16, 10))]
    assert not {"en", "skr"} & set(missing)


def test_closed_hours_and_holidays_are_no_gaps() -> None:
    service = Service(parse_shifts("mon-fri 09:00-17:00"), frozenset({date(2026, 11, 17)}))
    rota = a_rota(a_responder(shifts="mon-fri 09:00-16:00"), service=service)
    assert told(gaps(rota, at(16, 0), at(19, 0))) == [(at(16, 16), at(16, 17)), (at(18, 16), at(18, 17))]
    assert closed_times(rota, at(16, 0), at(19, 0)) == [
        (at(16, 0), at(16, 9)), (at(16, 17), at(18, 9)), (at(18, 17), at(19, 0)),
    ]  # fmt: skip


def test_a_change_is_told_by_the_gaps_that_it_makes() -> None:
    """What was empty before is not told again; hours that are opened with nobody in them are."""
    day = a_responder("Amna", id="a", shifts="mon 09:00-17:00")
    night = a_responder("Bilqis", id="b", shifts="mon 17:00-22:00")
    both, one = a_rota(day, night), a_rota(day)
    assert told(worse(both, one, at(16, 0), at(17, 0))) == [(at(16, 17), at(16, 22))]
    assert worse(one, both, at(16, 0), at(17, 0)) == []
    short = a_rota(day, service=Service(parse_shifts("mon 09:00-17:00")))
    assert told(worse(short, one, at(16, 0), at(17, 0))) == [(at(16, 0), at(16, 9)), (at(16, 17), at(17, 0))]


FROM = {KARACHI: datetime(2026, 11, 15, 19, tzinfo=UTC), BERLIN: datetime(2026, 10, 24, 22, tzinfo=UTC)}
SPAN = DAY + 6 * HOUR
shifts_ = st.lists(st.builds(Shift, st.integers(0, WEEK - 1), st.integers(1, LONGEST_SHIFT)), max_size=3).map(tuple)
somebody = st.builds(
    Responder, st.sampled_from("abc"), st.just("Amna"), st.just(PhoneNumber("")),
    st.sets(st.sampled_from(ROLES), min_size=1).map(tuple), st.sampled_from(GENDERS),
    st.sets(st.sampled_from(LANGUAGES), min_size=1).map(tuple), shifts_,
)  # fmt: skip
changed = st.tuples(st.sampled_from("abc"), st.booleans(), st.integers(-300, 1800), st.integers(1, 900),
                    st.sampled_from(("swap", "calendar")))  # fmt: skip


@st.composite
def rotas(draw: st.DrawFn) -> Rota:
    """Three people at most, their shifts and changes to these, hours and a closed day, in a zone that may jump."""
    zone: tzinfo = draw(st.sampled_from([KARACHI, BERLIN]))
    begins = FROM[zone]
    stretches = tuple(
        Stretch(str(made), who, on, begins + start * MINUTE, begins + (start + long) * MINUTE, why, begins)
        for made, (who, on, start, long, why) in enumerate(draw(st.lists(changed, max_size=4)))
    )
    closed = frozenset(draw(st.lists(st.sampled_from([begins.astimezone(zone).date()]), max_size=1)))
    people = draw(st.lists(somebody, max_size=3, unique_by=lambda one: one.id))
    return Rota(zone, tuple(people), stretches, Service(draw(shifts_), closed))


@settings(max_examples=60, deadline=None)
@given(rotas())
def test_the_gaps_are_those_that_looking_at_every_minute_finds(rota: Rota) -> None:
    """Whatever the shifts, changes, hours and closed days, and on the night in which the clock is put back."""
    begins = FROM[rota.zone]  # type: ignore[index]
    minutes = [begins + number * MINUTE for number in range(SPAN // MINUTE)]
    on_duty = {minute: rota.on_duty(minute) for minute in minutes}
    is_open = {minute: rota.service.is_open(minute, rota.zone) for minute in minutes}
    found = gaps(rota, begins, begins + SPAN, needs_of(rota))
    for need in needs_of(rota):
        seen = {minute for minute in minutes if is_open[minute] and not any(map(need.is_met_by, on_duty[minute]))}
        assert covered(told([gap for gap in found if gap.need == need])) == seen
    assert covered(closed_times(rota, begins, begins + SPAN)) == {one for one in minutes if not is_open[one]}
    assert all(one.ends < two.begins for one, two in pairwise(found) if one.need == two.need)


def covered(spans: list[tuple[datetime, datetime]]) -> set[datetime]:
    return {begins + number * MINUTE for begins, ends in spans for number in range((ends - begins) // MINUTE)}


def hours(spans: set[tuple[int, int]]) -> list[tuple[datetime, datetime]]:
    return [(at(16, 0) + begins * HOUR, at(16, 0) + ends * HOUR) for begins, ends in spans]


spans_ = st.sets(st.tuples(st.integers(0, 20), st.integers(0, 20))).map(hours)


@given(spans_, spans_)
def test_times_are_joined_and_taken_out_of_each_other(some: list, others: list) -> None:
    assert covered(joined(some)) == covered(some)
    assert covered(without(some, others)) == covered(some) - covered(others)
    for result in (joined(some), without(some, others)):
        assert all(one[1] < two[0] for one, two in pairwise(result))


def test_a_question_is_asked_at_each_moment_once() -> None:
    moments = [at(16, 2), at(16, 0), at(16, 4), at(16, 2), at(16, 6)]
    assert when(lambda moment: moment < at(16, 4), moments) == [(at(16, 0), at(16, 4))]


def test_the_needs_begin_with_anybody_and_name_no_language_twice() -> None:
    needs = needs_of(a_rota(a_responder(languages=("ur", "en"))))
    assert needs[0] == ANYBODY
    assert len(set(needs)) == len(needs) == 1 + 3 + 2 + 4
