"""A responder's duties as a feed to subscribe to: neutral words, no names, no numbers, nothing written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Protocol

import structlog
from flask import Blueprint, Response, abort, request
from icalendar import Calendar, Event
from werkzeug.exceptions import HTTPException

from hotline.actions.ports import SealBroken, Store, StoreDown
from hotline.core.duty import Responder, Rota

log = structlog.get_logger("calendars")
BOUND_TO = "calendar"  # so that no other sealed address opens here, nor this one elsewhere
TITLE = "Duty"  # all that a calendar on a phone that others see may say
BEFORE, AHEAD = timedelta(days=7), timedelta(weeks=8)
LONGEST = 300  # characters of a token
TRY_AGAIN = 600  # seconds


class Sealer(Protocol):
    """Seals a text for an address; the vault does it."""

    def seal_place(self, text: str, call_sid: str) -> str: ...
    def open_place(self, token: str, call_sid: str) -> str: ...


@dataclass(frozen=True)
class Feeds:
    """What serving feeds needs, put together in `app.py`."""

    store: Store
    sealer: Sealer
    zone: tzinfo
    clock: Callable[[], datetime]


def path(sealer: Sealer, responder: str, feed: str) -> str:
    """Where the duties of a responder are found; it works as long as `feed` is hers."""
    return f"/calendar/{sealer.seal_place(f'{responder} {feed}', BOUND_TO)}.ics"


def written(rota: Rota, one: Responder, now: datetime) -> bytes:
    """Her duties from last week on for eight weeks. The same roster gives the same bytes all day."""
    midnight = now.astimezone(rota.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    calendar = Calendar()
    calendar.add("prodid", f"-//{TITLE}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", TITLE)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for begins, ends in rota.duties(one, midnight - BEFORE, midnight + AHEAD):
        event = Event()
        event.add("uid", hashlib.sha256(f"{one.id} {begins.timestamp()}".encode()).hexdigest()[:32])
        event.add("dtstamp", begins)
        event.add("dtstart", begins)
        event.add("dtend", ends)
        event.add("summary", TITLE)
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def create_blueprint(feeds: Feeds) -> Blueprint:
    """GET /calendar/<sealed token>.ics"""
    routes = Blueprint("calendars", __name__, url_prefix="/calendar")

    @routes.get("/<token>.ics")
    def feed(token: str) -> Response:
        body = _body(feeds, token)
        if body is None:
            abort(404)
        response = Response(body, content_type="text/calendar; charset=utf-8")
        response.set_etag(hashlib.sha256(body).hexdigest()[:32])
        response.headers["Cache-Control"] = "private, no-cache"
        response.headers["X-Robots-Tag"] = "noindex"
        return response.make_conditional(request)  # type: ignore[return-value]

    @routes.errorhandler(Exception)
    def later(error: Exception) -> Response | HTTPException:
        if isinstance(error, HTTPException):
            return error
        # Flask itself would log the address, which is all that one needs to read the feed.
        log.error("store did not answer" if isinstance(error, StoreDown) else "feed failed", error=type(error).__name__)
        return Response("", 503, headers={"Retry-After": str(TRY_AGAIN)})

    return routes


def _body(feeds: Feeds, token: str) -> bytes | None:
    """The feed that a token opens, or None for a token that is not ours, or not any more."""
    if len(token) > LONGEST:
        return None
    try:
        responder, _, feed = feeds.sealer.open_place(token, BOUND_TO).partition(" ")
    except SealBroken:
        return None
    if feeds.store.feed(responder) != feed:
        return None
    rota = feeds.store.rota(feeds.zone)
    one = rota.responder(responder)
    return written(rota, one, feeds.clock()) if one else None
