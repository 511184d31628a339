"""A responder asks her colleagues to take a shift; the first to say yes takes it, and the coordinator is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hotline.actions.notice import LANGUAGE, Notice
from hotline.actions.ports import Store
from hotline.core.duty import Responder, Rota
from hotline.core.intervals import Interval
from hotline.core.swapping import Swap, could_take, is_free
from hotline.core.switching import coming
from hotline.core.told import Told, first_name
from hotline.prompts.telling import Teller
from hotline.prompts.words import Words

MOST_ASKED = 10  # each question is a text


@dataclass(frozen=True)
class Swapping:
    """What swapping needs; `allowed` is the coordinator's word."""

    store: Store
    notice: Notice
    words: Words
    rota: Rota
    allowed: bool

    def tell(self, to: Responder, once: str, told: Told, until: datetime, now: datetime) -> None:
        """Write to a colleague."""
        text = Teller(self.words, self.rota.zone, written_to(to), now).text(told)
        self.store.post(once, "sms", to.phone, text, now, now, until, to_staff=True)

    def written(self, span: Interval, now: datetime) -> str:
        """A shift as the coordinator reads it."""
        return Teller(self.words, self.rota.zone, LANGUAGE, now).span(*span)

    def has_asked(self, one: Responder, span: Interval, now: datetime) -> bool:
        """True when her colleagues are asked about this shift, or a part of it, and nobody said yes yet."""
        return any(swap.state == "asked" and swap.begins < span[1] and span[0] < swap.ends
                   for swap in self.store.swaps_given_by(one.id, now))  # fmt: skip


def written_to(one: Responder) -> str:
    """The language of a text that she did not write first."""
    return "ur_Latn" if "ur" in one.languages or "en" not in one.languages else "en"


def ask_swap(swapping: Swapping, one: Responder, now: datetime) -> Told:
    """Ask who could take her next shift. It stays hers until somebody does."""
    shifts = coming(swapping.rota, one, now)
    if not shifts:
        return Told("no_shift")
    if not swapping.allowed:
        return Told("swap_off")
    shift = shifts[0]
    if swapping.has_asked(one, shift, now):
        return Told("swap_again", {"shift": shift})
    count = ask_colleagues(swapping, one, shift, now)
    return Told("swap_asked", {"count": count, "shift": shift}) if count else Told("swap_none", {"shift": shift})


def ask_colleagues(swapping: Swapping, one: Responder, span: Interval, now: datetime) -> int:
    """Ask those who could take it; return how many they are."""
    people = could_take(swapping.rota, one, span)[:MOST_ASKED]
    if not swapping.allowed or not people or swapping.has_asked(one, span, now):
        return 0
    swap = swapping.store.swap_asked(one.id, span, [each.id for each in people], now)
    for each in people:
        question = Told("swap_question", {"name": first_name(one), "shift": span})
        swapping.tell(each, f"swap:{swap}:{each.id}", question, span[1], now)
    return len(people)


def take_swap(swapping: Swapping, one: Responder, now: datetime) -> Told | None:
    """She takes the shift that she was asked for last, if nobody did; None when there is none to be had."""
    for swap in swapping.store.swaps_asked_of(one.id, now):
        giver = swapping.rota.responder(swap.giver)
        takes = giver and swap.state == "asked" and is_free(swapping.rota, one, swap.left(now))
        if giver and takes and swapping.store.swap_taken(swap.id, one.id):
            return _taken(swapping, swap, giver, one, now)
    return None


def late_answer(swapping: Swapping, one: Responder, now: datetime) -> Told | None:
    """What to say to a yes that takes nothing: it is her own shift, hers by now, or a colleague's."""
    asked = swapping.store.swaps_asked_of(one.id, now)
    if asked:
        shift = {"shift": asked[0].left(now)}
        return Told("swap_yes", shift) if asked[0].taker == one.id else Told("swap_late")
    if any(swap.state == "asked" for swap in swapping.store.swaps_given_by(one.id, now)):
        return Told("swap_self")
    return None


def _taken(swapping: Swapping, swap: Swap, giver: Responder, taker: Responder, now: datetime) -> Told:
    span = swap.left(now)
    swapping.store.add_stretch(giver.id, *span, "swap", now, on=False)
    swapping.store.add_stretch(taker.id, *span, "swap", now, on=True)
    told = Told("swap_given", {"name": first_name(taker), "shift": span})
    swapping.tell(giver, f"swapped:{swap.id}", told, span[1], now)
    swapping.notice.swapped(swapping.store, swap.id, (giver, taker), swapping.written(span, now), now)
    return Told("swap_yes", {"shift": span})
