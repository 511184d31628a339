"""`hotline numbers`: how often the hotline was called and what became of it, by whole months, small cells hidden."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import datetime

import click

from hotline.actions.read_numbers import Numbers, read_numbers
from hotline.commands.opening import as_json, now, ready_store, show
from hotline.core.counting import MEASURES, MONTH_DAYS
from hotline.core.figures import Figure, Sum, told
from hotline.settings import load

HEADER = ("period", "figure", "category", "count")


@click.command()
@click.option("--from", "first", required=True, help="The first month, such as 2026-11, or a day in it.")
@click.option("--to", "last", required=True, help="The last month, or a day in it.")
@click.option("--figure", type=click.Choice(tuple(MEASURES)), help="Only this figure.")
@as_json
@click.option("--csv", "csv_", is_flag=True, help="Print CSV.")
def numbers(first: str, last: str, figure: str | None, json_: bool, csv_: bool) -> None:
    """What was counted, by whole months that are over. Small cells are hidden, and what would give them away."""
    found = asked_numbers(first, last)
    figures = [one for name, one in found.figures.items() if figure in (None, name)]
    rows = [row for one in figures for row in rows_of(one)]
    if csv_:
        write = csv.writer(sys.stdout)
        write.writerow(HEADER)
        write.writerows(row.values() for row in rows)
    elif json_:
        show(rows, json_=True, empty="")
    else:
        for one in figures:
            click.echo(f"\n{one.measure.name}")
            show(list(_summed(one)), json_=False, empty="")


def asked_numbers(first: str, last: str) -> Numbers:
    """The figures of a period as somebody types it. Says which months are not over; stops when none is."""
    try:
        found = read_numbers(ready_store(), _month(first, "--from"), _month(last, "--to"), now(), load().timezone)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    if found.open:
        click.echo(f"not over yet, so not shown: {', '.join(found.open)}", err=True)
    if not found.months:
        raise click.ClickException("no month of this period is over and counted: figures come a day after a month")
    return found


def rows_of(figure: Figure) -> Iterator[dict[str, object]]:
    """Every cell as a row of a listing."""
    few = figure.measure.few
    for period, category, cell in figure.cells():
        yield dict(zip(HEADER, (period, figure.measure.name, category, told(cell, few)), strict=True))


def _summed(figure: Figure) -> Iterator[dict[str, object]]:
    if figure.measure.categories == MONTH_DAYS:
        yield from ({"day": f"{row['period']}-{row['category']}", "count": row["count"]} for row in rows_of(figure))
        return
    for category in (*figure.categories, "all"):
        total = figure.total if category == "all" else figure.of(category)
        yield {"category": category, "count": _sum_told(figure, category, total)}


def _sum_told(figure: Figure, category: str, total: Sum) -> object:
    if len(figure.months) == 1:
        month = figure.months[0]
        cell = figure.released[month].total if category == "all" else figure.cell(month, category)
        return told(cell, figure.measure.few)
    return (f"{total.n} or more" if total.n else "hidden") if total.at_least else total.n


def _month(text: str, option: str) -> str:
    for pattern in ("%Y-%m", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date().isoformat()[:7]  # noqa: DTZ007 (a month has no zone)
        except ValueError:
            continue
    raise ValueError(f"{option} {text!r} is not a month such as 2026-11")
