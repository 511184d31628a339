"""`hotline content …` and `hotline keywords …`: what may be told, and what a text is taken to mean."""

from __future__ import annotations

import click

from hotline import parts
from hotline.commands.opening import as_json, now, show
from hotline.core.content import Library


@click.group()
def content() -> None:
    """Topics, tips and numbers: check."""


@content.command("check")
@as_json
def check_content(json_: bool) -> None:
    """What live callers do not hear yet, and whose signature or dial test it waits for.

    Held-back content is no error: the list is the reviewers' work.
    """
    library = parts.open_library()
    rows = held_back(library)
    show(rows, json_, "everything is signed and every number was dialled lately")
    if rows and not json_:
        tips = len(library.tips())
        held = sum(row["kind"] == "tip" for row in rows)
        click.echo(f"{held} of {tips} tips and {len(rows) - held} of {len(library.referrals)} numbers are held back")


def held_back(library: Library) -> list[dict[str, object]]:
    """A row for each tip and number that is not told today."""
    today = now().date()
    tips = [tip for tip in library.tips() if not library.may_tell(tip, today)]
    numbers = [one for one in library.referrals if not one.fresh(today)]
    return [
        *(_row("tip", tip.key, tip.needs, tip.source) for tip in tips),
        *(_row("number", one.id, ("dial-test",), one.source) for one in numbers),
    ]


def _row(kind: str, what: str, waits_for: tuple[str, ...], source: tuple[str, ...]) -> dict[str, object]:
    return {"kind": kind, "what": what, "waits_for": waits_for, "source": source}


@click.group()
def keywords() -> None:
    """The keyword matcher: explain."""


@keywords.command("explain")
@click.argument("text")
@click.option("--open-question", is_flag=True, help="As if a numbered question had been asked before.")
@as_json
def explain(text: str, open_question: bool, json_: bool) -> None:
    """What TEXT would be taken to mean, and why."""
    match = parts.open_matcher().match(text, open_question=open_question)
    row = {"intent": match.intent, "digits": match.digits, "script": match.script, "why": match.why}
    show([row], json_, "")
