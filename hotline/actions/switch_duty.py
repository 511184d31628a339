"""A responder goes on duty, off duty, or on a break: from now, by her own word."""

from __future__ import annotations

from datetime import datetime, timedelta

from hotline.actions.ports import Store
from hotline.core.alarms import uncovered
from hotline.core.duty import Responder, Rota
from hotline.core.switching import (
    AHEAD,
    LONGEST_BREAK,
    SHORTEST_BREAK,
    USUAL_BREAK,
    coming,
    in_break,
    is_deserted,
    on_until,
    running,
    to_leave,
)
from hotline.core.told import Told


def switch_on(store: Store, rota: Rota, one: Responder, now: datetime) -> Told:
    """On duty from now; after a break, as before it."""
    interrupted = in_break(rota, one, now)
    if interrupted:
        store.remove_stretches(one.id, "break", now)
        return Told("back", {"until": interrupted[1]})
    until = on_until(rota, one, now)
    store.confirmed(one.id, now)  # whoever was taken for absent has come
    store.add_stretch(one.id, now, until, "switched", now, on=True)
    return Told("on", {"until": until})


def switch_off(store: Store, rota: Rota, one: Responder, now: datetime) -> Told:
    """Off until the end of the duty she is in. She knows best: it is done even if nobody is left, and then said."""
    span = to_leave(rota, one, now)
    if span is None:
        return Told("not_on", also=(next_shift(rota, one, now),))
    store.add_stretch(one.id, *span, "switched", now, on=False)
    rota = store.rota(rota.zone)
    return Told("off", also=(*nobody_left(rota, now), next_shift(rota, one, now)))


def take_break(store: Store, rota: Rota, one: Responder, minutes: int | None, now: datetime) -> Told:
    """Off for some minutes, then on again by itself."""
    lasts = USUAL_BREAK if minutes is None else minutes
    if not SHORTEST_BREAK <= lasts <= LONGEST_BREAK:
        return Told("break_length", {"shortest": SHORTEST_BREAK, "longest": LONGEST_BREAK})
    if running(rota, one, now) is None:
        return Told("not_on", also=(next_shift(rota, one, now),))
    until = now + timedelta(minutes=lasts)
    store.confirmed(one.id, now)
    store.remove_stretches(one.id, "break", now)
    store.add_stretch(one.id, now, until, "break", now, on=False)
    alone = (Told("nobody_meanwhile"),) if is_deserted(store.rota(rota.zone), now) else ()
    return Told("break", {"until": until}, alone)


def nobody_left(rota: Rota, now: datetime) -> tuple[Told, ...]:
    """What is said when nobody is on duty any more; the worker's alarm, by the same rule, tells the coordinator."""
    gap = uncovered(rota, {}, now)
    return (Told("nobody_left"),) if gap and gap[0] <= now else ()


def next_shift(rota: Rota, one: Responder, now: datetime) -> Told:
    """When she is on next; who is on duty round the clock and went off is on again by herself."""
    shifts = coming(rota, one, now)
    if shifts:
        return Told("next_shift", {"shift": shifts[0]})
    again = next((begins for begins, _ in rota.duties(one, now, now + AHEAD) if begins > now), None)
    return Told("on_again", {"when": again}) if again else Told("no_shift")
