"""The roster as a picture: a week or a month of everybody's hours, its gaps in red, and forms to change it by date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import request

from hotline.actions import change_roster
from hotline.actions.change_roster import ChangeError
from hotline.actions.import_roster import LARGEST, RosterError, import_roster
from hotline.actions.preview_import import preview_import
from hotline.console.labels import LABELS
from hotline.console.pages import Answer, Pages
from hotline.console.timeline import Bar, Strip
from hotline.console.visit import Visit
from hotline.core.duty import LANGUAGES, Responder, Rota
from hotline.core.gaps import ANYBODY, Gap, Need, gaps, needs_of, worse
from hotline.core.intervals import Interval
from hotline.core.reminders import Asked
from hotline.core.shifts import write_shifts
from hotline.core.staff import COORDINATOR

pages = Pages()
WEEK = 7
A_DAY = timedelta(days=1)
FAR = timedelta(days=366)
SHORT = timedelta(minutes=10)
MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody's hours on the strip, and whether she confirmed the duty that comes next."""

    one: Responder
    bars: list[Bar]
    confirmed: str


@pages.get("/roster", COORDINATOR)
def roster_page(visit: Visit) -> Answer:
    """A week, or four weeks and a bit."""
    first = _first_day(visit)
    days = 31 if request.args.get("view") == "month" else WEEK
    zone = visit.console.zone
    begins, ends = (visit.midnight(day) for day in (first, first + days * A_DAY))
    strip, rota = Strip(begins, ends, zone), visit.store.rota(zone)
    spans = [(one, rota.duties(one, begins, ends)) for one in rota.responders]
    asked = {one.responder: one for one in visit.store.asked(visit.now)}
    return visit.page(
        "roster.html", strip=strip, first=first, days=days, rota=rota, names=[one.name for one in rota.responders],
        rows=[Row(one, strip.bars(each), _confirmed(asked.get(one.id))) for one, each in spans],
        gaps=_gaps(rota, strip), cover=_cover(spans, strip),
        dates=[first + number * A_DAY for number in range(days)],
        earlier=first - days * A_DAY, later=first + days * A_DAY,
        hours=write_shifts(rota.service.hours), closed=sorted(rota.service.closed),
    )  # fmt: skip


@pages.post("/roster/on", COORDINATOR)
def put_on(visit: Visit) -> Answer:
    """Somebody is on duty for a time."""
    with _changing(visit, "roster_put_on"):
        change_roster.put_on(visit.store, visit.console.zone, _given("who"), _span(visit), visit.now)
    return visit.go("roster_page")


@pages.post("/roster/off", COORDINATOR)
def put_off(visit: Visit) -> Answer:
    """Somebody is away for a time."""
    with _changing(visit, "roster_put_off"):
        change_roster.put_off(visit.store, visit.console.zone, _given("who"), _span(visit), visit.now)
    return visit.go("roster_page")


@pages.post("/roster/swap", COORDINATOR)
def swap(visit: Visit) -> Answer:
    """Somebody else takes a duty."""
    with _changing(visit, "roster_swapped"):
        at = _instant(visit, "begins")
        change_roster.swap(visit.store, visit.console.zone, _given("who"), _given("other"), at, visit.now)
    return visit.go("roster_page")


@pages.post("/roster/closed", COORDINATOR)
def close_day(visit: Visit) -> Answer:
    """A day on which the hotline is closed, or open again."""
    with _changing(visit, "roster_closed_day"):
        day = _instant(visit, "day").astimezone(visit.console.zone).date()
        if _given("deed") == "open":
            change_roster.open_day(visit.store, day)
        else:
            change_roster.close_day(visit.store, day, visit.local(visit.now).date())
    return visit.go("roster_page")


@pages.post("/roster/hours", COORDINATOR)
def change_service_hours(visit: Visit) -> Answer:
    """When the hotline is staffed at all."""
    with _changing(visit, "roster_hours"):
        change_roster.set_hours(visit.store, request.form.get("hours", "").strip()[:500])
    return visit.go("roster_page")


@pages.post("/roster/preview", COORDINATOR, large=LARGEST + 64 * 1024)
def preview_roster(visit: Visit) -> Answer:
    """What a file would change; nothing is changed yet."""
    file = request.files.get("file")
    content = file.read(LARGEST + 1) if file else b""
    try:
        preview = preview_import(visit.store, content, visit.console.number, visit.console.zone, visit.now)
    except RosterError as error:
        return visit.page("roster_refused.html", problems=[visit.reason(one) for one in error.problems])
    draft = visit.store.keep_draft(visit.who.id, content.decode("utf-8-sig"), visit.now)
    return visit.page("roster_preview.html", preview=preview, draft=draft, told=_told(visit, preview.worse))


@pages.post("/roster/import", COORDINATOR)
def import_file(visit: Visit) -> Answer:
    """The file that was shown is the roster now. One that leaves tonight empty needs a second word."""
    draft = _given("draft")
    content = visit.store.draft(draft, visit.who.id, visit.now)
    if content is None:
        visit.warn("That was shown more than an hour ago, or is done. Choose the file again.")
        return visit.go("roster_page")
    try:
        preview = preview_import(visit.store, content.encode(), visit.console.number, visit.console.zone, visit.now)
        if preview.empty and not _given("sure"):
            visit.warn("Nothing was imported: it would leave hours of the coming day without anybody.")
            return visit.page("roster_preview.html", preview=preview, draft=draft, told=_told(visit, preview.worse))
        import_roster(visit.store, content.encode(), visit.console.number, visit.now)
    except RosterError as error:
        return visit.page("roster_refused.html", problems=[visit.reason(one) for one in error.problems])
    visit.audit("roster_imported")
    visit.store.drop_draft(draft)
    visit.tell("The roster is as the file says.")
    return visit.go("roster_page")


@contextmanager
def _changing(visit: Visit, what: str) -> Iterator[None]:
    """Make a change inside; say what it did to the hours in which somebody is there."""
    zone, week = visit.console.zone, (visit.now, visit.now + 2 * WEEK * A_DAY)
    before = visit.store.rota(zone)
    try:
        with visit.store.atomic():
            yield
            visit.audit(what)
    except ChangeError as error:
        visit.warn("Not done: %(why)s.", why=visit.reason(error.why))
        return
    after = visit.store.rota(zone)
    visit.tell("Done.")
    for text in _told(visit, worse(before, after, *week, needs_of(before))):
        visit.warn("Since this change: %(gap)s", gap=text)


def _told(visit: Visit, lost: list[Gap]) -> list[str]:
    """The new gaps in words; those with nobody at all first."""
    ordered = sorted(lost, key=lambda gap: (gap.need != ANYBODY, gap.begins))
    return [f"{missing(visit, gap.need)} {visit.span(gap.begins, gap.ends)}" for gap in ordered[:MOST_TOLD]]


def missing(visit: Visit, need: Need) -> str:
    """What a gap lacks."""
    if need.language:
        language = LABELS["language"][need.language]
        return visit.say("nobody who speaks %(language)s", language=visit.say(language))
    if need.woman and need.role:
        role = LABELS["role"][need.role]
        return visit.say("no woman among: %(role)s", role=visit.say(role))
    lacking = LABELS["need"]["woman" if need.woman else need.role]
    return visit.say(lacking)


def _gaps(rota: Rota, strip: Strip) -> list[Bar]:
    found = gaps(rota, *strip.span)
    return strip.bars((gap.begins, gap.ends) for gap in found if gap.ends - gap.begins >= SHORT)


def _cover(spans: list[tuple[Responder, list[Interval]]], strip: Strip) -> list[tuple[str, list[list[Bar]]]]:
    """For women and for each language, when one is there, when two are, when three or more."""
    needs = {"woman": Need(woman=True)} | {one: Need(language=one) for one in LANGUAGES}
    found = []
    for name, need in needs.items():
        people = [each for one, each in spans if need.is_met_by(one)]
        if any(people):
            found.append((name, [strip.bars(_at_least(count, people)) for count in (1, 2, 3)]))
    return found


def _at_least(count: int, people: list[list[Interval]]) -> list[Interval]:
    """When so many are there at once."""
    turns = sorted((at, step) for spans in people for begins, ends in spans for at, step in ((begins, 1), (ends, -1)))
    there, since, found = 0, None, list[Interval]()
    for at, step in turns:
        there += step
        if there >= count and since is None:
            since = at
        elif there < count and since is not None:
            found.append((since, at))
            since = None
    return [span for span in found if span[0] < span[1]]


def _confirmed(asked: Asked | None) -> str:
    if asked is None:
        return ""
    return "absent" if asked.is_absent else "yes" if asked.confirmed_at else "asked"


def _first_day(visit: Visit) -> date:
    """The Monday of the week that is asked for."""
    today = visit.local(visit.now).date()
    try:
        day = date.fromisoformat(request.args.get("from", ""))
    except ValueError:
        day = today
    day = min(max(day, today - FAR), today + FAR)
    return day - timedelta(days=day.weekday())


def _span(visit: Visit) -> Interval:
    return _instant(visit, "begins"), _instant(visit, "ends")


def _instant(visit: Visit, name: str) -> datetime:
    """A time as a form gives it, on the hotline's clock."""
    try:
        given = datetime.fromisoformat(_given(name))
        at = given.replace(tzinfo=visit.console.zone).astimezone(visit.now.tzinfo)
    except (ValueError, OverflowError):
        raise ChangeError(visit.say("a time is missing")) from None
    if abs(at - visit.now) > 3 * FAR:
        raise ChangeError(visit.say("that is too far away"))
    return at


def _given(name: str) -> str:
    return request.form.get(name, "").strip()[:80]
