"""A calendar takes the place of the one before it, changes nothing that is the same, and touches nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from builders import KARACHI, two_people

from hotline.actions.take_calendar import CALENDAR, Planned, Taken, take_calendar
from hotline.core.duty import Responder
from hotline.storage.store import SqlStore

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def amna(store: SqlStore, now: datetime) -> Responder:
    store.replace_roster(two_people(), now)
    return store.responders()[0]


def kept(store: SqlStore) -> list[tuple[bool, datetime, datetime, datetime]]:
    return [(one.on, one.begins, one.ends, one.made_at) for one in store.stretches()]


def test_only_what_changed_is_changed(store: SqlStore, amna: Responder, now: datetime) -> None:
    """The same duty keeps the moment at which it was made; what is gone is taken back."""
    today, tomorrow = (now + HOUR, now + 5 * HOUR), (now + DAY, now + DAY + HOUR)
    later = now + timedelta(minutes=10)
    assert take_calendar(store, amna, Planned((today,), (tomorrow,)), now) == Taken(2, 0, 0)
    assert take_calendar(store, amna, Planned((today,), (tomorrow,)), later) == Taken(0, 0, 2)
    assert take_calendar(store, amna, Planned((today, tomorrow), ()), later) == Taken(1, 1, 1)
    assert kept(store) == [(True, *today, now), (True, *tomorrow, later)]


def test_what_is_over_stays_as_it_was(store: SqlStore, amna: Responder, now: datetime) -> None:
    """Somebody may ask tomorrow who was on duty yesterday."""
    take_calendar(store, amna, Planned(((now, now + HOUR),), ()), now)
    assert take_calendar(store, amna, Planned(((now, now + HOUR),), ()), now + DAY) == Taken(0, 0, 0)
    assert len(kept(store)) == 1


def test_changes_of_other_kinds_and_of_others_stay(store: SqlStore, amna: Responder, now: datetime) -> None:
    bilqis = store.responders()[1]
    take_calendar(store, bilqis, Planned(((now, now + HOUR),), ()), now)
    store.add_stretch(amna.id, now, now + HOUR, "cant", now, on=False)
    take_calendar(store, amna, Planned(((now, now + HOUR),), ()), now)
    assert take_calendar(store, amna, Planned((), ()), now) == Taken(0, 1, 0)
    assert sorted(one.why for one in store.stretches()) == [CALENDAR, "cant"]
    assert store.rota(KARACHI).on_duty(now.astimezone(UTC)) == [bilqis]
