"""`hotline db …`: bring the database up to date, check it, copy it, bring a copy back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from hotline import parts
from hotline.commands.opening import now, stop_on
from hotline.core.errors import SealBroken
from hotline.settings import load
from hotline.storage import backups
from hotline.storage import migrate as migrations


@click.group()
def db() -> None:
    """The database: migrate, check, backup, restore."""


@db.command()
def migrate() -> None:
    """Apply the migrations that are not applied yet."""
    applied = migrations.migrate(parts.open_store(load()).db)
    click.echo("\n".join(f"applied {name}" for name in applied) or "nothing to apply: the database is up to date")


@db.command()
def check() -> None:
    """Look for damage, missing migrations and a schema that is not ours."""
    stop_on(migrations.check(parts.open_store(load()).db), "the database is whole and up to date")


@db.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
def backup(path: Path) -> None:
    """Write a sealed copy of the database to PATH while it is in use, and delete older copies beside it."""
    settings = load()
    store, at = parts.open_store(settings), now()
    if path.exists():
        raise click.ClickException(f"{path} exists already: choose another name, nothing was written")
    try:
        backups.backup(store.db, store.vault, path, at)
    except OSError as error:
        raise click.ClickException(f"{path} could not be written ({error.strerror}): there is no new copy") from None
    kept = timedelta(days=settings.keeping.copies)
    gone = backups.drop_old(path.absolute().parent, at - kept)
    click.echo(f"written to {path}; it opens only with HOTLINE_KEYS, which you keep elsewhere, and until "
               f"{(at + kept).astimezone(settings.timezone):%d.%m.%Y %H:%M}")  # fmt: skip
    if gone:
        click.echo(f"older copies beside it, deleted: {gone}")


@db.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def restore(path: Path) -> None:
    """Make the database anew of a copy, and delete at once what is over by now. Stop the hotline first.

    A copy that is older than what is kept of texts is refused: it holds what callers were told is deleted.
    """
    settings = load()
    store, at = parts.open_store(settings), now()
    made = backups.made_at(path)
    if made is None:
        raise click.ClickException(f"{path} is no copy that 'hotline db backup' made")
    if at - made > timedelta(days=settings.keeping.copies):
        raise click.ClickException(f"{path} is older than {settings.keeping.copies} days: it holds what is promised "
                                   "to be deleted. Delete it")  # fmt: skip
    try:
        backups.restore(store.vault, path, store.db.path)
    except FileExistsError as error:
        raise click.ClickException(f"{error}: move it away first, nothing was changed") from None
    except SealBroken:
        raise click.ClickException(f"{path} does not open: HOTLINE_KEYS are others, or it is damaged") from None
    migrations.migrate(store.db)
    store.sweep(at)
    stop_on(migrations.check(store.db), "the database is back, whole and up to date")
