"""`hotline content …` and `hotline keywords …`: what may be told, who signs it, and what a text is taken to mean."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime

import click

from hotline import parts
from hotline.commands.opening import as_json, now, show, stop_on
from hotline.core.content import CHECK_LASTS, CONFIDENCES, DIAL_TEST, NATIVE, REVIEWERS, Fact, Item, Library, SignOff
from hotline.flows.library import SIGNATURES
from hotline.prompts import truths
from hotline.prompts.files import write_whole
from hotline.settings import load_one

HEAD = """\
# Who signed what, and who dialled which number. Written by `hotline content sign`; words: fingerprint of what was read.
"""


@click.group()
def content() -> None:
    """What may be told: check, sign, sheet, cost."""


@content.command("check")
@click.option("--reviewer", type=click.Choice(REVIEWERS), help="Only the work of one kind of reviewer.")
@as_json
def check_content(reviewer: str | None, json_: bool) -> None:
    """The reviewers' work list: what live callers do not hear yet, and whose sign-off or dial test it waits for.

    Held-back content is no error. Facts without a source, numbers that are not listed, or missing words are.
    """
    words = parts.open_words(load_one("recordings"))
    library = parts.open_library(words)
    rows = unread(library) if reviewer == NATIVE else held_back(library)
    rows = [row for row in rows if reviewer in (None, *_kinds(row))]
    show(rows, json_, "everything is signed and every number was dialled lately")
    if rows and not json_:
        waiting = Counter(kind for row in rows for kind in _kinds(row))
        click.echo(", ".join(f"{kind}: {waiting[kind]}" for kind in REVIEWERS if waiting[kind]))
        items, numbers = library.items(), library.referrals
        held = sum(not library.may_tell(item, now().date()) for item in items)
        stale = sum(not library.is_fresh(one.id, now().date()) for one in numbers)
        click.echo(f"held back: {held} of {len(items)} items, {stale} of {len(numbers)} numbers")
        click.echo(f"not read by a native speaker, told all the same: {len(unread(library))} of {len(items)} items")
    stop_on(truths.check(library, words), "" if json_ else "every item rests on facts and is written in every script")


def held_back(library: Library) -> list[dict[str, object]]:
    """A row for each item and number that is not told today, or whose facts are to be looked up again."""
    today = now().date()
    items = [
        (where, item, library.waits_for(item, today), _remarks(library, item, today))
        for where, part in library.parts().items()
        for item in part
    ]
    return [
        *(_row(item.key, where, waits_for, item.facts, remarks, item.numbers)
          for where, item, waits_for, remarks in items if waits_for or remarks),
        *(_row(one.id, "numbers", (DIAL_TEST,), one.facts, one.who)
          for one in library.referrals if not library.is_fresh(one.id, today)),
    ]  # fmt: skip


def unread(library: Library) -> list[dict[str, object]]:
    """A row for each item whose words no native speaker has said yes to."""
    return [
        _row(item.key, where, (NATIVE,), item.facts, "told all the same", item.numbers)
        for where, part in library.parts().items()
        for item in part
        if library.unread(item)
    ]


def _remarks(library: Library, item: Item, today: date) -> str:
    remarks = [f"{one.kind}: {one.by} signed other words" for one in library.lapsed(item.key)]
    if today - item.checked_on > CHECK_LASTS:
        remarks.append(f"looked up on {item.checked_on}")
    return "; ".join(remarks)


def _row(what: str, where: str, waits_for: tuple[str, ...], facts: tuple[Fact, ...], remarks: str,
         numbers: tuple[str, ...] = ()) -> dict[str, object]:  # fmt: skip
    weakest = min((fact.confidence for fact in facts), key=CONFIDENCES.index)
    return {"what": what, "in": where, "waits_for": waits_for, "confidence": weakest,
            "facts": tuple(fact.id for fact in facts), "numbers": numbers, "remarks": remarks}  # fmt: skip


def _kinds(row: dict[str, object]) -> tuple[str, ...]:
    waits_for = row["waits_for"]
    return waits_for if isinstance(waits_for, tuple) else ()


@content.command("sign")
@click.argument("kind", type=click.Choice(REVIEWERS))
@click.argument("what", nargs=-1, required=True)
@click.option("--by", required=True, help="The reviewer's name, or who dialled.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day; today if not given.")
def sign_content(kind: str, what: tuple[str, ...], by: str, on: datetime | None) -> None:
    """Note that a reviewer of KIND signed WHAT: items, whole topics, or numbers that were dialled.

    A sign-off is for the words as they are now, in every language: when they change, it is asked for again.
    """
    words = parts.open_words(load_one("recordings"))
    library = parts.open_library(words)
    day = on.date() if on else now().date()
    if day > now().date():
        raise click.ClickException(f"{day} has not come yet: nothing was noted")
    if not by.strip():
        raise click.ClickException("--by needs a name: nothing was noted")
    keys = [key for name in what for key in _named(library, name, kind)]
    new = [SignOff(key, kind, by.strip(), day, library.words.get(key, "")) for key in dict.fromkeys(keys)]
    again = {(one.item, one.kind) for one in new}
    kept = [one for one in library.sign_offs if (one.item, one.kind) not in again]
    write_whole(parts.CONTENT / SIGNATURES, _written([*kept, *new]).encode())
    for one in new:
        click.echo(f"{one.item}: {one.kind}, {one.by}, {one.on}")


def _named(library: Library, name: str, kind: str) -> list[str]:
    """The items or the number that a name stands for. Stops when there is none, or it takes no such sign-off."""
    numbers = {one.id for one in library.referrals}
    if kind == DIAL_TEST:
        if name not in numbers:
            raise click.ClickException(f"{name} is not a number of numbers.toml: nothing was noted")
        return [name]
    if found := library.parts().get(name):
        return [item.key for item in found]
    if name not in library.words:
        raise click.ClickException(f"{name} is neither an item nor a topic: nothing was noted")
    return [name]


def _written(sign_offs: list[SignOff]) -> str:
    tables = [
        f"[[signed]]\nitem = {_quoted(one.item)}\nkind = {_quoted(one.kind)}\nby = {_quoted(one.by)}\n"
        f"on = {one.on}\nwords = {_quoted(one.words)}\n"
        for one in sorted(sign_offs, key=lambda one: (one.item, one.kind))
    ]
    return "\n".join((HEAD, *tables))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


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
    row = {"intent": match.intent, "digits": match.digits, "script": match.script, "offered": match.offered,
           "why": match.why}  # fmt: skip
    show([row], json_, "")
