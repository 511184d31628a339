"""`hotline bars …`: callers whom nobody is rung for because two responders marked them as abusive."""

from __future__ import annotations

import click

from hotline.commands.opening import as_json, now, ready_store, show


@click.group()
def bars() -> None:
    """Callers who are not put through: list, lift."""


@bars.command("list")
@as_json
def list_(json_: bool) -> None:
    """Each bar, the last one first: since when, until when. Whose number it is cannot be told."""
    rows = [{"id": one.id, "begun_at": one.begun_at, "ends_at": one.ends_at} for one in ready_store().bars(now())]
    show(rows, json_, "nobody is barred")


@bars.command()
@click.argument("bar", metavar="ID")
def lift(bar: str) -> None:
    """Put this caller through again from now on."""
    if not ready_store().lift_bar(bar):
        raise click.ClickException(f"there is no bar {bar!r}: see 'hotline bars list'")
    click.echo("whoever it is can be put through again")
