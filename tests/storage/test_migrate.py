"""Migrations: from nothing to the known schema, once, by whoever comes first; checks and copies."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from hotline.core.errors import StoreDown
from hotline.storage import migrate as module
from hotline.storage.database import Database
from hotline.storage.migrate import check, migrate, pending, schema

SNAPSHOT = Path(__file__).parent / "schema.sql"


def migrate_at(path: Path, start: object, done: object) -> None:
    start.wait()  # type: ignore[attr-defined]
    done.put(migrate(Database(path)))  # type: ignore[attr-defined]


def test_an_empty_database_becomes_the_known_schema(db: Database) -> None:
    """A change of schema shows in the snapshot, where it is reviewed."""
    assert schema(db) == SNAPSHOT.read_text(encoding="utf-8")
    assert check(db) == []


def test_a_second_run_does_nothing(tmp_path: Path) -> None:
    """First all are pending, then none."""
    db = Database(tmp_path / "new.db")
    waiting = pending(db)
    assert waiting[0] == "0001_first"
    assert any("0001_first" in problem for problem in check(db))
    assert migrate(db) == waiting
    assert (pending(db), migrate(db)) == ([], [])


def test_several_processes_may_migrate_at_once(tmp_path: Path) -> None:
    """Web and worker start together on a new file: each migration is applied by one of them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", "hotline.storage.store"])  # each begins at once
    start, done = context.Barrier(4), context.Queue()
    arguments = (tmp_path / "new.db", start, done)
    processes = [context.Process(target=migrate_at, args=arguments) for _ in range(4)]
    for process in processes:
        process.start()
    applied = sorted(name for _ in processes for name in done.get(timeout=300))
    for process in processes:
        process.join(30)
    assert applied == [one.name for one in module.migrations()]
    assert check(Database(tmp_path / "new.db")) == []


def test_a_migration_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table that was made before the wrong statement is gone with it, and so is the record."""
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    (tmp_path / "0001_good.sql").write_text("create table good (a text);\n")
    (tmp_path / "0002_bad.sql").write_text("create table half (a text);\ncreate tabel nonsense;\n")
    db = Database(tmp_path / "new.db")
    with pytest.raises(StoreDown):
        migrate(db)
    assert pending(db) == ["0002_bad"]
    assert "half" not in schema(db)


def test_check_tells_what_is_wrong(db: Database) -> None:
    """A lost index, a table of somebody else, an edited or unknown migration, an orphan: each is named."""
    db.execute("drop index rings_one_each")
    db.execute("create table guests (name text)")
    db.execute("drop table beats")
    db.execute("create table beats (name text)")
    assert check(db) == ["missing: index rings_one_each", "not ours: table guests", "altered: table beats"]
    db.execute("pragma foreign_keys = off")
    db.execute("insert into shifts (responder, starts, minutes) values ('nobody', 1, 1)")
    db.execute("update migrations set fingerprint = 'x' where name = '0001_first'")
    db.execute("insert into migrations (name, fingerprint) values ('9999_later', 'x')")
    assert check(db) == [
        "0001_first was edited after it was applied here",
        "9999_later is of a newer version of the program",
        "a row of shifts refers to a row of responders that is not there",
    ]


def test_damage_is_found(db: Database) -> None:
    """A page that was overwritten does not pass the check."""
    for index in range(300):
        db.execute("insert into beats (name, at) values (:name, 'x')", {"name": f"{index:0200}"})
    db.query("pragma wal_checkpoint(truncate)")
    root = db.query("select rootpage from sqlite_master where name = 'beats'")[0]["rootpage"]
    db.close()
    with db.path.open("r+b") as file:
        file.seek((root - 1) * 4096 + 8)
        file.write(b"\xff" * 64)
    assert any(problem.startswith("cannot be read") for problem in check(db))
