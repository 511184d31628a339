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
        read = f"{_spaced(text)} "
        return [one for one, spaced in self._listed if spaced in read]

    @cached_property
    def _listed(self) -> list[tuple[str, str]]:
        return [(one, _spaced(one.removesuffix(ANY_ENDING)) + ("" if one.endswith(ANY_ENDING) else " "))
                for one in self.words]  # fmt: skip


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


def _spaced(text: str) -> str:
    """The words of a text, each behind a space: so a word is found whole, or its beginning."""
    return "".join(f" {word}" for word in words_of(text))
