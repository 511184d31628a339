"""`hotline roster feed`: the address at which a responder's calendar finds her duties."""

from __future__ import annotations

import click

from hotline.actions.change_roster import ChangeError, named
from hotline.calendars import feed
from hotline.commands.opening import ready_store
from hotline.settings import load


@click.command("feed")
@click.argument("name")
@click.option("--new", is_flag=True, help="Make every address that was given out before useless.")
def feed_(name: str, new: bool) -> None:
    """Print the address of the duties of NAME, for a calendar to subscribe to. Whoever has it can read them."""
    settings, store = load(), ready_store()
    try:
        one = named(store.rota(settings.timezone), name)
    except ChangeError as error:
        raise click.ClickException(str(error)) from None
    if new:
        store.renew_feed(one.id)
    click.echo(settings.public_url + feed.path(store.vault, one.id, store.feed(one.id) or ""))
