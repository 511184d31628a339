"""How long a plot takes over three years of 1,000 calls a day: the counts opened, the sums made, the bars drawn."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

from hotline import parts
from hotline.actions.read_numbers import read_numbers
from hotline.commands.example_counts import example_counts
from hotline.console.figures_shown import Names, Telling
from hotline.console.reader import Reader
from hotline.console.report import names_in
from hotline.console.sentences import load as load_sentences
from hotline.core.counting import months_between
from hotline.settings import Settings
from hotline.storage.database import open_database
from hotline.storage.migrate import migrate
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

MONTHS = months_between("2023-01", "2025-12")
A_MONTH = 30_000
ROUNDS = 9


def seconds_for_a_plot(folder: Path, settings: Settings) -> float:
    """The slowest figure's median."""
    store = SqlStore(open_database(f"sqlite:///{folder}/plots.db"), Vault(settings.keys))
    migrate(store.db)
    now = datetime.fromisoformat("2025-06-01T00:00:00Z")
    store.count_once([("bench", example_counts(MONTHS, A_MONTH))], now)
    reader = Reader("en", datetime(2026, 2, 1, tzinfo=UTC), settings.timezone, load_sentences(parts.TRANSLATIONS)["en"])
    names = names_in(parts.open_words(), "en")
    return max(statistics.median(_drawn(store, reader, names, name) for _ in range(ROUNDS))
               for name in ("calls", "calls_by_hour", "calls_left"))  # fmt: skip


def _drawn(store: SqlStore, reader: Reader, names: Names, name: str) -> float:
    begun = time.perf_counter()
    numbers = read_numbers(store, MONTHS[0], MONTHS[-1], reader.now, reader.zone)
    Telling(reader, numbers, names).shown(name)
    return time.perf_counter() - begun
