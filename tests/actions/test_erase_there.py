"""What is deleted here is deleted at the provider: old texts and calls, and all of whoever asked to be forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import AMNA, HINA, ZOYA
from fakes import FakeTelephone

from hotline.actions.erase_there import AGAIN, AT_ONCE, SETTLES, erase_old, erase_people, forget_everywhere
from hotline.actions.ports import TelephoneError
from hotline.core.keeping import Keeping
from hotline.core.phone_number import PhoneNumber
from hotline.storage.store import SqlStore

DAY = timedelta(days=1)
KEEPING = Keeping(requests=7, texts=3, calls=30)
REFUSED = TelephoneError("twilio 20009", permanent=True)
AWAY = TelephoneError("twilio unreachable", permanent=False)


def provider(now: datetime, number: str = HINA, days: float = 0.0, texts: int = 1, calls: int = 1) -> FakeTelephone:
    """A provider that keeps so many of each, so many days old."""
    at = now - days * DAY
    return FakeTelephone(kept={"texts": [(f"SM{n}", at, number) for n in range(texts)],
                               "calls": [(f"CA{n}", at, number) for n in range(calls)]})  # fmt: skip


@pytest.mark.parametrize(("days", "left"), [(2.9, (1, 1)), (3.1, (0, 1)), (29.9, (0, 1)), (30.1, (0, 0))])
def test_texts_go_after_three_days_and_calls_after_thirty(now: datetime, days: float, left: tuple[int, int]) -> None:
    there = provider(now, days=days)
    assert not erase_old(there, KEEPING, now)
    assert (len(there.kept["texts"]), len(there.kept["calls"])) == left


def test_a_few_at_a_time(now: datetime) -> None:
    """So that a ring does not wait behind them."""
    there = provider(now, days=4, texts=2 * AT_ONCE + 1)
    assert erase_old(there, KEEPING, now)
    assert len(there.kept["texts"]) == AT_ONCE + 1
    while erase_old(there, KEEPING, now):
        pass
    assert there.kept["texts"] == []


def test_one_that_cannot_be_deleted_does_not_keep_the_others(now: datetime) -> None:
    there = provider(now, days=4, texts=3)
    there.failing = [None, REFUSED]
    assert not erase_old(there, KEEPING, now)
    assert [one for one, _, _ in there.kept["texts"]] == ["SM0"]


def test_a_provider_that_is_away_is_asked_another_time(now: datetime) -> None:
    there = provider(now, days=4)
    there.failing = [AWAY]
    with pytest.raises(TelephoneError):
        erase_old(there, KEEPING, now)
    erase_old(there, KEEPING, now)
    assert there.kept["texts"] == []


def test_whoever_is_forgotten_is_forgotten_there_too(store: SqlStore, now: datetime) -> None:
    """Two minutes later, when the answer to her text has arrived; nobody else is touched; then we forget it as well."""
    there = provider(now, texts=AT_ONCE + 1)
    there.kept["texts"].append(("SMother", now, ZOYA))
    forget_everywhere(store, HINA, PhoneNumber(HINA), now)
    assert not erase_people(store, there, now)
    later = now + SETTLES
    while erase_people(store, there, later):
        pass
    assert there.kept == {"texts": [("SMother", now, ZOYA)], "calls": []}
    assert store.db.query("select * from erasures") == []


@pytest.mark.parametrize("why", [REFUSED, AWAY])
def test_what_is_still_on_its_way_is_deleted_later(store: SqlStore, now: datetime, why: TelephoneError) -> None:
    there, later = provider(now), now + SETTLES
    forget_everywhere(store, HINA, PhoneNumber(HINA), now)
    there.failing = [why]
    assert not erase_people(store, there, later)
    assert not erase_people(store, there, later + AGAIN - timedelta(seconds=1))
    assert len(there.kept["texts"]) == 1
    while erase_people(store, there, later + AGAIN):
        pass
    assert there.kept == {"texts": [], "calls": []}


def test_after_three_days_nobody_asks_any_more(store: SqlStore, now: datetime) -> None:
    forget_everywhere(store, AMNA, PhoneNumber(AMNA), now)
    store.sweep(now + 2 * DAY)
    assert store.to_erase_there(now + 2 * DAY)
    store.sweep(now + 3 * DAY)
    assert store.to_erase_there(now + 3 * DAY) is None


def test_a_number_that_does_not_open_is_dropped(store: SqlStore, now: datetime) -> None:
    store.erase_there(PhoneNumber(HINA), now, now)
    store.erase_there(PhoneNumber(ZOYA), now, now + timedelta(seconds=1))
    store.db.execute("update erasures set number = 'broken' where due_at = (select min(due_at) from erasures)")
    found = store.to_erase_there(now + DAY)
    assert found is not None
    assert found[1].e164 == ZOYA
