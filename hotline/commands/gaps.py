"""`hotline roster gaps`, and the warning of every change that leaves a time with nobody on duty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby

import click

from hotline.commands.opening import as_json, now, ready_store, show, span_told
from hotline.core.duty import Rota
from hotline.core.gaps import ANYBODY, Gap, Need, closed_times, gaps, needs_of
from hotline.core.intervals import Interval, without
from hotline.settings import load


@click.command("gaps")
@click.option("--days", default=14, show_default=True, type=click.IntRange(1, 92), help="How far to look ahead.")
@as_json
def gaps_(days: int, json_: bool) -> None:
    """When nobody is on duty: at all, of a role, for a language, and no woman. Closed hours are told apart.

    The exit status is 1 when there is a time with nobody at all.
    """
    rota, begins = ready_store().rota(load().timezone), now()
    ends = begins + timedelta(days=days)
    found = gaps(rota, begins, ends, needs_of(rota))
    if json_:
        show([*map(_row, found), *(_closed_row(Gap(ANYBODY, *span)) for span in closed_times(rota, begins, ends))],
             json_, "")  # fmt: skip
    else:
        _print_gaps(found, rota)
        for span in closed_times(rota, begins, ends):
            click.echo(f"closed: {span_told(span, rota.zone)}")
    if any(gap.need == ANYBODY for gap in found):
        raise click.exceptions.Exit(1)


def warn_of(lost: Iterable[Gap], rota: Rota) -> None:
    """Say loudly that a change leaves nobody on duty; it was made all the same."""
    lost = list(lost)
    empty = [(gap.begins, gap.ends) for gap in lost if gap.need == ANYBODY]
    for gap in lost:
        for span in without([(gap.begins, gap.ends)], () if gap.need == ANYBODY else empty):
            loud = "WARNING" if gap.need == ANYBODY else "warning"
            told = f"{loud}: {missing(gap.need)} {span_told(span, rota.zone)}; before this change it was not so"
            click.secho(told, err=True, bold=True)
    if empty:
        click.secho("WARNING: the change was made all the same. Whoever calls then can only ask to be rung back.",
                    err=True, bold=True)  # fmt: skip


def warn_of_old(lost: Iterable[Gap], rota: Rota, coming: Interval) -> None:
    """Say as loudly that nobody is on duty in a time that comes, where the change has not made it so."""
    told = [(gap.begins, gap.ends) for gap in lost if gap.need == ANYBODY]
    for span in without([(gap.begins, gap.ends) for gap in gaps(rota, *coming)], told):
        click.secho(f"WARNING: nobody at all {span_told(span, rota.zone)}; it was so before too", err=True, bold=True)


def missing(need: Need) -> str:
    """What a gap lacks, in words."""
    if need == ANYBODY:
        return "nobody at all"
    if need.language:
        return f"nobody who speaks {need.language}"
    return " ".join(filter(None, ("no", "woman" if need.woman else "", need.role)))


def _print_gaps(found: list[Gap], rota: Rota) -> None:
    for need, stretches in groupby(found, key=lambda gap: gap.need):
        click.echo(f"{missing(need)}:")
        for gap in stretches:
            click.echo(f"  {span_told((gap.begins, gap.ends), rota.zone)}")
    click.echo(f"times are of {rota.zone}" if found else "no gaps")


def _row(gap: Gap) -> dict[str, object]:
    need = gap.need
    return {"from": gap.begins, "to": gap.ends, "kind": "gap", "missing": missing(need), "role": need.role,
            "language": need.language, "woman": need.woman}  # fmt: skip


def _closed_row(gap: Gap) -> dict[str, object]:
    return {**_row(gap), "kind": "closed", "missing": ""}
