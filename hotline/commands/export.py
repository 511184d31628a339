"""`hotline export`: the file for researchers, as SQLite ready for Datasette, or its counts as CSV."""

from __future__ import annotations

from pathlib import Path

import click

from hotline import parts
from hotline.actions.make_research_file import as_csv, research_tables
from hotline.commands.numbers import asked_numbers
from hotline.commands.opening import now, ready_store
from hotline.settings import load


@click.command()
@click.option("--from", "first", required=True, help="The first month, such as 2026-01.")
@click.option("--to", "last", required=True, help="The last month.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(first: str, last: str, file: Path) -> None:
    """Write the counts of whole months into FILE: SQLite with a key to its columns, or CSV when it ends so.

    Nobody is in it, and no small cell. Look at it with `datasette FILE`.
    """
    if file.exists():
        raise click.ClickException(f"{file} is there already: nothing was written")
    numbers = asked_numbers(first, last)
    store = ready_store()
    tables = research_tables(store, numbers, parts.open_library(), parts.open_words(), now(), load().timezone)
    content = as_csv(tables["counts"]) if file.suffix == ".csv" else store.research_file(tables)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from None
    click.echo(f"{file}: {len(tables['counts'])} counts of {len(numbers.months)} month(s)")
