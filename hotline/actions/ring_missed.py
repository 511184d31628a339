"""Ring back whoever called and hung up before the menu, or called the number that is always busy: she pays nothing.

Somebody else may hold that phone by then, so it is off unless it is switched on, and nothing is said before a key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hotline.actions.ports import Store
from hotline.core.missed import LATEST, RingBack
from hotline.core.phone_number import PhoneNumber, may_ring


@dataclass(frozen=True)
class Missed:
    """What ringing back needs; `address` gives the path that her phone fetches, for the call that she missed."""

    store: Store
    rules: RingBack
    address: Callable[[str], str]


def ring_missed(missed: Missed, call: str, number: PhoneNumber, now: datetime) -> bool:
    """Plan one ring of the number that called, and of no other; False when there is to be none. Raises StoreDown."""
    store, rules = missed.store, missed.rules
    if not may_ring(number, rules.countries) or number in rules.own:
        return False
    with store.atomic():
        if store.refuses_calls(number.e164) or store.responder_of(number):
            return False
        if not store.may_ring_missed(call, number.e164, rules, now):
            return False
        due = now + rules.after
        errand = store.post(f"missed:{call}", "call", number, missed.address(call), due, now, until=due + LATEST)
        store.missed(call, number.e164, errand, now)
    return True


def came_to_the_menu(missed: Missed, call: str, number: PhoneNumber, now: datetime) -> None:
    """She pressed a key: she is not rung back, not for her missed calls before this one either. Raises StoreDown."""
    missed.store.came_to_the_menu(call, number.e164, now)
