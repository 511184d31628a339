"""The list of recordings beside them: who spoke each, which words were read, which file holds them."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hotline.prompts import audio
from hotline.prompts.files import write_whole, written_at

NAME = "catalogue.toml"
STAND_IN = "stand-in"
_HEAD = """\
# Every recording: its speaker, the fingerprint of the words that were read, of its file, and how long it is.
# Written by `hotline prompts render`. A recording whose words have changed since is not played.
"""


class CatalogueError(Exception):
    """The catalogue cannot be read; its sentence says where."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One recording as listed."""

    language: str
    clip: str
    speaker: str
    note: str
    text: str
    audio: str
    seconds: float

    @property
    def stand_in(self) -> bool:
        """True until a person has read it."""
        return self.speaker.startswith(STAND_IN)


Entries = dict[tuple[str, str], Entry]


def fingerprint(text: str) -> str:
    """Changes when the words do."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def audio_version(content: bytes) -> str:
    """Changes when the recording does; it is part of the address that a carrier keeps a copy under."""
    return hashlib.sha256(content).hexdigest()[:12]


def entry(language: str, clip: str, text: str, content: bytes, speaker: str, note: str = "") -> Entry:
    """How a recording of these words is listed. Raises BrokenAudioError when it cannot be heard."""
    seconds = round(len(audio.samples(content)) / audio.RATE, 2)
    return Entry(language, clip, speaker, note, fingerprint(text), audio_version(content), seconds)


def read(folder: Path) -> Entries:
    """All recordings listed; none when there is no list yet."""
    path = folder / NAME
    if not path.exists():
        return {}
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        return {(language, clip): Entry(language, clip, str(row["speaker"]), str(row.get("note", "")),
                                        str(row["text"]), str(row["audio"]), float(row["seconds"]))
                for language, clips in tables.items() for clip, row in clips.items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, TypeError, ValueError) as error:
        raise CatalogueError(f"{path}: {error}") from error
    except KeyError as error:
        raise CatalogueError(f"{path}: a recording lacks {error}") from error


def changed(folder: Path) -> int:
    """Another number whenever the list is written."""
    return written_at(folder, NAME)


def write(folder: Path, entries: Iterable[Entry]) -> None:
    """Write the list, sorted, so that two renderings of the same words differ in nothing."""
    tables = [_table(entry) for entry in sorted(entries, key=lambda entry: (entry.language, entry.clip))]
    write_whole(folder / NAME, "\n".join([_HEAD, *tables]).encode())


def _table(entry: Entry) -> str:
    note = f"note = {_quoted(entry.note)}\n" if entry.note else ""
    return (f"[{entry.language}.{entry.clip}]\nspeaker = {_quoted(entry.speaker)}\n{note}"
            f"text = {_quoted(entry.text)}\naudio = {_quoted(entry.audio)}\nseconds = {entry.seconds:.2f}\n")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
