"""How alike two spellings are when letters were dropped, added or confused; consonants weigh more than vowels."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Generic, TypeVar

from rapidfuzz import fuzz, process

from hotline.core.folding import fold

# People drop and confuse what counts once here; a letter of neither kind counts three times. The Urdu letters of each
# line, as code points: alef, vav, yeh, heh; noon, reh; then alef madda, yeh hamza, the yeh at the end, sheen.
_LIGHT: Final = frozenset("aeiouhy\u0627\u0648\u06cc\u06c1")
_HALF: Final = frozenset("nw\u0646\u0631")
_ALIKE: Final = str.maketrans("yeozxjf\u0622\u0626\u06d2\u0634", "iiusssp\u0627\u06cc\u06cc\u0633")

Meaning = TypeVar("Meaning")


@dataclass(frozen=True)
class _Side(Generic[Meaning]):
    """Spellings of one script, the shortest first, with what each means."""

    spellings: tuple[str, ...]
    lengths: tuple[int, ...]
    meanings: tuple[tuple[Meaning, ...], ...]

    @classmethod
    def of(cls, known: Mapping[str, tuple[Meaning, ...]]) -> _Side[Meaning]:
        spellings = tuple(sorted(known, key=len))
        return cls(spellings, tuple(map(len, spellings)), tuple(known[one] for one in spellings))


@dataclass(frozen=True)
class Likeness(Generic[Meaning]):
    """Spellings with what each means, those in Latin letters apart from the others."""

    _latin: _Side[Meaning]
    _other: _Side[Meaning]

    @classmethod
    def of(cls, pairs: Iterable[tuple[Iterable[str], Meaning]]) -> Likeness[Meaning]:
        """From the words of each spelling and its meaning."""
        sides: tuple[dict[str, tuple[Meaning, ...]], dict[str, tuple[Meaning, ...]]] = ({}, {})
        folded = cache(fold)  # of the listed words, for as long as this takes
        for words, meaning in dict.fromkeys((weighed(words, folded), meaning) for words, meaning in pairs):
            side = sides[not words.isascii()]
            side[words] = (*side.get(words, ()), meaning)
        return cls(*map(_Side.of, sides))

    def nearest(self, spelling: str, least: float) -> list[tuple[Meaning, float]]:
        """What spellings at least so alike mean (100 is the same), the most alike first; `spelling` is weighed."""
        side = self._latin if spelling.isascii() else self._other
        # What is so much shorter or longer cannot be alike enough, and most is.
        first = bisect_left(side.lengths, len(spelling) * least / (200 - least))
        last = bisect_right(side.lengths, len(spelling) * (200 - least) / least)
        found = process.extract(
            spelling, side.spellings[first:last], scorer=fuzz.ratio, score_cutoff=least, limit=None
        )
        return [(meaning, score) for _, score, at in found for meaning in side.meanings[first + at]]


def weighed(words: Iterable[str], folded: Callable[[str], str] = fold) -> str:
    """The words folded and joined, each letter as often as it counts."""
    joined = "".join(map(folded, words)).translate(_ALIKE)
    return "".join(letter * (1 if letter in _LIGHT else 2 if letter in _HALF else 3) for letter in joined)
