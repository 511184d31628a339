"""A responder cannot come, or cannot stay: an absence, unless it would leave nobody and nobody said yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hotline.actions.swap_shift import Swapping, ask_colleagues
from hotline.actions.switch_duty import nobody_left
from hotline.core.duty import Responder, Rota, Stretch
from hotline.core.gaps import worse
from hotline.core.intervals import Interval
from hotline.core.switching import coming, to_leave
from hotline.core.told import Told

AGAIN_WITHIN = timedelta(hours=1)  # a second "cant" so soon is the same one


def be_absent(swapping: Swapping, one: Responder, now: datetime) -> Told:
    """Leave the shift she is in, or stay away from her next one."""
    said = _said_already(swapping.rota, one, now)
    if said:
        return Told("cant_again", {"shift": said})
    leaves = to_leave(swapping.rota, one, now)
    if leaves:
        return _leave(swapping, one, leaves, now)
    shifts = coming(swapping.rota, one, now)
    return _stay_away(swapping, one, shifts[0], now) if shifts else Told("no_shift")


def _leave(swapping: Swapping, one: Responder, span: Interval, now: datetime) -> Told:
    """She knows best for now: it is done, and whoever can is asked to fill the hole."""
    without_her = _without_her(swapping.rota, one, span, now)
    swapping.store.add_stretch(one.id, *span, "cant", now, on=False)
    told = nobody_left(without_her, now)
    if worse(swapping.rota, without_her, *span):
        count = ask_colleagues(swapping, one, span, now)
        told += (Told("colleagues_asked", {"count": count}),) if count else ()
    return Told("cant", {"shift": span}, told)


def _stay_away(swapping: Swapping, one: Responder, span: Interval, now: datetime) -> Told:
    if not worse(swapping.rota, _without_her(swapping.rota, one, span, now), *span):
        swapping.store.add_stretch(one.id, *span, "cant", now, on=False)
        return Told("cant", {"shift": span})
    count = ask_colleagues(swapping, one, span, now)
    if count:
        return Told("cant_swap", {"shift": span, "count": count})
    if swapping.has_asked(one, span, now):
        return Told("swap_again", {"shift": span})
    swapping.notice.cannot_come(swapping.store, one, swapping.written(span, now), span[0], now)
    return Told("cant_refused", {"shift": span})


def _without_her(rota: Rota, one: Responder, span: Interval, now: datetime) -> Rota:
    return replace(rota, stretches=(*rota.stretches, Stretch("", one.id, False, *span, "cant", now)))


def _said_already(rota: Rota, one: Responder, now: datetime) -> Interval | None:
    """The absence that she asked for a moment ago."""
    return next(
        ((each.begins, each.ends) for each in rota.stretches
         if each.responder == one.id and each.why == "cant" and each.ends > now and now - each.made_at < AGAIN_WITHIN),
        None,
    )  # fmt: skip
