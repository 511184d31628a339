"""`hotline staff …` and `hotline audit …`: who may enter the staff pages, and what staff did and saw."""

from __future__ import annotations

import click

from hotline.actions.change_roster import ChangeError, named
from hotline.actions.invite_staff import Invited, StaffError, add_staff, invite_again, remove_staff
from hotline.commands.opening import as_json, now, ready_store, show, stop_on
from hotline.core.staff import COORDINATOR, INVITED_FOR, LANGUAGES, ROLES, Staff
from hotline.settings import load
from hotline.storage.store import SqlStore

TERMINAL = "terminal"  # who did it, in the audit
WHY = {
    "name": "a name has 2 to 40 letters, on one line",
    "role": "there is no such role or language",
    "taken": "there is an account of this name: 'hotline staff invite' gives it a new link",
    "responder": "give --responder NAME, as on the roster",
    "last": "it is the only coordinator: add another one first",
}


@click.group()
def staff() -> None:
    """Accounts for the staff pages: add, list, invite, remove, out."""


@staff.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default=COORDINATOR, show_default=True)
@click.option("--responder", default="", help="Who she is on the roster; needed for the role responder.")
@click.option("--language", type=click.Choice(LANGUAGES), default="ur", show_default=True, help="Of her pages.")
def add(name: str, role: str, responder: str, language: str) -> None:
    """Make an account for NAME and print a link by which she sets her password, once, within three days."""
    store = ready_store()
    try:
        one = named(store.rota(load().timezone), responder).id if responder else None
        _tell(add_staff(store, TERMINAL, name, role, now(), responder=one, language=language))
    except StaffError as error:
        raise click.ClickException(WHY[error.code]) from None
    except ChangeError as error:
        raise click.ClickException(str(error)) from None


@staff.command("list")
@as_json
def list_(json_: bool) -> None:
    """Everybody with an account."""
    store, at = ready_store(), now()
    inside = {one.staff for one in store.sessions(at)}
    rows = [{"name": one.name, "role": one.role, "language": one.language, "enters": one.enters,
             "invited_until": one.invited_until, "signed_in": one.id in inside} for one in store.staff()]  # fmt: skip
    show(rows, json_, "nobody has an account: 'hotline staff add NAME' makes one")


@staff.command()
@click.argument("name")
def invite(name: str) -> None:
    """A new link for NAME, who lost her password or her phone. She is signed out, and must take the link to enter."""
    store = ready_store()
    _tell(invite_again(store, TERMINAL, _named(store, name), now()))


@staff.command()
@click.argument("name")
def remove(name: str) -> None:
    """Close the account of NAME and sign her out."""
    store = ready_store()
    one = _named(store, name)
    try:
        remove_staff(store, TERMINAL, one, now())
    except StaffError as error:
        raise click.ClickException(WHY[error.code]) from None
    click.echo(f"{one.name} has no account any more")


@staff.command()
@click.argument("name")
def out(name: str) -> None:
    """End every session of NAME."""
    store, at = ready_store(), now()
    one = _named(store, name)
    with store.atomic():
        count = store.end_sessions(one.id)
        store.record(TERMINAL, "sessions_ended", one.id, at)
    click.echo(f"{one.name} was signed out of {count} browser(s)")


@click.group()
def audit() -> None:
    """Who did and saw what: verify."""


@audit.command()
def verify() -> None:
    """Look whether any row of the audit was changed, added by another hand, or taken away."""
    stop_on(ready_store().audit_problems(), "the audit is whole")


def _named(store: SqlStore, name: str) -> Staff:
    one = store.staff_named(name)
    if one is None:
        raise click.ClickException(f"nobody called {name!r} has an account: see 'hotline staff list'")
    return one


def _tell(invited: Invited) -> None:
    click.echo(f"{invited.staff.name} enters as {invited.staff.role}. Hand her this link yourself; it works once, "
               f"for {INVITED_FOR.days} days:")  # fmt: skip
    click.echo(f"{load().public_url}/staff/invitation/{invited.token}")
