"""Sentences that were changed since the program came: a line for each version, the last of which is told.

The list lies beside the recordings that were made since; whoever tells sentences looks at its time at each answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, MutableMapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from hotline.prompts.files import locked, write_whole, written_at

NAME = "words.jsonl"
Texts = MutableMapping[str, MutableMapping[str, str]]


@dataclass(frozen=True, slots=True)
class Version:
    """How a sentence reads since an instant; without a text it is as it came with the program."""

    at: str
    by: str
    language: str
    key: str
    text: str | None

    @property
    def place(self) -> tuple[str, str]:
        """Which sentence it is."""
        return self.language, self.key


class Changes:
    """What was changed, put into the sentences of this process as soon as the list is written anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._listed = 0
        self._edition = 0
        self._before: dict[tuple[str, str], str | None] = {}

    def put_into(self, texts: Texts) -> int:
        """Change `texts` where the list says so, and back where it does not any more; return a number for how often."""
        listed = written_at(self.folder, NAME)
        if listed != self._listed:
            self._listed = listed
            self._put(texts, current(read(self.folder)))
            self._edition += 1
        return self._edition

    def _put(self, texts: Texts, wanted: dict[tuple[str, str], str | None]) -> None:
        for place in wanted:
            self._before.setdefault(place, texts.setdefault(place[0], {}).get(place[1]))
        for (language, key), shipped in self._before.items():
            text = wanted.get((language, key)) or shipped
            if text is None:
                texts[language].pop(key, None)
            else:
                texts[language][key] = text


def read(folder: Path) -> list[Version]:
    """Every version, the first first. A line that is none is passed over: the others still hold."""
    try:
        lines = (folder / NAME).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    found = []
    for line in lines:
        try:
            found.append(Version(**json.loads(line)))
        except (TypeError, ValueError):
            continue
    return found


def add(folder: Path, by: str, at: datetime, texts: Iterable[tuple[str, str, str | None]]) -> None:
    """Write how sentences read from now on: language, key, text."""
    with locked(folder):
        versions = [*read(folder), *(Version(at.isoformat(), by, *one) for one in texts)]
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in versions)
        write_whole(folder / NAME, "".join(f"{line}\n" for line in lines).encode())


def current(versions: Iterable[Version]) -> dict[tuple[str, str], str | None]:
    """How each sentence reads that was ever changed."""
    return {one.place: one.text for one in versions}
