"""`hotline prompts …` and `hotline flows …`: the words, their recordings and the menus they make."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path

import click

from hotline import parts
from hotline.actions.answer_desk import DESK_WISHES
from hotline.actions.carry_out import WISHES
from hotline.commands.opening import as_json, now, show, stop_on
from hotline.core.events import Turn
from hotline.core.flow import Channel, Flow
from hotline.flows import check as inspection
from hotline.flows import desk
from hotline.flows.draw import draw
from hotline.flows.hotline import build
from hotline.prompts import coverage, extract, neutral, render, stand_in
from hotline.prompts.texting import longest, text_of
from hotline.prompts.words import LANGUAGES


def whole_flow() -> Flow:
    """The flow with everything in it, signed or not: words and recordings must be there for all of it."""
    return build(parts.open_library(), now().date(), unreviewed=True)


def all_flows() -> tuple[Flow, ...]:
    """The flow as the demo tells it, and as live callers hear it today."""
    return whole_flow(), build(parts.open_library(), now().date(), unreviewed=False)


def flow_problems() -> list[str]:
    """Everything that could strand a caller, is said wrongly, or makes a text too long."""
    words = parts.open_words()

    def rendered(turn: Turn, language: str) -> str:
        return text_of(turn, language, words)

    problems: list[str] = []
    for flow in all_flows():
        problems += inspection.check(flow, WISHES)
        problems += inspection.check_words(flow, words.template)
        problems += inspection.too_long(inspection.sms_turns(flow, partial(longest, words)), rendered)
    problems += inspection.check(desk.build(), DESK_WISHES.keys())
    problems += inspection.check_words(desk.build(), words.template)
    return list(dict.fromkeys(problems))


def prompt_problems() -> list[str]:
    """Words that are missing or differ or tell too much, recordings that are missing or stale."""
    words = parts.open_words()
    voice, sms, slots = _keys()
    tips = {item.key for topic in parts.open_library(words).topics for item in topic.items()}
    to_callers = {key for key in sms - tips if not key.startswith(inspection.TO_STAFF)}
    return [
        *coverage.check(words, parts.open_recordings(words), voice | sms, voice, sms, slots),
        *neutral.check(words, parts.open_telltale(), to_callers),
    ]


def _keys() -> tuple[set[str], set[str], dict[str, tuple[str, ...]]]:
    voice: set[str] = set()
    sms: set[str] = set()
    slots: dict[str, tuple[str, ...]] = {}
    for flow in all_flows():
        voice |= inspection.voice_keys(flow)
        sms |= inspection.sms_keys(flow)
        slots |= flow.slots
    voice |= inspection.voice_keys(desk.build())
    return voice, sms, slots


@click.group()
def prompts() -> None:
    """Sentences and recordings: check, render, extract."""


@prompts.command("check")
@as_json
def check_prompts(json_: bool) -> None:
    """What is missing, stale or tells too much, and how far each language is."""
    words = parts.open_words()
    voice, sms, _ = _keys()
    rows = coverage.figures(words, parts.open_recordings(words), voice | sms, voice, sms)
    show([asdict(row) for row in rows], json_, "no language has words")
    stop_on(prompt_problems(), "" if json_ else "every sentence is written and neutral, every recording is fresh")


@prompts.command("render")
@click.option("--all", "everything", is_flag=True, help="Fresh ones too. What a person has read is left alone.")
def render_prompts(everything: bool) -> None:
    """Read what is missing or stale with the stand-in voice (espeak-ng)."""
    if missing := stand_in.missing_tools():
        raise click.ClickException(f"first install: {' '.join(missing)} ('make voices' does it on Debian and Ubuntu)")
    voice, _, _ = _keys()
    problems = []
    for step in render.render(parts.VOICE_PROMPTS, parts.open_words(), voice, everything):
        click.echo(f"\r{step.done}/{step.total} {step.language} {step.clip[:40]:40}", nl=False)
        if step.problem:
            problems.append(f"{step.language} {step.clip}: {step.problem}")
    click.echo()
    stop_on(problems, "every recording is there")


@prompts.command("extract")
def extract_keys() -> None:
    """Bring the catalogues in translations/ up to the keys that the flows use."""
    voice, sms, slots = _keys()
    for change in extract.extract(voice | sms, parts.TRANSLATIONS, sms, slots):
        click.echo(change)


@click.group()
def flows() -> None:
    """The menus: check, draw."""


@flows.command("check")
def check_flows() -> None:
    """Dead ends, menus too long, keys that the words do not name, texts of too many parts."""
    stop_on(flow_problems(), "every road ends at a person, a request or useful words")


@flows.command("draw")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--channel", type=click.Choice(["voice", "sms"]), default="voice", show_default=True)
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), required=False)
def draw_flows(language: str, channel: Channel, path: Path | None) -> None:
    """Draw every menu as an SVG, into PATH or to standard output."""
    words = parts.open_words()
    picture = draw(whole_flow(), words.template, channel, language)
    if path:
        path.write_text(picture, encoding="utf-8")
        click.echo(f"drawn to {path}")
    else:
        click.echo(picture)
