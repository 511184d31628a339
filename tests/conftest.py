"""What every test may ask for: a vault, a real SQLite file, a store on it, and a fixed time."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import KEY, QUICK
from hypothesis import settings

from hotline.storage.database import Database, open_database
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault
from tests.databases import put_empty_database

MEMORY = Path("/dev/shm")
ROOM = 1 << 30  # bytes; a run of the whole suite needs a fraction of it


settings.register_profile("hotline", max_examples=150, deadline=None)  # others use this machine too
settings.load_profile("hotline")


def pytest_configure() -> None:
    """Keep what tests write in memory if there is room: on a disk they mostly wait for commits."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK | os.X_OK):
        return
    there = os.statvfs(MEMORY)
    if there.f_bavail * there.f_frsize > ROOM and not there.f_flag & os.ST_NOEXEC:  # some tests write programs
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: who looks for what may go need not look at it each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def now() -> datetime:
    """A Saturday, two in the afternoon in Karachi."""
    return datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def vault() -> Vault:
    return Vault([KEY])


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    put_empty_database(tmp_path / "hotline.db")
    database = open_database(f"sqlite:///{tmp_path}/hotline.db", wait=10.0)
    yield database
    database.close()


@pytest.fixture
def store(db: Database, vault: Vault) -> SqlStore:
    return SqlStore(db, vault, passwords=QUICK)
