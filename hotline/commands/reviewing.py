"""`hotline content sheet` and `cost`: what reviewers mark on paper, and what the texts cost."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from hotline import parts
from hotline.commands.opening import as_json, now, show
from hotline.commands.speech import every_key
from hotline.core.content import NATIVE, REVIEWERS
from hotline.flows.hotline import build
from hotline.prompts.pricing import prices, summaries
from hotline.prompts.review_sheet import sheet
from hotline.prompts.words import LANGUAGES
from hotline.settings import load_one


@click.command("sheet")
@click.argument("language", type=click.Choice(LANGUAGES))
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--reviewer", type=click.Choice(REVIEWERS), help="Only what this kind of reviewer is asked to sign.")
def sheet_(language: str, path: Path, reviewer: str | None) -> None:
    """Write what is told, with its facts and sources, to PATH: an HTML page to print and mark.

    For a native speaker it ends with the menus and all other sentences, which need no signature.
    """
    words = parts.open_words()
    menus = every_key() if reviewer == NATIVE else ()
    path.write_text(sheet(parts.open_library(words), words, language, reviewer or "", menus), encoding="utf-8")
    click.echo(f"written to {path}; 'hotline content sign' notes what comes back")


@click.command("cost")
@as_json
def cost(json_: bool) -> None:
    """The parts of each text as it is sent, with its choices; by language what it costs, and a subscriber's month."""
    words, today, part_cost = parts.open_words(), now().date(), load_one("part_cost")
    library = parts.open_library(words).as_if_signed(today)
    flow = build(library, today)
    weekly = {text.key for one in library.series for text in one.texts}
    every = prices(flow, (item.key for item in library.items()), words)
    rows = [{"what": one.item, **one.parts, **{f"{name}_paisa": count * part_cost for name, count in one.parts.items()}}
            for one in every]  # fmt: skip
    show(rows, json_, "nothing is told")
    if not json_:
        told = (one for one in every if one.item not in weekly)
        found = summaries(told, (one for one in every if one.item in weekly), part_cost)
        click.echo(f"\nof what is told on request, at {part_cost} paisa a part (HOTLINE_PART_COST):")
        show([asdict(one) for one in found], json_, "")
        click.echo("paisa_a_month: one text a week to a subscriber")
