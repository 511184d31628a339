"""`hotline broadcast …`: tell all subscribers something in place of a week's text, at a cost that is known before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import click

from hotline import parts
from hotline.actions.begin_broadcast import BroadcastError, read_words, text_of_key
from hotline.commands.opening import as_json, now, ready_store, show
from hotline.core.broadcast import MOVES, Audience
from hotline.core.sms_length import parts as parts_of
from hotline.flows.weekly import SERIES
from hotline.settings import Settings, load

WEEK = timedelta(weeks=1)


@click.command()
@click.argument("text")
@click.option("--subject", type=click.Choice(SERIES), help="Only those who subscribed to this subject.")
@click.option("--dry-run", is_flag=True, help="Show what it costs and stop.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def broadcast(text: str, subject: str | None, dry_run: bool, yes: bool) -> None:
    """Tell subscribers TEXT: the key of a weekly text, or a TOML file with a text each for en, ur and ur_Latn.

    Each gets it in her own hour, in place of that week's text, so it takes a week. The cost is shown first.
    """
    settings, store = load(), ready_store()
    words = _words(settings, text)
    people = store.audience(subject or "")
    _show_cost(people, words, settings.part_cost)
    if not people:
        raise click.ClickException("nobody has subscribed: nothing was started")
    if dry_run:
        return
    if not yes:
        click.confirm("Start it?", abort=True)
    if not store.begin_broadcast(subject or "", words, sum(one.people for one in people), now()):
        raise click.ClickException("another one is not over: see 'hotline broadcasts list'; nothing was started")
    click.echo(f"started; the last get it by {(now() + WEEK).astimezone(settings.timezone):%a %d %b}. "
               "'hotline broadcasts list' shows how far it is, 'hotline broadcasts pause' stops it.")  # fmt: skip


@click.group()
def broadcasts() -> None:
    """What is told to all subscribers: list, pause, resume, drop."""


@broadcasts.command("list")
@as_json
def list_(json_: bool) -> None:
    """How far each is, and what it has cost; the newest first."""
    cost = load().part_cost
    rows = [{"begun_at": one.begun_at, "state": one.state, "subject": one.series or "all", "people": one.people,
             "told": one.told, "percent": min(100, 100 * one.told // max(1, one.people)), "parts": one.parts,
             "paisa": one.parts * cost} for one in ready_store().broadcasts()]  # fmt: skip
    show(rows, json_, "there was none in the last 30 days")


@broadcasts.command("pause")
def pause() -> None:
    """Send it to nobody else for now; subscribers get their usual texts."""
    _move("paused", "paused: it goes to nobody else until 'hotline broadcasts resume'")


@broadcasts.command("resume")
def resume() -> None:
    """Go on with a paused one, to those who have not got it."""
    _move("running", "it goes on, to those who have not got it")


@broadcasts.command("drop")
def drop() -> None:
    """Give it up: nobody else gets it."""
    _move("dropped", "given up: nobody else gets it")


def _move(state: str, done: str) -> None:
    if not ready_store().move_broadcast(state, now()):
        before = " or ".join(one for one, moves in MOVES.items() if state in moves)
        raise click.ClickException(f"none is {before}: see 'hotline broadcasts list'; nothing was changed")
    click.echo(done)


def _words(settings: Settings, text: str) -> dict[str, str]:
    try:
        if Path(text).is_file():
            return read_words(Path(text).read_bytes(), parts.open_telltale())
        today = now().astimezone(settings.timezone).date()
        weekly = parts.open_weekly(settings, ready_store(), parts.open_words())
        return text_of_key(weekly, text, today)
    except BroadcastError as error:
        for problem in error.problems:
            click.echo(f"{text}: {problem}", err=True)
        raise click.ClickException("nothing was started") from None


def _show_cost(people: Sequence[Audience], words: dict[str, str], part_cost: int) -> None:
    rows = []
    for one in people:
        each = parts_of(words[one.language])
        rows.append({"subject": one.series, "language": one.language, "people": one.people, "parts_each": each,
                     "parts": each * one.people, "paisa": each * one.people * part_cost})  # fmt: skip
    show(rows, False, "")
    for language, text in words.items():
        click.echo(f"{language}: {text}")
    total = sum(parts_of(words[one.language]) * one.people for one in people)
    click.echo(f"{sum(one.people for one in people)} people, {total} parts, {total * part_cost} paisa "
               f"(Rs {total * part_cost / 100:,.2f})")  # fmt: skip
