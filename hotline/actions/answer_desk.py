"""Carry out what a responder wishes at the keypad: the same deeds as by text, told as an outcome of the flow.

Each is done once for each turn of her call, so that a webhook delivered twice gets the same answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.actions.claim_request import claim_next, tell_requests
from hotline.actions.confirm_shift import confirm_shift
from hotline.actions.obey_order import DEEDS, Desk, Given
from hotline.actions.ports import StoreDown
from hotline.actions.swap_shift import late_answer, take_swap
from hotline.actions.tell_duty import tell_next
from hotline.core.events import Outcome, Wish
from hotline.core.orders import Order
from hotline.core.told import Told
from hotline.prompts.spoken import spoken

HANGS_UP_WITHIN = timedelta(seconds=20)  # her phone is rung for a request when she has heard it out and hung up
ALSO = {"nobody_left": "alone", "nobody_meanwhile": "alone", "colleagues_asked": "asked"}  # in an outcome's name


def _next(given: Given) -> Told:
    return claim_next(given.desk.calling, given.by, given.now + HANGS_UP_WITHIN, given.now)


def _confirm(given: Given) -> Told:
    asked = confirm_shift(given.store, given.notice, given.by.id, given.now)
    return Told("confirmed" if asked else "not_asked")


def _take(given: Given) -> Told:
    taken = take_swap(given.swapping, given.by, given.now)
    return taken or late_answer(given.swapping, given.by, given.now) or Told("nothing_asked")


DESK_WISHES: Mapping[str, Callable[[Given], Told | None]] = {
    **{name: DEEDS[name] for name in ("on", "off", "break", "who", "swap", "cant", "done", "later", "noreach")},
    "my": lambda given: tell_next(given.rota, given.by, given.now),
    "requests": lambda given: tell_requests(given.desk.calling, given.by, given.now),
    "next": _next,
    "confirm": _confirm,
    "take": _take,
}


@dataclass
class DeskDeeds:
    """The deeds of one webhook of a responder's call; `down` when the store could not do one."""

    desk: Desk
    responder: str
    call: str
    now: datetime
    down: bool = False

    def perform(self, wish: Wish, turn: int) -> Outcome:
        """Do what is wished and say what became of it."""
        try:
            return self._once(wish, f"desk:{self.call}:{turn}")
        except StoreDown:
            self.down = True
            return Outcome("failed")

    def _once(self, wish: Wish, once: str) -> Outcome:
        store = self.desk.store
        with store.atomic():
            before = store.turn_before(once, None, self.now)
            if before.reply is None:
                told = self._do(wish)
                if told is None:
                    return Outcome("failed")
                kept = json.dumps([_named(told), spoken(told, self.desk.zone, self.now)])
                store.keep_turn(before, kept, None, self.now)
        name, answers = json.loads(before.reply or kept)
        return Outcome(name, tuple((slot, value) for slot, value in answers))

    def _do(self, wish: Wish) -> Told | None:
        """None when she left the roster during her call."""
        rota = self.desk.store.rota(self.desk.zone)
        by = rota.responder(self.responder)
        minutes = int(dict(wish.answers)["break_for"]) if wish.name == "break" else None
        order = Order(wish.name, wish.language, minutes)
        return DESK_WISHES[wish.name](Given(self.desk, order, by, rota, False, self.now)) if by else None


def _named(told: Told) -> str:
    return "_".join((told.name, *(ALSO[one.name] for one in told.also if one.name in ALSO)))
