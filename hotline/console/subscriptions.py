"""Texts by the week: how many want them, what leaves next, pauses, and something told to all at a cost known before."""

from __future__ import annotations

import json
from datetime import date, timedelta

from flask import request

from hotline.actions.begin_broadcast import BroadcastError, checked_words
from hotline.console.pages import Answer, Pages
from hotline.console.visit import Visit
from hotline.core.broadcast import MOVES, OPEN, Audience
from hotline.core.sms_length import MOST_PARTS, parts
from hotline.core.staff import COORDINATOR
from hotline.core.subscription import LONGEST_PAUSE, Pause
from hotline.flows.weekly import SERIES

pages = Pages()
A_DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
LANGUAGES = ("ur", "ur_Latn", "en")
LONGEST = 2000  # characters of a text; far more than it may be
RUPEE = 100  # paisa


@pages.get("/subscriptions", COORDINATOR)
def subscriptions_page(visit: Visit) -> Answer:
    """Counts, the next hours, pauses, broadcasts."""
    return _page(visit, {})


@pages.post("/subscriptions/pause", COORDINATOR)
def add_pause(visit: Visit) -> Answer:
    """Nothing is sent on these days; nobody loses a text."""
    try:
        first, last = (date.fromisoformat(request.form.get(name, "")) for name in ("first", "last"))
    except ValueError:
        visit.warn("Nothing was changed: a day is missing.")
        return visit.go("subscriptions_page")
    pause, today = Pause(first, last), visit.local(visit.now).date()
    if pause.last < max(pause.first, today) or pause.last - pause.first >= LONGEST_PAUSE:
        visit.warn("Nothing was changed: the pause is over, ends before it begins, or is too long.")
        return visit.go("subscriptions_page")
    with visit.store.atomic():
        if pause not in visit.store.pauses():
            visit.store.add_pause(pause)
        visit.audit("texts_paused")
    visit.tell("Nothing is sent on those days.")
    return visit.go("subscriptions_page")


@pages.post("/subscriptions/resume", COORDINATOR)
def remove_pause(visit: Visit) -> Answer:
    """A pause is taken back; what it had put off is planned anew."""
    chosen = request.form.get("pause", "")
    for pause in visit.store.pauses():
        if _name(pause) == chosen:
            visit.store.remove_pause(pause)
            visit.store.look_again(visit.now, visit.now + WEEK)
            visit.audit("texts_resumed")
            visit.tell("The pause is taken back.")
    return visit.go("subscriptions_page")


@pages.post("/broadcasts/preview", COORDINATOR)
def preview_broadcast(visit: Visit) -> Answer:
    """What it would say, to how many, and what that costs; nothing is sent yet."""
    texts = {language: request.form.get(language, "")[:LONGEST] for language in MOST_PARTS}
    series = request.form.get("series", "")
    series = series if series in SERIES else ""
    try:
        words = checked_words(texts, visit.console.telltale)
    except BroadcastError as error:
        return _page(visit, texts, tuple(visit.reason(one) for one in error.problems))
    people = visit.store.audience(series)
    rows = [(one, parts(words[one.language])) for one in people]
    count = sum(one.people * each for one, each in rows)
    draft = visit.store.keep_draft(visit.who.id, json.dumps([series, words]), visit.now)
    return visit.page("broadcast.html", words=words, rows=rows, count=count, draft=draft,
                      people=sum(one.people for one in people), rupees=count * visit.console.part_cost / RUPEE,
                      last=visit.now + WEEK)  # fmt: skip


@pages.post("/broadcasts/begin", COORDINATOR)
def begin_broadcast(visit: Visit) -> Answer:
    """It is sent to each in her own hour, in place of the week's text."""
    name = request.form.get("draft", "")
    draft = visit.store.draft(name, visit.who.id, visit.now)
    if draft is None:
        visit.warn("That was shown more than an hour ago, or is begun. Write it again.")
        return visit.go("subscriptions_page")
    series, words = json.loads(draft)
    people = sum(one.people for one in visit.store.audience(series))
    with visit.store.atomic():
        begun = people > 0 and visit.store.begin_broadcast(series, words, people, visit.now)
        if begun:
            visit.audit("broadcast_begun")
            visit.store.drop_draft(name)
    if begun:
        visit.tell("It has begun. Each gets it in her own hour within a week.")
    else:
        visit.warn("Nothing was begun: nobody has subscribed, or another one is not over.")
    return visit.go("subscriptions_page")


@pages.post("/broadcasts/move", COORDINATOR)
def move_broadcast(visit: Visit) -> Answer:
    """Paused, gone on with, or given up."""
    state = request.form.get("state", "")
    with visit.store.atomic():
        moved = state in MOVES and state != "done" and visit.store.move_broadcast(state, visit.now)
        if moved:
            visit.audit(f"broadcast_{state}")
    if moved:
        visit.tell("Done.")
    else:
        visit.warn("Nothing was changed: it is in another state by now.")
    return visit.go("subscriptions_page")


def _page(visit: Visit, texts: dict[str, str], problems: tuple[str, ...] = ()) -> str:
    today = visit.local(visit.now).date()
    pauses = [(_name(one), one) for one in visit.store.pauses() if one.last + A_DAY >= today]
    broadcasts = visit.store.broadcasts()
    return visit.page(
        "subscriptions.html", audience=_by_series(visit.store.audience()), languages=LANGUAGES,
        figures=visit.store.subscription_figures(visit.now),
        ahead=visit.store.sendings_ahead(visit.now + A_DAY), pauses=pauses, broadcasts=broadcasts,
        running=next((one for one in broadcasts if one.state in OPEN), None), texts=texts, problems=problems,
        series=SERIES, moves=MOVES, cost=lambda count: count * visit.console.part_cost / RUPEE,
    )  # fmt: skip


def _by_series(audience: list[Audience]) -> list[tuple[str, dict[str, int]]]:
    found: dict[str, dict[str, int]] = {}
    for one in audience:
        found.setdefault(one.series, {})[one.language] = one.people
    return list(found.items())


def _name(pause: Pause) -> str:
    return f"{pause.first} {pause.last} {pause.from_hour} {pause.until_hour}"
