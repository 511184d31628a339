"""A shift is taken once, by somebody who was asked, and not by the one who gives it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import AMNA, BILQIS, HINA, a_person

from hotline.storage.store import SqlStore

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def people(store: SqlStore, now: datetime) -> tuple[str, str, str]:
    """Amna gives, Bilqis and Hina are her colleagues."""
    names = (("Amna", AMNA), ("Bilqis", BILQIS), ("Hina", HINA))
    store.replace_roster([a_person(name=name, phone=phone) for name, phone in names], now)
    amna, bilqis, hina = (one.id for one in store.responders())
    return amna, bilqis, hina


def test_the_first_takes_it(store: SqlStore, people: tuple[str, str, str], now: datetime) -> None:
    amna, bilqis, hina = people
    swap = store.swap_asked(amna, (now, now + HOUR), [bilqis, hina], now)
    assert [one.id for one in store.swaps_asked_of(bilqis, now)] == [swap]
    assert store.swap_taken(swap, hina)
    assert not store.swap_taken(swap, bilqis)
    [found] = store.swaps_given_by(amna, now)
    assert (found.state, found.taker, found.begins, found.ends) == ("taken", hina, now, now + HOUR)


def test_neither_the_giver_nor_a_stranger_takes_it(
    store: SqlStore, people: tuple[str, str, str], now: datetime
) -> None:
    """Not even if the giver were asked by mistake."""
    amna, bilqis, hina = people
    swap = store.swap_asked(amna, (now, now + HOUR), [amna, bilqis], now)
    assert not store.swap_taken(swap, amna)
    assert not store.swap_taken(swap, hina)
    assert not store.swap_taken("unknown", bilqis)


def test_what_is_over_is_asked_no_more_and_goes_after_a_month(
    store: SqlStore, people: tuple[str, str, str], now: datetime
) -> None:
    amna, bilqis, _ = people
    store.swap_asked(amna, (now, now + HOUR), [bilqis], now)
    store.swap_asked(amna, (now + DAY, now + DAY + HOUR), [bilqis], now)
    assert len(store.swaps_asked_of(bilqis, now)) == 2
    assert len(store.swaps_asked_of(bilqis, now + HOUR)) == 1
    assert store.sweep(now + HOUR + 30 * DAY)["swaps"] == 1
    assert store.db.query("select count(*) as n from swap_questions")[0]["n"] == 1


def test_the_last_asked_comes_first(store: SqlStore, people: tuple[str, str, str], now: datetime) -> None:
    """A yes answers the last question."""
    amna, bilqis, hina = people
    store.swap_asked(amna, (now, now + HOUR), [hina], now)
    second = store.swap_asked(bilqis, (now, now + HOUR), [hina], now + HOUR / 2)
    assert store.swaps_asked_of(hina, now)[0].id == second
