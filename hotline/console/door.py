"""In and out: signing in, an invitation, another language, signing out, leaving at once for a page on weather."""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import Any

import segno
from flask import Response, abort, make_response, redirect, request, session, url_for
from flask_wtf.csrf import CSRFError, validate_csrf
from markupsafe import Markup
from wtforms.validators import ValidationError

from hotline.actions.invite_staff import StaffError, accept_invitation
from hotline.actions.sign_in import SignedIn, let_in, sign_in, sign_out
from hotline.console.labels import LABELS
from hotline.console.pages import ANYBODY, EVERYBODY, Answer, Pages
from hotline.console.visit import SEE_OTHER, Visit, signed_in
from hotline.core.staff import LANGUAGES, ROLES, Invitation, Staff

pages = Pages()
HOME = {"coordinator": "now_page", "responder": "mine_page", "editor": "words_page", "observer": "numbers_page"}
WEATHER = "/weather"
ISSUER = "Notes"  # an app full of codes may be seen by others
# Comparing a password takes a tenth of a second of a whole core, which callers need: one at a time in this process.
ONE_AT_A_TIME = BoundedSemaphore(1)
PATIENCE = 3.0  # seconds


@pages.get("/", ANYBODY)
def home(visit: Visit) -> Answer:
    """Whatever she came for."""
    return visit.go(HOME[visit.role] if visit.role else "sign_in_page")


@pages.get("/sign-in", ANYBODY)
def sign_in_page(visit: Visit) -> Answer:
    """The door."""
    return visit.page("sign_in.html", refusal="", roles=ROLES)


@pages.post("/sign-in", ANYBODY)
def come_in(visit: Visit) -> Answer:
    """Name, password and code at once: what was wrong is not told."""
    name, password, code = (request.form.get(field, "") for field in ("name", "password", "code"))
    if not ONE_AT_A_TIME.acquire(timeout=PATIENCE):
        return make_response(visit.page("sign_in.html", refusal=LABELS["refusal"]["busy"], roles=ROLES), 503)
    try:
        found = sign_in(visit.store, name, password, code, visit.now)
    finally:
        ONE_AT_A_TIME.release()
    if isinstance(found, SignedIn):
        return _enter(visit, found.staff, found.token)
    return make_response(visit.page("sign_in.html", refusal=LABELS["refusal"][found], roles=ROLES), 403)


@pages.post("/example", ANYBODY)
def enter_example(visit: Visit) -> Answer:
    """In a demo: in with one click, as somebody who does not exist."""
    role = request.form.get("role", "")
    staff = next((one for one in visit.store.staff() if one.role == role), None) if visit.console.example else None
    if staff is None:
        abort(404)
    return _enter(visit, staff, let_in(visit.store, staff, visit.now))


@pages.post("/sign-out", *EVERYBODY)
def leave_properly(visit: Visit) -> Answer:
    """Out."""
    if visit.session:
        sign_out(visit.store, visit.session, visit.now)
    language = visit.language
    session.clear()
    session["language"] = language
    visit.tell("You are signed out.")
    return visit.go("sign_in_page")


@pages.post("/leave", ANYBODY, quiet=True)
def leave(visit: Visit) -> Answer:
    """Out at once, whatever the state of the form. Only a form of ours ends the session for other tabs too."""
    try:
        validate_csrf(request.form.get("csrf_token"))
        if visit.session:
            sign_out(visit.store, visit.session, visit.now)
    except (CSRFError, ValidationError):
        pass  # the browser forgets its cookie all the same
    return gone(visit.language)


def gone(language: str) -> Response:
    """To the weather, and nothing is left in the browser; it needs no database."""
    session.clear()
    response: Response = redirect(WEATHER if language == "en" else f"{WEATHER}/{language}", SEE_OTHER)  # type: ignore[assignment]
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@pages.post("/language", ANYBODY)
def choose_language(visit: Visit) -> Answer:
    """The pages in another language, now and when she comes again."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(400)
    session["language"] = chosen
    if visit.staff:
        visit.store.choose_language(visit.staff.id, chosen)
    back = request.form.get("back", "")
    return redirect(back if _is_ours(back) else url_for("home"), SEE_OTHER)  # type: ignore[return-value]


@pages.get("/invitation/<token>", ANYBODY)
def invitation(visit: Visit, token: str) -> Answer:
    """Where somebody new sets her password and the second factor."""
    return visit.page("invitation.html", **_invited(visit, token), problem="")


@pages.post("/invitation/<token>", ANYBODY)
def take_invitation(visit: Visit, token: str) -> Answer:
    """She did; now her recovery codes are shown, once."""
    invited = _invited(visit, token)
    password, again, code = (request.form.get(field, "") for field in ("password", "again", "code"))
    try:
        if password != again:
            raise StaffError("differ")
        codes = accept_invitation(visit.store, token, password, code, visit.now)
    except StaffError as error:
        return visit.page("invitation.html", **invited, problem=LABELS["staff_error"][error.code])
    return visit.page("recovery.html", codes=codes, name=invited["invited"].staff.name)


def _enter(visit: Visit, staff: Staff, token: str) -> Answer:
    signed_in(token, staff.language)
    return visit.go(HOME[staff.role])


def _invited(visit: Visit, token: str) -> dict[str, Any]:
    found = visit.store.invitation(token, visit.now)
    if found is None:
        abort(404)
    return {"invited": found, "token": token, "picture": _picture(found)}


def _picture(invited: Invitation) -> Markup:
    """What the app photographs to learn the secret."""
    address = f"otpauth://totp/{ISSUER}:{invited.staff.role}?secret={invited.secret}&issuer={ISSUER}"
    return Markup(segno.make(address).svg_inline(scale=4, border=2, omitsize=True))  # noqa: S704 (made here)


def _is_ours(path: str) -> bool:
    """True for the address of a page of ours: no other site is gone to, however it is written."""
    return path.startswith(f"{request.script_root}/") and "//" not in path and "\\" not in path
