"""Remind responders of their duty, ring them at its start, and take for absent who does not say that she is there."""

from __future__ import annotations

from datetime import datetime

from hotline.actions.staffing import Staffing
from hotline.core.duty import Responder
from hotline.core.events import Line
from hotline.core.reminders import ANSWER_WITHIN, Step, clock, steps


def remind_shifts(staffing: Staffing, now: datetime) -> int:
    """Do what is due and return how many duties it was about. Raises StoreDown."""
    store = staffing.store
    due = list(steps(store.rota(staffing.zone), store.asked(now), now))
    busy = store.busy_responders(now) if due else set()
    deeds = {"remind": _remind, "call": _call, "absent": _absent}
    # Whoever is on a call has other things to do; if she talks for long, that is an answer too.
    return sum(deeds[step.deed](staffing, step, now) for step in due if step.who.id not in busy)


def _remind(staffing: Staffing, step: Step, now: datetime) -> bool:
    store = staffing.store
    with store.atomic():
        if not store.reminded(step.who.id, step.begins, step.ends, now):
            return False
        words = _words(staffing, step)
        store.post(_once("remind", step), "sms", step.who.phone, words, now, now, step.begins, to_staff=True)
    return True


def _call(staffing: Staffing, step: Step, now: datetime) -> bool:
    store = staffing.store
    with store.atomic():
        if not store.called_to_duty(step.who.id, step.begins, step.ends, now):
            return False
        path = staffing.address("duty", step.who, step.begins)
        store.post(_once("duty", step), "call", step.who.phone, path, now, now, now + ANSWER_WITHIN)
    return True


def _absent(staffing: Staffing, step: Step, now: datetime) -> bool:
    """She did not answer; but who took a caller's call since then is there."""
    store = staffing.store
    with store.atomic():
        if store.has_talked(step.who.id, step.begins):
            store.confirmed(step.who.id, now)
            return False
        return store.absent(step.who.id, step.begins, now)


def _once(deed: str, step: Step) -> str:
    return f"{deed}:{step.who.id}:{step.begins.isoformat()}"


def _words(staffing: Staffing, step: Step) -> str:
    time, part = clock(step.begins, staffing.zone)
    line = Line("staff_duty_soon", (("staff_part", part),))
    return staffing.notice.words.text(written_in(step.who), line, "sms", {"time": time})


def written_in(who: Responder) -> str:
    """The language of texts to a responder: Urdu in letters that every phone shows, unless she reads English only."""
    return "en" if "en" in who.languages and "ur" not in who.languages else "ur_Latn"
