"""`hotline roster add`, `off`, `swap`, `hours`, `closed`: changes of the roster by date, and of when it is staffed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import click

from hotline.actions import change_roster
from hotline.actions.change_roster import ChangeError
from hotline.commands.gaps import warn_of
from hotline.commands.opening import now, ready_store, span_told, time_given
from hotline.core.duty import Rota
from hotline.core.gaps import ANYBODY, needs_of, worse
from hotline.core.intervals import Interval
from hotline.core.shifts import write_shifts
from hotline.settings import Settings, load
from hotline.storage.store import SqlStore

LOOKED_AT = timedelta(days=14)  # for gaps that a change of the hours makes
A_DAY = timedelta(days=1)  # a duty that is swapped lies within it, before and after any time in it
from_ = click.option("--from", "begins", required=True, help="An instant, such as 2026-11-21T18:00.")
to_ = click.option("--to", "ends", required=True, help="Until when.")


@click.command()
@click.argument("name")
@from_
@to_
def add(name: str, begins: str, ends: str) -> None:
    """Put NAME on duty for a time, besides her weekly shifts."""
    settings, store = load(), ready_store()
    span = _span(begins, ends, settings)
    with _changing(store, settings, span):
        one = change_roster.put_on(store, settings.timezone, name, span, now())
    click.echo(f"{one.name} is on duty {span_told(span, settings.timezone)}")


@click.command()
@click.argument("name")
@from_
@to_
def off(name: str, begins: str, ends: str) -> None:
    """Put NAME off duty for a time: a leave, an illness."""
    settings, store = load(), ready_store()
    span = _span(begins, ends, settings)
    with _changing(store, settings, span):
        one = change_roster.put_off(store, settings.timezone, name, span, now())
    click.echo(f"{one.name} is off duty {span_told(span, settings.timezone)}")


@click.command()
@click.argument("name")
@click.argument("other")
@from_
def swap(name: str, other: str, begins: str) -> None:
    """OTHER takes the duty of NAME that begins at a time, or runs then."""
    settings, store = load(), ready_store()
    at = time_given(begins, "--from", settings.timezone)
    with _changing(store, settings, (at - A_DAY, at + A_DAY)):
        giving, taking, span = change_roster.swap(store, settings.timezone, name, other, at, now())
    click.echo(f"{taking.name} takes the duty of {giving.name} {span_told(span, settings.timezone)}")


@click.command()
@click.argument("weekly", required=False)
@click.option("--always", is_flag=True, help="Staffed round the clock.")
def hours(weekly: str | None, always: bool) -> None:
    """When the hotline is staffed at all: WEEKLY like "mon-sat 09:00-21:00". Without either: show it."""
    settings, store = load(), ready_store()
    if weekly and always:
        raise click.ClickException("give the hours or --always, not both")
    if weekly or always:
        with _changing(store, settings, (now(), now() + LOOKED_AT), loud_only=True):
            change_roster.set_hours(store, weekly or "")
    click.echo(f"staffed {write_shifts(store.service().hours) or 'round the clock'}")


@click.command()
@click.argument("day", required=False, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--open-again", is_flag=True, help="It is a day like others again.")
def closed(day: datetime | None, open_again: bool) -> None:
    """Close the hotline on DAY, such as 2026-12-25: the weekly shifts do not count then. Without it: list such days."""
    settings, store = load(), ready_store()
    if day:
        midnight = day.replace(tzinfo=settings.timezone)
        span = (midnight, midnight + A_DAY)
        with _changing(store, settings, span, loud_only=True):
            if open_again:
                change_roster.open_day(store, day.date())
            else:
                change_roster.close_day(store, day.date(), now().astimezone(settings.timezone).date())
        if not open_again:
            _tell_who_stays(store.rota(settings.timezone), span)
    elif open_again:
        raise click.ClickException("--open-again needs the day")
    listed = ", ".join(f"{one:%a} {one}" for one in sorted(store.service().closed))
    click.echo(f"closed on: {listed or 'no day'}")


@contextmanager
def _changing(store: SqlStore, settings: Settings, span: Interval, *, loud_only: bool = False) -> Iterator[None]:
    """Make a change inside; a refusal is one line, and what it leaves empty is told loudly."""
    before = store.rota(settings.timezone)
    try:
        yield
    except ChangeError as error:
        raise click.ClickException(str(error)) from None
    after = store.rota(settings.timezone)
    needs = (ANYBODY,) if loud_only else needs_of(before)
    if now() < span[1]:
        warn_of(worse(before, after, max(span[0], now()), span[1], needs), after)


def _span(begins: str, ends: str, settings: Settings) -> Interval:
    return time_given(begins, "--from", settings.timezone), time_given(ends, "--to", settings.timezone)


def _tell_who_stays(rota: Rota, span: Interval) -> None:
    """Who is on duty on a closed day all the same, since somebody said so for that day."""
    staying: Iterable[tuple[str, Interval]] = (
        (one.name, duty) for one in rota.responders for duty in rota.duties(one, *span)
    )
    for name, duty in staying:
        click.echo(f"still on duty, as it was said for that day: {name} {span_told(duty, rota.zone)}")
