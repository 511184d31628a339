"""The command line on a database of its own, at a moment that stands still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline import cli, parts
from hotline.commands import (
    bars,
    broadcasts,
    changes,
    export,
    gaps,
    numbers,
    people,
    report,
    roster,
    staff,
    subscriptions,
)
from hotline.settings import load
from hotline.storage.store import SqlStore
from tests.builders import QUICK
from tests.databases import put_empty_database
from tests.journeys.conftest import environment

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)  # a Saturday, 14:00 in Karachi
ASKING_THE_CLOCK = (bars, broadcasts, changes, export, gaps, numbers, people, report, roster, staff, subscriptions)


@dataclass
class Desk:
    """A coordinator's terminal."""

    folder: Path
    store: SqlStore
    set_clock: Callable[[datetime], None]

    def types(self, *words: str) -> Result:
        """Run `hotline` with these words; nothing but what was foreseen may be raised."""
        result = CliRunner().invoke(cli.main, words)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def file(self, text: str | bytes, name: str = "roster.csv") -> str:
        """Write a file; return where it is."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def imports(self, *rows: str, header: str = "name,phone,role,gender,languages,shifts,pin") -> Result:
        """Import a roster of these rows."""
        return self.types("roster", "import", self.file("\n".join((header, *rows, ""))))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    put_empty_database(tmp_path / "hotline.db")
    monkeypatch.setattr(parts, "SqlStore", partial(SqlStore, passwords=QUICK))
    store = parts.open_store(load())

    def set_clock(at: datetime) -> None:
        for module in ASKING_THE_CLOCK:
            monkeypatch.setattr(module, "now", lambda: at)

    set_clock(NOW)
    return Desk(tmp_path, store, set_clock)
