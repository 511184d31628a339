"""The first page: is anybody waiting, is somebody there now and tonight, and what needs a hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hotline.actions.raise_alarms import find_alarms
from hotline.console.pages import Answer, Pages
from hotline.console.timeline import Bar, Strip, safe_times
from hotline.console.visit import Visit
from hotline.core.callback import Callback
from hotline.core.duty import Responder, Rota
from hotline.core.gaps import gaps
from hotline.core.intervals import Interval
from hotline.core.staff import COORDINATOR

pages = Pages()
SHOWN = 12  # requests and people; the rest is counted
A_DAY = timedelta(days=1)
SHORT = timedelta(minutes=10)  # a gap that is no gap
WORKER_RESTS = timedelta(minutes=2)
LATE = timedelta(minutes=10)  # what should have left so long ago


@dataclass(frozen=True, slots=True)
class Row:
    """A request or a person on the strip."""

    about: Any
    bars: list[Bar]


@pages.get("/now", COORDINATOR)
def now_page(visit: Visit) -> Answer:
    """The page."""
    return visit.page("now.html", live=_live(visit))


@pages.get("/now/live", COORDINATOR, quiet=True)
def now_live(visit: Visit) -> Answer:
    """Its middle, for a page that is open: nothing at all when nothing changed."""
    return visit.unless_same(_live(visit))


def _live(visit: Visit) -> str:
    rota = visit.store.rota(visit.console.zone)
    strip = Strip.ahead(visit.now, visit.console.zone)
    waiting = visit.store.waiting(SHOWN)
    staffing = visit.console.staffing(visit.language)
    return visit.page(
        "now_live.html",
        waiting=waiting,
        overdue=sum(_is_overdue(one, visit) for one in waiting.oldest),
        rows=[Row(one, strip.bars(safe_times(one, strip))) for one in waiting.oldest],
        on_duty=rota.on_duty(visit.now),
        duties=_duties(rota, strip),
        gaps=strip.bars(_gaps(rota, visit.now, strip.ends)),
        strip=strip,
        calls=_calls(visit, rota),
        alarms=list(find_alarms(staffing, visit.now).values()),
        missed=visit.store.missed_requests(visit.now - A_DAY, SHOWN),
        state=_state(visit),
    )


def _is_overdue(one: Callback, visit: Visit) -> bool:
    return one.state in ("new", "waiting") and one.due_at < visit.now - LATE


def _gaps(rota: Rota, now: datetime, until: datetime) -> list[Interval]:
    """When nobody is there although somebody should be."""
    return [(gap.begins, gap.ends) for gap in gaps(rota, now, until) if gap.ends - gap.begins >= SHORT]


def _duties(rota: Rota, strip: Strip) -> list[Row]:
    """Who is there in these hours, whoever comes first above."""
    found = [(one, rota.duties(one, *strip.span)) for one in rota.responders]
    present = sorted(((spans[0][0], one.name, one, spans) for one, spans in found if spans), key=lambda row: row[:2])
    return [Row(one, strip.bars(spans)) for _begins, _name, one, spans in present]


def _calls(visit: Visit, rota: Rota) -> list[tuple[Responder, bool, datetime]]:
    people = {one.id: one for one in rota.responders}
    calls = visit.store.on_call(visit.now)
    return [(people[call.responder], call.talks, call.since) for call in calls if call.responder in people]


def _state(visit: Visit) -> dict[str, Any]:
    """Line, worker, recordings, texts: what each is, and whether it is well."""
    since = visit.now - A_DAY
    beat = visit.store.last_beat("worker")
    recordings = visit.console.recordings
    leaving = visit.store.leaving(visit.now, since)
    worker_well = beat is not None and visit.now - beat <= WORKER_RESTS
    texts_well = not leaving.failed and not (leaving.due_since and leaving.due_since < visit.now - LATE)
    unheard = len(recordings.gaps | recordings.stale | recordings.broken)
    return {
        "line": visit.store.line(since),
        "worker_at": beat, "worker_well": worker_well, "unheard": unheard, "leaving": leaving,
        "texts_well": texts_well, "troubles": (not worker_well) + (not texts_well) + bool(unheard),
    }  # fmt: skip
