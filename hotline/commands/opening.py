"""What every command opens and how every listing is printed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

import click

from hotline import parts
from hotline.core.intervals import Interval
from hotline.settings import load
from hotline.storage.migrate import pending
from hotline.storage.store import SqlStore

as_json = click.option("--json", "json_", is_flag=True, help="Print a JSON array.")


def now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def ready_store() -> SqlStore:
    """The store of this installation. Stops with one line when the database is not up to date."""
    store = parts.open_store(load())
    if waiting := pending(store.db):
        raise click.ClickException(f"the database lacks {len(waiting)} migration(s): run 'hotline db migrate'")
    return store


def show(rows: Sequence[Mapping[str, Any]], json_: bool, empty: str) -> None:
    """Print a listing: a JSON array, or aligned columns with a heading."""
    cells = [{name: _plain(value) for name, value in row.items()} for row in rows]
    if json_:
        click.echo(json.dumps(cells, ensure_ascii=False, indent=2))
    elif not cells:
        click.echo(empty)
    else:
        names = list(cells[0])
        table = [names, *([_text(row[name]) for name in names] for row in cells)]
        widths = [max(len(line[column]) for line in table) for column in range(len(names))]
        for line in table:
            click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def time_given(text: str, option: str, zone: tzinfo) -> datetime:
    """An instant as somebody types it; without a zone it is the hotline's time. Stops with one line."""
    try:
        given = datetime.fromisoformat(text)
        at = (given if given.tzinfo else given.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        at = None
    if at is None or not 2000 <= at.year <= 2100:
        raise click.ClickException(f"{option} {text!r} is not a time such as 2026-11-21T18:00")
    return at


def span_told(span: Interval, zone: tzinfo) -> str:
    """From when until when, on the hotline's clock."""
    begins, ends = (at.astimezone(zone) for at in span)
    until = f"{ends:%H:%M}" if begins.date() == ends.date() else f"{ends:%a %d %b %H:%M}"
    return f"{begins:%a %d %b %H:%M} – {until}"


def stop_on(problems: Sequence[str], fine: str) -> None:
    """Print what is wrong, a line each, and end with status 1; or say that all is well."""
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.exceptions.Exit(1)
    click.echo(fine)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return list(value) if isinstance(value, tuple) else value


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
