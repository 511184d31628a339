"""`hotline prompts import` and `script`: the sentences on paper, and the files of whoever has read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from hotline import parts
from hotline.commands.opening import as_json, show, stop_on
from hotline.commands.speech import our_recordings, spoken_keys, stand_ins
from hotline.flows.library import load_tones
from hotline.prompts.audio import BrokenAudioError
from hotline.prompts.numbers import numbers_of
from hotline.prompts.recordings import Recordings
from hotline.prompts.script import Sheet, script
from hotline.prompts.stand_in import EngineError
from hotline.prompts.takes import UnfitError, take
from hotline.prompts.words import Words, heard_in
from hotline.settings import load_one

ENDINGS = (".wav", ".mp3", ".flac", ".ogg")
SAID = {
    "no_speech": "nobody is heard speaking",
    "too_short": "it is too short for these words",
    "too_long": "it is too long for these words",
    "too_quiet": "it is too quiet",
    "too_loud": "it is too loud and crackles",
    "too_noisy": "there is too much noise behind the voice",
    "cut_off": "its beginning or end is cut off",
}


@click.command("import")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--speaker", required=True, help="Who has read them, as the catalogue shall name her.")
@click.option("--note", default="", help="Anything to remember about them.")
@click.option("--shipped", is_flag=True, help="Put them beside the program (for those who keep its sources).")
@as_json
def import_(folder: Path, speaker: str, note: str, shipped: bool, json_: bool) -> None:
    """Take in what a person has read: FOLDER/ur/4821.wav, or named as in the catalogue; WAV, MP3, FLAC or Ogg.

    Each is listened to, cut to the speech, set to one level and packed; what callers should not hear is refused. They
    are heard from the next call on, without a restart.
    """
    if speaker.startswith("stand-in"):
        raise click.ClickException("--speaker is the name of a person")
    into = parts.VOICE_PROMPTS if shipped else load_one("recordings")
    words = parts.open_words(None if shipped else into)
    rows, problems = [], []
    for path, language, clip in _files(folder, words):
        problem = _taken(into, words, language, clip, path, speaker, note)
        rows.append({"file": f"{language}/{path.name}", "clip": clip, "taken": not problem})
        problems += [f"{language}/{path.name}: {problem}"] if problem else []
    show(rows, json_, f"no sound file in {folder}/<language>/")
    stop_on(problems, "" if json_ else stand_ins())


@click.command("script")
@click.argument("language")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--all", "everything", is_flag=True, help="Those that a person has read as well.")
def script_(language: str, path: Path, everything: bool) -> None:
    """Write the sentences that nobody has read yet to PATH, an HTML page to print for a voice artist."""
    words = parts.open_words()
    if language not in words.spoken:
        raise click.ClickException(f"spoken are {', '.join(words.spoken)}; a new one is a folder in translations/")
    recordings = our_recordings(words)
    sheets = [one for one in _sheets(words, recordings, language) if everything or not one.recorded_by]
    path.write_text(script(language, sheets, load_tones()), encoding="utf-8")
    click.echo(f"{len(sheets)} sentences written to {path}")
    click.echo(stand_ins())


def _sheets(words: Words, recordings: Recordings, language: str) -> Iterator[Sheet]:
    """Every sentence that is spoken, in the order in which callers come to it."""
    texts = words.clips(language)
    numbers = {clip: number for number, clip in numbers_of(words).items()}
    for key in heard_in(language, spoken_keys()):
        for clip in words.clips(language, [key]):
            if texts.get(clip):
                sound = recordings.sound(language, clip)
                entry = recordings.entries.get((language, clip))
                read = entry.speaker if sound and entry and not sound.stand_in else ""
                yield Sheet(numbers[clip], clip, texts[clip], read)


def _files(folder: Path, words: Words) -> Iterator[tuple[Path, str, str]]:
    numbers = numbers_of(words)
    for language in words.spoken:
        for path in sorted((folder / language).glob("*")):
            if path.suffix.lower() in ENDINGS:
                stem = path.stem
                yield path, language, numbers.get(int(stem), stem) if stem.isdigit() else stem


def _taken(into: Path, words: Words, language: str, clip: str, path: Path, speaker: str, note: str) -> str:
    """What is wrong with a file; nothing when it was taken."""
    if not words.clips(language).get(clip):
        return "no prompt has this name or number ('hotline prompts script' lists them)"
    try:
        take(into, words, language, clip, path.read_bytes(), speaker, note)
    except UnfitError as error:
        return "; ".join(SAID[fault] for fault in error.faults)
    except (BrokenAudioError, EngineError, OSError) as error:
        return str(error)
    return ""
