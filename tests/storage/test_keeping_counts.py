"""Counts are kept by month, sealed, each turn once, and say nothing about anybody."""

from __future__ import annotations

from datetime import datetime, timedelta

from builders import HINA, KEY, OTHER_KEY, ZOYA, a_person, a_request, started

from hotline.core.counting import Counts
from hotline.core.records import Ring
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

LAW, OTHER = ("2026-11", "wanted", "law"), ("2026-11", "wanted", "other")
HOUR = timedelta(hours=1)


def kept(store: SqlStore) -> dict[str, int]:
    return store.counts(["2026-11"]).get(("2026-11", "wanted"), {})


def test_a_turn_that_is_told_twice_counts_once(store: SqlStore, now: datetime) -> None:
    """In one go or later; other turns of the same call count."""
    store.count_once([("CA1:1", Counts({LAW: 1})), ("CA1:1", Counts({LAW: 1}))], now)
    store.count_once([("CA1:1", Counts({LAW: 1})), ("CA1:2", Counts({OTHER: 1}))], now + HOUR)
    assert kept(store) == {"law": 1, "other": 1}


def test_a_turn_is_known_after_the_keys_changed(store: SqlStore, now: datetime) -> None:
    store.count_once([("CA1:1", Counts({LAW: 1}))], now)
    renewed = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    renewed.count_once([("CA1:1", Counts({LAW: 1})), ("CA2:1", Counts({LAW: 1}))], now)
    assert kept(renewed) == {"law": 2}


def test_without_its_key_a_sheet_is_left_alone(store: SqlStore, now: datetime) -> None:
    """It can be read again when the key is back."""
    store.count_once([("CA1:1", Counts({LAW: 1}))], now)
    stranger = SqlStore(store.db, Vault([OTHER_KEY]))
    stranger.count_once([("CA2:1", Counts({LAW: 1}))], now)
    assert kept(stranger) == {}
    assert kept(store) == {"law": 1}


def test_no_count_stands_in_the_clear(store: SqlStore, now: datetime) -> None:
    store.count_once([("CA1:1", Counts({LAW: 1}))], now)
    for table in ("counts", "counted_turns"):
        assert "law" not in str(store.db.query(f"select * from {table}"))
        assert "CA1" not in str(store.db.query(f"select * from {table}"))


def test_a_stretch_is_counted_once_by_whoever_comes_first(store: SqlStore, now: datetime) -> None:
    for _ in range(2):
        store.count_until("requests", now - HOUR, now, Counts({LAW: 2}))
    store.count_until("requests", now, now + HOUR, Counts({LAW: 3}))
    assert kept(store) == {"law": 5}
    assert store.counted_until("requests") == now + HOUR


def test_which_turns_were_counted_is_forgotten_after_hours(store: SqlStore, now: datetime) -> None:
    store.count_once([("CA1:1", Counts({LAW: 1}))], now)
    assert store.sweep(now + HOUR)["counted_turns"] == 0
    assert store.sweep(now + 3 * HOUR)["counted_turns"] == 1
    assert kept(store) == {"law": 1}


def test_the_months_are_known(store: SqlStore, now: datetime) -> None:
    assert store.counted_months() == []
    store.count_once([("CA1:1", Counts({LAW: 1, ("2026-09", "talks", "lawyer"): 1, OTHER: 2}))], now)
    assert store.counted_months() == ["2026-09", "2026-11"]


def test_requests_are_found_by_when_they_were_made_and_ended(store: SqlStore, now: datetime) -> None:
    for number in (HINA, ZOYA):
        store.record_callback(f"{number}:1", a_request(number=number, not_from="multan"), now, now)
    first, _ = store.callbacks()
    store.move_callback(first.id, "done", None, now + HOUR)
    assert [one.not_from for one in store.asked_between(now, now + HOUR)] == ["multan", "multan"]
    assert store.asked_between(now + HOUR, now + 2 * HOUR) == []
    [(closed, reached_at, at)] = store.closed_between(now, now + 2 * HOUR)
    assert (closed.id, reached_at, at) == (first.id, None, now + HOUR)


def test_a_call_waits_from_its_first_ring_to_the_first_yes(store: SqlStore, now: datetime) -> None:
    """However often phones were rung for it; a ring for somebody who waits at home is none of these."""
    store.replace_roster([a_person(), a_person(name="Bilqis", phone="+923990000102")], now)
    amna, bilqis = store.responders()
    soon, later = now + timedelta(seconds=30), now + timedelta(seconds=45)
    first = started(store, "CA1:1", "CA1", amna.id, now)
    second = started(store, "CA1:2", "CA1", bilqis.id, soon)
    assert first
    assert second
    store.ring_ended(first[0], "no_answer", soon)
    store.ring_accepted(second[0], later)
    store.ring_ended(second[0], "helped", later + 10 * timedelta(minutes=1))
    store.rings_started("callback:1:0", Ring("callback:1", callback="1"), [amna.id], soon)
    [wait] = store.waits_between(now - HOUR, now + HOUR)
    assert (wait.rung_at, wait.accepted_at) == (now, later)
    assert store.waits_between(soon, now + HOUR) == []
    [talk] = store.talks_between(now, now + HOUR)
    assert (talk.roles, talk.lasted) == (("lawyer",), timedelta(minutes=10))


def test_texts_that_left_are_found(store: SqlStore, now: datetime) -> None:
    store.count_sending(2, 1, now)
    assert store.sent_between(now - HOUR, now + HOUR) == [(now, 1, 0)]
    assert store.sent_between(now + HOUR, now + 2 * HOUR) == []
