"""A responder's calendar: her duties and absences as she wrote them, or one clear line about what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from builders import KARACHI
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.actions.import_roster import RosterError
from hotline.actions.take_calendar import AHEAD, Planned
from hotline.calendars import reading
from hotline.calendars.reading import LARGEST, read_calendar
from hotline.core.intervals import Interval

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)  # a Saturday, 14:00 in Karachi
EVENT = "UID:1\nDTSTART:20261125T090000\nDTEND:20261125T170000"


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """Wall-clock time in Karachi."""
    return datetime(2026, month, day, hour, minute, tzinfo=KARACHI).astimezone(UTC)


def calendar(*events: str, head: str = "") -> bytes:
    """A file of these events, with the line ends that the standard asks for."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", *filter(None, [head])]
    for number, event in enumerate(events):
        uid = [] if "UID:" in event else [f"UID:other {number}"]
        lines += ["BEGIN:VEVENT", *uid, *event.splitlines(), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def read(*events: str, head: str = "") -> Planned:
    return read_calendar(calendar(*events, head=head), NOW, NOW + AHEAD, KARACHI)


def duty(*events: str, head: str = "") -> list[Interval]:
    planned = read(*events, head=head)
    assert planned.absent == ()
    return list(planned.duty)


def problems(content: bytes) -> list[str]:
    with pytest.raises(RosterError) as caught:
        read_calendar(content, NOW, NOW + AHEAD, KARACHI)
    return caught.value.problems


WEDNESDAY = (at(25, 9), at(25, 17))


@pytest.mark.parametrize("event", [
    EVENT,
    "DTSTART:20261125T040000Z\nDTEND:20261125T120000Z",
    "DTSTART;TZID=Asia/Karachi:20261125T090000\nDTEND;TZID=Asia/Karachi:20261125T170000",
    "DTSTART;TZID=Pakistan Standard Time:20261125T090000\nDURATION:PT8H",
    "DTSTART;TZID=Europe/Berlin:20261125T050000\nDURATION:PT8H",
    "DTSTART:20261125T090000\nDTEND:20261125T120000Z",
    "DTSTART:20261125T090000\nDURATION:PT8H\nSUMMARY:Office\nSTATUS:CONFIRMED",
    "DTSTART:20261125T090000\nDURATION:PT8H\nATTENDEE:what;;is=this",
])  # fmt: skip
def test_a_time_is_what_its_zone_says_and_without_one_it_is_the_hotlines(event: str) -> None:
    assert duty(event) == [WEDNESDAY]


def test_a_calendar_may_name_its_own_zone() -> None:
    """As Google writes it, for times without one."""
    assert duty("DTSTART:20261125T050000\nDTEND:20261125T130000", head="X-WR-TIMEZONE:Europe/Berlin") == [WEDNESDAY]
    assert duty("DTSTART:20261125T040000Z\nDTEND:20261125T120000Z", head="X-WR-TIMEZONE:Europe/Berlin") == [WEDNESDAY]


ZONE = """BEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r
TZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE"""


def test_a_zone_that_the_file_explains_is_known() -> None:
    assert duty("DTSTART;TZID=Ours:20261125T070000\nDURATION:PT8H", head=ZONE) == [WEDNESDAY]


def test_what_repeats_is_told_for_eight_weeks_without_the_days_left_out() -> None:
    """Weekly on Wednesday; one is left out, one is moved, one is cancelled."""
    weekly = f"{EVENT}\nRRULE:FREQ=WEEKLY;BYDAY=WE\nEXDATE:20261202T090000"
    moved = "UID:1\nRECURRENCE-ID:20261209T090000\nDTSTART:20261210T100000\nDTEND:20261210T120000"
    cancelled = "UID:1\nRECURRENCE-ID:20261216T090000\nDTSTART:20261216T090000\nDURATION:PT8H\nSTATUS:CANCELLED"
    found = duty(weekly, moved, cancelled)
    december = [(at(10, 10, month=12), at(10, 12, month=12)), (at(23, 9, month=12), at(23, 17, month=12))]
    assert found[:3] == [WEDNESDAY, *december]
    assert len(found) == 6
    assert all(span[0] < NOW + AHEAD for span in found)


def test_from_one_day_on_a_series_may_be_another() -> None:
    weekly = f"{EVENT}\nRRULE:FREQ=WEEKLY;COUNT=3"
    later = "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261202T090000\nDTSTART:20261202T100000\nDURATION:PT8H"
    assert duty(weekly, later) == [WEDNESDAY, *((at(day, 10, month=12), at(day, 18, month=12)) for day in (2, 9))]


@pytest.mark.parametrize(("rule", "days"), [
    ("FREQ=DAILY;COUNT=3", [25, 26, 27]),
    ("FREQ=DAILY;INTERVAL=2;COUNT=2", [25, 27]),
    ("FREQ=DAILY;UNTIL=20261127", [25, 26, 27]),
    ("FREQ=DAILY;UNTIL=20261127T090000", [25, 26, 27]),
    ("FREQ=DAILY;UNTIL=20261127T040000Z", [25, 26, 27]),
    ("FREQ=DAILY;UNTIL=20261127T035959Z", [25, 26]),
    ("FREQ=WEEKLY;WKST=SU;BYDAY=WE,FR;COUNT=3", [25, 27, 32]),
    ("FREQ=MONTHLY;BYDAY=4WE;COUNT=1", [25]),
    ("FREQ=MONTHLY;BYMONTHDAY=25,27;COUNT=2", [25, 27]),
    ("FREQ=YEARLY;COUNT=2", [25]),
])  # fmt: skip
def test_a_series_ends_where_it_says(rule: str, days: list[int]) -> None:
    spans = [(WEDNESDAY[0] + timedelta(days=day - 25), WEDNESDAY[1] + timedelta(days=day - 25)) for day in days]
    assert duty(f"{EVENT}\nRRULE:{rule}") == spans


def test_a_series_keeps_its_own_clock_when_that_is_put_back() -> None:
    """Nine in Berlin is another hour in Karachi from one Sunday to the next."""
    now = datetime(2026, 10, 20, tzinfo=UTC)
    event = "DTSTART;TZID=Europe/Berlin:20261021T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2"
    planned = read_calendar(calendar(event), now, now + AHEAD, KARACHI)
    assert [begins.astimezone(KARACHI).hour for begins, _ in planned.duty] == [12, 13]


@pytest.mark.parametrize("mark", [
    "CATEGORIES:Absence", "CATEGORIES:work,LEAVE", "CATEGORIES:work\nCATEGORIES:absent", "SUMMARY:Off",
    "SUMMARY:off - dentist", "SUMMARY:LEAVE", "SUMMARY:Absent today", "SUMMARY:chutti", "SUMMARY:چھٹی",
    "SUMMARY:چهٹي ہے", "SUMMARY:🌴 Leave",
])  # fmt: skip
def test_an_absence_is_known_by_its_mark_and_takes_what_it_covers_out_of_duty(mark: str) -> None:
    planned = read(EVENT, f"DTSTART:20261125T120000\nDTEND:20261125T130000\n{mark}")
    assert planned.duty == ((at(25, 9), at(25, 12)), (at(25, 13), at(25, 17)))
    assert planned.absent == ((at(25, 12), at(25, 13)),)


@pytest.mark.parametrize("title", ["Office", "Offline", "Leaves", "No leave", "duty, off later", "Absentia"])
def test_a_word_that_only_looks_like_it_is_no_absence(title: str) -> None:
    assert duty(f"{EVENT}\nSUMMARY:{title}") == [WEDNESDAY]


def test_an_absence_of_whole_days_is_whole_days_on_the_hotlines_clock() -> None:
    planned = read(
        "DTSTART;VALUE=DATE:20261125\nDTEND;VALUE=DATE:20261128\nSUMMARY:leave",
        "DTSTART;VALUE=DATE:20261201\nSUMMARY:leave",
    )
    assert planned == Planned((), ((at(25, 0), at(28, 0)), (at(1, 0, month=12), at(2, 0, month=12))))


def test_what_is_over_cancelled_or_far_away_does_not_count() -> None:
    """However wrong it is: nobody mends the past."""
    assert read(
        "DTSTART;VALUE=DATE:20260101", "DTSTART:20261120T090000\nDURATION:P3D\nSTATUS:CANCELLED",
        "DTSTART:20261121T090000\nDTEND:20261121T140000", "DTSTART:20270201T090000\nDTEND:20270205T090000",
    ) == Planned((), ())  # fmt: skip
    assert duty("DTSTART:20261121T080000\nDTEND:20261121T140001") == [(at(21, 8), at(21, 14) + timedelta(seconds=1))]


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read() == Planned((), ())
    assert read_calendar(b"\xef\xbb\xbf" + calendar(), NOW, NOW + AHEAD, KARACHI) == Planned((), ())


@pytest.mark.parametrize(("event", "told"), [
    ("DTSTART;VALUE=DATE:20261125", "the event of 25 Nov 2026 lasts whole days: give duty its hours"),
    ("DTSTART:20261125T090000\nDTEND:20261126T010001", "lasts more than 16 hours"),
    ("DTSTART:20261125T090000", "lasts no time"),
    ("DTSTART:20261125T090000\nDTEND:20261125T080000", "ends before it begins"),
    ("DTSTART:20261125T090000\nDURATION:-PT1H", "ends before it begins"),
    ("DTSTART:20261125T090000\nDTEND;VALUE=DATE:20261126", "one of DTSTART and DTEND has a time"),
    ("DTSTART:25 Nov 9am\nDTEND:20261125T170000", "DTSTART cannot be read"),
    ("DTSTART:20261125T250000\nDTEND:20261125T170000", "DTSTART cannot be read"),
    ("DTSTART:090000\nDTEND:170000", "a time without its date"),
    ("DTEND:20261125T170000", "the event has no DTSTART"),
    (f"{EVENT}\nDTSTART:20261126T090000", "DTSTART stands there twice"),
    ("DTSTART;TZID=Karachi Time:20261125T090000\nDURATION:PT8H", "the time zone 'Karachi Time' is not known"),
    (f"{EVENT}\nRRULE:FREQ=DAILY\nEXDATE;TZID=Nowhere:20261126T090000", "the time zone 'Nowhere' is not known"),
    (f"{EVENT}\nRRULE:FREQ=HOURLY", "repeats more often than daily"),
    (f"{EVENT}\nRRULE:FREQ=SECONDLY;COUNT=9", "repeats more often than daily"),
    (f"{EVENT}\nRRULE:FREQ=FORTNIGHTLY", "RRULE cannot be read"),
    (f"{EVENT}\nRRULE:every day", "repeats more often than daily, or in a way"),
    (f"{EVENT}\nRRULE:FREQ=DAILY;BYHOUR=9,10", "repeats with 'BYHOUR'"),
    (f"{EVENT}\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "repeats with 'BYMONTH'"),
    (f"{EVENT}\nRRULE:FREQ=DAILY;INTERVAL=0", "an INTERVAL of less than 1"),
    (f"{EVENT}\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY", "RRULE stands there twice"),
    (f"{EVENT}\nEXRULE:FREQ=WEEKLY", "EXRULE is not understood"),
    ("DTSTART:19691125T090000\nDURATION:PT8H\nRRULE:FREQ=DAILY", "repeats since before 1970"),
])  # fmt: skip
def test_an_event_that_cannot_be_is_named_with_its_line(event: str, told: str) -> None:
    """And nothing is taken from the file."""
    [problem] = problems(calendar("DTSTART:20261124T090000\nDURATION:PT8H", event))
    assert problem.startswith("line 9: ")
    assert told in problem


def test_every_mistake_is_told_at_once_and_a_series_once() -> None:
    found = problems(calendar(f"{EVENT}\nDTSTART:1", EVENT, f"{EVENT}\nEXRULE:FREQ=DAILY"))
    assert [problem.split(":")[0] for problem in found] == ["line 4", "line 15"]
    assert len(problems(calendar("DTSTART;VALUE=DATE:20261125\nRRULE:FREQ=DAILY"))) == 1


def test_two_events_that_cannot_be_told_apart_are_refused() -> None:
    """One of the two would be lost. A newer version of an event stands, and events without a name are all there."""
    assert problems(calendar(EVENT, EVENT)) == ["line 9: it has the UID of the event in line 4"]
    assert duty(EVENT, f"{EVENT.replace('25T', '26T')}\nSEQUENCE:2") == [(at(26, 9), at(26, 17))]
    two = calendar(*(f"DTSTART:202611{day}T090000\nDURATION:PT8H" for day in (25, 26)))
    assert len(read_calendar(two.replace(b"UID:other", b"X-NOTE:"), NOW, NOW + AHEAD, KARACHI).duty) == 2


@pytest.mark.parametrize(("content", "told"), [
    (b"", "line 1: the file is no calendar"),
    (b"name,phone\nAmina,1", "line 1: the file is no calendar"),
    (b"BEGIN:VEVENT\nDTSTART:20261125T090000\nEND:VEVENT", "line 1: the file is no calendar"),
    (calendar(EVENT)[:-40], "line 4: 'VEVENT' begins and never ends: the file is cut off"),
    (calendar(EVENT)[:-16], "line 1: 'VCALENDAR' begins and never ends: the file is cut off"),
    (calendar(EVENT) + b"END:VEVENT\n", "line 10: 'VEVENT' ends and has not begun"),
    (calendar(EVENT).replace(b"END:VEVENT", b"END:VTODO"), "line 8: 'VTODO' ends and has not begun"),
    (calendar(EVENT).decode().encode("utf-16"), "line 1: the file is not UTF-8"),
    (calendar(f"{EVENT}\nSUMMARY:Ren\xe9e").decode().encode("latin-1"), "line 8: the file is not UTF-8"),
    (b"x" * (LARGEST + 1), f"the file is larger than {LARGEST} bytes"),
    (calendar(EVENT, head="X-WR-TIMEZONE:Nowhere"), "the time zone 'Nowhere' is not known"),
    (calendar(EVENT, head="X-WR-TIMEZONE:../../etc/passwd"), "is not known"),
    (calendar(EVENT, head="METHOD:CANCEL"), "the file takes events back"),
    (calendar(EVENT, head="CALSCALE:HIJRI"), "the file cannot be read as a calendar (InvalidCalendar)"),
    (calendar(EVENT, head="no colon here"), "the file cannot be read as a calendar"),
])  # fmt: skip
def test_a_file_that_is_none_is_refused_whole(content: bytes, told: str) -> None:
    [problem] = problems(content)
    assert told in problem


def test_a_calendar_of_thousands_of_events_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody exported the wrong one; each limit has its line."""
    for name, events in (("MOST_EVENTS", [EVENT] * 3), ("MOST_REPEATING", [f"{EVENT}\nRRULE:FREQ=DAILY"] * 3),
                         ("MOST_STRETCHES", [EVENT.replace("UID:1", f"UID:{n}") for n in range(3)])):  # fmt: skip
        with monkeypatch.context() as patch:
            patch.setattr(reading, name, 2)
            assert "more than" in problems(calendar(*events))[0]


def test_two_calendars_in_one_file_are_read_both() -> None:
    content = calendar(EVENT) + calendar("DTSTART:20261126T090000\nDURATION:PT8H")
    assert len(read_calendar(content, NOW, NOW + AHEAD, KARACHI).duty) == 2


names = st.sampled_from((
    "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS", "CATEGORIES", "SUMMARY",
    "UID", "DTSTART;TZID=Europe/Berlin", "DTSTART;VALUE=DATE", "BEGIN", "END", "RDATE;VALUE=PERIOD", "SEQUENCE",
    "RECURRENCE-ID;RANGE=THISANDFUTURE",
))  # fmt: skip
values = st.sampled_from((
    "20261125T090000", "20261125T170000Z", "20261125", "PT8H", "-P1D", "FREQ=DAILY;COUNT=3", "99991231T235959",
    "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261224", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "00010101T000000Z",
    "20261125T090000/PT1H", "20261125T090000Z/20261125T080000Z", "CANCELLED", "LEAVE", "1", "", "VEVENT",
    "20261125T090000,20261126T090000",
)) | st.text(max_size=10)  # fmt: skip
lines = st.tuples(names, values).map(":".join) | st.text(max_size=30)
events = st.lists(lines, max_size=6).map("\n".join)
files = st.lists(events, max_size=4).map(lambda some: calendar(*some))
cut_off = st.binary(max_size=60).map(lambda noise: calendar(EVENT)[:-20] + noise)


@settings(max_examples=300, deadline=None)
@given(files | cut_off | st.binary(max_size=300))
def test_no_file_is_anything_but_taken_or_refused(content: bytes) -> None:
    """Whatever is in it: times in order that do not overlap, or one kind of error with lines to show."""
    told, times = ["the file"], []
    try:
        planned = read_calendar(content, NOW, NOW + AHEAD, KARACHI)
        times = sorted([*planned.duty, *planned.absent])
    except RosterError as error:
        told = error.problems
    assert told
    assert all(problem.startswith(("line ", "the ")) and problem.isprintable() for problem in told)
    assert all(begins < ends for begins, ends in times)
    assert all(one[1] <= two[0] for one, two in pairwise(times))
