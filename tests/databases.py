"""An empty database as the migrations make it, made once in a process and copied for each test."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from hotline.storage.database import Database
from hotline.storage.migrate import migrate


def put_empty_database(path: Path) -> None:
    """Put a migrated database there that holds nothing yet; one that is there already is left alone."""
    if not path.exists():
        path.touch(0o600)
        path.write_bytes(_migrated())


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hotline.db"
        db = Database(path)
        migrate(db)
        db.close()  # the last connection: all is in the one file now
        return path.read_bytes()
