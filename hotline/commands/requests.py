"""`hotline callbacks …`, `hotline notes …`, `hotline outbox …`: what waits for somebody's hand, and what was noted."""

from __future__ import annotations

from typing import Any

import click

from hotline.commands.opening import as_json, now, ready_store, show
from hotline.core.callback import MOVES, OPEN, Callback
from hotline.core.delivery import BY_HAND
from hotline.core.delivery import MOVES as DELIVERY


def _row(one: Callback) -> dict[str, Any]:
    return {"reference": one.reference, "state": one.state, "subject": one.subject, "language": one.language,
            "woman_only": one.woman_only, "promises": one.promises, "calls_in": one.calls_in,
            "window": one.window, "days": one.days,
            "created_at": one.created_at, "due_at": one.due_at, "attempts": one.attempts}  # fmt: skip


@click.group()
def callbacks() -> None:
    """Requests to be rung back: list, show."""


@callbacks.command("list")
@click.option("--state", type=click.Choice(sorted(MOVES)), multiple=True, help="Only these states.")
@click.option("--all", "everything", is_flag=True, help="Closed ones too.")
@as_json
def list_(state: tuple[str, ...], everything: bool, json_: bool) -> None:
    """The requests that wait, the first due first."""
    found = ready_store().callbacks(state or (() if everything else OPEN))
    show([_row(one) for one in found], json_, "no request waits")


@callbacks.command("show")
@click.argument("reference")
@as_json
def show_(reference: str, json_: bool) -> None:
    """One request by its four-digit REFERENCE."""
    found = ready_store().callback(reference)
    if found is None:
        raise click.ClickException(f"there is no request {reference}: see 'hotline callbacks list --all'")
    show([{**_row(found), "channel": found.channel, "expires_at": found.expires_at}], json_, "")


@click.group()
def notes() -> None:
    """What responders and staff noted about a request or a call: list."""


@notes.command("list")
@as_json
def list_notes(json_: bool) -> None:
    """Open and print every note, the last first; words that callers trusted somebody with."""
    rows = [{"at": one.made_at, "by": one.by, "request": one.reference or "a call", "words": one.words}
            for one in ready_store().notes()]  # fmt: skip
    show(rows, json_, "there are no notes")


@click.group()
def outbox() -> None:
    """Texts and calls that leave: list, retry, drop."""


@outbox.command("list")
@click.option("--state", type=click.Choice(sorted(DELIVERY)), multiple=True, help="Only these states.")
@as_json
def outbox_list(state: tuple[str, ...], json_: bool) -> None:
    """What waits to be sent or was sent lately, the first due first; what failed says why."""
    show(ready_store().outbox(state), json_, "the outbox is empty")


@outbox.command()
@click.argument("errand", metavar="ID")
def retry(errand: str) -> None:
    """Send again what failed or was dropped. If it may have left before, the provider is asked first."""
    if not ready_store().retry_errand(errand, now()):
        raise click.ClickException(_not_in(errand, "retry"))
    click.echo("it will be sent within a minute")


@outbox.command()
@click.argument("errand", metavar="ID")
def drop(errand: str) -> None:
    """Do not send what waits or failed."""
    if not ready_store().drop_errand(errand, now()):
        raise click.ClickException(_not_in(errand, "drop"))
    click.echo("it will not be sent")


def _not_in(errand: str, deed: str) -> str:
    return f"nothing with the id {errand!r} is {' or '.join(BY_HAND[deed])}: see 'hotline outbox list'"
