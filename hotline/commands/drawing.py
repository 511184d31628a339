"""`hotline flows draw`: a picture of each service, with the words and how long callers listen or what a text costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click

from hotline import parts
from hotline.commands.opening import now
from hotline.commands.speech import our_recordings
from hotline.core.flow import Channel, Choose, End, Flow
from hotline.core.sms_length import parts as parts_of
from hotline.flows import desk
from hotline.flows.chapters import chapters
from hotline.flows.draw import Picture, draw
from hotline.flows.hotline import build
from hotline.flows.timing import heard_before
from hotline.prompts.speech import seconds_of
from hotline.prompts.texting import text_at
from hotline.prompts.words import LANGUAGES, SPOKEN, Words

STAFF = "responders"  # the menus of those who answer, who call in with a PIN


@click.command("draw")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--channel", type=click.Choice(["voice", "sms"]), default="voice", show_default=True)
@click.option("--today", is_flag=True, help="Only what live callers are told today, not all that may be signed.")
def draw_flows(folder: Path, language: str, channel: Channel, today: bool) -> None:
    """Draw each service as an SVG in FOLDER: its menus with the words in a language, and the ways between them."""
    if channel == "voice" and language not in SPOKEN:
        raise click.ClickException(f"{language} is written only: draw it with --channel sms")
    words, day = parts.open_words(), now().date()
    library = parts.open_library(words)
    flow = build(library if today else library.as_if_signed(day), day)
    folder.mkdir(parents=True, exist_ok=True)
    pictures = [*_pictures(flow, words, channel, language)]
    if channel == "voice":
        pictures += _pictures(desk.build(), words, channel, language, STAFF)
    for picture in pictures:
        (folder / f"{picture.service}.svg").write_text(draw(picture), encoding="utf-8")
    click.echo(f"{len(pictures)} pictures drawn in {folder}; begin with {pictures[0].service}.svg")


def _pictures(flow: Flow, words: Words, channel: Channel, language: str, name: str = "") -> Iterator[Picture]:
    found = chapters(flow, channel)
    if name:
        found = {name: tuple(step for steps in found.values() for step in steps)}
    homes = {step: service for service, steps in found.items() for step in steps}
    note = _seconds(flow, words, language) if channel == "voice" else _parts(flow, words, language)
    for service, steps in found.items():
        yield Picture(flow, service, steps, words.template, channel, language, note, homes)


def _seconds(flow: Flow, words: Words, language: str) -> Callable[[str], str]:
    heard = heard_before(flow, partial(seconds_of, language, words, our_recordings(words)))
    return lambda step: f"{heard[step]:.0f} s" if step in heard else ""


def _parts(flow: Flow, words: Words, language: str) -> Callable[[str], str]:
    def note(step: str) -> str:
        if not isinstance(flow.steps[step], Choose | End):
            return ""
        count = parts_of(text_at(flow, step, language, words))
        return "1 part" if count == 1 else f"{count} parts"

    return note
