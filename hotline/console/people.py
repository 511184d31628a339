"""Those who answer: on duty or not, whether their phones work, and what they have been through today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import abort

from hotline.actions.ring_wave import loads_now
from hotline.actions.try_lines import ask_for_test
from hotline.console.pages import Answer, Pages
from hotline.console.visit import Visit
from hotline.core.duty import Responder
from hotline.core.line_test import LineTest
from hotline.core.routing import Load
from hotline.core.staff import COORDINATOR

pages = Pages()
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Person:
    """A responder as the page shows her; `hours` of duty in the seven days that began now."""

    one: Responder
    on_duty: bool
    hours: float
    load: Load
    test: LineTest | None
    texts: bool


@pages.get("/people", COORDINATOR)
def people_page(visit: Visit) -> Answer:
    """Everybody on the roster; no number is shown."""
    rota = visit.store.rota(visit.console.zone)
    loads = loads_now(visit.store, visit.now, visit.console.zone)
    tests = visit.store.line_tests(list(rota.responders))
    blocked = visit.store.blocked_among([one.phone.e164 for one in rota.responders])
    people = [
        Person(one, rota.is_on(one, visit.now), _hours(visit, one), loads.get(one.id, Load()), tests.get(one.id),
               one.phone.e164 not in blocked)
        for one in rota.responders
    ]  # fmt: skip
    return visit.page("people.html", people=people)


@pages.post("/people/<responder>/test", COORDINATOR)
def test_call(visit: Visit, responder: str) -> Answer:
    """Her phone is rung for a test, by day, until a key is pressed."""
    one = visit.store.rota(visit.console.zone).responder(responder)
    if one is None:
        abort(404)
    with visit.store.atomic():
        ask_for_test(visit.store, one, visit.now)
        visit.audit("phone_test_asked", one.id)
    visit.tell("%(name)s is rung for a test between nine and eight, three times at most.", name=one.name)
    return visit.go("people_page")


def _hours(visit: Visit, one: Responder) -> float:
    duties = visit.store.rota(visit.console.zone).duties(one, visit.now, visit.now + A_WEEK)
    return sum((ends - begins for begins, ends in duties), timedelta()) / timedelta(hours=1)
