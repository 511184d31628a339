"""Counts by month: where callers leave, how soon they are answered, what became of promises; nothing of a person."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from builders import KARACHI
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.callback import Callback
from hotline.core.counting import (
    FEW,
    MEASURES,
    Counts,
    Stand,
    Talked,
    Waited,
    categories_in,
    is_open,
    months_between,
    of_closing,
    of_moving,
    of_request,
    of_sending,
    of_talks,
    of_text,
    of_waiting,
    of_wish,
    still_open,
)
from hotline.core.figures import Sum, figures

NOW = datetime(2026, 11, 30, 19, 30, tzinfo=UTC)  # half an hour after midnight of the 1st of December in Karachi
EARLIER = NOW - timedelta(hours=1)
STANDS = st.sampled_from([Stand("menu", "ur"), Stand("information", "ur", "home"), Stand("language", "none"),
                          Stand("information", "ur", "work"), Stand("waiting", "en"), Stand("end", "en")])  # fmt: skip


def a_callback(**more: object) -> Callback:
    asked = {"created_at": EARLIER, "window": "evening", "days": "any", "state": "done", "not_from": "", **more}
    return Callback(id="", reference="1234", subject="law", language="ur", woman_only=False, channel="voice",
                    due_at=EARLIER, expires_at=EARLIER, attempts=1, since=EARLIER, **asked)  # type: ignore[arg-type]


def of(counts: Counts, measure: str) -> dict[str, int]:
    return {category: n for (_, name, category), n in counts.items() if name == measure}


def test_a_month_is_that_of_the_clock_on_the_wall() -> None:
    assert {month for month, _, _ in of_moving(None, Stand("menu", "ur"), NOW, KARACHI)} == {"2026-12"}
    assert {month for month, _, _ in of_moving(None, Stand("menu", "ur"), EARLIER, KARACHI)} == {"2026-11"}
    assert months_between("2026-11", "2027-02") == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert months_between("2026-11", "2026-10") == []


def test_a_month_is_open_until_a_day_after_its_end() -> None:
    """Then its figures are shown, and nothing is added any more."""
    assert is_open("2026-11", NOW, KARACHI)
    assert not is_open("2026-11", NOW + timedelta(days=1), KARACHI)
    late = Counts({("2026-11", "talks", "lawyer"): 1, ("2026-12", "talks", "lawyer"): 2})
    assert still_open(late, NOW + timedelta(days=1), KARACHI) == {("2026-12", "talks", "lawyer"): 2}


@given(st.lists(st.lists(STANDS, min_size=1, max_size=6), max_size=20))
def test_each_call_is_counted_once_where_it_was_left(calls: list[list[Stand]]) -> None:
    """However the callers moved."""
    counts = Counts()
    for stands in calls:
        for before, after in zip([None, *stands], stands, strict=False):
            counts.update(of_moving(before, after, NOW, KARACHI))
    left = {stage: n for stage, n in of(counts, "calls_left").items() if n}
    assert left == dict(Counter(stands[-1].stage for stands in calls))
    assert sum(of(counts, "calls_by_hour").values()) == len(calls)
    assert set(of(counts, "calls_by_language").values()) <= set(range(len(calls) + 1))


def test_a_topic_counts_once_however_many_of_its_tips_are_heard() -> None:
    home, work = Stand("information", "ur", "home"), Stand("information", "ur", "work")
    assert of(of_moving(None, home, NOW, KARACHI), "topics") == {"home": 1}
    assert of(of_moving(home, home, NOW, KARACHI), "topics") == {}
    assert of(of_moving(home, work, NOW, KARACHI), "topics") == {"work": 1}
    assert of(of_text(None, home, 2000, NOW, KARACHI), "topics") == {"home": 1}


@pytest.mark.parametrize(("seconds", "told"), [(0, "within_20"), (20, "within_20"), (21, "within_60"),
                                               (60, "within_60"), (120, "within_120")])
def test_how_soon_somebody_answered(seconds: int, told: str) -> None:
    waits = [Waited(EARLIER, EARLIER + timedelta(seconds=seconds)), Waited(EARLIER, None)]
    assert of(of_waiting(waits, KARACHI), "answered") == {told: 1, "nobody": 1}
    waits.append(Waited(EARLIER, EARLIER + timedelta(seconds=121)))
    assert of(of_waiting(waits, KARACHI), "answered") == {told: 1, "nobody": 2}


@pytest.mark.parametrize(("asked", "reached", "told"), [
    ({}, "2026-12-01T15:59:00Z", "later"),  # she asked late in the evening: her window is the next day's
    ({}, "2026-12-01T14:59:00Z", "in_window"),
    ({"window": "now"}, "2026-11-30T18:45:00Z", "in_window"),
    ({"window": "now"}, "2026-11-30T19:31:00Z", "later"),
    ({"window": "morning", "days": "weekend"}, "2026-12-05T04:00:00Z", "in_window"),
    ({"state": "not_reached"}, "2026-12-01T14:59:00Z", "missed"),
    ({"state": "withdrawn"}, None, "withdrawn"),
    ({}, None, "later"),
])  # fmt: skip
def test_what_became_of_a_promise(asked: dict[str, object], reached: str | None, told: str) -> None:
    at = datetime.fromisoformat(reached) if reached else None
    assert of(of_closing(a_callback(**asked), at, NOW, KARACHI), "requests_closed") == {told: 1}


def test_a_request_a_wish_talks_and_texts() -> None:
    asked = of_request(a_callback(not_from="multan"), KARACHI)
    assert of(asked, "requests_by_subject") == {"law": 1}
    assert of(asked, "districts") == {"multan": 1}
    assert of(of_wish("law", "multan", NOW, KARACHI), "wanted") == {"law": 1}
    assert of(of_wish("", "", NOW, KARACHI), "wanted") == {"other": 1}
    talks = [Talked(("digital", "lawyer"), NOW, timedelta(minutes=9)),
             Talked(("counsellor",), NOW, timedelta(seconds=31))]  # fmt: skip
    assert of(of_talks(talks, KARACHI), "talk_minutes") == {"lawyer": 9, "counsellor": 1}
    assert of(of_sending([(NOW, 3, 5000), (NOW, -1, -1000)], KARACHI), "texts_paisa") == {"sent": 4000}
    assert of(of_text(None, Stand("menu", "ur_Latn"), 1000, NOW, KARACHI), "texts_paisa") == {"answered": 1000}


@given(st.dictionaries(st.sampled_from(sorted(MEASURES["calls_by_hour"].categories)), st.integers(0, 40)),
       st.lists(st.integers(0, 12), min_size=1, max_size=4))  # fmt: skip
def test_no_period_tells_more_than_its_months(hours: dict[str, int], more: list[int]) -> None:
    """One period less another is nothing but the months between, as they were released: sums have nothing else."""
    months = [f"2026-{at:02}" for at in range(1, len(more) + 1)]
    sheets = {(month, "calls_by_hour"): {hour: n + more[at] for hour, n in hours.items()}
              for at, month in enumerate(months)}  # fmt: skip
    longer = figures(sheets, months)["calls_by_hour"]
    shorter = figures(sheets, months[:-1])["calls_by_hour"]
    assert {month: longer.released[month] for month in months[:-1]} == shorter.released
    last = longer.released[months[-1]]
    for hour in longer.categories:
        difference = longer.of(hour).n - shorter.of(hour).n
        assert difference == (last.cells[hour] if isinstance(last.cells[hour], int) else 0)
        assert not 0 < difference < FEW


def test_a_figure_over_months() -> None:
    sheets = {("2026-01", "wanted"): {"law": 10, "feelings": 20, "online": 7, "other": 9},
              ("2026-02", "wanted"): {"law": 2, "feelings": 1},
              ("2026-01", "texts_out"): {"answered": 30, "sent": 40},
              ("2026-01", "texts_paisa"): {"answered": 3000, "sent": 4000},
              ("2026-02", "texts_paisa"): {"answered": 1000},
              ("2026-01", "districts"): {"multan": 25, "swat": 30, "okara": 19, "quetta": 3}}  # fmt: skip
    found = figures(sheets, ["2026-01", "2026-02"])
    assert found["wanted"].of("law") == Sum(10, at_least=True)
    assert found["wanted"].total == Sum(46, at_least=True)
    assert found["texts_paisa"].total == Sum(7000, at_least=True)
    assert "okara" not in found["districts"].categories
    assert all(cell != 19 for _, _, cell in found["districts"].cells())


def test_a_whole_year_tells_what_its_months_hide() -> None:
    """A year has sums of its own; the same months in a period that is none have not."""
    months = months_between("2026-01", "2026-12")
    sheets = {(month, "wanted"): {"law": 3, "feelings": 2, "online": 3, "other": 60} for month in months}
    assert figures(sheets, months)["wanted"].of("law") == Sum(36)
    assert figures(sheets, [*months, "2027-01"])["wanted"].of("law") == Sum(36, at_least=True)
    assert figures(sheets, months[:-1])["wanted"].of("law") == Sum(0, at_least=True)


def test_a_month_has_no_day_that_it_lacks() -> None:
    """A cell that everybody knows to be empty would protect nothing."""
    days = MEASURES["calls_by_day"]
    months = ("2026-02", "2028-02", "2026-04", "2026-12")
    assert [len(categories_in(days, month)) for month in months] == [28, 29, 30, 31]
    assert "31" not in figures({}, ["2026-04"])["calls_by_day"].released["2026-04"].cells


def test_a_caller_who_goes_on_after_midnight_leaves_no_negative_count() -> None:
    sheets = {("2026-01", "calls_left"): {"menu": -1, "end": 12}}
    assert figures(sheets, ["2026-01"])["calls_left"].released["2026-01"].total == 12
