"""The composition root of the web process: settings in, Flask app out; it refuses to start on a broken flow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from hotline import health, logs, parts
from hotline.actions.answer_desk import DESK_WISHES
from hotline.actions.carry_out import WISHES
from hotline.actions.notice import Notice
from hotline.actions.obey_order import Desk
from hotline.actions.ports import Recorder
from hotline.actions.record_prompt import Workshop
from hotline.actions.ring_callbacks import CallingBack
from hotline.actions.ring_missed import Missed
from hotline.actions.staffing import Staffing
from hotline.actions.tally import Tally
from hotline.calendars import feed
from hotline.console import site, weather
from hotline.console.sentences import load as load_sentences
from hotline.console.studio import Studio
from hotline.console.visit import Console
from hotline.flows.check import check, voice_keys
from hotline.flows.library import load_facts
from hotline.flows.workshop import in_order
from hotline.prompts.recordings import Recordings
from hotline.prompts.words import Words
from hotline.settings import Settings
from hotline.settings import load as load_settings
from hotline.storage.store import SqlStore
from hotline.telephony import audio
from hotline.telephony.form import FormRequest
from hotline.telephony.twilio import asking, desk, missed, responder, ring_back, staff_call, texts, voice, workshop
from hotline.telephony.twilio.edge import Edge
from hotline.telephony.twilio.places import Places
from hotline.telephony.twilio.recorder import TwilioRecorder
from hotline.telephony.twilio.signature import SignatureCheck
from hotline.telephony.twilio.speaking import Speaker


class BrokenFlowError(Exception):
    """The flow could strand a caller: the process does not start."""


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def create_app(
    settings: Settings | None = None, clock: Callable[[], datetime] = utc_now, store: SqlStore | None = None,
    recorder: Recorder | None = None,
) -> Flask:  # fmt: skip
    """Put the web process together, on another store or recorder if one is given.

    Raises SettingsError or BrokenFlowError before anybody can call.
    """
    settings = settings or load_settings()
    logs.configure()
    store = store or parts.open_store(settings)
    edge = _edge(settings, clock, store, recorder)
    recordings = edge.speaker.recordings
    _check_flows(edge)
    app = Flask("hotline", static_folder=None)
    app.request_class = FormRequest
    app.extensions["count"] = edge.count_all
    for routes in (voice, desk, workshop, responder, asking, ring_back, missed, staff_call, texts):
        app.register_blueprint(routes.create_blueprint(edge))
    for open_to_all in (audio.create_blueprint(recordings), workshop.create_drafts(edge),
                        feed.create_blueprint(feed.Feeds(store, store.vault, settings.timezone, clock))):  # fmt: skip
        app.register_blueprint(open_to_all)
    _add_console(app, _console(settings, edge, store, recordings), store)
    app.register_blueprint(health.create_blueprint(health.Health(store, recordings, clock), settings.metrics_token))
    return app


def _edge(
    settings: Settings, clock: Callable[[], datetime], store: SqlStore, recorder: Recorder | None
) -> Edge:
    """What the provider's routes work with."""
    words = parts.open_words(settings.recordings)
    recordings = parts.open_recordings(words, settings.recordings)
    notice = Notice(settings.coordinator, words)
    calling = CallingBack(store, notice, settings.timezone, partial(ring_back.address, store.vault))
    return Edge(
        flow_on=parts.flows_by_day(
            parts.open_library(words), unreviewed=settings.unreviewed, languages=parts.offered(words, recordings),
            words=words, countries=settings.countries,
        ),
        speaker=Speaker(words, recordings, settings.public_url, settings.number.e164),
        places=Places(store.vault, settings.public_url),
        store=store,
        matcher=parts.open_matcher(),
        desk=Desk(calling, parts.open_orders(), words, settings.swaps),
        signature=SignatureCheck(settings.public_url, settings.auth_tokens),
        notice=notice,
        tally=Tally(settings.timezone, settings.part_cost),
        zone=settings.timezone,
        clock=clock,
        missed=Missed(store, rules, partial(missed.address, store.vault)) if (rules := settings.ring_back) else None,
        workshop=_workshop(settings, recordings, words, recorder, clock().date()),
    )


def _workshop(
    settings: Settings, recordings: Recordings, words: Words, recorder: Recorder | None, today: date
) -> Workshop | None:
    """Where the coordinator records sentences; none without her phone and her PIN."""
    if not (settings.coordinator and settings.coordinator_pin):
        return None
    told = parts.flows_by_day(parts.open_library(words), unreviewed=True)(today)
    keys = in_order(told, voice_keys(told) | voice_keys(desk.FLOW))
    at_the_carrier = TwilioRecorder(settings.account_sid, settings.auth_tokens[0], settings.api_url)
    return Workshop(settings.coordinator, settings.coordinator_pin, words, recordings, settings.recordings, keys,
                    recorder or at_the_carrier)  # fmt: skip


def _check_flows(edge: Edge) -> None:
    problems = [*check(edge.flow, WISHES), *check(desk.FLOW, DESK_WISHES.keys())]
    if problems:
        raise BrokenFlowError("; ".join(problems))


def _add_console(app: Flask, console: Console, store: SqlStore) -> None:
    """The staff pages are an application of their own, so that no cookie or form of theirs touches a webhook."""
    pages = site.create_console(console, store.vault.secrets("console"))
    app.extensions["console"] = pages
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {site.PREFIX: pages.wsgi_app})  # type: ignore[method-assign]
    app.register_blueprint(weather.create_blueprint(console.zone, console.clock, console.sentences))


def _console(settings: Settings, edge: Edge, store: SqlStore, recordings: Recordings) -> Console:
    words = edge.notice.words

    def staffing(language: str) -> Staffing:
        notice = Notice(None, words, language)
        return Staffing(store, notice, settings.timezone, partial(staff_call.address, store.vault))

    return Console(
        store, words, recordings, staffing, edge.desk.calling, load_sentences(parts.TRANSLATIONS), settings.timezone,
        edge.clock, _studio(settings, words, recordings), load_facts(parts.CONTENT),
        parts.open_telltale(), settings.part_cost, settings.number,
        f"{settings.public_url}{site.PREFIX}", example=settings.simulator,
    )  # fmt: skip


def _studio(settings: Settings, words: Words, recordings: Recordings) -> Studio:
    """What the page of words works with."""
    return Studio(words, recordings, settings.recordings, parts.open_library(words), parts.open_telltale())
