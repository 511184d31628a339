"""Who was asked to confirm which duty: once each, and absent only who was asked and did not answer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import two_people

from hotline.storage.store import SqlStore

HOUR = timedelta(hours=1)


@pytest.fixture
def two(store: SqlStore, now: datetime) -> tuple[str, str]:
    """The ids of Amna and Bilqis."""
    store.replace_roster(two_people(), now)
    amna, bilqis = store.responders()
    return amna.id, bilqis.id


def test_a_duty_is_asked_about_once(store: SqlStore, two: tuple[str, str], now: datetime) -> None:
    """Another duty of hers, and the same hour of somebody else, are other questions."""
    amna, bilqis = two
    assert store.reminded(amna, now, now + HOUR, now)
    assert not store.reminded(amna, now, now + 2 * HOUR, now)
    assert store.reminded(amna, now + 3 * HOUR, now + 4 * HOUR, now)
    assert store.reminded(bilqis, now, now + HOUR, now)


def test_her_phone_is_rung_once_at_the_start(store: SqlStore, two: tuple[str, str], now: datetime) -> None:
    """Whether she was reminded before or not."""
    amna, bilqis = two
    store.reminded(amna, now, now + HOUR, now - HOUR)
    assert store.called_to_duty(amna, now, now + HOUR, now)
    assert store.called_to_duty(bilqis, now, now + HOUR, now)
    assert not store.called_to_duty(amna, now, now + HOUR, now)
    assert not store.called_to_duty(bilqis, now, now + HOUR, now)
    assert not store.reminded(bilqis, now, now + HOUR, now)


def test_absent_is_only_who_did_not_confirm_the_duty_she_is_in(
    store: SqlStore, two: tuple[str, str], now: datetime
) -> None:
    """Not before it, not after it, and not the other one, who said yes."""
    amna, bilqis = two
    for one in two:
        store.called_to_duty(one, now, now + HOUR, now)
    store.confirmed(bilqis, now)
    assert store.absent_now(now) == set()
    assert store.absent(amna, now, now)
    assert not store.absent(amna, now, now)
    assert not store.absent(bilqis, now, now)
    assert store.absent_now(now) == {amna}
    assert store.absent_now(now - timedelta(seconds=1)) == set()
    assert store.absent_now(now + HOUR) == set()


def test_whoever_was_never_asked_cannot_be_absent(store: SqlStore, two: tuple[str, str], now: datetime) -> None:
    assert not store.absent(two[0], now, now)
    assert store.absent_now(now) == set()


def test_saying_yes_late_makes_her_present(store: SqlStore, two: tuple[str, str], now: datetime) -> None:
    """It answers every question that is still open; what is over stays as it was."""
    amna, _ = two
    store.called_to_duty(amna, now - 2 * HOUR, now - HOUR, now - 2 * HOUR)
    store.called_to_duty(amna, now, now + HOUR, now)
    store.reminded(amna, now + 2 * HOUR, now + 3 * HOUR, now)
    store.absent(amna, now, now)
    store.confirmed(amna, now + HOUR / 2)
    assert store.absent_now(now + HOUR / 2) == set()
    assert [one.confirmed_at for one in store.asked(now, amna)] == [now + HOUR / 2] * 2
    assert len(store.asked(now - 2 * HOUR)) == 3


def test_only_the_no_to_that_duty_is_taken_back(store: SqlStore, two: tuple[str, str], now: datetime) -> None:
    """Another absence of hers, and the other one's, stay."""
    amna, bilqis = two
    for who, begins in ((amna, now), (amna, now + 5 * HOUR), (bilqis, now)):
        store.add_stretch(who, begins, begins + HOUR, "cant", now, on=False)
    store.takes_back(amna, now)
    assert {(one.responder, one.begins) for one in store.stretches()} == {(amna, now + 5 * HOUR), (bilqis, now)}
