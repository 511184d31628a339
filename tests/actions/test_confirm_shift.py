"""Yes and no to a duty: she is there, she is not, or she is after all; the coordinator hears of a change of mind."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import two_people

from hotline import parts
from hotline.actions.confirm_shift import confirm_shift, refuse_shift
from hotline.actions.notice import Notice
from hotline.core.phone_number import PhoneNumber
from hotline.storage.store import SqlStore

HOUR = timedelta(hours=1)


@pytest.fixture
def amna(store: SqlStore, now: datetime) -> str:
    """Her id; she was rung at the start of a duty of two hours."""
    store.replace_roster(two_people(), now)
    amna, bilqis = store.responders()
    for one in (amna, bilqis):
        store.called_to_duty(one.id, now, now + 2 * HOUR, now)
    return amna.id


@pytest.fixture
def notice() -> Notice:
    return Notice(PhoneNumber("+923990000500"), parts.open_words())


def told(store: SqlStore, now: datetime) -> list[str]:
    """What the coordinator will read."""
    found = []
    while errand := store.take(now, now + HOUR):
        found.append(errand.body)
    return found


def test_she_confirms_however_often_and_nobody_is_bothered(
    store: SqlStore, notice: Notice, amna: str, now: datetime
) -> None:
    assert confirm_shift(store, notice, amna, now)
    assert confirm_shift(store, notice, amna, now + HOUR)
    assert not store.absent(amna, now, now + HOUR)
    assert told(store, now + HOUR) == []


def test_with_no_duty_to_confirm_there_is_none(store: SqlStore, notice: Notice, amna: str, now: datetime) -> None:
    """Before she is asked, and when the duty is over."""
    assert not confirm_shift(store, notice, "nobody", now)
    assert not confirm_shift(store, notice, amna, now + 2 * HOUR)


def test_late_is_present_again_and_the_coordinator_hears_it_once(
    store: SqlStore, notice: Notice, amna: str, now: datetime
) -> None:
    store.absent(amna, now, now + HOUR)
    for _ in range(2):
        assert confirm_shift(store, notice, amna, now + HOUR)
    assert store.absent_now(now + HOUR) == set()
    assert told(store, now + HOUR) == ["Amna (lawyer) is on duty now after all."]


def test_no_takes_her_off_duty_at_once_and_yes_brings_her_back(
    store: SqlStore, notice: Notice, amna: str, now: datetime
) -> None:
    """A key that is told twice is one no; the other one's duty is not touched."""
    assert refuse_shift(store, amna, now, now)
    assert not refuse_shift(store, amna, now, now)
    [off] = store.stretches()
    assert (off.responder, off.on, off.begins, off.ends, off.why) == (amna, False, now, now + 2 * HOUR, "cant")
    assert store.absent_now(now) == {amna}
    confirm_shift(store, notice, amna, now + HOUR)
    assert store.stretches() == []
    assert store.absent_now(now + HOUR) == set()


def test_a_no_to_a_duty_nobody_asked_about_changes_nothing(store: SqlStore, amna: str, now: datetime) -> None:
    assert not refuse_shift(store, amna, now + HOUR, now)
    assert store.stretches() == []
