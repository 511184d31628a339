"""A hundred thousand old requests are deleted while callers call: what they notice, and whether a digit is left.

The numbers of the old ones stand in the clear here, as nothing of the hotline's writes them, to be searched for.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.crowd import A_SECOND, ALONE, mixed, reading
from bench.drain import Provider, answering, working
from bench.load import lines_to
from bench.servers import serving
from bench.steady import Times, steady, summed_up
from hotline.storage.database import Database, stamp
from hotline.storage.migrate import migrate

MARK = b"+92399"  # a prefix that nobody has
WITHIN = 600.0
OLD = timedelta(days=40)  # older than anything is kept
COUNTED = "with recursive counted (n) as (select 0 union all select n + 1 from counted where n < :most - 1)"
# A request that is closed, and two texts that were sent because of it.
FILL = (
    f"""{COUNTED} insert into callbacks (id, once_print, reference, number, number_print, state, subject, language,
        woman_only, safe_hours, safe_days, channel, attempts, created_at, due_at, expires_at, moved_at)
        select lower(hex(randomblob(16))), hex(randomblob(16)), cast(1000 + n % 9000 as text),
        printf('+92399%07d', n), hex(randomblob(16)), 'done', 'law', 'ur', n % 2, 'evening', 'any',
        'voice', 1, :old, :old, :old, :old from counted""",
    f"""{COUNTED} insert into outbox (id, once_print, kind, number, number_print, body, state, attempts, due_at,
        provider_id, created_at, moved_at, priority)
        select printf('%012x', n / 10) || lower(hex(randomblob(10))), hex(randomblob(16)), 'sms',
        printf('+92399%07d', n), hex(randomblob(16)),
        printf('+92399%07d', n) || hex(randomblob(60)), 'delivered', 1, :old, 'SM' || hex(randomblob(16)), :old,
        :old, 2 from counted""",
)


@dataclass(frozen=True)
class Purged:
    """Seconds that it took, digits that are left in the files, rows that are left, and the answers' times."""

    seconds: float
    left: int
    rows: int
    alone: Times
    beside: Times


def purge(environment: dict[str, str], folder: Path, requests: int, told: Callable[[str], None]) -> Purged:
    """Fill a database with old requests, serve callers, then let a worker sweep beside them."""
    folder.mkdir()
    path = folder / "old.db"
    given = {**environment, "HOTLINE_DATABASE_URL": f"sqlite:///{path}"}
    told("old requests")
    _fill(path, requests)
    with ExitStack() as running:
        _, given["HOTLINE_TWILIO_API_URL"] = running.enter_context(answering(Provider()))
        server = running.enter_context(serving("wsgi:app", given, folder / "web"))
        lines = running.enter_context(lines_to(server))
        asked = mixed(given, server)
        steady(lines, itertools.islice(asked, 100), A_SECOND)
        told("callers alone")
        alone = steady(lines, itertools.islice(asked, int(ALONE * A_SECOND)), A_SECOND)
        told("a worker that sweeps beside them")
        began, over = time.monotonic(), threading.Event()
        with working({**given, "HOTLINE_PUBLIC_URL": server.url}, folder, 1):
            watcher = threading.Thread(target=_watch, args=(path, over))
            watcher.start()
            beside = steady(lines, asked, A_SECOND, over.is_set)
            watcher.join()
            seconds = time.monotonic() - began
            time.sleep(3.0)  # the log is emptied when the last batch is gone
        told("callers alone again")
        alone += steady(lines, itertools.islice(asked, int(ALONE * A_SECOND)), A_SECOND)
        files = [path, path.with_name(f"{path.name}-wal")]
        left = sum(file.read_bytes().count(MARK) for file in files if file.exists())
        rows = _rows(path)
    return Purged(seconds, left, rows, summed_up(alone), summed_up(beside))


def _fill(path: Path, requests: int) -> None:
    database = Database(path)
    migrate(database)
    database.close()
    old = stamp(datetime.now(UTC) - OLD)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma synchronous = off")
        for statement, each in zip(FILL, (1, 2), strict=True):
            connection.execute(statement, {"most": requests * each, "old": old})
        connection.execute("pragma wal_checkpoint(truncate)")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _watch(path: Path, over: threading.Event) -> None:
    """Wait until no old row is there any more."""
    ends = time.monotonic() + WITHIN
    try:
        while time.monotonic() < ends and _rows(path):
            time.sleep(0.5)
    finally:
        over.set()


def _rows(path: Path) -> int:
    """How many old rows are there, a few at most."""
    old = {"before": stamp(datetime.now(UTC) - OLD / 2)}
    with closing(reading(path)) as connection:
        return sum(
            connection.execute(f"select count(*) from (select 1 from {table} where state in ({states})"
                               " and moved_at <= :before limit 9)", old).fetchone()[0]
            for table, states in (("callbacks", "'done', 'not_reached', 'withdrawn', 'expired'"),
                                  ("outbox", "'sent', 'delivered', 'failed', 'dropped'"))
        )  # fmt: skip
