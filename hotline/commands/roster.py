"""`hotline roster …`: who answers, and when."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from hotline.actions.change_roster import ChangeError, named
from hotline.actions.import_roster import RosterError, import_roster
from hotline.actions.take_calendar import AHEAD, take_calendar
from hotline.calendars.reading import read_calendar
from hotline.commands import changes, feed, gaps
from hotline.commands.opening import as_json, now, ready_store, show, time_given
from hotline.core.gaps import worse
from hotline.core.phone_number import is_example
from hotline.settings import Settings, load
from hotline.storage.store import SqlStore

COMING_NIGHT = timedelta(hours=24)


@click.group()
def roster() -> None:
    """The roster: import a file, change it by date, show who is on duty and where it has gaps."""


for command in (changes.add, changes.off, changes.swap, changes.hours, changes.closed, gaps.gaps_, feed.feed_):
    roster.add_command(command)


@roster.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--for", "who", metavar="NAME", help="Whose calendar it is, for a calendar (.ics).")
def import_(file: Path, who: str | None) -> None:
    """Replace the roster by the CSV in FILE, or the dated duties of one person by her calendar.

    A file with any mistake changes nothing.
    """
    settings, store, at = load(), ready_store(), now()
    is_calendar = file.suffix.lower() in (".ics", ".ical")
    if is_calendar is not bool(who):
        raise click.ClickException("a calendar (.ics) needs --for NAME, and a roster (.csv) goes without it")
    before = store.rota(settings.timezone)
    try:
        if who:
            _take_calendar(file, who, store, settings, at)
        else:
            _import_csv(file, store, settings, at)
    except RosterError as error:
        for problem in error.problems:
            click.echo(f"{file}, {problem}", err=True)
        raise click.ClickException("nothing was imported: mend the lines above and import again") from None
    except ChangeError as error:
        raise click.ClickException(str(error)) from None
    after = store.rota(settings.timezone)
    lost = worse(before, after, at, at + (AHEAD if who else COMING_NIGHT))
    gaps.warn_of(lost, after)
    gaps.warn_of_old(lost, after, (at, at + COMING_NIGHT))


def _import_csv(file: Path, store: SqlStore, settings: Settings, at: datetime) -> None:
    done = import_roster(store, file.read_bytes(), settings.number, at)
    for change in done.changes:
        if change.kind != "same":
            click.echo(f"{change.kind}: {change.name}" + "".join(f"\n  {detail}" for detail in change.details))
    click.echo(", ".join(f"{count} {kind}" for kind, count in done.counts.items()))
    if not settings.simulator and any(is_example(one.phone.e164) for one in store.responders()):
        click.echo("warning: some phones are example numbers (0399…), which nobody has", err=True)


def _take_calendar(file: Path, who: str, store: SqlStore, settings: Settings, at: datetime) -> None:
    one = named(store.rota(settings.timezone), who)
    planned = read_calendar(file.read_bytes(), at, at + AHEAD, settings.timezone)
    done = take_calendar(store, one, planned, at)
    click.echo(f"{one.name}: {len(planned.duty)} times on duty and {len(planned.absent)} off in the coming 8 weeks")
    click.echo(f"{done.added} added, {done.removed} removed, {done.same} same")


@roster.command("show")
@click.option("--at", "at", help="An instant, such as 2026-11-21T18:00; without a zone it is the hotline's time.")
@as_json
def show_(at: str | None, json_: bool) -> None:
    """Who is on duty now, or at another time."""
    zone = load().timezone
    instant = time_given(at, "--at", zone) if at else now()
    rota = ready_store().rota(zone)
    rows = []
    for one in rota.on_duty(instant):
        begins, ends = rota.duty_at(one, instant) or (instant, instant)
        rows.append({"name": one.name, "role": ";".join(one.roles), "gender": one.gender, "languages": one.languages,
                     "from": begins, "to": ends, "topics": one.topics, "code": one.code})  # fmt: skip
    closed = "" if rota.service.is_open(instant, zone) else ": the hotline is closed"
    show(rows, json_, f"nobody is on duty at that time{closed}")
