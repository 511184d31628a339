"""Whom to ring on a large roster: the pure plan, the whole wave with the database, and what the provider is asked."""

from __future__ import annotations

import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.servers import HERE
from hotline.actions.ring_wave import Waiting, ring_wave
from hotline.app import create_app
from hotline.core.duty import LANGUAGES, ROLES, Responder
from hotline.core.phone_number import PhoneNumber, caller_from
from hotline.core.records import Person
from hotline.core.routing import Wanted, plan
from hotline.core.shifts import DAY, WEEK, Shift
from hotline.settings import Settings
from hotline.simulator.carrier import Carrier
from hotline.simulator.http import InProcess
from hotline.simulator.journey import FakeClock, Journey
from hotline.simulator.legs import Account
from hotline.storage.database import Database
from hotline.storage.migrate import migrate
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

RESPONDERS, EACH = 500, 10  # shifts
SHIFT = 6 * 60  # minutes
WANTED = Wanted("feelings", "ur", woman_only=True)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Planned:
    """Median milliseconds of the plan alone and of the whole wave, and how many were on duty."""

    plan: float
    wave: float
    on_duty: int


def planning(settings: Settings, folder: Path, rounds: int) -> Planned:
    """Plan, and ring in earnest, on a roster of 500 responders and 5,000 shifts."""
    store = _store(settings, folder / "roster.db", a_roster(RESPONDERS))
    try:
        rota, zone = store.rota(settings.timezone), settings.timezone
        her = caller_from("+92399" + "0000001")  # a prefix that nobody has

        def rings(number: int) -> object:  # a minute apart, so that who was rung before is free again
            waiting = Waiting(f"CA{number}", her, WANTED, (), 0)
            return ring_wave(store, f"CA{number}:1", waiting, NOW + timedelta(minutes=number), zone)

        return Planned(
            plan=_median(lambda _: plan(WANTED, rota, {}, NOW), rounds),
            wave=_median(rings, rounds),
            on_duty=len(rota.on_duty(NOW)),
        )
    finally:
        store.db.close()


def a_roster(many: int, *, always: bool = False) -> list[Person]:
    """So many people of every role and language, each with ten shifts of six hours; or on duty round the clock."""
    chance = random.Random(1)
    whole = tuple(Shift(day * DAY, DAY) for day in range(WEEK // DAY))
    return [
        Person(
            Responder(
                "", f"R{number:04d}", PhoneNumber(f"+923991{number:06d}"), (ROLES[number % len(ROLES)],),
                "male" if number % 3 == 2 else "female", ("ur", LANGUAGES[number % len(LANGUAGES)]),
                whole if always else tuple(_shifts(chance)),
            ),
            "",
        )
        for number in range(many)
    ]  # fmt: skip


def requests_before_the_ring(settings: Settings, folder: Path) -> int:
    """How often the provider's API is asked from the first key of a call to the ring of a responder's phone."""
    [person] = a_roster(1, always=True)
    with _counting() as counted:
        given = {**vars(settings), "database_url": f"sqlite:///{folder}/one.db", "api_url": counted.url}
        settings = Settings(**given)
        store = _store(settings, folder / "one.db", [person])
        clock = FakeClock(NOW.timestamp())
        public = settings.public_url
        account = Account(settings.account_sid, settings.number.e164, f"{public}/twilio/voice", None,
                          f"{public}/twilio/sms")  # fmt: skip
        carrier = Carrier(InProcess(create_app(settings, clock.utc, store)), clock, account, settings.auth_tokens[0])
        journey = Journey(carrier, clock)
        responder = journey.phone(person.responder.phone.e164)
        journey.phone("+92399" + "0000001").calls().presses("111")
        responder.rings()
        store.db.close()
        return counted.requests


@dataclass
class _Counted:
    """An API that is asked nothing, one hopes."""

    url: str = ""
    requests: int = field(default=0)


@contextmanager
def _counting() -> Iterator[_Counted]:
    counted = _Counted()

    class Api(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            counted.requests += 1
            super().handle_one_request()

    with ThreadingHTTPServer((HERE, 0), Api) as server:
        counted.url = f"http://{HERE}:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield counted
        finally:
            server.shutdown()
            thread.join()


def _store(settings: Settings, file: Path, people: list[Person]) -> SqlStore:
    store = SqlStore(Database(file), Vault(settings.keys))
    migrate(store.db)
    store.replace_roster(people, NOW)
    return store


def _shifts(chance: random.Random) -> Iterator[Shift]:
    """Ten a week that do not overlap."""
    for start in sorted(chance.sample(range(0, WEEK, WEEK // 28), EACH)):
        yield Shift(start, SHIFT)


def _median(deed: Callable[[int], object], rounds: int) -> float:
    times = []
    for number in range(rounds):
        began = time.perf_counter()
        deed(number)
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000
