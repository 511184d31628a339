"""The coordinator gets one text for what is wrong, not ten; names and roles, and no number."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import AMNA, BILQIS, HINA, a_person, a_request
from staff import COORDINATOR, MINUTE, at, passes, staffing

from hotline.actions.confirm_shift import refuse_shift
from hotline.actions.raise_alarms import raise_alarms
from hotline.core.line_test import LineTest
from hotline.core.records import Ring
from hotline.core.sms_length import parts
from hotline.core.throttle import Throttle
from hotline.storage.store import SqlStore

ALWAYS = "mon-sun 00:00-12:00; mon-sun 12:00-24:00"


@pytest.fixture
def amna(store: SqlStore) -> str:
    """Her id: she and Bilqis are there round the clock, so nothing is wrong."""
    people = [a_person(name="Amna Khan", shifts=ALWAYS), a_person(name="Bilqis", phone=BILQIS, shifts=ALWAYS)]
    store.replace_roster(people, at(16, 8))
    return store.responders()[0].id


def texts(
    store: SqlStore, begins: datetime, ends: datetime, coordinator: str = COORDINATOR, every: timedelta = MINUTE
) -> list[tuple[str, str]]:
    """What the coordinator gets, with the hour, as the worker looks every minute."""
    staff = staffing(store, coordinator)
    left = passes(store, lambda now: raise_alarms(staff, now), begins, ends, every)
    assert {to for _, to, _ in left} <= {coordinator}
    for _, _, body in left:
        assert not {AMNA[3:], BILQIS[3:]} & set(body.split())
        assert parts(body) <= 2
    return [(when, body) for when, _, body in left]


def rings(store: SqlStore, call: str, who: str, at: datetime, outcome: str, *, taken: bool = False) -> None:
    [(ring, _)] = store.rings_started(f"{call}:{who}:{at}", Ring(call), [who], at)
    if taken:
        store.ring_accepted(ring, at)
    store.ring_ended(ring, outcome, at + MINUTE / 2)


def test_all_is_well(store: SqlStore, amna: str) -> None:
    assert texts(store, at(16, 9), at(16, 11)) == []
    assert store.alarms() == []


def test_an_evening_without_anybody_is_told_two_hours_before(store: SqlStore) -> None:
    """Once in the evening, and the next day again."""
    store.replace_roster([a_person(shifts="mon-sun 09:00-20:00")], at(16, 8))
    told = texts(store, at(16, 9), at(18, 9), every=10 * MINUTE)
    assert told == [("18:00", f"Nobody is on duty from 20:00 to {day} 09:00.") for day in ("Tue", "Wed")]


def test_a_role_without_a_woman_is_told_once_a_day(store: SqlStore) -> None:
    """He is alone from nine to five."""
    people = [a_person(name="Bilal", gender="male", shifts="mon-sun 09:00-17:00"),
              a_person(name="Bilqis", phone=BILQIS, role="counsellor", shifts=ALWAYS)]
    store.replace_roster(people, at(16, 6))
    told = texts(store, at(16, 6), at(17, 20), every=10 * MINUTE)
    assert told == [("07:00", "From 09:00 the lawyer on duty is not a woman.")] * 2


def test_three_calls_nobody_took_are_one_text(store: SqlStore, amna: str) -> None:
    """The fourth and fifth are no news; once somebody answers, it is over."""
    for number in range(5):
        rings(store, f"CA{number}", amna, at(16, 9, number), "no_answer")
    assert texts(store, at(16, 9, 6), at(16, 10)) == [("09:06", "Three calls in a row were not answered.")]
    rings(store, "CA9", amna, at(16, 10), "helped", taken=True)
    assert texts(store, at(16, 10, 1), at(16, 10, 5)) == []
    assert [one.over_at is None for one in store.alarms()] == [False]


def test_a_phone_that_fails_is_told_by_first_name_and_role(store: SqlStore, amna: str) -> None:
    """Rings that failed, or a test that nobody answered; it is over when the phone works again."""
    bilqis = store.responders()[1]
    for minute in (0, 1):
        rings(store, f"CA{minute}", amna, at(16, 9, minute), "failed")
    store.keep_line_test(bilqis, LineTest("failed", 3, at(16, 9), at(16, 9)))
    assert texts(store, at(16, 9, 5), at(16, 12)) == [
        ("09:05", "The phone of Amna (lawyer) cannot be reached. The phone of Bilqis (lawyer) cannot be reached.")
    ]
    store.keep_line_test(bilqis, LineTest("ok", 0, at(16, 13), at(16, 13)))
    texts(store, at(17, 10), at(17, 10, 1))
    assert all(one.over_at for one in store.alarms())


def test_who_wants_no_texts_is_known_to_the_coordinator(store: SqlStore, amna: str) -> None:
    store.block(AMNA, at(16, 9))
    [(when, text)] = texts(store, at(16, 9), at(16, 12))
    assert (when, text) == ("09:00", "Amna (lawyer) gets no texts: STOP was sent from that phone. START undoes it.")


def test_absent_is_told_once_and_leaves_a_gap_when_she_was_alone(store: SqlStore, amna: str) -> None:
    """Each duty anew; a no before the start is no absence yet."""
    store.replace_roster([a_person(name="Amna Khan", shifts="mon-sun 09:00-20:00")], at(16, 8))
    store.called_to_duty(amna, at(16, 9), at(16, 20), at(16, 9))
    store.absent(amna, at(16, 9), at(16, 9, 15))
    told = texts(store, at(16, 9, 15), at(16, 12))
    text = "Amna (lawyer) is not there for the duty that began at 09:00. Nobody is on duty now, until Tue 09:00."
    assert told == [("09:15", text)]


def test_absent_is_over_when_somebody_else_took_the_duty(store: SqlStore, amna: str) -> None:
    """But not when she only said that she cannot: then nobody has it yet."""
    bilqis = store.responders()[1].id
    for who in (amna, bilqis):
        store.called_to_duty(who, at(16, 9), at(16, 20), at(16, 9))
    refuse_shift(store, bilqis, at(16, 9), at(16, 9, 1))
    store.absent(amna, at(16, 9), at(16, 9, 15))
    raise_alarms(staffing(store), at(16, 9, 16))
    store.add_stretch(amna, at(16, 9), at(16, 20), "swap", at(16, 9, 30), on=False)
    raise_alarms(staffing(store), at(16, 9, 31))
    assert {one.about: one.over_at is None for one in store.alarms() if one.kind == "absent"} == {
        amna: False, bilqis: True,
    }  # fmt: skip


def test_a_phone_that_failed_its_test_works_when_she_takes_a_call(store: SqlStore, amna: str) -> None:
    who = store.responders()[0]
    store.keep_line_test(who, LineTest("failed", 3, at(16, 9), at(16, 9)))
    assert raise_alarms(staffing(store), at(16, 9)) == 1
    rings(store, "CA1", amna, at(16, 10), "helped", taken=True)
    assert raise_alarms(staffing(store), at(16, 10, 1)) == 0


def test_many_alarms_are_as_few_texts_as_hold_them(store: SqlStore) -> None:
    """Ten phones that fail: each is named once, no text is longer than two parts."""
    names = [f"Khadijatulkubra{n}" for n in range(10)]
    people = [a_person(name=name, phone=f"+9239900003{n:02}", shifts=ALWAYS) for n, name in enumerate(names)]
    store.replace_roster(people, at(16, 8))
    for one in store.responders():
        store.keep_line_test(one, LineTest("failed", 3, at(16, 9), at(16, 9)))
    told = texts(store, at(16, 9), at(16, 10))
    assert 1 < len(told) < 5
    assert [" ".join(body for _, body in told).count(name) for name in names] == [1] * 10


def test_without_a_coordinator_alarms_are_kept_and_told_to_the_next(store: SqlStore, amna: str) -> None:
    store.block(AMNA, at(16, 9))
    assert texts(store, at(16, 9), at(16, 10), coordinator="") == []
    [alarm] = store.alarms()
    assert (alarm.kind, alarm.about, alarm.told_at) == ("texts_off", amna, None)
    assert len(texts(store, at(16, 10), at(16, 11))) == 1


def test_two_workers_tell_once(store: SqlStore, amna: str) -> None:
    store.block(AMNA, at(16, 9))
    raise_alarms(staffing(store), at(16, 9))
    assert len(texts(store, at(16, 9), at(16, 9, 5))) == 1


def test_when_nobody_was_there_for_a_day_it_is_told_once_more(store: SqlStore) -> None:
    """Amna left the roster in the morning; after a day the gap has no beginning any more, and then it is quiet."""
    store.replace_roster([a_person(shifts="mon 00:00-12:00")], at(16, 6))
    told = texts(store, at(16, 6), at(19, 6), every=10 * MINUTE)
    assert told == [("10:00", "Nobody is on duty from 12:00 to Tue 10:00."),
                    ("12:00", "Nobody is on duty now, until Wed 12:00.")]  # fmt: skip


def test_who_waits_at_the_end_of_her_hours_is_told_half_an_hour_before(store: SqlStore, amna: str) -> None:
    """All of an hour in one text, by their references; who has other hours, or calls in, is left out."""
    def asks(number: str, window: str, due: datetime) -> str:
        return store.record_callback(f"{number}{window}", a_request(number, window, pin="2468"), due, at(16, 9))

    waiting = [asks(f"+92399000030{n}", "afternoon", at(16, 12)) for n in range(2)]
    asks(HINA, "evening", at(16, 16))
    asks("", "afternoon", at(16, 12))
    told = texts(store, at(16, 14), at(16, 16))
    assert told == [("15:30", f"Still waiting to be rung, and their hours end at 16:00: {', '.join(waiting)}.")]


def test_of_many_who_wait_only_some_are_named(store: SqlStore, amna: str) -> None:
    for n in range(9):
        number = f"+92399000030{n}"
        store.record_callback(number, a_request(number, "afternoon"), at(16, 12), at(16, 9))
    [(_, text)] = texts(store, at(16, 15, 40), at(16, 16))
    assert text.endswith(", +4.")


def test_when_the_money_for_texts_is_spent_she_is_told_once(store: SqlStore, amna: str) -> None:
    """Texts to callers wait then, and nobody would know why; the next day it is news again."""
    store.throttle = Throttle(part_paisa=1000, paisa_a_day=5000)
    store.count_sending(1, 5, at(16, 9, 30))
    [(when, body)] = texts(store, at(16, 9), at(16, 12))
    assert when == "09:30"
    assert body.startswith("The money for texts is spent")
    store.count_sending(1, 5, at(17, 9, 35))
    assert [when for when, _ in texts(store, at(17, 9), at(17, 12))] == ["09:35"]
