"""Which meanings a message is most like, learnt from examples: what people wrote, each with what it meant.

A complement naive Bayes classifier (Rennie and others, 2003) over words and the groups of letters in them, so that
what was never spelt like that before is still like something. It knows only hashes of these: no example can be read
out of it, and it takes half a megabyte.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from typing import Final
from zlib import crc32

from hotline.core.folding import fold_vowels, words_of

NOTHING: Final = "-"  # what is written to anybody, with no keyword meant
_GROUPS: Final = (3, 4)  # letters
_OF_A_GROUP: Final = 0.5  # weighed against a whole word
_HASHES: Final = 1 << 15
_UNSEEN: Final = 0.3  # how often what was never seen is taken to have been seen

Example = tuple[Sequence[str], str]  # what it may mean, and what was written


@dataclass(frozen=True)
class Learnt:
    """The weights, by the hash of a feature: how rare it is, how common in all, in which meanings more than that.

    Those of feature `f` in single meanings stand from `_first[f]` to `_first[f + 1]`.
    """

    meanings: tuple[str, ...]
    _constant: array[float]
    _length: array[float]
    _rare: array[float]
    _common: array[float]
    _first: array[int]
    _whose: bytes
    _more: array[float]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Learnt:
        """Count once; an example with several meanings counts in part for each."""
        read = [_packed(_features(text)) for _, text in examples]
        times = Counter(feature for features, _ in read for feature in features)
        rare = array("f", bytes(4 * _HASHES))
        for feature, count in times.items():
            rare[feature] = log(1 + len(read) / count)
        total = array("d", bytes(8 * _HASHES))
        of_meaning: dict[str, list[int]] = {}
        for at, (meanings, _) in enumerate(examples):
            for feature, weight in _weighed(zip(*read[at], strict=True), rare):
                total[feature] += weight
            for meaning in meanings:
                of_meaning.setdefault(meaning, []).append(at)
        common = array("f", (log(weight + _UNSEEN) if weight else 0.0 for weight in total))
        mass, floor, all_common = sum(total), _UNSEEN * len(times), sum(common)
        constants, lengths = array("f"), array("f")
        where, whose, more = array("H"), bytearray(), array("f")
        for number, ones in enumerate(of_meaning.values()):
            counts: dict[int, float] = {}
            for at in ones:
                for feature, weight in _weighed(zip(*read[at], strict=True), rare):
                    counts[feature] = counts.get(feature, 0.0) + weight / len(examples[at][0])
            constant = log(max(mass - sum(counts.values()), 0) + floor)
            gains = [common[one] - log(max(total[one] - weight, 0) + _UNSEEN) for one, weight in counts.items()]
            where.extend(counts)
            whose.extend(bytes([number]) * len(counts))
            more.extend(gains)
            constants.append(constant)
            lengths.append((constant * len(times) - all_common + sum(gains)) / max(len(times), 1))
        order = sorted(range(len(where)), key=where.__getitem__)
        first, behind = array("I", [0]), Counter(where)
        for feature in range(_HASHES):
            first.append(first[-1] + behind[feature])
        return cls(tuple(of_meaning), constants, lengths, rare, common, first,
                   bytes(whose[at] for at in order), array("f", (more[at] for at in order)))  # fmt: skip

    def likely(self, text: str) -> list[tuple[str, float]]:
        """Every meaning with how much more the message is like it than like nothing, the likeliest first.

        None when fewer than half of its words were ever read: letters alone are like anything.
        """
        known = [self._rare[_hash(f"={fold_vowels(word)}")] > 0 for word in words_of(text)]
        weights = _weighed(_features(text).items(), self._rare)
        if not weights or sum(known) * 2 < len(known):
            return []
        mass, usual = sum(x for _, x in weights), sum(x * self._common[one] for one, x in weights)
        above = [0.0] * len(self.meanings)
        for one, x in weights:
            for at in range(self._first[one], self._first[one + 1]):
                above[self._whose[at]] += x * self._more[at]
        scores = {
            meaning: (mass * constant - usual + gain) / length
            for meaning, constant, length, gain in zip(
                self.meanings, self._constant, self._length, above, strict=True
            )
        }
        nothing = scores.pop(NOTHING, 0.0)
        return sorted(((meaning, score - nothing) for meaning, score in scores.items()), key=lambda one: -one[1])


def _features(text: str) -> dict[int, float]:
    """The words without most vowels, pairs of them, and the groups of letters in each, by their hashes."""
    words = [fold_vowels(word) for word in words_of(text)]
    found: Counter[str] = Counter(words)
    found.update(f"{one} {next_}" for one, next_ in pairwise(words))
    features: dict[int, float] = {}
    for name, times in found.items():
        _add(features, f"={name}", times)
    for word in words:
        for size in _GROUPS:
            padded = f"^{word}$"
            for at in range(len(padded) - size + 1):
                _add(features, padded[at : at + size], _OF_A_GROUP)
    return features


def _add(features: dict[int, float], name: str, times: float) -> None:
    number = _hash(name)
    features[number] = features.get(number, 0) + times


def _hash(name: str) -> int:
    return crc32(name.encode()) % _HASHES


def _packed(features: Mapping[int, float]) -> tuple[array[int], array[float]]:
    return array("H", features), array("f", features.values())


def _weighed(features: Iterable[tuple[int, float]], rare: array[float]) -> list[tuple[int, float]]:
    """Those that were seen; rare ones count more, and a long message no more than a short one."""
    weights = [(feature, times * rare[feature]) for feature, times in features if rare[feature]]
    length = sqrt(sum(weight * weight for _, weight in weights))
    return [(feature, weight / length) for feature, weight in weights]
