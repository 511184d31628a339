"""Obey what a responder orders by text: the one table from an order's name to its deed, and the reply to it.

An order is done and its reply kept in one transaction, so that a text delivered twice is one order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from hotline.actions.answer_text import Reply, Text
from hotline.actions.confirm_shift import confirm_shift
from hotline.actions.notice import Notice
from hotline.actions.ports import Store, StoreDown
from hotline.actions.switch_duty import switch_off, switch_on, take_break
from hotline.actions.tell_duty import tell_shifts, tell_who
from hotline.core.duty import Responder, Rota
from hotline.core.events import Line
from hotline.core.orders import Order, Orders
from hotline.core.told import Told
from hotline.prompts.telling import Teller
from hotline.prompts.words import Words

CALLERS_TOO = frozenset({"help", "who", "yes"})  # what a caller may mean as well


@dataclass(frozen=True)
class Desk:
    """What obeying needs."""

    store: Store
    orders: Orders
    words: Words
    zone: tzinfo
    notice: Notice


@dataclass(frozen=True, slots=True)
class Given:
    """An order, who gave it, the roster as it is, and whether she is in the middle of a menu as a caller."""

    order: Order
    by: Responder
    rota: Rota
    in_menu: bool
    now: datetime


Deed = Callable[[Desk, Given], Told | None]


def _say_yes(desk: Desk, given: Given) -> Told | None:
    """She is there for the shift that she was asked about; a "1" may be for the menu that she is in as a caller."""
    by = given.by
    if given.order.number and given.in_menu:
        return None
    return Told("confirmed") if confirm_shift(desk.store, desk.notice, by.id, given.now) else None


DEEDS: Mapping[str, Deed] = {
    "on": lambda desk, given: switch_on(desk.store, given.rota, given.by, given.now),
    "off": lambda desk, given: switch_off(desk.store, given.rota, given.by, given.now),
    "break": lambda desk, given: take_break(desk.store, given.rota, given.by, given.order.number, given.now),
    "who": lambda _, given: tell_who(given.rota, given.now),
    "my": lambda _, given: tell_shifts(given.rota, given.by, given.now),
    "yes": _say_yes,
    "help": lambda *_: Told("help"),
}


def obey_order(desk: Desk, text: Text, now: datetime) -> Reply | None:
    """The reply to a responder's order; None for every other text, which is a caller's."""
    order = desk.orders.read(text.body)
    if order is None or text.sender.number is None:
        return None
    try:
        responder = desk.store.responder_of(text.sender.number)
        return _obeyed(desk, order, responder, text, now) if responder else None
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
        told = DEEDS[order.name](desk, Given(order, by, rota, before.place is not None, now)) if by else None
        if told is None or by is None:
            return None
        reply = Teller(desk.words, desk.zone, language_for(order, by), now).text(told)
        return Reply(desk.store.keep_turn(before, reply, before.place, now), stored=True)


def language_for(order: Order, by: Responder) -> str:
    """In the script that she wrote; words that both share are English only for those who speak it."""
    return "ur_Latn" if order.language == "en" and "en" not in by.languages else order.language
