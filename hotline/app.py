"""The composition root of the web process: settings in, Flask app out; it refuses to start on a broken flow."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import prometheus_client
from flask import Flask, Response, abort, request

from hotline import logs, parts
from hotline.actions.carry_out import WISHES
from hotline.actions.ports import StoreDown
from hotline.actions.record_callback import Notice
from hotline.attach_simulator import attach_simulator
from hotline.flows.check import check
from hotline.prompts.recordings import Recordings
from hotline.settings import Settings
from hotline.settings import load as load_settings
from hotline.storage.migrate import pending
from hotline.storage.store import SqlStore
from hotline.telephony import audio
from hotline.telephony.twilio import responder, ring_back, texts, voice
from hotline.telephony.twilio.edge import Edge
from hotline.telephony.twilio.places import Places
from hotline.telephony.twilio.signature import SignatureCheck
from hotline.telephony.twilio.speaking import Speaker

HEARTBEAT_LASTS = timedelta(minutes=2)


class BrokenFlowError(Exception):
    """The flow could strand a caller: the process does not start."""


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def create_app(settings: Settings | None = None, clock: Callable[[], datetime] = utc_now) -> Flask:
    """Put the web process together. Raises SettingsError or BrokenFlowError before anybody can call."""
    settings = settings or load_settings()
    logs.configure()
    words = parts.open_words()
    recordings = parts.open_recordings(words)
    store = parts.open_store(settings)
    edge = Edge(
        flow_on=parts.flows_by_day(parts.open_library(), unreviewed=settings.unreviewed),
        speaker=Speaker(words, recordings, settings.public_url, settings.number.e164),
        places=Places(store.vault, settings.public_url),
        store=store,
        matcher=parts.open_matcher(),
        signature=SignatureCheck(settings.public_url, settings.auth_tokens),
        notice=Notice(settings.coordinator, words),
        zone=settings.timezone,
        clock=clock,
    )
    problems = check(edge.flow, WISHES)
    if problems:
        raise BrokenFlowError("; ".join(problems))
    app = Flask("hotline", static_folder=None)
    for routes in (voice, responder, ring_back, texts):
        app.register_blueprint(routes.create_blueprint(edge))
    app.register_blueprint(audio.create_blueprint(recordings))
    if settings.simulator:
        attach_simulator(app, settings, store, words)
    _add_health(app, store, recordings, settings, clock)
    return app


def _add_health(
    app: Flask, store: SqlStore, recordings: Recordings, settings: Settings, clock: Callable[[], datetime]
) -> None:
    @app.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", content_type="text/plain")

    @app.get("/readyz")
    def readyz() -> Response:
        problems = _not_ready(store, recordings, clock())
        return Response("\n".join(problems or ["ready"]) + "\n", 503 if problems else 200, content_type="text/plain")

    @app.get("/metrics")
    def metrics() -> Response:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not settings.metrics_token or not hmac.compare_digest(given.encode(), settings.metrics_token.encode()):
            abort(404)
        return Response(prometheus_client.generate_latest(), content_type=prometheus_client.CONTENT_TYPE_LATEST)


def _not_ready(store: SqlStore, recordings: Recordings, now: datetime) -> list[str]:
    """What keeps this process from serving well, one line each."""
    gaps = len(recordings.gaps | recordings.stale | recordings.broken)
    problems = [f"recordings: {gaps} missing or stale (see 'hotline prompts check')"] if gaps else []
    try:
        if pending(store.db):
            return [*problems, "database: migrations are missing (run 'hotline db migrate')"]
        beat = store.last_beat("worker")
    except StoreDown:
        return [*problems, "database: does not answer"]
    if beat is None or now - beat > HEARTBEAT_LASTS:
        problems.append("worker: no sign of life")
    return problems
