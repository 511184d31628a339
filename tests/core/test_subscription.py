"""When the weekly text is due, what it is, and how a subscription ends by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hotline.core.subscription import GO_ON, HOURS, OVER, WEEKS, Due, Pause, Slot, Subscription, due, next_due

KARACHI = ZoneInfo("Asia/Karachi")
ZONES = [KARACHI, ZoneInfo("Europe/London"), ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/New_York")]
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
SERIES = tuple(f"t{n}" for n in range(1, 9))
QUIET = {21, 22, 23, 0, 1, 2, 3, 4, 5, 6, 7}

slots = st.builds(Slot, st.integers(0, 6), st.sampled_from(sorted(HOURS.values())))
instants = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
days = st.dates(date(2026, 1, 1), date(2030, 1, 1))
pauses = st.lists(
    st.builds(
        lambda first, length, hours: Pause(first, first + timedelta(days=length), *hours),
        days, st.integers(0, 60), st.sampled_from([(0, 24), (18, 5), (22, 8), (9, 12)]),
    ), max_size=4,
)  # fmt: skip
zones = st.sampled_from(ZONES)


def hers(**more: object) -> Subscription:
    return Subscription("s1", "phone", "ur", Slot(4, 9), NOW, **more)  # type: ignore[arg-type]


@given(slots, instants, zones, pauses, st.text(max_size=5))
def test_the_next_text_is_in_her_hour_and_later_and_in_no_pause(slot, after, zone, pauses, who) -> None:
    at = next_due(slot, after, zone, pauses, who)
    local = at.astimezone(zone)
    assert at > after
    assert (local.weekday(), local.hour) == (slot.weekday, slot.hour)
    assert not any(pause.covers(at, zone) for pause in pauses)
    assert slot.holds(at, zone)


@given(slots, instants, zones, st.text(max_size=5))
def test_without_a_pause_she_never_waits_longer_than_a_week(slot, after, zone, who) -> None:
    """But where the clock is put forward, and her hour is missing once."""
    assert next_due(slot, after, zone, (), who) - after <= timedelta(days=7 if zone == KARACHI else 14, hours=1)


@given(slots, instants, pauses)
def test_nothing_comes_at_night_that_she_did_not_choose(slot, after, pauses) -> None:
    local = next_due(slot, after, KARACHI, pauses).astimezone(KARACHI)
    assert local.hour not in QUIET or slot.hour in QUIET


@given(days, st.integers(0, 40))
def test_a_pause_of_nights_holds_the_small_hours_of_the_day_after(first, length) -> None:
    last = first + timedelta(days=length)
    nights = Pause(first, last, 18, 5)

    def covered(day: date, hour: int) -> bool:
        return nights.covers(datetime(day.year, day.month, day.day, hour, tzinfo=KARACHI), KARACHI)

    assert covered(first, 18)
    assert covered(last, 23)
    assert covered(last + timedelta(days=1), 4)
    assert not covered(first, 4)
    assert not covered(first, 12)
    assert not covered(last + timedelta(days=1), 5)
    assert not covered(last + timedelta(days=1), 18)


def test_texts_are_spread_over_the_hour_in_another_order_each_week() -> None:
    """So that the same women are not the last every week, if not all can be sent."""
    people = [f"s{n}" for n in range(50)]
    weeks = []
    for week in range(2):
        after = NOW + timedelta(weeks=week)
        weeks.append(sorted(people, key=lambda who, after=after: next_due(Slot(4, 9), after, KARACHI, (), who)))
    assert weeks[0] != weeks[1]
    minutes = {next_due(Slot(4, 9), NOW, KARACHI, (), who).minute for who in people}
    assert max(minutes) < 40
    assert len(minutes) > 15


def test_the_texts_come_in_order_one_a_week_until_the_last() -> None:
    one, said = hers(), []
    while True:
        what = due(one, SERIES, SERIES, NOW)
        said.append(what.says)
        if what.then is None:
            break
        one = replace(what.then, silent=0)  # she answers
    assert said == [*SERIES, OVER]


def test_what_is_not_signed_is_passed_over() -> None:
    assert due(hers(told="t1"), SERIES, ("t1", "t4"), NOW).says == "t4"
    assert due(hers(told="t4"), SERIES, ("t1", "t4"), NOW).says == OVER


def test_a_text_that_was_taken_out_of_the_series_does_not_stop_it() -> None:
    assert due(hers(told="gone"), SERIES, SERIES, NOW).says == "t1"


def test_eight_weeks_without_an_answer_end_it_and_the_eighth_text_says_so() -> None:
    one, said = hers(), []
    for _ in range(WEEKS + 1):
        what = due(one, (*SERIES, "t9", "t10"), (*SERIES, "t9", "t10"), NOW)
        said.append(what.says)
        one = what.then or one
    assert said == [*SERIES[:7], GO_ON, ""]
    assert what == Due("", None)
    assert one.silent == WEEKS


def test_an_answer_to_the_question_goes_on_where_it_stood() -> None:
    asked = due(hers(told="t7", silent=WEEKS - 1), SERIES, SERIES, NOW).then
    assert asked
    assert asked.last == GO_ON
    assert due(replace(asked, silent=0), SERIES, SERIES, NOW).says == "t8"


def test_a_text_that_never_left_is_told_again_and_does_not_count() -> None:
    what = due(hers(told="t3"), SERIES, SERIES, NOW).then
    assert what
    again = due(replace(what, unsent=True), SERIES, SERIES, NOW)
    assert (again.says, again.then and again.then.silent) == ("t4", 1)
    asked = due(hers(told="t7", silent=WEEKS - 1), SERIES, SERIES, NOW).then
    assert asked
    assert due(replace(asked, unsent=True), SERIES, SERIES, NOW).says == GO_ON


def test_a_broadcast_takes_the_place_of_the_weeks_text_once() -> None:
    what = due(hers(told="t3"), SERIES, SERIES, NOW, "b1")
    assert what.says == "b1"
    assert what.then
    assert due(what.then, SERIES, SERIES, NOW, "b1").says == "t4"
    assert due(replace(what.then, unsent=True), SERIES, SERIES, NOW, "b1").says == "b1"


def test_a_slot_is_what_was_chosen() -> None:
    slot = Slot.chosen("fri", "h09")
    assert slot == Slot(4, 9)
    assert dict(slot.answers) == {"day": "fri", "hour": "h09"}
