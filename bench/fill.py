"""A database after a million callers: as large as it gets, filled by SQL alone in a few seconds."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hotline.storage.database import Database, stamp
from hotline.storage.migrate import migrate

CALLERS, CALLBACKS = 1_000_000, 200_000
OPEN = 500  # requests that nobody has rung back yet; all others are closed
BATCH = 50_000
COUNTED = "with recursive counted (n) as (select :first union all select n + 1 from counted where n < :last)"
# What is sealed or hashed is as long as the real thing, and as random; nothing of it is ever opened.
FILL = (
    ("callers", CALLERS, f"""{COUNTED} insert into turns (message_print, reply, identity_print, place, created_at)
        select hex(randomblob(16)), hex(randomblob(150)), hex(randomblob(16)), hex(randomblob(170)), :now
        from counted"""),
    ("callback requests", CALLBACKS, f"""{COUNTED} insert into callbacks (id, once_print, reference, number,
        number_print, state, subject, language, woman_only, safe_hours, safe_days, channel, attempts, created_at,
        due_at, expires_at, moved_at)
        select lower(hex(randomblob(16))), hex(randomblob(16)), cast(1000 + n % 9000 as text), hex(randomblob(29)),
        hex(randomblob(16)), case when n <= {OPEN} then 'new' else 'done' end, 'law', 'ur', n % 2, 'evening', 'any',
        'voice', 1, :now, :later, :later, :now from counted"""),
)  # fmt: skip


def fill(path: Path, told: Callable[[str], None]) -> None:
    """Make the database at `path`; `told` hears how far it is."""
    database = Database(path)
    migrate(database)
    database.close()
    now = datetime.now(UTC)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -250000", "temp_store = memory"):
            connection.execute(f"pragma {pragma}")
        for what, count, sql in FILL:
            for first in range(1, count + 1, BATCH):
                values = {"first": first, "last": min(first + BATCH - 1, count), "now": stamp(now),
                          "later": stamp(now + timedelta(hours=20))}  # fmt: skip
                connection.execute(sql, values)
                told(f"{what}: {values['last']:,} of {count:,}")
        connection.execute("pragma journal_mode = wal")
    finally:
        connection.close()
    with path.open("rb+") as file:
        os.fsync(file.fileno())  # what is not on the disk yet would slow down the first who writes
