"""Requests: who waits to be rung back, and everything that may be done about one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from flask import abort, make_response, request

from hotline.actions import handle_request
from hotline.actions.handle_request import Handling, HandlingError, mark_of
from hotline.actions.sign_in import proves_herself
from hotline.console.labels import LABELS
from hotline.console.pages import Answer, Pages
from hotline.console.timeline import Strip, safe_times
from hotline.console.visit import Visit
from hotline.core.callback import DAYS, OPEN, TO_RING, WINDOWS, Callback, may_ring_at
from hotline.core.duty import SUBJECTS, Rota
from hotline.core.handling import CLOSED, REASONS, Search, may_reopen, outcomes
from hotline.core.staff import COORDINATOR, RESPONDER

pages = Pages()
LOOKED_LATELY = timedelta(minutes=10)  # a page that is loaded again is one look
A_WEEK = timedelta(days=7)
LONGEST = 60  # characters of a filter
WHY = LABELS["handling"]


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the history."""

    at: datetime
    who: str
    what: str
    words: str = ""


@pages.get("/requests", COORDINATOR)
def requests_page(visit: Visit) -> Answer:
    """The list; a reference that is typed leads to its request at once."""
    reference = request.args.get("reference", "").strip()
    known = visit.store.callback(reference) if reference else None
    if known:
        return visit.go("request_page", request_id=known.id)
    search = _search()
    found = visit.store.find_requests(search)
    rota = visit.store.rota(visit.console.zone)
    return visit.page(
        "requests.html", found=found, search=search, reference=reference, states=CLOSED if search.closed else OPEN,
        names={one.id: one.name for one in rota.responders}, subjects=SUBJECTS, languages=("ur", "ur_Latn", "en"),
        may_ring=lambda one: may_ring_at(one, visit.now, visit.console.zone),
        next={**{name: value for name, value in request.args.items() if name != "before"}, "before": found.more},
    )  # fmt: skip


@pages.get("/mine", RESPONDER)
def mine_page(visit: Visit) -> Answer:
    """What a responder has in hand, and when she is on duty next."""
    rota = visit.store.rota(visit.console.zone)
    one = rota.responder(visit.who.responder or "")
    today = visit.midnight(visit.local(visit.now).date())
    duties = rota.duties(one, today, today + A_WEEK) if one else []
    duties = [(begins, ends) for begins, ends in duties if ends > visit.now]
    return visit.page("mine.html", requests=visit.store.requests_of(one.id) if one else [], duties=duties)


@pages.get("/requests/<request_id>", COORDINATOR, RESPONDER)
def request_page(visit: Visit, request_id: str) -> Answer:
    """One request. Who looked at it is written down."""
    one = find_request(visit, request_id)
    visit.store.saw(visit.who.id, "saw_request", one.reference, visit.now - LOOKED_LATELY, visit.now)
    return _page(visit, one)


@pages.post("/requests/<request_id>/assign", COORDINATOR)
def assign_request(visit: Visit, request_id: str) -> Answer:
    """Who is asked first."""
    return _do(visit, request_id, lambda handling: handle_request.assign(handling, _given("responder")))


@pages.post("/requests/<request_id>/hours", COORDINATOR)
def change_hours(visit: Visit, request_id: str) -> Answer:
    """Other hours."""
    window = _given("window")
    days = "now" if window == "now" else _given("days")
    return _do(visit, request_id, lambda handling: handle_request.change_hours(handling, window, days))


@pages.post("/requests/<request_id>/note", COORDINATOR, RESPONDER)
def note_request(visit: Visit, request_id: str) -> Answer:
    """Words, sealed."""
    return _do(visit, request_id, lambda handling: handle_request.add_note(handling, request.form.get("words", "")))


@pages.post("/requests/<request_id>/close", COORDINATOR, RESPONDER)
def close_request(visit: Visit, request_id: str) -> Answer:
    """An end, with what came of it."""
    return _do(visit, request_id, lambda handling: handle_request.close(handling, _given("outcome")))


@pages.post("/requests/<request_id>/reopen", COORDINATOR)
def reopen_request(visit: Visit, request_id: str) -> Answer:
    """Once more."""
    return _do(visit, request_id, handle_request.reopen)


@pages.post("/requests/<request_id>/ring", COORDINATOR)
def ring_both(visit: Visit, request_id: str) -> Answer:
    """Both phones ring; nobody sees a number."""
    return _do(visit, request_id, lambda handling: handle_request.ring_both(handling, _given("responder")))


@pages.post("/requests/<request_id>/number", COORDINATOR)
def show_number(visit: Visit, request_id: str) -> Answer:
    """The number, for a reason, after the password again. This answer is the only place where it is ever seen."""
    one = find_request(visit, request_id)
    if not proves_herself(visit.store, visit.who, request.form.get("password", ""), visit.now):
        visit.warn("The password is not right. Nothing was shown.")
        return visit.go("request_page", request_id=one.id)
    try:
        number = handle_request.show_number(_handling(visit, one), _given("reason"))
    except HandlingError as error:
        visit.warn(WHY[error.code])
        return visit.go("request_page", request_id=one.id)
    return make_response(_page(visit, one, shown=number.e164))


def _do(visit: Visit, request_id: str, deed: Callable[[Handling], None]) -> Answer:
    one = find_request(visit, request_id)
    try:
        deed(_handling(visit, one))
    except HandlingError as error:
        visit.warn(WHY[error.code])
    else:
        visit.tell("Done.")
    return visit.go("mine_page" if visit.role == RESPONDER else "request_page", request_id=one.id)


def _handling(visit: Visit, one: Callback) -> Handling:
    return Handling(visit.console.calling, visit.who, one, _given("seen"), visit.now)


def _given(name: str) -> str:
    return request.form.get(name, "")[:LONGEST]


def find_request(visit: Visit, request_id: str) -> Callback:
    """The request; for a responder only one that is hers."""
    one = visit.store.callback_by_id(request_id)
    hers = visit.role != RESPONDER or (one and one in visit.store.requests_of(visit.who.responder or ""))
    if one is None or not hers:
        abort(404)
    return one


def _page(visit: Visit, one: Callback, shown: str = "") -> str:
    zone = visit.console.zone
    strip, rota = Strip.ahead(visit.now, zone), visit.store.rota(zone)
    busy = visit.store.busy_responders(visit.now)
    names = {each.id: each.name for each in rota.responders}
    return visit.page(
        "request.html", one=one, shown=shown, seen=mark_of(visit.store, one), names=names,
        strip=strip, bars=strip.bars(safe_times(one, strip)) if one.state in OPEN else [],
        safe_now=may_ring_at(one, visit.now, zone), may_ring=one.state in TO_RING and not one.calls_in,
        claimed=names.get(visit.store.claimed_by(one.id) or ""),
        on_duty=[(each.id, each.name) for each in rota.on_duty(visit.now) if each.id not in busy],
        others=_fitting(one, rota), outcomes=outcomes(one), may_reopen=may_reopen(one) and one.window != "now",
        reasons=REASONS, windows=tuple(WINDOWS), days=tuple(day for day in DAYS if day != "now"),
        history=_history(visit, one, names),
    )  # fmt: skip


def _fitting(one: Callback, rota: Rota) -> list[tuple[str, str]]:
    """Whom she would talk to: a woman, if she asked for one, and nobody from where she fears to be known."""
    return [(each.id, each.name) for each in rota.responders
            if (each.gender == "female" or not one.woman_only)
            and (not one.not_from or each.district != one.not_from)]  # fmt: skip


def _history(visit: Visit, one: Callback, names: dict[str, str]) -> list[Step]:
    """Everything that happened to it, the first first."""
    told = LABELS["deed"]
    steps = [Step(one.created_at, "", told["request_made"])]
    for ring in visit.store.tries(one.id):
        outcome = ring.result or ("talked" if ring.accepted_at else ring.outcome or "rings")
        steps.append(Step(ring.at, names.get(ring.responder, ""), LABELS["try"].get(outcome, outcome)))
    steps += (
        Step(deed.at, visit.store.name_of_staff(deed.who) or "", told[deed.what])
        for deed in visit.store.deeds_about(one.reference, one.created_at)
        if deed.what in told and deed.what != "request_noted"
    )
    steps += (Step(note.at, note.by, told["request_noted"], note.words) for note in visit.store.notes_about(one.id))
    return sorted(steps, key=lambda step: step.at)


def _search() -> Search:
    given: dict[str, Any] = {}
    for field in fields(Search):
        text = request.args.get(field.name, "")[:LONGEST]
        given[field.name] = bool(text) if isinstance(field.default, bool) else text
    return Search(**given)
