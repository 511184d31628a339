"""`hotline forget`: erase everything that is kept of a number."""

from __future__ import annotations

import sys

import click

from hotline.actions.erase_there import forget_everywhere
from hotline.commands.opening import as_json, now, ready_store, show
from hotline.core.phone_number import parse

SEEN = "warning: the number stands in this terminal's history now; without it, 'hotline forget' asks for it"


@click.command()
@click.argument("number", required=False)
@as_json
def forget(number: str | None, json_: bool) -> None:
    """Erase everything that is kept of a number, at once.

    It is asked for and not shown, or read from standard input: what stands in a command line can be read by others.
    """
    store = ready_store()
    if number:
        click.echo(SEEN, err=True)
    elif sys.stdin.isatty():
        number = click.prompt("Number, which is not shown", hide_input=True)
    found = parse(number or sys.stdin.readline())
    if found is None:
        raise click.ClickException("that is no telephone number: nothing was erased")
    erased = forget_everywhere(store, found.e164, found, now())
    show([{"what": what, "erased": count} for what, count in erased.items()], json_, "")
    if not json_:
        click.echo("The worker deletes texts and calls at the provider too, within some minutes.")
        click.echo(f"What stays: a wish for no texts or calls, as a hash; copies, for {store.keeping.copies} days; "
                   "what the operator keeps.")  # fmt: skip
