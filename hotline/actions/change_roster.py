"""Change the roster by date: somebody on or off duty, a duty swapped, the hours of the hotline, a day closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from hotline.actions.ports import Store
from hotline.core.duty import Responder, Rota, Stretch
from hotline.core.errors import Reason
from hotline.core.intervals import Interval
from hotline.core.shifts import DAY, LONGEST_SHIFT, parse_shifts

LONGEST_DUTY = timedelta(minutes=LONGEST_SHIFT)
LONGEST_ABSENCE = timedelta(days=366)
FAR = timedelta(days=2 * 366)  # a day after that is a slip of the keyboard


class ChangeError(Exception):
    """The roster was not changed; the message says why, for whoever asked."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def named(rota: Rota, who: str) -> Responder:
    """The one person of this name, or of this code when two share the name. Raises ChangeError."""
    found = [one for one in rota.responders if who in (one.name, one.code)]
    if not found:
        raise ChangeError(Reason("nobody on the roster is called %(who)s; write the name as in the roster file",
                                 who=repr(who)))  # fmt: skip
    if len(found) > 1:
        codes = " or ".join(one.code for one in found)
        raise ChangeError(Reason("%(many)s people are called %(who)s: give the code instead, %(codes)s",
                                 many=len(found), who=repr(who), codes=codes))  # fmt: skip
    return found[0]


def put_on(store: Store, zone: tzinfo, who: str, span: Interval, now: datetime) -> Responder:
    """Somebody is on duty for a time, whatever her weekly shifts say."""
    _check(span, LONGEST_DUTY, now)
    with store.atomic():
        rota = store.rota(zone)
        one = named(rota, who)
        if too_long(rota, one, span, now):
            raise ChangeError(_too_long(one))
        store.add_stretch(one.id, *span, "roster", now, on=True)
    return one


def put_off(store: Store, zone: tzinfo, who: str, span: Interval, now: datetime) -> Responder:
    """Somebody is off duty for a time, whatever her weekly shifts say."""
    _check(span, LONGEST_ABSENCE, now)
    with store.atomic():
        one = named(store.rota(zone), who)
        store.add_stretch(one.id, *span, "roster", now, on=False)
    return one


def swap(
    store: Store, zone: tzinfo, who: str, other: str, at: datetime, now: datetime
) -> tuple[Responder, Responder, Interval]:
    """Somebody else takes the duty that holds an instant, or what is left of it; returns who gives, takes and when."""
    with store.atomic():
        rota = store.rota(zone)
        giving, taking = named(rota, who), named(rota, other)
        duty = rota.duty_at(giving, at)
        if duty is None:
            raise ChangeError(Reason("%(name)s is not on duty then", name=giving.name))
        span = max(duty[0], now), duty[1]
        _check(span, LONGEST_ABSENCE, now)
        if problem := unfit_to_take(rota, giving, taking, span, now):
            raise ChangeError(problem)
        store.add_stretch(giving.id, *span, "swap", now, on=False)
        store.add_stretch(taking.id, *span, "swap", now, on=True)
    return giving, taking, span


def unfit_to_take(rota: Rota, giving: Responder, taking: Responder, span: Interval, now: datetime) -> str:
    """Why somebody cannot take a duty of another, or nothing when she can."""
    if giving.id == taking.id:
        return Reason("%(name)s cannot swap with herself", name=giving.name)
    if rota.duties(taking, *span):
        return Reason("%(name)s is on duty then herself", name=taking.name)
    if too_long(rota, taking, span, now):
        return _too_long(taking)
    return ""


def _too_long(one: Responder) -> Reason:
    hours = LONGEST_SHIFT // 60
    return Reason("%(name)s would be on duty for more than %(hours)s hours in a row", name=one.name, hours=hours)


def too_long(rota: Rota, one: Responder, span: Interval, now: datetime) -> bool:
    """True when being on duty for this time too makes a duty longer than it may be, and than her weekly shifts do."""
    added = Stretch("", one.id, True, *span, "roster", now)
    whole = replace(rota, stretches=(*rota.stretches, added)).duty_at(one, span[0])
    usual = replace(rota, stretches=()).duty_at(one, span[0])
    return whole is not None and whole[1] - whole[0] > max(LONGEST_DUTY, usual[1] - usual[0] if usual else timedelta())


def set_hours(store: Store, text: str) -> None:
    """The weekly hours in which the hotline is staffed; no text is round the clock."""
    try:
        hours = parse_shifts(text, DAY) if text else ()
    except ValueError as error:
        raise ChangeError(error.args[0]) from None
    with store.atomic():
        store.set_service(replace(store.service(), hours=hours))


def close_day(store: Store, day: date, today: date) -> None:
    """Nobody is on duty on this day, but who is put on for it by name."""
    if not today <= day <= today + FAR:
        raise ChangeError(Reason("%(day)s is over, or more than two years away", day=day))
    with store.atomic():
        service = store.service()
        store.set_service(replace(service, closed=frozenset({day, *(one for one in service.closed if one >= today)})))


def open_day(store: Store, day: date) -> None:
    """A closed day is a day like others again."""
    with store.atomic():
        service = store.service()
        if day not in service.closed:
            raise ChangeError(Reason("%(day)s is not closed: 'hotline roster closed' lists the days that are", day=day))
        store.set_service(replace(service, closed=service.closed - {day}))


def _check(span: Interval, longest: timedelta, now: datetime) -> None:
    begins, ends = span
    if ends <= now:
        raise ChangeError(Reason("it is over already: nothing was changed"))
    if ends <= begins:
        raise ChangeError(Reason("it ends before it begins: nothing was changed"))
    if ends - begins > longest:
        days, hours = divmod(longest // timedelta(hours=1), 24)
        if days:
            raise ChangeError(Reason("it is longer than %(days)s days: nothing was changed", days=days))
        raise ChangeError(Reason("it is longer than %(hours)s hours: nothing was changed", hours=hours))
