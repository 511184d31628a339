"""A weekly text for a million subscribers in one hour: how long it takes to plan, what the worker holds, and what
callers notice."""

from __future__ import annotations

import base64
import itertools
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.drain import Provider, answering, working
from bench.load import lines_to
from bench.servers import Server, memory, serving
from bench.steady import Asked, Times, steady, summed_up
from bench.webhooks import MENU_SAID, STORED_SAID, TEXT_SAID
from bench.webhooks import Provider as Caller
from hotline.settings import load
from hotline.storage.database import open_database, stamp
from hotline.storage.migrate import migrate
from hotline.storage.subscriptions import KIND, TABLE
from hotline.storage.vault import Vault

A_SECOND = 20  # calls' and texts' webhooks, all the time
ALONE = 30.0  # seconds without the worker, before and afterwards: whatever else the machine does slows both
WITHIN = 900.0
ZONES = ("Asia/Karachi", "Asia/Kolkata")  # half an hour apart: in one of them half of the hour is left
BATCH = 20_000
DUE = "select 1 from subscriptions where look_at <= :until limit 1"
ADD = (
    "insert into subscriptions (id, identity_print, number, series, language, weekday, hour, look_at)"
    " values (?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True)
class Crowd:
    """What came of it: seconds, the worker's memory in MB at its most and over the second half, answers' times."""

    people: int
    seconds: float
    most: float
    grew: float
    alone: Times
    beside: Times


def drip(environment: dict[str, str], folder: Path, people: int, told: Callable[[str], None]) -> Crowd:
    """Subscribe so many, serve callers, then start a worker beside them until everybody's text is planned."""
    folder.mkdir()
    zone = min(ZONES, key=lambda zone: datetime.now(ZoneInfo(zone)).minute)
    given = {**environment, "HOTLINE_DATABASE_URL": f"sqlite:///{folder}/crowd.db", "HOTLINE_TIMEZONE": zone,
             "HOTLINE_REQUESTS_A_DAY": "0", "HOTLINE_TEXT_BUDGET": "0"}  # fmt: skip
    path = folder / "crowd.db"
    fill(path, given, people, told)
    with ExitStack() as running:
        _, url = running.enter_context(answering(Provider()))
        given["HOTLINE_TWILIO_API_URL"] = url
        server = running.enter_context(serving("wsgi:app", given, folder / "web"))
        lines = running.enter_context(lines_to(server))
        requests = mixed(given, server)
        steady(lines, itertools.islice(requests, 100), A_SECOND)
        told("callers alone")
        alone = steady(lines, itertools.islice(requests, int(ALONE * A_SECOND)), A_SECOND)
        told("a worker beside them")
        began, sizes, over = time.monotonic(), list[float](), threading.Event()
        with working({**given, "HOTLINE_PUBLIC_URL": server.url}, folder, 1) as [worker]:
            watcher = threading.Thread(target=_watch, args=(path, worker, sizes, over, told))
            watcher.start()
            beside = steady(lines, requests, A_SECOND, over.is_set)
            watcher.join()
            seconds = time.monotonic() - began
        told("callers alone again")
        alone += steady(lines, itertools.islice(requests, int(ALONE * A_SECOND)), A_SECOND)
    half = sizes[len(sizes) // 2 :]
    with closing(reading(path)) as connection:
        [(planned,)] = connection.execute("select count(*) from outbox where about is not null")
    return Crowd(planned, seconds, max(sizes), half[-1] - half[0], summed_up(alone), summed_up(beside))


def mixed(environment: dict[str, str], server: Server) -> Iterator[Asked]:
    """Of five webhooks three are keys in a menu, one is a text, and one stores a request."""
    caller = Caller(load({**environment, "HOTLINE_PUBLIC_URL": server.url}, env_file=Path("/nowhere")), server.url)
    for number in itertools.count():
        match number % 5:
            case 0:
                yield caller.text().raw, TEXT_SAID
            case 1:
                yield caller.callback_request().raw, STORED_SAID
            case _:
                yield caller.menu_step().raw, MENU_SAID


def fill(path: Path, environment: dict[str, str], people: int, told: Callable[[str], None]) -> None:
    """So many subscriptions that are due now, sealed as real ones are."""
    settings = load({**environment, "HOTLINE_PUBLIC_URL": "http://127.0.0.1"}, env_file=Path("/nowhere"))
    database = open_database(settings.database_url)
    migrate(database)
    database.close()
    vault, now = Vault(settings.keys), datetime.now(UTC)
    local = now.astimezone(settings.timezone)
    due = stamp(now - timedelta(minutes=1))

    def row(number: int) -> tuple[object, ...]:
        row_id, phone = base64.b16encode(os.urandom(16)).decode().lower(), f"+92399{number:07d}"
        language = ("ur", "ur_Latn", "en")[number % 3]
        return (row_id, vault.fingerprint(phone, KIND), vault.seal(phone, TABLE, "number", row_id), "phone", language,
                local.weekday(), local.hour, due)  # fmt: skip

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma synchronous = off")
        for first in range(0, people, BATCH):
            told(f"subscribers: {first:,} of {people:,}")
            connection.execute("begin")
            connection.executemany(ADD, map(row, range(first, min(first + BATCH, people))))
            connection.execute("commit")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _watch(
    path: Path, worker: int, sizes: list[float], over: threading.Event, told: Callable[[str], None]
) -> None:
    """Note what the worker holds, every second until nobody is due any more."""
    until = {"until": stamp(datetime.now(UTC))}
    ends = time.monotonic() + WITHIN
    try:
        with closing(reading(path)) as connection:
            while time.monotonic() < ends:
                time.sleep(1.0)
                sizes.append(memory(worker)["rss"])
                told(f"planning for {len(sizes)} s")
                if connection.execute(DUE, until).fetchone() is None:
                    return
    finally:
        over.set()


def reading(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing."""
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10.0, isolation_level=None)
