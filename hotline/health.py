"""Whether this process is up, whether it can serve well, and figures for Prometheus; nothing about people."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from hotline.actions.ports import StoreDown
from hotline.prompts.recordings import Recordings
from hotline.storage.migrate import pending
from hotline.storage.store import SqlStore

HEARTBEAT_LASTS = timedelta(minutes=2)
LABELS = {"alarms": ("kind", "Alarms about the staffing that are on, by kind.")}


@dataclass(frozen=True)
class Health:
    """What the health of this process is read from."""

    store: SqlStore
    recordings: Recordings
    clock: Callable[[], datetime]

    def problems(self) -> list[str]:
        """What keeps this process from serving well, one line each."""
        gaps = len(self.recordings.gaps | self.recordings.stale | self.recordings.broken)
        found = [f"recordings: {gaps} missing or stale (see 'hotline prompts check')"] if gaps else []
        try:
            if pending(self.store.db):
                return [*found, "database: migrations are missing (run 'hotline db migrate')"]
            beat = self.store.last_beat("worker")
        except StoreDown:
            return [*found, "database: does not answer"]
        if beat is None or self.clock() - beat > HEARTBEAT_LASTS:
            found.append("worker: no sign of life")
        return found


class Figures(Collector):
    """Read at each request, so that every web process tells the same."""

    def __init__(self, health: Health) -> None:
        self._health = health

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The figures; those of the database are left out while it does not answer."""
        yield GaugeMetricFamily("hotline_problems", "Lines of /readyz.", len(self._health.problems()))
        try:
            rows = self._health.store.figures()
        except StoreDown:
            return
        for name, counts in rows.items():
            label, told = LABELS.get(name, ("state", f"Rows of {name} by state."))
            family = GaugeMetricFamily(f"hotline_{name}", told, labels=[label])
            for value, count in counts.items():
                family.add_metric([value], count)
            yield family


def create_blueprint(health: Health, metrics_token: str) -> Blueprint:
    """GET /healthz, /readyz and, with the token as bearer, /metrics."""
    routes = Blueprint("health", __name__)
    registry = CollectorRegistry()
    registry.register(Figures(health))
    ProcessCollector(registry=registry)

    @routes.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", content_type="text/plain")

    @routes.get("/readyz")
    def readyz() -> Response:
        problems = health.problems()
        return Response("\n".join(problems or ["ready"]) + "\n", 503 if problems else 200, content_type="text/plain")

    @routes.get("/metrics")
    def metrics() -> Response:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not metrics_token or not hmac.compare_digest(given.encode(), metrics_token.encode()):
            abort(404)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return routes
