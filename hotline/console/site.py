"""The application below /staff: its pages behind their doors, its headers, its files, what is said when it fails."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import cache, wraps
from pathlib import Path

import structlog
from flask import Flask, Response, abort, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from hotline.actions.ports import StoreDown
from hotline.console import accounts, audit, door, letters, now, numbers, people, requests, roster, subscriptions, words
from hotline.console.labels import LABELS
from hotline.console.pages import Page, may_see
from hotline.console.sentences import speak
from hotline.console.visit import Console, Visit
from hotline.core.staff import LANGUAGES, Session, Staff

log = structlog.get_logger("console")
PREFIX = "/staff"
PARTS = (door, now, requests, roster, people, subscriptions, words, letters, accounts, audit, numbers)
STATIC = Path(__file__).parent / "static"
KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Robots-Tag": "noindex",
}
BELONGS = {"letters": "requests", "broadcasts": "subscriptions"}  # where a page lies that is below no other
YEAR = 365 * 24 * 3600
LARGEST_FORM = 256 * 1024
WORTH_PACKING = 500  # bytes


def create_console(console: Console, secrets: tuple[str, ...]) -> Flask:
    """The application; the first of `secrets` signs its cookies, all open them."""
    app = Flask("hotline.console", static_folder=None, template_folder="templates")
    app.config.update(
        SECRET_KEY=secrets[0], SECRET_KEY_FALLBACKS=list(secrets[1:]), MAX_CONTENT_LENGTH=LARGEST_FORM,
        SESSION_COOKIE_NAME="staff", SESSION_COOKIE_PATH=PREFIX, SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=console.public_url.startswith("https://"),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session, which is short
        WTF_CSRF_SSL_STRICT=False,  # asks for the Referer that our pages do not send
    )  # fmt: skip
    large = {page.name: page.large for page in all_pages() if page.large}
    app.before_request(lambda: _expect(large.get(request.endpoint or "")))  # before the form guard reads it
    guard = CSRFProtect(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    speak(app.jinja_env)
    files, version = _static()
    app.jinja_env.globals.update(
        file=lambda name: url_for("static_file", version=version, name=name), nav=_nav, labels=LABELS,
        leads_from=_leads_from,
    )
    app.url_map = _addresses()
    app.view_functions |= {page.name: _behind_its_door(console, page) for page in all_pages()}
    app.view_functions["static_file"] = _serving(files)
    guard.exempt(app.view_functions["leave"])  # who must leave at once is never kept by a stale form
    app.register_error_handler(Exception, lambda error: _trouble(console, error))
    app.after_request(_finished)
    return app


def all_pages() -> list[Page]:
    """Every page of the site."""
    return [page for part in PARTS for page in part.pages.all]


@cache
def _addresses() -> Map:
    """Where each page is, worked out once in a process."""
    rules = [Rule(page.rule, endpoint=page.name, methods=[page.method]) for page in all_pages()]
    return Map([*rules, Rule("/static/<version>/<name>", endpoint="static_file", methods=["GET"])])


def _behind_its_door(console: Console, page: Page) -> Callable[..., ResponseReturnValue]:
    @wraps(page.view)  # the form guard tells views apart by their names
    def entered(**places: str) -> ResponseReturnValue:
        visit = _visit(console, quiet=page.quiet)
        if not may_see(page, visit):
            if visit.staff:
                abort(403)
            if page.quiet:
                abort(401)
            return visit.go("sign_in_page")
        return page.view(visit, **places)

    return entered


def _expect(largest: int | None) -> None:
    if largest:
        request.max_content_length = largest


def _visit(console: Console, *, quiet: bool) -> Visit:
    at, token = console.clock(), session.get("token")
    known = console.store.session(str(token), at) if token else None
    staff = console.store.staff_by_id(known.staff) if known else None
    if known and staff and not quiet:
        console.store.seen(known, at)
    return _visit_of(console, staff, known if staff else None, at)


def _visit_of(console: Console, staff: Staff | None, known: Session | None, at: datetime) -> Visit:
    language = _language()
    return Visit(language, at, console.zone, console.sentences[language], console, staff, known)


def _language() -> str:
    chosen = session.get("language")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def _nav(visit: Visit) -> list[Page]:
    return [page for page in all_pages() if page.name in LABELS["nav"] and visit.role in page.seen_by]


def _leads_from(page: Page) -> bool:
    """True for the page of the navigation that the page now shown belongs to."""
    part = request.path.split("/")[1]
    return page.rule == f"/{BELONGS.get(part, part)}"


def _trouble(console: Console, error: Exception) -> ResponseReturnValue:
    """A page that says what happened and that nothing was saved; it needs no database."""
    if isinstance(error, HTTPException) and (error.code or 500) < 400:  # a redirection of the router
        return error
    if request.endpoint == "leave":  # whatever failed, she is gone
        return door.gone(_language())
    what = "token" if isinstance(error, CSRFError) else "store" if isinstance(error, StoreDown) else ""
    code = error.code or 500 if isinstance(error, HTTPException) else 503 if what == "store" else 500
    if code == 500:
        log.error("page failed", page=request.endpoint, error=type(error).__name__)
    visit = _visit_of(console, None, None, console.clock())
    return visit.page("trouble.html", what=what or str(code)), code


def _finished(response: Response) -> Response:
    response.headers.update(HEADERS)
    if request.endpoint != "static_file":
        response.headers["Cache-Control"] = "no-store"
    return _packed(response)


def _packed(response: Response) -> Response:
    """Most who read these pages are on a slow line."""
    small = response.direct_passthrough or (response.content_length or 0) < WORTH_PACKING
    if small or not request.accept_encodings.best_match(("gzip",)) or response.headers.get("Content-Encoding"):
        return response
    if (response.mimetype or "").startswith("text/"):
        response.set_data(gzip.compress(response.get_data(), 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response


def _static() -> tuple[dict[str, tuple[bytes, str]], str]:
    """Every file with its type, and a version that changes when any of them does."""
    files = {path.name: (path.read_bytes(), KINDS[path.suffix]) for path in sorted(STATIC.iterdir())
             if path.suffix in KINDS}  # fmt: skip
    return files, hashlib.sha256(b"".join(content for content, _ in files.values())).hexdigest()[:12]


def _serving(files: dict[str, tuple[bytes, str]]) -> Callable[..., Response]:
    def static_file(version: str, name: str) -> Response:  # noqa: ARG001 (only the cache reads it)
        if name not in files:
            abort(404)
        content, kind = files[name]
        response = Response(content, content_type=kind)
        response.cache_control.public = True
        response.cache_control.max_age = YEAR
        response.cache_control.immutable = True
        return response

    return static_file
