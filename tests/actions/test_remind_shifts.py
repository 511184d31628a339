"""Reminders leave once each, to the right phone, in the right language; who does not answer becomes absent."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import AMNA, BILQIS, a_person
from staff import MINUTE, WORDS, at, leaves, passes, staffing

from hotline.actions.confirm_shift import confirm_shift
from hotline.actions.remind_shifts import remind_shifts
from hotline.core.events import Line
from hotline.core.records import Ring
from hotline.core.reminders import PARTS
from hotline.core.sms_length import alphabet, parts
from hotline.storage.database import open_database
from hotline.storage.store import SqlStore

REMINDER = "Aap ki duty dopahar 2 baje shuru ho gi. Aana pakka ho to jawab mein 1 ya HAAN likhein."
CALL = "/duty Amna 14:00"


@pytest.fixture
def amna(store: SqlStore) -> str:
    """Her id: on duty on Mondays at two; Bilqis at nine on Tuesdays."""
    bilqis = a_person(name="Bilqis", phone=BILQIS, shifts="tue 09:00-12:00", languages=("en",))
    store.replace_roster([a_person(shifts="mon 14:00-18:00"), bilqis], at(16, 8))
    return store.responders()[0].id


def reminding(store: SqlStore, begins: datetime, ends: datetime, every: timedelta = MINUTE) -> list:
    """The worker looks every minute."""
    return passes(store, lambda now: remind_shifts(staffing(store), now), begins, ends, every)


def test_a_text_two_hours_before_and_a_call_at_the_start(store: SqlStore, amna: str) -> None:
    """Once each, though the worker looks every minute; after a quarter of an hour she is absent."""
    assert reminding(store, at(16, 9), at(16, 18)) == [("12:00", AMNA, REMINDER), ("14:00", AMNA, CALL)]
    assert store.absent_now(at(16, 14, 15)) == {amna}
    [asked] = store.asked(at(16, 17))
    assert asked.absent_at == at(16, 14, 15)


def test_who_confirms_is_not_rung(store: SqlStore, amna: str) -> None:
    reminding(store, at(16, 12), at(16, 12, 30))
    assert confirm_shift(store, staffing(store).notice, amna, at(16, 12, 30))
    assert reminding(store, at(16, 12, 30), at(16, 18)) == []
    assert store.absent_now(at(16, 15)) == set()


def test_in_english_for_whoever_reads_no_urdu(store: SqlStore, amna: str) -> None:
    """Another person's duty, another text."""
    assert reminding(store, at(17, 6, 50), at(17, 7, 10)) == [
        ("07:00", BILQIS, "Your duty begins at 9 in the morning. To confirm, reply 1 or YES.")
    ]


@pytest.mark.parametrize("language", ["en", "ur_Latn"])
@pytest.mark.parametrize("part", PARTS)
def test_a_reminder_is_one_cheap_text(language: str, part: str) -> None:
    text = WORDS.text(language, Line("staff_duty_soon", (("staff_part", part),)), "sms", {"time": "12:30"})
    assert (alphabet(text), parts(text)) == ("gsm7", 1)
    assert "12:30" in text


def test_two_workers_remind_once(store: SqlStore, amna: str) -> None:
    """Each with its own connection, at the same moment and a little later."""
    other = SqlStore(open_database(f"sqlite:///{store.db.path}"), store.vault)
    for moment in (at(16, 12), at(16, 12, 1), at(16, 14), at(16, 14, 15)):
        for one in (store, other):
            remind_shifts(staffing(one), moment)
    assert [body for _, body in leaves(store, at(16, 12))] == [REMINDER]
    assert [body for _, body in leaves(store, at(16, 14))] == [CALL]
    other.db.close()


def test_the_same_roster_again_reminds_nobody_again(store: SqlStore, amna: str) -> None:
    reminding(store, at(16, 12), at(16, 12, 5))
    people = [a_person(shifts="mon 14:00-18:00", role="digital")]
    store.replace_roster(people, at(16, 12, 5))
    assert reminding(store, at(16, 12, 5), at(16, 13)) == []


def test_after_a_swap_the_new_one_is_reminded(store: SqlStore, amna: str) -> None:
    """Amna was reminded already; then Bilqis took the shift."""
    reminding(store, at(16, 12), at(16, 12, 5))
    bilqis = store.responders()[1].id
    for who, on in ((amna, False), (bilqis, True)):
        store.add_stretch(who, at(16, 14), at(16, 18), "swap", at(16, 12, 30), on=on)
    left = reminding(store, at(16, 12, 30), at(16, 18))
    assert [(when, to) for when, to, _ in left] == [("12:30", BILQIS), ("14:00", BILQIS)]
    assert store.absent_now(at(16, 15)) == {bilqis}


@pytest.mark.parametrize(
    ("back", "left"),
    [(at(16, 13), ["13:00", "14:00"]), (at(16, 14, 10), ["14:10"]), (at(16, 14, 15), []), (at(16, 17), [])],
)
def test_a_worker_that_was_down_makes_up_for_nothing_that_is_past(
    store: SqlStore, amna: str, back: datetime, left: list[str]
) -> None:
    """At most the call at the start, within a quarter of an hour; who was not rung is not absent."""
    assert [when for when, _, _ in reminding(store, back, at(16, 18))] == left
    assert bool(store.absent_now(at(16, 17, 59))) is bool(left)


def test_what_could_not_leave_in_time_does_not_leave_late(store: SqlStore, amna: str) -> None:
    """Written before the worker stopped, and of no use when it is back."""
    remind_shifts(staffing(store), at(16, 12))
    remind_shifts(staffing(store), at(16, 14))
    assert leaves(store, at(16, 14, 15)) == []
    assert {row["state"] for row in store.outbox()} == {"dropped"}


def test_whoever_talks_to_a_caller_is_not_rung_and_is_there(store: SqlStore, amna: str) -> None:
    """The duty began while she was on a call; or she took one before her time to answer was over."""
    [(ring, _)] = store.rings_started("CA1:1", Ring("CA1"), [amna], at(16, 13, 50))
    store.ring_accepted(ring, at(16, 13, 50))
    assert reminding(store, at(16, 13, 55), at(16, 14, 5)) == []
    store.ring_ended(ring, "helped", at(16, 14, 5))
    assert [body for _, _, body in reminding(store, at(16, 14, 5), at(16, 14, 20))] == [CALL]
    reminding(store, at(16, 14, 20), at(16, 15))
    assert store.absent_now(at(16, 15)) == set()


def test_somebody_blocked_is_still_rung(store: SqlStore, amna: str) -> None:
    """The text is dropped when it is sent; the call leaves."""
    store.block(AMNA, at(16, 9))
    assert [body for _, _, body in reminding(store, at(16, 14), at(16, 14, 1))] == [CALL]
