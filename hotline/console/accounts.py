"""Accounts of staff: who may enter, who is signed in; add, invite again, sign out, remove."""

from __future__ import annotations

from flask import abort, request, url_for

from hotline.actions.invite_staff import Invited, StaffError, add_staff, invite_again, remove_staff
from hotline.console.labels import LABELS
from hotline.console.pages import Answer, Pages
from hotline.console.visit import Visit
from hotline.core.staff import COORDINATOR, Staff

pages = Pages()
WHY = LABELS["staff_error"]


@pages.get("/accounts", COORDINATOR)
def accounts_page(visit: Visit) -> Answer:
    """Everybody with an account."""
    return _page(visit)


@pages.post("/accounts", COORDINATOR)
def add_account(visit: Visit) -> Answer:
    """Somebody new; the link is shown once, for the coordinator to hand over."""
    form = request.form
    try:
        invited = add_staff(
            visit.store, visit.who.id, form.get("name", ""), form.get("role", ""), visit.now,
            responder=form.get("responder") or None, language=form.get("language", ""),
        )  # fmt: skip
    except StaffError as error:
        visit.warn(WHY[error.code])
        return visit.go("accounts_page")
    return _page(visit, invited)


@pages.post("/accounts/<staff>/<deed>", COORDINATOR)
def change_account(visit: Visit, staff: str, deed: str) -> Answer:
    """A new link, out of every browser, or no account any more."""
    one = visit.store.staff_by_id(staff)
    if one is None:
        abort(404)
    match deed:
        case "invite":
            return _page(visit, invite_again(visit.store, visit.who.id, one, visit.now))
        case "sign-out":
            _sign_out(visit, one)
        case "remove":
            _remove(visit, one)
        case _:
            abort(404)
    return visit.go("accounts_page")


def _sign_out(visit: Visit, one: Staff) -> None:
    with visit.store.atomic():
        visit.store.end_sessions(one.id)
        visit.audit("sessions_ended", one.id)
    visit.tell("%(name)s is signed out everywhere.", name=one.name)


def _remove(visit: Visit, one: Staff) -> None:
    try:
        remove_staff(visit.store, visit.who.id, one, visit.now)
    except StaffError as error:
        visit.warn(WHY[error.code])
    else:
        visit.tell("%(name)s has no account any more.", name=one.name)


def _page(visit: Visit, invited: Invited | None = None) -> str:
    sessions = visit.store.sessions(visit.now)
    link = f"{visit.console.public_url}{url_for('invitation', token=invited.token)}" if invited else ""
    return visit.page(
        "accounts.html", everybody=visit.store.staff(), inside={one.staff: one for one in reversed(sessions)},
        invited=invited, link=link, responder_choices=[(one.id, one.name) for one in visit.store.responders()],
    )  # fmt: skip
