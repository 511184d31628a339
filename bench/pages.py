"""How long the server takes for the two pages that are looked at most, with a large database and a large roster."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from bench.routing import RESPONDERS, a_roster
from hotline.actions.sign_in import let_in
from hotline.app import create_app
from hotline.core.staff import COORDINATOR
from hotline.settings import Settings
from hotline.storage.database import Database
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

ROUNDS = 300
APART = timedelta(seconds=20)  # as often as an open page asks
STAYS = 30  # rounds
PAGES = ("now", "now/live", "requests")


def times(settings: Settings, full: Path, rounds: int = ROUNDS) -> Iterator[tuple[str, float, float]]:
    """Of each page its name, the median and the 99th of a hundred, in milliseconds; for an open page also when it is
    told that nothing changed."""
    store = SqlStore(Database(full), Vault(settings.keys))
    clock = Clock()
    store.replace_roster(a_roster(RESPONDERS), clock.now)
    staff = store.staff_named("Bench") or store.add_staff("Bench", COORDINATOR, None, "en", clock.now)
    assert staff
    app = create_app(settings, lambda: clock.now, store)
    client = _inside(app, let_in(store, staff, clock.now))
    _asked(client, clock, PAGES[0], 1, same=False)  # reads the roster, compiles the templates
    for page in PAGES:
        yield page, *_asked(client, clock, page, rounds, same=False)
    yield "now/live, unchanged", *_asked(client, clock, "now/live", rounds, same=True)
    store.db.close()


class Clock:
    """It moves on by itself."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)


def _inside(app: Flask, token: str) -> FlaskClient:
    pages = app.extensions["console"]
    cookie = pages.session_interface.get_signing_serializer(pages).dumps({"token": token, "language": "ur"})
    client = app.test_client()
    client.environ_base |= {"wsgi.url_scheme": "https", "HTTP_ACCEPT_ENCODING": "gzip"}
    client.set_cookie("staff", cookie, path="/staff")
    return client


def _asked(client: FlaskClient, clock: Clock, page: str, rounds: int, *, same: bool) -> tuple[float, float]:
    found, seen = [], {}
    for number in range(rounds):
        if not number % STAYS:
            client.get("/staff/requests")  # an open page does not keep anybody signed in
        clock.now += APART if not same else timedelta()
        begun = time.perf_counter()
        answer = client.get(f"/staff/{page}", headers=seen)
        found.append(1000 * (time.perf_counter() - begun))
        assert answer.status_code in (200, 304), answer.status_code
        seen = {"If-None-Match": answer.headers["ETag"]} if same else {}
    found.sort()
    return found[len(found) // 2], found[len(found) * 99 // 100]
