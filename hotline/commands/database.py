"""`hotline db …`: bring the database up to date, check it, copy it."""

from __future__ import annotations

from pathlib import Path

import click

from hotline import parts
from hotline.commands.opening import stop_on
from hotline.settings import load
from hotline.storage import migrate as migrations


@click.group()
def db() -> None:
    """The database: migrate, check, backup."""


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
    """Copy the database to PATH while it is in use. Numbers in it stay sealed; the keys are not in it."""
    if path.exists():
        raise click.ClickException(f"{path} exists already: choose another name, nothing was written")
    migrations.backup(parts.open_store(load()).db, path)
    click.echo(f"written to {path}; it opens only with HOTLINE_KEYS, which you keep elsewhere")
