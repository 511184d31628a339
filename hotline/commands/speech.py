"""`hotline prompts …` and `hotline flows …`: the words, their recordings and the menus they make."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

import click

from hotline import parts
from hotline.actions.answer_desk import DESK_WISHES
from hotline.actions.carry_out import WISHES
from hotline.commands.opening import as_json, now, show, stop_on
from hotline.console import sentences
from hotline.core.events import Turn
from hotline.core.flow import Flow
from hotline.flows import check as inspection
from hotline.flows import desk
from hotline.flows.hotline import build
from hotline.flows.timing import heard_before
from hotline.flows.workshop import in_order
from hotline.prompts import coverage, extract, neutral, render, stand_in
from hotline.prompts.recordings import Recordings
from hotline.prompts.speech import seconds_of
from hotline.prompts.texting import longest, text_of
from hotline.prompts.words import SPOKEN, Words
from hotline.settings import load_one


def whole_flow() -> Flow:
    """The flow with everything in it, signed or not: words and recordings must be there for all of it."""
    return build(parts.open_library(), now().date(), unreviewed=True)


def all_flows() -> tuple[Flow, ...]:
    """The flow as the demo tells it, and as live callers hear it today."""
    return whole_flow(), build(parts.open_library(), now().date(), unreviewed=False)


def flow_problems() -> list[str]:
    """Everything that could strand a caller, is said wrongly, too late or not at all, or makes a text too long."""
    words = parts.open_words()
    recordings, library = our_recordings(words), parts.open_library(words)
    staff = desk.build()

    def rendered(turn: Turn, language: str) -> str:
        return text_of(turn, language, words)

    problems: list[str] = []
    offered = parts.offered(words, recordings)
    more = [build(library, now().date(), unreviewed=True, languages=offered)] if offered != SPOKEN else []
    for flow in (*all_flows(), *more):
        problems += inspection.check(flow, WISHES)
        problems += inspection.check_words(flow, words.template)
        problems += inspection.too_long(inspection.sms_turns(flow, partial(longest, words)), rendered)
    problems += inspection.check(staff, DESK_WISHES.keys())
    problems += inspection.check_words(staff, words.template)
    signed = build(library.as_if_signed(now().date()), now().date())
    for language in SPOKEN:
        seconds = partial(seconds_of, language, words, recordings)
        late = [*inspection.too_late(signed, seconds, library.asked_for()), *inspection.too_late(staff, seconds)]
        problems += [f"{language}: {one}" for one in late]
    voice, sms, _ = _keys()
    problems += coverage.gaps(words, recordings, voice, sms)
    return list(dict.fromkeys(problems))


def prompt_problems() -> list[str]:
    """Words that are missing or differ or tell too much, recordings that are missing or stale."""
    words = parts.open_words()
    voice, sms, slots = _keys()
    chosen = parts.open_library(words).asked_for()
    to_callers = {key for key in sms - chosen if not key.startswith(inspection.TO_STAFF)}
    return [
        *coverage.check(words, our_recordings(words), voice | sms, voice, sms, slots),
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


def spoken_keys() -> list[str]:
    """Every prompt that is heard, in the order in which callers come to it."""
    voice, _, _ = _keys()
    return in_order(whole_flow(), voice)


def every_key() -> list[str]:
    """Every prompt that is heard, in that order, and then those that are only read."""
    _, sms, _ = _keys()
    return list(dict.fromkeys([*spoken_keys(), *sorted(sms)]))


def our_recordings(words: Words) -> Recordings:
    """All that callers of this installation hear."""
    return parts.open_recordings(words, load_one("recordings"))


def stand_ins() -> str:
    """How much callers of this installation still hear of a machine's voice; nothing once it is none."""
    words = parts.open_words()
    return coverage.stand_ins(words, our_recordings(words), spoken_keys())


@click.group()
def prompts() -> None:
    """Sentences and recordings: check, render, import, script, extract."""


@prompts.command("check")
@as_json
def check_prompts(json_: bool) -> None:
    """What is missing, stale or tells too much; how far each language is, and how long callers listen."""
    words = parts.open_words()
    voice, sms, _ = _keys()
    recordings = our_recordings(words)
    rows = [asdict(row) for row in coverage.figures(words, recordings, voice | sms, voice, sms)]
    heard = {language: _heard(words, recordings, language) for language in SPOKEN}
    if json_:
        show([{**row, "seconds_to": heard.get(row["language"], {})} for row in rows], json_, "")
    else:
        show(rows, json_, "no language has words")
        click.echo("\nseconds of sound until")
        show([{"point": point, **{one: heard[one][point] for one in SPOKEN}} for point in heard[SPOKEN[0]]], json_, "")
        click.echo(f"\n{stand_ins()}")
    stop_on(prompt_problems(), "" if json_ else "every sentence is written and neutral, every recording is fresh")


def _heard(words: Words, recordings: Recordings, language: str) -> dict[str, float]:
    """How long a caller listens until she comes to what she came for, pressing as soon as it was named."""
    flow = whole_flow()
    before = heard_before(flow, partial(seconds_of, language, words, recordings))
    tips = [before[step] for intent, step in flow.intents.items() if intent.startswith("topic_") and step in before]
    points = {"the menu": before["menu"], "a ring": before["connect"], "help in danger": before["danger"],
              "a tip": min(tips), "a request stored": before["callback_stored"]}  # fmt: skip
    return {point: round(heard, 1) for point, heard in points.items()}


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
    """Bring the catalogues in translations/ up to the keys that the flows use, and to the staff pages."""
    voice, sms, slots = _keys()
    changes = extract.extract(voice | sms, parts.TRANSLATIONS, sms, slots, voice)
    for change in [*changes, *sentences.extract(parts.TRANSLATIONS)]:
        click.echo(change)


@click.group()
def flows() -> None:
    """The menus: check, draw."""


@flows.command("check")
def check_flows() -> None:
    """Dead ends, menus too long or too late, wrong keys, long ways to a person, missing words and recordings."""
    stop_on(flow_problems(), "every road ends at a person, a request or useful words")
