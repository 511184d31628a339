"""Obey what a responder orders by text: the one table from an order's name to its deed, and the reply to it.

An order is done and its reply kept in one transaction, so that a text delivered twice is one order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from hotline.actions.answer_text import Reply, Text
from hotline.actions.be_absent import be_absent
from hotline.actions.change_promise import change_promise
from hotline.actions.claim_request import claim_next, say_done, say_later, say_not_reached
from hotline.actions.confirm_shift import confirm_shift
from hotline.actions.keep_note import keep_note
from hotline.actions.notice import Notice
from hotline.actions.ports import Store, StoreDown
from hotline.actions.ring_back import RingingBack
from hotline.actions.ring_callbacks import CallingBack
from hotline.actions.swap_shift import Swapping, ask_swap, late_answer, take_swap
from hotline.actions.switch_duty import switch_off, switch_on, take_break
from hotline.actions.tell_duty import tell_shifts, tell_who
from hotline.actions.tell_result import tell_by_text
from hotline.core.callback import PROMISES
from hotline.core.duty import ROLES, Responder, Rota
from hotline.core.events import Line
from hotline.core.orders import Order, Orders
from hotline.core.told import Told
from hotline.prompts.telling import Teller
from hotline.prompts.words import Words

# Orders that say what came of a talk.
RESULTS: Mapping[str, str] = {
    **{one: one for one in ("helped", "callback", "passed", "silent", "wrong", "abusive", "hard")},
    **{f"pass_{role}": role for role in ROLES},
}
CALLERS_TOO = frozenset({"help", "who", "yes", *RESULTS})  # what a caller may mean as well


@dataclass(frozen=True)
class Desk:
    """What obeying needs; `swaps` says whether the coordinator allows them."""

    calling: CallingBack
    orders: Orders
    words: Words
    swaps: bool

    @property
    def store(self) -> Store:
        """Where everything is kept."""
        return self.calling.store

    @property
    def zone(self) -> tzinfo:
        """The hotline's own clock."""
        return self.calling.zone


@dataclass(frozen=True, slots=True)
class Given:
    """An order, who gave it, the roster as it is, and whether she is in the middle of a menu as a caller."""

    desk: Desk
    order: Order
    by: Responder
    rota: Rota
    in_menu: bool
    now: datetime

    @property
    def store(self) -> Store:
        """Where everything is kept."""
        return self.desk.store

    @property
    def notice(self) -> Notice:
        """Who tells the coordinator."""
        return self.desk.calling.notice

    @property
    def ringing(self) -> RingingBack:
        """The rules of calls back."""
        return self.desk.calling.ringing

    @property
    def swapping(self) -> Swapping:
        """What swapping a shift needs."""
        return Swapping(self.store, self.notice, self.desk.words, self.rota, self.desk.swaps)


def say_yes(given: Given) -> Told | None:
    """To a colleague's shift, else to her own; a "1" may be for the menu that she is in as a caller."""
    by, now = given.by, given.now
    if given.order.number and given.in_menu:
        return None
    taken = take_swap(given.swapping, by, now)
    if taken is None and confirm_shift(given.store, given.notice, by.id, now):
        return Told("confirmed")
    return taken or late_answer(given.swapping, by, now)


def _tells(result: str) -> Callable[[Given], Told | None]:
    return lambda it: tell_by_text(it.ringing, it.by, result, it.now)


def _changes(whom: str, *, lift: bool) -> Callable[[Given], Told | None]:
    return lambda it: change_promise(it.store, it.by, whom, it.now, lift=lift)


DEEDS: Mapping[str, Callable[[Given], Told | None]] = {
    "on": lambda it: switch_on(it.store, it.rota, it.by, it.now),
    "off": lambda it: switch_off(it.store, it.rota, it.by, it.now),
    "break": lambda it: take_break(it.store, it.rota, it.by, it.order.number, it.now),
    "who": lambda it: tell_who(it.rota, it.now),
    "my": lambda it: tell_shifts(it.rota, it.by, it.now),
    "swap": lambda it: ask_swap(it.swapping, it.by, it.now),
    "cant": lambda it: be_absent(it.swapping, it.by, it.now),
    "next": lambda it: claim_next(it.desk.calling, it.by, it.now, it.now),
    "done": lambda it: say_done(it.ringing, it.by, it.order.number, it.now),
    "later": lambda it: say_later(it.ringing, it.by, it.order.number, it.now),
    "noreach": lambda it: say_not_reached(it.ringing, it.by, it.order.number, it.now),
    "note": lambda it: keep_note(it.store, it.by, it.order.words, it.now),
    **{order: _tells(result) for order, result in RESULTS.items()},
    **{f"lift_{whom}": _changes(whom, lift=True) for whom in PROMISES},
    **{f"keep_{whom}": _changes(whom, lift=False) for whom in PROMISES},
    "yes": say_yes,
    "help": lambda _: Told("help"),
}


def obey_order(desk: Desk, text: Text, now: datetime) -> Reply | None:
    """The reply to a responder's order; None for every other text, which is a caller's."""
    order = desk.orders.read(text.body)
    if order is None or text.sender.number is None:
        return None
    try:
        known = desk.store.responder_of(text.sender.number)
        return _obeyed(desk, order, known.id, text, now) if known else None
    except StoreDown:  # nobody can say who she is: a caller gets her menu, an order has to be sent again
        failed = desk.words.text(order.language, Line("text_failed"), "sms")
        return None if order.name in CALLERS_TOO else Reply(failed, stored=False)


def _obeyed(desk: Desk, order: Order, responder: str, text: Text, now: datetime) -> Reply | None:
    with desk.store.atomic():
        before = desk.store.turn_before(text.id, text.sender.identity, now)
        if before.reply is not None:
            return Reply(before.reply, stored=True)
        rota = desk.store.rota(desk.zone)
        by = rota.responder(responder)
        told = DEEDS[order.name](Given(desk, order, by, rota, before.place is not None, now)) if by else None
        if told is None or by is None:
            return None
        reply = Teller(desk.words, desk.zone, language_for(order, by), now).text(told)
        return Reply(desk.store.keep_turn(before, reply, before.place, now), stored=True)


def language_for(order: Order, by: Responder) -> str:
    """In the script that she wrote; words that both share are English only for those who speak it."""
    return "ur_Latn" if order.language == "en" and "en" not in by.languages else order.language
