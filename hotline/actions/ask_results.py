"""Ask responders by text what came of their talks, where the caller hung up first and no keypad menu could."""

from __future__ import annotations

from datetime import datetime

from hotline.actions.ports import Store
from hotline.actions.staffing import Staffing
from hotline.actions.swap_shift import written_to
from hotline.core.duty import Responder
from hotline.core.records import Talk
from hotline.core.result import ASKED_AFTER, ASKED_WITHIN
from hotline.core.told import Told
from hotline.prompts.telling import Teller

AT_ONCE = 20


def ask_results(staffing: Staffing, now: datetime) -> int:
    """Send one text for each talk of which nothing was said; return how many. Raises StoreDown."""
    store = staffing.store
    talks = store.talks_to_ask_about(now - ASKED_WITHIN, now - ASKED_AFTER, AT_ONCE)
    people = {one.id: one for one in store.responders()} if talks else {}
    return sum(_ask(store, staffing, talk, people.get(talk.responder), now) for talk in talks)


def _ask(store: Store, staffing: Staffing, talk: Talk, who: Responder | None, now: datetime) -> bool:
    with store.atomic():
        if not store.asked_about(talk.id, now) or who is None:
            return False
        teller = Teller(staffing.notice.words, staffing.zone, written_to(who), now)
        text = teller.text(Told("ask_result", {"when": talk.accepted_at}))
        store.post(f"result:{talk.id}", "sms", who.phone, text, now, now, now + ASKED_WITHIN, to_staff=True)
    return True
