"""The audit only grows, and shows when somebody with the file laid hands on it."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

import pytest

from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

DROP = ("drop trigger audit_stays_as_it_was", "drop trigger audit_is_kept")


@pytest.fixture
def full(store: SqlStore, now: datetime) -> SqlStore:
    """Six deeds of two people."""
    for number in range(6):
        store.record(f"staff{number % 2}", "saw_request", f"request {number}", now + timedelta(minutes=number))
    return store


def by_hand(store: SqlStore, *statements: str) -> None:
    """Somebody opens the file itself, and knows how to get round what forbids it."""
    for statement in (*DROP, *statements):
        store.db.execute(statement)


def test_it_tells_who_did_what(full: SqlStore) -> None:
    """The latest first, a page at a time."""
    page = full.deeds(before=10_000, most=2)
    assert [(one.who, one.about) for one in page] == [("staff1", "request 5"), ("staff0", "request 4")]
    assert [one.number for one in full.deeds(before=5, most=9)] == [4, 3, 2, 1]
    assert full.audit_problems() == []


def test_an_empty_one_is_whole(store: SqlStore) -> None:
    assert store.audit_problems() == []


def test_the_database_itself_refuses_to_change_it(full: SqlStore) -> None:
    for statement in ("update audit set who = 'somebody'", "delete from audit where number = 3", "delete from audit"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            full.db.execute(statement)


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("update audit set about = 'request 9' where number = 3", "row 3 was changed"),
        ("update audit set who = 'staff1' where number = 1", "row 1 was changed"),
        ("update audit set at = '2020-01-01T00:00:00.000000Z' where number = 6", "row 6 was changed"),
        ("delete from audit where number = 4", "rows 4 to 4 are missing"),
        ("delete from audit where number < 3", "rows 1 to 2 are missing"),
        ("delete from audit where number > 4", "missing at the end"),
        ("delete from audit", "missing at the end"),
        ("insert into audit select 7, at, who, what, about, chain_print from audit where number = 6", "row 7 was"),
    ],
)
def test_what_was_done_by_hand_is_found(full: SqlStore, by: str, told: str) -> None:
    by_hand(full, by)
    assert told in " ".join(full.audit_problems())


def test_rows_exchanged_or_renumbered_are_found(full: SqlStore) -> None:
    by_hand(full, "update audit set number = 100 where number = 2", "update audit set number = 2 where number = 3",
            "update audit set number = 3 where number = 100")  # fmt: skip
    assert full.audit_problems()


def test_an_end_that_was_taken_away_too_is_found(full: SqlStore) -> None:
    by_hand(full, "delete from audit where number > 4", "delete from audit_end")
    assert full.audit_problems()


def test_it_stays_whole_when_a_key_is_changed(full: SqlStore, now: datetime) -> None:
    """Rows of before open with the old key, rows of after with the new one."""
    again = SqlStore(full.db, Vault([bytes(range(32, 64)), bytes(range(32))]))
    again.record("staff0", "signed_in", "", now)
    assert again.audit_problems() == []


def test_a_deed_that_is_undone_leaves_no_row(full: SqlStore, now: datetime) -> None:
    def fails() -> None:
        with full.atomic():
            full.record("staff0", "unmasked", "request 1", now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert len(full.deeds(10_000, 100)) == 6


def test_looking_again_is_noted_once(store: SqlStore, now: datetime) -> None:
    """A page that is looked at ten times in a minute is one row; somebody else's look is another."""
    for number in range(10):
        store.saw("rabia", "saw_request", "4711", now - timedelta(minutes=5), now + timedelta(seconds=number))
    store.saw("nida", "saw_request", "4711", now - timedelta(minutes=5), now)
    store.saw("rabia", "saw_request", "4711", now + timedelta(minutes=5), now + timedelta(minutes=6))
    assert [(one.who, one.number) for one in store.deeds(100, 100)] == [("rabia", 3), ("nida", 2), ("rabia", 1)]
