"""What every test may ask for: a vault, a real SQLite file, a store on it, and a fixed time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import KEY

from hotline.storage.database import Database, open_database
from hotline.storage.migrate import migrate
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault


@pytest.fixture
def now() -> datetime:
    """A Saturday, two in the afternoon in Karachi."""
    return datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def vault() -> Vault:
    return Vault([KEY])


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path}/hotline.db", wait=10.0)
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def store(db: Database, vault: Vault) -> SqlStore:
    return SqlStore(db, vault)
