"""Finds words that would tell whoever reads a caller's phone what she wrote to us about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from hotline.core.flow import Channel
from hotline.core.folding import words_of
from hotline.prompts.words import LANGUAGES, Words

ANY_ENDING = "*"


@dataclass(frozen=True)
class Telltale:
    """The words that no text may hold, and the prompts that are said to whoever answers a call of ours."""

    words: tuple[str, ...]
    said_to_anybody: tuple[str, ...]

    def found(self, text: str) -> list[str]:
        """Which of them stand in a text."""
        read = words_of(text)
        return [one for one, words in self._split if _stands_in(words, read)]

    @cached_property
    def _split(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(one, _split(one)) for one in self.words]


def check(words: Words, telltale: Telltale, sms_keys: Collection[str]) -> list[str]:
    """One line for each prompt that tells too much. `sms_keys` are those that may go to a caller's phone."""
    return [
        *_told(words, telltale, sms_keys, "sms", LANGUAGES),
        *_told(words, telltale, telltale.said_to_anybody, "voice", words.spoken),
    ]


def _told(
    words: Words, telltale: Telltale, keys: Collection[str], channel: Channel, languages: Sequence[str]
) -> Iterator[str]:
    for language in languages:
        for key in sorted(set(keys)):
            for one in telltale.found(words.template(language, key, channel) or ""):
                yield f"{language}: {key} says '{one}', which tells whoever has the phone what this is about"


def _split(entry: str) -> tuple[str, ...]:
    """The words of an entry; the star stays with the word that it ends."""
    last = ANY_ENDING if entry.endswith(ANY_ENDING) else ""
    *before, end = words_of(entry.removesuffix(ANY_ENDING))
    return (*before, end + last)


def _stands_in(entry: tuple[str, ...], read: tuple[str, ...]) -> bool:
    starts = range(len(read) - len(entry) + 1)
    return any(all(map(_is, entry, read[start : start + len(entry)])) for start in starts)


def _is(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith(ANY_ENDING) else word == wanted
