"""The storage port: `query`, `execute`, `insert`, `atomic` on SQLite; a connection a thread; failures as StoreDown."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

import sqlite_utils

from hotline.core.errors import StoreDown
from hotline.storage.additions import Additions

Row = dict[str, Any]
Values = dict[str, Any]  # texts, numbers, None; a tuple of texts for `in (:name)`
Statement = Callable[[], tuple[str, Any]]
NONE: Values = {}

WAIT = 3.0  # seconds to wait for another writer; a provider gives a webhook fifteen
SHORTEST, LONGEST = 0.00002, 0.0005  # seconds between two looks: a transaction takes a fraction of a millisecond
CACHED_STATEMENTS = 256
# All of these but journal_mode belong to the connection, not to the file: they are set each time one opens.
# Moving the log into the file four times as seldom, 16 MB at most, writes a page once that changed many times. Each
# thread has a connection, and what one caches is out of date as soon as another commits: half a megabyte will do.
PRAGMAS = ("synchronous = full", "foreign_keys = on", "secure_delete = on", "temp_store = memory",
           "wal_autocheckpoint = 4000", "cache_size = -512")  # fmt: skip
# Switching to WAL does not wait for other connections, so two processes that start together take turns here.
TRIES = 50
PAUSE = 0.02


class _Here(threading.local):
    """What one thread of one process holds."""

    port: sqlite_utils.Database | None = None
    process: int = 0
    depth: int = 0
    hasty: bool = False  # commits do not wait for the disk


class Database:
    """A SQLite file. Nothing is opened before it is needed, so a process can start while the disk is away."""

    def __init__(self, path: Path, wait: float = WAIT) -> None:
        self.path = path
        self.wait = wait
        self._here = _Here()
        self._left_behind: list[sqlite_utils.Database] = []
        self._additions: dict[tuple[str, ...], Additions] = {}

    def query(self, sql: str, values: Values = NONE) -> list[Row]:
        """The rows that a statement gives; also for `insert … returning`."""
        try:
            # Not the port's `query`: its savepoint around each statement costs as much as the statement.
            cursor = self._run(sql, values)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor]
        except sqlite3.DatabaseError as error:
            self._failed(error)

    def one(self, sql: str, values: Values = NONE) -> Row | None:
        """The first row, or None."""
        rows = self.query(sql, values)
        return rows[0] if rows else None

    def execute(self, sql: str, values: Values = NONE) -> int:
        """Run a statement without rows; return how many rows it changed."""
        try:
            return self._run(sql, values).rowcount
        except sqlite3.DatabaseError as error:
            self._failed(error)

    def execute_each(self, sql: str, rows: Sequence[Values]) -> None:
        """Run a statement for each of these, as part of a transaction: in one go, for a crowd."""
        if not self._here.depth:
            raise AssertionError("a crowd is written in one transaction")
        try:
            self._port().conn.executemany(sql, rows)
        except sqlite3.DatabaseError as error:
            self._failed(error)

    def insert(self, table: str, row: Row, *, lasting: bool = True) -> bool:
        """Add a row; False when one with the same key is there. Threads that add at the same time share a commit.

        One that is not `lasting` does not wait for the disk: it outlives this process, but perhaps not a power cut.
        """
        kind, values = (table, *row), tuple(row.values())
        additions = self._additions.get(kind)
        if additions is None:
            run = self._patiently if lasting else self._in_haste
            additions = self._additions.setdefault(kind, Additions(table, kind[1:], run))
        try:
            return additions.add_alone(values) if self._here.depth else additions.add(values)
        except sqlite3.DatabaseError as error:
            self._failed(error)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing. The write lock is taken at the start; an inner `atomic` joins the outer one.

        An inner one that fails undoes its own part; whoever catches its error may go on with the outer.
        """
        begin, commit, undo = (
            ("savepoint inside", "release inside", ("rollback to inside", "release inside"))
            if self._here.depth
            else ("begin immediate", "commit", ("rollback",))
        )
        self.execute(begin)
        self._here.depth += 1
        try:
            yield
            self.execute(commit)
        except BaseException:
            self._undo(undo)
            raise
        finally:
            self._here.depth -= 1

    def copy_to(self, target: sqlite3.Connection) -> None:
        """Copy everything committed into another connection; writers need not wait."""
        try:
            self._port().conn.backup(target)
        except sqlite3.DatabaseError as error:
            self._failed(error)

    def empty_log(self) -> None:
        """Move all that is committed out of the write-ahead log; until then deleted rows can be read in it."""
        self.query(f"pragma busy_timeout = {int(self.wait * 1000)}")  # for readers to finish: no error says so
        try:
            self.query("pragma wal_checkpoint(truncate)")
        finally:
            self.query("pragma busy_timeout = 0")

    def close(self) -> None:
        """Close this thread's connection; the next statement opens another."""
        port, self._here.port = self._here.port, None
        if port is not None and self._here.process == os.getpid():
            port.close()

    def _run(self, sql: str, values: Values) -> sqlite3.Cursor:
        spread = _spread(sql, values)
        return self._patiently(lambda: spread, hasty=None if sql.startswith("select") else False)

    def _in_haste(self, statement: Statement) -> sqlite3.Cursor:
        """Commit without waiting for the disk; as part of something larger it is as lasting as that."""
        return self._patiently(statement, hasty=True)

    def _patiently(self, statement: Statement, *, hasty: bool | None = False) -> sqlite3.Cursor:
        """Run a statement, and wait for another writer here: SQLite itself looks again only after up to 100 ms.

        For one that only reads, `hasty` is None: then the connection stays as the last that wrote left it.
        """
        port = self._port()
        if hasty is not None and hasty != self._here.hasty and not self._here.depth:
            port.execute(f"pragma synchronous = {'normal' if hasty else 'full'}")
            self._here.hasty = hasty
        waited, pause = 0.0, SHORTEST
        while True:
            try:
                return port.execute(*statement())
            except sqlite3.OperationalError as error:
                if self._here.depth or not _is_locked(error) or waited > self.wait:
                    raise
            time.sleep(pause)
            waited, pause = waited + pause, min(pause * 1.2, LONGEST)

    def _port(self) -> sqlite_utils.Database:
        here = self._here
        if here.process != os.getpid():
            if here.port is not None:  # the parent's: after a fork it may be neither used nor closed
                self._left_behind.append(here.port)
            here.port, here.process, here.depth = None, os.getpid(), 0
        # A full disk can end a transaction by itself; what follows must not be written outside of it.
        if here.depth and (here.port is None or not here.port.conn.in_transaction):
            raise StoreDown("the transaction was lost")
        if here.port is None:
            here.port, here.hasty = self._opened(), False
        return here.port

    def _opened(self) -> sqlite_utils.Database:
        try:
            _make_private_file(self.path)
        except OSError as error:
            raise StoreDown("the database file cannot be made") from error
        connection = sqlite3.connect(
            self.path, timeout=0.0, isolation_level=None, cached_statements=CACHED_STATEMENTS
        )
        try:
            _switch_to_wal(connection)
            for pragma in PRAGMAS:
                connection.execute(f"pragma {pragma}")
        except BaseException:
            connection.close()
            raise
        return sqlite_utils.Database(connection, recursive_triggers=False, execute_plugins=False)

    def _failed(self, error: sqlite3.DatabaseError) -> NoReturn:
        if isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError)):
            raise error  # a mistake of ours, not a trouble of the store
        if not self._here.depth and not _is_locked(error):
            self.close()  # a file that was away or replaced is found again by the next statement
        raise StoreDown(str(error)) from error

    def _undo(self, statements: tuple[str, ...]) -> None:
        port = self._here.port
        if port is None or not port.conn.in_transaction:
            return
        try:
            for statement in statements:
                port.conn.execute(statement)
        except sqlite3.DatabaseError:
            self.close()  # closing undoes it too; the first error is the one to tell


def open_database(url: str, wait: float = WAIT) -> Database:
    """Read `sqlite:///relative.db` or `sqlite:////absolute.db`. Raises ValueError with what is wrong."""
    scheme, _, path = url.partition(":///")
    if scheme != "sqlite":
        raise ValueError("the database address must be like sqlite:///instance/hotline.db")
    if not path or path == ":memory:":
        raise ValueError("the database must be a file: several threads and processes share it")
    return Database(Path(path), wait)


def stamp(at: datetime) -> str:
    """An aware time as the text that is stored: UTC, of one length, so that texts sort as times do."""
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """The aware UTC time that `stamp` wrote."""
    return datetime.fromisoformat(text)


def _spread(sql: str, values: Values) -> tuple[str, Values]:
    """Give each text of a tuple a parameter of its own: `in (:keys)` becomes `in (:keys0, :keys1)`."""
    lists = tuple([(name, len(value)) for name, value in values.items() if isinstance(value, tuple)])
    if not lists:
        return sql, values
    spread = dict(values)
    for name, _ in lists:
        spread |= {f"{name}{index}": one for index, one in enumerate(spread.pop(name))}
    return _with_a_mark_each(sql, lists), spread


@lru_cache(maxsize=CACHED_STATEMENTS)
def _with_a_mark_each(sql: str, lists: tuple[tuple[str, int], ...]) -> str:
    for name, count in lists:
        sql = sql.replace(f"(:{name})", f"({', '.join(f':{name}{index}' for index in range(count)) or 'null'})")
    return sql


def _make_private_file(path: Path) -> None:
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # SQLite gives its -wal file the same mode


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    for left in reversed(range(TRIES)):
        try:
            if connection.execute("pragma journal_mode = wal").fetchone()[0] == "wal":
                return
        except sqlite3.OperationalError as error:
            if not (left and _is_locked(error)):
                raise
        time.sleep(PAUSE)
    raise sqlite3.OperationalError("the file cannot be switched to write-ahead logging")


def _is_locked(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
