"""The simulated provider's API behind a real port, for a worker that talks to it as it does to the real one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from hotline import parts
from hotline.simulator.rest import create_rest
from hotline.worker import Worker, chores_for_lost, chores_for_subscribers, open_finding, open_telephone
from tests.journeys.conftest import Hotline, open_hotline

COORDINATOR = "+923990000500"


@dataclass
class Machine:
    """The machine that the worker runs on: by how much its clock is wrong, and whether it is on."""

    ahead: timedelta = timedelta()
    on: bool = True


@contextmanager
def at_work(folder: Path, machine: Machine | None = None, **more: str) -> Iterator[Hotline]:
    """A hotline with a coordinator, and a worker that acts as time passes and sends and asks over HTTP."""
    machine = machine or Machine()
    found = open_hotline(folder, HOTLINE_COORDINATOR=COORDINATOR, **more)
    found.phone(COORDINATOR, owner="coordinator")
    app = Flask("provider")
    app.register_blueprint(create_rest(found.carrier, "/api"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings = replace(found.settings, api_url=f"http://127.0.0.1:{server.server_port}/api")
    finding, telephone = open_finding(settings, found.store), open_telephone(settings)
    weekly = parts.open_weekly(settings, found.store, found.words)
    chores = {**chores_for_lost(finding, telephone), **chores_for_subscribers(weekly)}
    worker = Worker(finding.desk.calling, telephone, lambda: found.clock.utc() + machine.ahead, chores)

    def works() -> None:
        while machine.on and worker.work_once():
            pass

    found.journey.meanwhile.append(works)
    found.journey.passes(1)
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def waits(hotline: Hotline, minutes: int) -> None:
    """Time passes in small steps, as the worker sees it."""
    for _ in range(minutes):
        hotline.journey.passes(60)
