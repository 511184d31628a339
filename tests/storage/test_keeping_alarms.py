"""What alarms are read from and how long they are on: two people in each test, and calls back kept apart."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, KEY, OTHER_KEY, a_request, two_people

from hotline.core.line_test import LineTest
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Ring
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def two(store: SqlStore, now: datetime) -> tuple[str, str]:
    """The ids of Amna and Bilqis."""
    store.replace_roster(two_people(), now)
    amna, bilqis = store.responders()
    return amna.id, bilqis.id


def rings(store: SqlStore, call: str, who: str, at: datetime, outcome: str, *, taken: bool = False) -> None:
    """One ring from its start to its end."""
    [(ring, _)] = store.rings_started(f"{call}:{who}:{at}", Ring(call), [who], at)
    if taken:
        store.ring_accepted(ring, at)
    store.ring_ended(ring, outcome, at + MINUTE / 2)


def test_a_call_counts_once_however_many_are_rung(store: SqlStore, two: tuple[str, str], now: datetime) -> None:
    """Amna does not answer, Bilqis does: that call was answered. The latest comes first; yesterday's do not count."""
    amna, bilqis = two
    rings(store, "CA0", amna, now - DAY, "no_answer")
    rings(store, "CA1", amna, now, "no_answer")
    rings(store, "CA1", bilqis, now + MINUTE, "helped", taken=True)
    rings(store, "CA2", amna, now + 2 * MINUTE, "no_answer")
    rings(store, "CA2", bilqis, now + 3 * MINUTE, "busy")
    assert store.answered_calls(now - DAY, now + 5 * MINUTE) == [False, True]


def test_a_call_that_still_rings_is_not_counted(store: SqlStore, two: tuple[str, str], now: datetime) -> None:
    """Until nobody can be waiting any more, though its end was never told."""
    rings(store, "CA1", two[0], now, "no_answer")
    store.rings_started("CA2:1", Ring("CA2"), [two[1]], now + MINUTE)
    assert store.answered_calls(now - DAY, now + 1.5 * MINUTE) == [False]
    assert store.answered_calls(now - DAY, now + 3 * MINUTE) == [False, False]


def test_calls_back_are_counted_apart(store: SqlStore, two: tuple[str, str], now: datetime) -> None:
    """While the request is open and after it was closed, and under a new key."""
    store.record_callback("CA1:9", a_request(number=HINA), now, now)
    [request] = store.callbacks()
    rings(store, f"callback:{request.id}", two[0], now, "no_answer")
    rings(store, "CA1", two[1], now, "no_answer")
    turned = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    assert store.answered_calls(now - DAY, now + MINUTE) == turned.answered_calls(now - DAY, now + MINUTE) == [False]
    store.move_callback(request.id, "withdrawn", None, now)
    assert store.answered_calls(now - DAY, now + MINUTE) == [False]


def test_a_phone_fails_when_it_failed_twice(store: SqlStore, two: tuple[str, str], now: datetime) -> None:
    """Not answering is no failure; nor is one failure, nor two long ago."""
    amna, bilqis = two
    for minutes in (0, 1):
        rings(store, f"CA{minutes}", amna, now + minutes * MINUTE, "failed")
        rings(store, f"CA{minutes}", bilqis, now + minutes * MINUTE, "no_answer")
    rings(store, "CA3", bilqis, now + 3 * MINUTE, "failed")
    assert store.failing_phones(now - DAY) == {amna}
    assert store.failing_phones(now) == set()


def test_a_call_taken_and_not_over_shows_that_she_is_there(
    store: SqlStore, two: tuple[str, str], now: datetime
) -> None:
    """One that was over before does not, nor one of the other's."""
    amna, bilqis = two
    rings(store, "CA1", amna, now - DAY, "helped", taken=True)
    assert not store.has_talked(amna, now)
    [(ring, _)] = store.rings_started("CA2:1", Ring("CA2"), [amna], now - MINUTE)
    assert not store.has_talked(amna, now)
    store.ring_accepted(ring, now)
    assert store.has_talked(amna, now)
    assert not store.has_talked(bilqis, now)


def test_a_test_counts_for_the_number_that_was_rung(store: SqlStore, two: tuple[str, str], now: datetime) -> None:
    """Under a new key as well; Bilqis's test is another."""
    amna, bilqis = store.responders()
    store.keep_line_test(amna, LineTest("ok", 1, now, now))
    store.keep_line_test(bilqis, LineTest("untested", 2, now))
    turned = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    for one in (store, turned):
        assert one.line_tests([amna, bilqis]) == {
            amna.id: LineTest("ok", 1, now, now), bilqis.id: LineTest("untested", 2, now),
        }  # fmt: skip
    store.db.execute(
        "update responders set phone = :phone where id = :id",
        {"phone": store.vault.seal(HINA, "responders", "phone", amna.id), "id": amna.id},
    )
    assert PhoneNumber(HINA) in {one.phone for one in store.responders()}
    assert set(store.line_tests(store.responders())) == {bilqis.id}


def test_who_leaves_the_roster_is_tested_anew_when_she_comes_back(
    store: SqlStore, two: tuple[str, str], now: datetime
) -> None:
    for one in store.responders():
        store.keep_line_test(one, LineTest("ok", 0, now, now))
    store.replace_roster(two_people()[1:], now)
    store.sweep(now)
    store.replace_roster(two_people(), now)
    amna, bilqis = store.responders()
    assert set(store.line_tests([amna, bilqis])) == {bilqis.id}


def test_an_alarm_begins_again_only_when_it_was_over(store: SqlStore, now: datetime) -> None:
    """What it was told stays known; the other alarm of that kind is another."""
    for about in ("lawyer", "digital"):
        store.alarm_raised("no_woman", about, now)
    store.alarm_told("no_woman", "lawyer", now)
    store.alarm_raised("no_woman", "lawyer", now + MINUTE)
    store.alarm_over("no_woman", "lawyer", now + 2 * MINUTE)
    store.alarm_raised("no_woman", "lawyer", now + 3 * MINUTE)
    digital, lawyer = store.alarms()
    assert (digital.about, digital.begun_at, digital.told_at, digital.over_at) == ("digital", now, None, None)
    assert (lawyer.begun_at, lawyer.told_at, lawyer.over_at) == (now + 3 * MINUTE, now, None)


def test_alarms_go_a_month_after_they_were_over(store: SqlStore, now: datetime) -> None:
    for about in ("lawyer", "digital"):
        store.alarm_raised("no_woman", about, now)
    store.alarm_over("no_woman", "lawyer", now)
    assert store.sweep(now + 30 * DAY - MINUTE)["alarms"] == 0
    assert store.sweep(now + 30 * DAY)["alarms"] == 1
    assert [one.about for one in store.alarms()] == ["digital"]
