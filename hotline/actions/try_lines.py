"""Ring the phones that nobody has tested yet: only a key that is pressed proves that a number works."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hotline.actions.ports import Store
from hotline.actions.staffing import Staffing
from hotline.core.duty import Responder
from hotline.core.line_test import TRIES, LineTest, is_by_day, next_try

AT_ONCE = 3  # phones rung in one pass
RING_WITHIN = timedelta(minutes=10)


def try_lines(staffing: Staffing, now: datetime, *, unasked: bool = True) -> int:
    """Ring who is due and return how many that were; `unasked` is for those whose phones were never tested too.

    A phone that nobody picked up on all tries has failed. Raises StoreDown.
    """
    store, rung = staffing.store, 0
    people = store.responders()
    known, busy = store.line_tests(people), store.busy_responders(now)
    for who in people:
        test = known.get(who.id) or (LineTest("untested", 0, now) if unasked else None)
        if test is None or test.state != "untested" or test.due_at > now:
            continue
        if test.tries >= TRIES:
            store.keep_line_test(who, replace(test, state="failed", tested_at=now))
        elif rung < AT_ONCE and is_by_day(now, staffing.zone) and who.id not in busy:
            rung += _try(staffing, who, now)
    return rung


def prove_line(store: Store, responder_id: str, now: datetime) -> None:
    """She pressed the key: her phone works."""
    who = next((one for one in store.responders() if one.id == responder_id), None)
    if who:
        store.keep_line_test(who, LineTest("ok", 0, now, now))


def ask_for_test(store: Store, who: Responder, now: datetime) -> None:
    """Her phone shall be tested again from the beginning."""
    store.keep_line_test(who, LineTest("untested", 0, now))


def _try(staffing: Staffing, who: Responder, now: datetime) -> bool:
    store = staffing.store
    with store.atomic():
        test = store.line_tests([who]).get(who.id, LineTest("untested", 0, now))
        if test.state != "untested" or test.due_at > now:
            return False  # another worker was quicker
        tries = test.tries + 1
        store.keep_line_test(who, LineTest("untested", tries, next_try(tries, now, staffing.zone)))
        path = staffing.address("test", who, now)
        store.post(f"test:{who.id}:{now.isoformat()}", "call", who.phone, path, now, now, now + RING_WITHIN)
    return True
