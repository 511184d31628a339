"""`hotline roster …`: who answers, and when."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from pathlib import Path

import click

from hotline.actions.import_roster import RosterError, import_roster
from hotline.commands.opening import as_json, now, ready_store, show, span_told, time_given
from hotline.core.duty import Rota
from hotline.core.gaps import ANYBODY, Gap, Need, closed_times, gaps, needs_of, worse
from hotline.core.phone_number import is_example
from hotline.settings import load

COMING_NIGHT = timedelta(hours=24)


@click.group()
def roster() -> None:
    """The roster: import a file, change it by date, show who is on duty and where it has gaps."""


@roster.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_(file: Path) -> None:
    """Replace the roster by the CSV in FILE; a file with any mistake changes nothing."""
    settings, store, at = load(), ready_store(), now()
    before = store.rota(settings.timezone)
    try:
        done = import_roster(store, file.read_bytes(), settings.number, at)
    except RosterError as error:
        for problem in error.problems:
            click.echo(f"{file}, {problem}", err=True)
        raise click.ClickException("nothing was imported: mend the lines above and import again") from None
    for change in done.changes:
        if change.kind != "same":
            click.echo(f"{change.kind}: {change.name}" + "".join(f"\n  {detail}" for detail in change.details))
    click.echo(", ".join(f"{count} {kind}" for kind, count in done.counts.items()))
    after = store.rota(settings.timezone)
    warn_of(worse(before, after, at, at + COMING_NIGHT), after)
    if not settings.simulator and any(is_example(one.phone.e164) for one in after.responders):
        click.echo("warning: some phones are example numbers (0399…), which nobody has", err=True)


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


@roster.command("gaps")
@click.option("--days", default=14, show_default=True, type=click.IntRange(1, 92), help="How far to look ahead.")
@as_json
def gaps_(days: int, json_: bool) -> None:
    """When nobody is on duty: at all, of a role, for a language, and no woman. Closed hours are told apart.

    The exit status is 1 when there is a time with nobody at all.
    """
    rota, begins = ready_store().rota(load().timezone), now()
    ends = begins + timedelta(days=days)
    found = gaps(rota, begins, ends, needs_of(rota))
    if json_:
        show([*map(_row, found), *(_closed_row(Gap(ANYBODY, *span)) for span in closed_times(rota, begins, ends))],
             json_, "")  # fmt: skip
    else:
        _print_gaps(found, rota)
        for span in closed_times(rota, begins, ends):
            click.echo(f"closed: {span_told(span, rota.zone)}")
    if any(gap.need == ANYBODY for gap in found):
        raise click.exceptions.Exit(1)


def warn_of(lost: list[Gap], rota: Rota) -> None:
    """Say loudly that a change leaves nobody on duty; it was made all the same."""
    for gap in lost:
        told = f"{missing(gap.need)} {span_told((gap.begins, gap.ends), rota.zone)}; before this change it was not so"
        click.secho(f"WARNING: {told}" if gap.need == ANYBODY else f"warning: {told}", err=True, bold=True)
    if any(gap.need == ANYBODY for gap in lost):
        click.secho("WARNING: the change was made all the same. Whoever calls then can only ask to be rung back.",
                    err=True, bold=True)  # fmt: skip


def missing(need: Need) -> str:
    """What a gap lacks, in words."""
    if need == ANYBODY:
        return "nobody at all"
    if need.language:
        return f"nobody who speaks {need.language}"
    return " ".join(filter(None, ("no", "woman" if need.woman else "", need.role)))


def _print_gaps(found: list[Gap], rota: Rota) -> None:
    for need, stretches in groupby(found, key=lambda gap: gap.need):
        click.echo(f"{missing(need)}:")
        for gap in stretches:
            click.echo(f"  {span_told((gap.begins, gap.ends), rota.zone)}")
    click.echo(f"times are of {rota.zone}" if found else "no gaps")


def _row(gap: Gap) -> dict[str, object]:
    need = gap.need
    return {"from": gap.begins, "to": gap.ends, "kind": "gap", "missing": missing(need), "role": need.role,
            "language": need.language, "woman": need.woman}  # fmt: skip


def _closed_row(gap: Gap) -> dict[str, object]:
    return {**_row(gap), "kind": "closed", "missing": ""}
