"""The database: all or nothing, set up the same each time, and trouble told as StoreDown."""

# ruff: noqa: PT012  (what is tested here is what a whole block leaves behind)
from __future__ import annotations

import os
import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from hotline.core.errors import StoreDown
from hotline.storage.database import Database, moment, open_database, stamp

ADD = "insert into beats (name, at) values (:name, 'x')"


def names(db: Database) -> set[str]:
    return {row["name"] for row in db.query("select name from beats")}


def test_an_error_undoes_everything(db: Database) -> None:
    """Neither of two rows stays when the second fails."""
    with pytest.raises(sqlite3.IntegrityError), db.atomic():
        db.execute(ADD, {"name": "web"})
        db.execute(ADD, {"name": "web"})
    assert names(db) == set()


def test_an_inner_transaction_joins_the_outer(db: Database) -> None:
    """What the inner one wrote goes when the outer fails."""
    with pytest.raises(KeyError), db.atomic():
        with db.atomic():
            db.execute(ADD, {"name": "web"})
        raise KeyError
    assert names(db) == set()


def test_an_inner_failure_that_is_caught_undoes_the_inner_part_only(db: Database) -> None:
    """The caller may try the next thing and keep what was done before."""
    with db.atomic():
        db.execute(ADD, {"name": "web"})
        with pytest.raises(KeyError), db.atomic():
            db.execute(ADD, {"name": "worker"})
            raise KeyError
        db.execute(ADD, {"name": "other"})
    assert names(db) == {"web", "other"}


def test_what_is_not_yet_committed_is_seen_by_nobody_else(db: Database) -> None:
    """Another thread reads the state before, and has a connection of its own."""
    seen: list[set[str]] = []
    with db.atomic():
        db.execute(ADD, {"name": "web"})
        reader = threading.Thread(target=lambda: seen.append(names(db)))
        reader.start()
        reader.join()
    assert seen == [set()]
    assert names(db) == {"web"}


def test_every_connection_is_safe_and_leaves_no_traces(db: Database) -> None:
    """The settings that SQLite forgets on closing are there again, also in another thread."""
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
    seen: list[dict[str, object]] = []

    def look() -> None:
        seen.append({name: next(iter(db.query(f"pragma {name}")[0].values())) for name in wanted})

    look()
    db.close()
    look()
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [wanted] * 3


def test_only_what_need_not_last_is_spared_the_wait_for_the_disk(db: Database) -> None:
    """Whatever follows waits again, also when it failed; inside a transaction nothing changes."""
    beat = {"name": "a", "at": "now"}
    assert db.insert("beats", beat, lasting=False)
    assert not db.insert("beats", beat, lasting=False)
    with db.atomic():
        assert db.insert("beats", {"name": "b", "at": "now"}, lasting=False)
    assert [row["name"] for row in db.query("select name from beats order by name")] == ["a", "b"]
    assert db.query("pragma synchronous") == [{"synchronous": 2}]


def test_only_the_owner_may_read_the_file_and_its_log(tmp_path: Path) -> None:
    """A folder and files made by us are closed to others, the write-ahead log included."""
    db = open_database(f"sqlite:///{tmp_path}/new/hotline.db")
    db.execute("create table t (a text)")
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "new").iterdir()} == {0o600}
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_a_locked_database_is_down_and_then_up_again(db: Database) -> None:
    """While another holds the lock the answer is StoreDown, soon; afterwards all goes on."""
    impatient = Database(db.path, wait=0.01)
    with db.atomic():
        db.execute(ADD, {"name": "web"})
        with pytest.raises(StoreDown), impatient.atomic():
            pass
        with pytest.raises(StoreDown):
            impatient.execute(ADD, {"name": "worker"})
        assert names(impatient) == set()
    impatient.execute(ADD, {"name": "worker"})
    assert names(db) == {"web", "worker"}


def test_a_full_disk_is_down_and_nothing_half_done(db: Database) -> None:
    """The transaction that does not fit leaves nothing, even when its first error is swallowed."""
    pages = db.query("pragma page_count")[0]["page_count"]
    db.query(f"pragma max_page_count = {pages}")
    with pytest.raises(StoreDown), db.atomic():
        db.execute(ADD, {"name": "web"})
        with pytest.raises(StoreDown):
            db.execute(ADD, {"name": "x" * 100_000})
        db.execute(ADD, {"name": "y" * 100_000})
    assert names(db) == set()
    db.query("pragma max_page_count = 100000")
    db.execute(ADD, {"name": "worker"})
    assert names(db) == {"worker"}


def test_nothing_is_written_outside_of_a_transaction_that_was_lost(db: Database) -> None:
    """When the engine ended the transaction, a later write of the same block is refused."""
    with pytest.raises(StoreDown), db.atomic():
        db.execute(ADD, {"name": "web"})
        db.execute("rollback")  # as SQLite does by itself on some errors
        with pytest.raises(StoreDown):
            db.execute(ADD, {"name": "worker"})
    assert names(db) == set()


def test_a_file_that_is_no_database_is_down(tmp_path: Path) -> None:
    """Garbage in place of the database is StoreDown, not a crash."""
    (tmp_path / "hotline.db").write_bytes(b"garbage" * 1000)
    with pytest.raises(StoreDown):
        Database(tmp_path / "hotline.db").query("select 1")


def test_a_folder_that_cannot_be_made_is_down(tmp_path: Path) -> None:
    """No place for the file: StoreDown at the first use, not at the start of the program."""
    (tmp_path / "file").write_text("")
    db = Database(tmp_path / "file" / "hotline.db")
    with pytest.raises(StoreDown):
        db.query("select 1")


def test_a_missing_table_is_down(tmp_path: Path) -> None:
    """Before the migrations have run, the store is down and says why."""
    with pytest.raises(StoreDown, match="beats"):
        names(Database(tmp_path / "hotline.db"))


def test_a_forked_process_opens_its_own_connection(db: Database) -> None:
    """A web server that forks after the first query loses nothing."""
    db.execute(ADD, {"name": "parent"})
    child = os.fork()
    if not child:
        try:
            db.execute(ADD, {"name": "child"})
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    db.execute(ADD, {"name": "parent again"})
    assert names(db) == {"parent", "child", "parent again"}


def test_a_list_may_be_empty_or_long(db: Database) -> None:
    """`in (:names)` takes any number of values."""
    for name in ("web", "worker"):
        db.execute(ADD, {"name": name})
    query = "select name from beats where name in (:names)"
    assert db.query(query, {"names": ()}) == []
    assert len(db.query(query, {"names": ("web", "worker", *map(str, range(500)))})) == 2


@pytest.mark.parametrize("url", ["postgres:///x", "sqlite://x", "sqlite:///", "sqlite:///:memory:", ""])
def test_an_address_we_cannot_use_is_refused(url: str) -> None:
    """It stops the program at the start with a sentence that helps."""
    with pytest.raises(ValueError, match="database"):
        open_database(url)


def test_addresses_are_relative_or_absolute() -> None:
    """Three slashes are a path from here, four from the root."""
    assert open_database("sqlite:///instance/hotline.db").path == Path("instance/hotline.db")
    assert open_database("sqlite:////var/lib/hotline.db").path == Path("/var/lib/hotline.db")


def test_times_keep_their_instant_and_their_order(now: datetime) -> None:
    """Any zone goes in, UTC comes out; texts sort as times do."""
    karachi = timezone(timedelta(hours=5))
    assert stamp(now.astimezone(karachi)) == stamp(now) == "2026-11-21T09:00:00.000000Z"
    times = [now + timedelta(microseconds=n * 999_983) for n in range(50)]
    assert [moment(text) for text in sorted(map(stamp, times))] == times
    assert moment(stamp(now)).tzinfo == UTC
    with pytest.raises(ValueError):
        stamp(now.replace(tzinfo=None))
