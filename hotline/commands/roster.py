"""`hotline roster …`: who answers, and when."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from hotline.actions.import_roster import RosterError, import_roster
from hotline.commands.opening import as_json, now, ready_store, show
from hotline.core.phone_number import is_example
from hotline.settings import load


@click.group()
def roster() -> None:
    """The roster: import a file, show who is on duty."""


@roster.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_(file: Path) -> None:
    """Replace the roster by the CSV in FILE; a file with any mistake changes nothing."""
    try:
        done = import_roster(ready_store(), file.read_bytes(), load().number, now())
    except RosterError as error:
        for problem in error.problems:
            click.echo(f"{file}, {problem}", err=True)
        raise click.ClickException("nothing was imported: mend the lines above and import again") from None
    click.echo(", ".join(f"{count} {kind}" for kind, count in done.counts.items()))
    if not load().simulator and any(is_example(one.phone.e164) for one in ready_store().responders()):
        click.echo("warning: some phones are example numbers (0399…), which nobody has", err=True)


@roster.command("show")
@click.option("--at", "at", help="An instant, such as 2026-11-21T18:00; without a zone it is the hotline's time.")
@as_json
def show_(at: str | None, json_: bool) -> None:
    """Who is on duty now, or at another time."""
    zone = load().timezone
    try:
        given = datetime.fromisoformat(at) if at else now()
    except ValueError:
        raise click.ClickException(f"--at {at!r} is not a time such as 2026-11-21T18:00") from None
    instant = (given if given.tzinfo else given.replace(tzinfo=zone)).astimezone(UTC)
    rows = []
    rota = ready_store().rota(zone)
    for one in rota.on_duty(instant):
        begins, ends = rota.duty_at(one, instant) or (instant, instant)
        rows.append({"name": one.name, "role": ";".join(one.roles), "gender": one.gender, "languages": one.languages,
                     "from": begins, "to": ends})  # fmt: skip
    show(rows, json_, "nobody is on duty at that time")
