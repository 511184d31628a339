"""Every sentence by language and key: as text for a message, and as the pieces that are recorded."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from gettext import GNUTranslations
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from hotline.core.content import REASON
from hotline.core.events import Line
from hotline.core.flow import Channel
from hotline.core.phone_number import national
from hotline.prompts.files import write_whole
from hotline.prompts.wordings import Changes

LANGUAGES = ("en", "ur", "ur_Latn")
SPOKEN = ("ur", "en")  # complete, and each other's second choice; what another language lacks is Urdu
DOMAIN = "prompts"
SHORTER = "@sms"
OFFERS = "language_"  # begins the key of the line that offers a language, in that language
SILENT = "-"  # the text of a prompt that says nothing on that channel
_SLOT = re.compile(r"\{([a-z0-9_]+)\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """What one recording holds: the name of its file, and its words ("" while they are not written)."""

    clip: str
    text: str


@dataclass(frozen=True)
class Words:
    """The sentences: language, then key, then text. Nothing here raises for a text that is missing."""

    texts: Mapping[str, Mapping[str, str]]
    changes: Changes | None = field(default=None, compare=False)

    @classmethod
    def load(cls, folder: Path, made_since: Path | None = None) -> Words:
        """Read what `compile_stale` compiled; a catalogue that could not be compiled is read as it is.

        What was changed since is read from `made_since`, now and whenever it changes again.
        """
        paths = sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
        texts = {path.parent.parent.name: _texts(path) for path in paths}
        words = cls(texts, Changes(made_since) if made_since else None)
        words.edition()
        return words

    @property
    def folder(self) -> Path | None:
        """Where what was changed and signed since is kept."""
        return self.changes.folder if self.changes else None

    def edition(self) -> int:
        """Changes when any sentence does. What was written since is read first."""
        return self.changes.put_into(self.texts) if self.changes else 0  # type: ignore[arg-type]

    def but(self, texts: Mapping[tuple[str, str], str | None]) -> Words:
        """The same with some sentences otherwise, by language and key; without a text there is none."""
        made = {language: dict(known) for language, known in self.texts.items()}
        for (language, key), text in texts.items():
            if text is None:
                made.setdefault(language, {}).pop(key, None)
            else:
                made.setdefault(language, {})[key] = text
        return Words(made)

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """The languages that callers can hear: complete ones, and others that grow."""
        return (*SPOKEN, *sorted(set(self.texts) - set(LANGUAGES)))

    @property
    def growing(self) -> tuple[str, ...]:
        """The spoken languages that need not be complete."""
        return self.spoken[len(SPOKEN):]

    def template(self, language: str, key: str, channel: Channel) -> str | None:
        """The sentence with its slots open; "" when nothing is said on this channel; None when missing."""
        texts = self.texts.get(language, {})
        text = texts.get(key + SHORTER) if channel == "sms" else None
        text = text or texts.get(key)
        return "" if text == SILENT else text or None

    def text(
        self, language: str, line: Line, channel: Channel, names: Mapping[str, str] | None = None
    ) -> str:
        """The sentence with its slots filled; in another language when this one lacks it.

        `names` fill slots as they are: nobody translates what somebody is called.
        """
        template = self._or_another(language, line.key, channel)
        if "{" not in template:
            return template
        values, given = dict(line.slots), names or {}
        return _SLOT.sub(
            lambda m: given.get(m[1]) or self.value(language, m[1], values.get(m[1], ""), channel), template
        )

    def pieces(self, language: str, line: Line) -> tuple[Piece, ...]:
        """The recordings that say this line, in order: the sentence cut at its slots, and what fills them."""
        template = self.template(language, line.key, "voice")
        if template is None:
            return (Piece(line.key, ""),)
        values = dict(line.slots)
        said: list[Piece] = []
        for piece, slot in _cut(line.key, template):
            if slot:
                said += self._fillings(language, slot, values.get(slot, ""))
            else:
                said.append(piece)
        return tuple(said)

    def clips(self, language: str, keys: Iterable[str] | None = None) -> dict[str, str]:
        """Each recording that these prompts need (all prompts, if none are given), with its words."""
        wanted = self.keys(language) if keys is None else keys
        found: dict[str, str] = {}
        for key in sorted(set(wanted)):
            found |= {piece.clip: piece.text for piece in self._fixed(language, key)}
        return found

    def keys(self, language: str) -> set[str]:
        """The keys that have a text in this language, shorter texts counted with their prompt."""
        return {key.removesuffix(SHORTER) for key, text in self.texts.get(language, {}).items() if text}

    def fingerprint(self, key: str) -> str:
        """Changes when anything does that is written under this key, in any language; a reason counts with it."""
        names = [name + shorter for name in (key, key + REASON) for shorter in ("", SHORTER)]
        written = [(language, *map(texts.get, names)) for language, texts in sorted(self.texts.items())]
        return hashlib.sha256(repr(written).encode()).hexdigest()[:16]

    def value(self, language: str, name: str, value: str, channel: Channel) -> str:
        """What is written into the slot `name` for an answer."""
        digits = _digits(value)
        return digits if digits or not value else self._or_another(language, _filling(name, value), channel)

    def _or_another(self, language: str, key: str, channel: Channel) -> str:
        """What a growing language lacks is Urdu; what a complete one lacks is English."""
        grows = language in self.texts and language not in LANGUAGES
        for one in (language, *(SPOKEN[:1] if grows else ()), "en"):
            text = self.template(one, key, channel)
            if text is not None:
                return text
        return ""

    def _fillings(self, language: str, name: str, value: str) -> Iterator[Piece]:
        keys = [f"digit_{digit}" for digit in _digits(value)] or ([_filling(name, value)] if value else [])
        for key in keys:
            yield from self._fixed(language, key)

    def _fixed(self, language: str, key: str) -> tuple[Piece, ...]:
        """What is recorded of a sentence: all of it but its slots."""
        template = self.template(language, key, "voice")
        if template is None:
            return (Piece(key, ""),)
        return tuple(piece for piece, slot in _cut(key, template) if not slot)


def _filling(slot: str, value: str) -> str:
    """The prompt that fills a slot; a second slot of the same kind has a 2 at its end."""
    return f"{slot.removesuffix('2')}_{value}"


def heard_in(language: str, keys: Iterable[str]) -> list[str]:
    """Which of these prompts are spoken in a language: of the lines that offer a language, only its own."""
    others = [key for key in keys if not key.startswith(OFFERS)]
    return [f"{OFFERS}{language}", *others]


def slots_of(template: str) -> set[str]:
    """The slots that a sentence names."""
    return set(_SLOT.findall(template))


def compile_stale(folder: Path) -> None:
    """Compile each catalogue that changed since it was last compiled; several processes may do so at once.

    A folder that cannot be written to is left alone: the words are then read from their source.
    """
    for path in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        written = path.stat().st_mtime_ns
        if _is_compiled(path):
            continue
        compiled = io.BytesIO()
        write_mo(compiled, _read_source(path))
        with suppress(OSError):
            write_whole(path.with_suffix(".mo"), compiled.getvalue(), modified_ns=written)


@lru_cache(maxsize=4096)
def _cut(key: str, template: str) -> tuple[tuple[Piece, str], ...]:
    """The sentence cut at its slots, each part as (piece, "") or (nothing, slot); a full stop is none."""
    parts: list[tuple[Piece, str]] = []
    count = 0
    for index, part in enumerate(_SLOT.split(template)):
        if index % 2:
            parts.append((Piece("", ""), part))
        elif any(character.isalnum() for character in part):
            count += 1
            parts.append((Piece(key if count == 1 else f"{key}-{count}", part.strip()), ""))
    return tuple(parts)


def _digits(value: str) -> str:
    """The digits of a number as people say it, or "" for any other value."""
    bare = value.removeprefix("+")
    return national(value) if bare.isascii() and bare.isdigit() else ""


def _is_compiled(path: Path) -> bool:
    # The compiled file carries its source's own time, so a source put back to an older state is noticed too.
    compiled = path.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime_ns == path.stat().st_mtime_ns


def _read_source(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def _texts(path: Path) -> dict[str, str]:
    if _is_compiled(path):
        return dict(_compiled_texts(path.with_suffix(".mo"), path.stat().st_mtime_ns))
    return _texts_of(_read_source(path))


@lru_cache(maxsize=8)
def _compiled_texts(path: Path, _written: int) -> dict[str, str]:
    """A compiled catalogue, read once in a process as long as it is of the same time."""
    with path.open("rb") as file:
        return _Compiled(file).texts()


class _Compiled(GNUTranslations):
    """Read by the standard library: babel's reader loads all locales of the world, two megabytes in each process."""

    _catalog: dict[str, str]

    def texts(self) -> dict[str, str]:
        """Every sentence by its key."""
        return {key: text for key, text in self._catalog.items() if key and text and isinstance(key, str)}


def _texts_of(catalog: Catalog) -> dict[str, str]:
    return {message.id: message.string for message in catalog
            if isinstance(message.id, str) and isinstance(message.string, str)
            and message.id and message.string and not message.fuzzy}
