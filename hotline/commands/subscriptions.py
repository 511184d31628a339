"""`hotline subscriptions …`: how many want a text a week, and when none are sent. Counts only, never a number."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import click

from hotline.commands.opening import as_json, now, ready_store, show
from hotline.core.subscription import LONGEST_PAUSE, Pause
from hotline.settings import load

WEEK = timedelta(weeks=1)


@click.group()
def subscriptions() -> None:
    """Texts by the week: list, show, pause, resume."""


@subscriptions.command("list")
@as_json
def list_(json_: bool) -> None:
    """How many subscribers there are, by subject and language."""
    rows = [{"subject": one.series, "language": one.language, "people": one.people}
            for one in ready_store().audience()]  # fmt: skip
    show(rows, json_, "nobody has subscribed")


@subscriptions.command("show")
@as_json
def show_(json_: bool) -> None:
    """How many there are, how many are due in a day or about to end, and when nothing is sent."""
    store, at, zone = ready_store(), now(), load().timezone
    pauses = [one for one in store.pauses() if not _is_over(one, at.astimezone(zone).date())]
    show([{
        "people": sum(one.people for one in store.audience()),
        **store.subscription_figures(at),
        "paused": any(one.covers(at, zone) for one in pauses),
        "pauses": tuple(map(_told, pauses)),
    }], json_, "")  # fmt: skip


@subscriptions.command("pause")
@click.option("--from", "first", required=True, help="The first day, such as 2027-02-08.")
@click.option("--to", "last", required=True, help="The last day, which is paused as well.")
@click.option("--hours", default="0-24", show_default=True, help="Only these hours of each day; 18-5 is its night.")
def pause(first: str, last: str, hours: str) -> None:
    """Send nothing on these days. Nobody loses a text: each goes on afterwards where she stood."""
    today = now().astimezone(load().timezone).date()
    wanted = Pause(_day(first, "--from"), _day(last, "--to"), *_hours(hours))
    if wanted.last < max(wanted.first, today):
        raise click.ClickException("--to lies before --from, or in the past: nothing was changed")
    if wanted.last - wanted.first >= LONGEST_PAUSE:
        raise click.ClickException(f"a pause lasts {LONGEST_PAUSE.days} days at most: nothing was changed")
    store = ready_store()
    if wanted not in store.pauses():
        store.add_pause(wanted)
    click.echo(f"nothing is sent: {_told(wanted)}; 'hotline subscriptions resume' takes it back")


@subscriptions.command("resume")
@click.option("--from", "first", help="Only the pause that begins on this day.")
def resume(first: str | None) -> None:
    """Take the pauses back that are not over, or one of them."""
    store, at = ready_store(), now()
    today, begins = at.astimezone(load().timezone).date(), _day(first, "--from") if first else None
    found = [one for one in store.pauses() if not _is_over(one, today) and begins in (None, one.first)]
    if not found:
        raise click.ClickException("there is no such pause: see 'hotline subscriptions show'")
    for one in found:
        store.remove_pause(one)
        click.echo(f"taken back: {_told(one)}")
    again = store.look_again(at, at + WEEK)
    click.echo(f"{again} subscription(s) that had been put off are planned anew")


def _is_over(one: Pause, today: date) -> bool:
    return one.last + timedelta(days=one.from_hour >= one.until_hour) < today


def _told(one: Pause) -> str:
    hours = "" if (one.from_hour, one.until_hour) == (0, 24) else f", {one.from_hour:02}:00-{one.until_hour:02}:00"
    return f"{one.first} to {one.last}{hours}"


def _day(text: str, option: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        raise click.ClickException(f"{option} {text!r} is not a day such as 2027-02-08") from None


def _hours(text: str) -> tuple[int, int]:
    begins, _, ends = text.partition("-")
    if not (begins.isdecimal() and ends.isdecimal()) or begins == ends or int(begins) > 23 or int(ends) > 24:
        raise click.ClickException(f"--hours {text!r} is not like 18-5: from an hour until another")
    return int(begins), int(ends)
