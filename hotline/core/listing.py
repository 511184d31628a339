"""Reads the phrases of the keyword table: every wording of each, in its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from hotline.core.phrases import Kind, Phrase
from hotline.core.vocabulary import Vocabulary

_KINDS: Final[Mapping[str, Kind]] = {
    "phrases": "phrase",
    "en": "phrase",
    "alone": "alone",
    "en_alone": "alone",
    "about": "alone",
    "answers": "answer",
}


def _entries(listed: str | Sequence[str]) -> Iterable[str]:
    return listed.split() if isinstance(listed, str) else listed


def listed_texts(table: Mapping[str, Any]) -> Iterator[tuple[str, str, Kind, bool]]:
    """Every phrase as it is listed: its intent, its text, where it counts, whether it is English."""
    for intent, lists in table["intents"].items():
        for name, kind in _KINDS.items():
            for text in _entries(lists.get(name, ())):
                yield intent, text, kind, name.startswith("en")


def listed_phrases(table: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Phrase]:
    """Every wording of every phrase."""
    for intent, text, kind, english in listed_texts(table):
        yield from _wordings(vocabulary, table["classes"], text, intent, kind, english)
    for text in table["nothing"]["phrases"]:
        yield from _wordings(vocabulary, table["classes"], text, "", "nothing", False)


def _wordings(
    vocabulary: Vocabulary, classes: Mapping[str, str], text: str, intent: str, kind: Kind, english: bool
) -> Iterator[Phrase]:
    for words in vocabulary.wordings(text, classes):
        yield Phrase(intent, kind, text, tuple(map(vocabulary.meant, words)), english)
