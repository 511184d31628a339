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
    """The weights, by the hash of a feature: how rare it is, how common in all, in which meanings more than that."""

    meanings: tuple[str, ...]
    _constant: Sequence[float]
    _length: Sequence[float]
    _rare: Mapping[int, float]
    _common: Mapping[int, float]
    _more: Mapping[int, tuple[bytes, array[float]]]

    @classmethod
    def of(cls, examples: Iterable[Example]) -> Learnt:
        """Count once; an example with several meanings counts in part for each."""
        read = [(meanings, _features(text)) for meanings, text in examples]
        found = Counter(feature for _, features in read for feature in features)
        rare = {feature: log(1 + len(read) / times) for feature, times in found.items()}
        inside: dict[str, Counter[int]] = {}
        for meanings, features in read:
            for feature, weight in _weighed(features, rare):
                for meaning in meanings:
                    inside.setdefault(meaning, Counter())[feature] += weight / len(meanings)  # type: ignore[assignment]
        return cls._from_counts(rare, inside)

    @classmethod
    def _from_counts(cls, rare: Mapping[int, float], inside: Mapping[str, Mapping[int, float]]) -> Learnt:
        total: dict[int, float] = {}
        for counts in inside.values():
            for feature, weight in counts.items():
                total[feature] = total.get(feature, 0) + weight
        common = {feature: log(weight + _UNSEEN) for feature, weight in total.items()}
        mass, floor, all_common = sum(total.values()), _UNSEEN * len(total), sum(common.values())
        constants, lengths = array("f"), array("f")
        more: dict[int, tuple[bytearray, array[float]]] = {}
        for number, counts in enumerate(inside.values()):
            constant = log(max(mass - sum(counts.values()), 0) + floor)
            above = 0.0
            for feature, weight in counts.items():
                gain = common[feature] - log(max(total[feature] - weight, 0) + _UNSEEN)
                above += gain
                whose, gains = more.setdefault(feature, (bytearray(), array("f")))
                whose.append(number)
                gains.append(gain)
            constants.append(constant)
            lengths.append((constant * len(total) - all_common + above) / len(total))
        kept = {feature: (bytes(whose), gains) for feature, (whose, gains) in more.items()}
        return cls(tuple(inside), constants, lengths, rare, common, kept)

    def likely(self, text: str) -> list[tuple[str, float]]:
        """Every meaning with how much more the message is like it than like nothing, the likeliest first.

        None when fewer than half of its words were ever read: letters alone are like anything.
        """
        words = [_hash(f"={fold_vowels(word)}") in self._rare for word in words_of(text)]
        if sum(words) * 2 < len(words):
            return []
        weights = _weighed({one: x for one, x in _features(text).items() if one in self._rare}, self._rare)
        if not weights:
            return []
        mass, usual = sum(x for _, x in weights), sum(x * self._common[one] for one, x in weights)
        above = [0.0] * len(self.meanings)
        for one, x in weights:
            for number, gain in zip(*self._more[one], strict=True):
                above[number] += x * gain
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


def _weighed(features: Mapping[int, float], rare: Mapping[int, float]) -> list[tuple[int, float]]:
    """Rare ones count more, and a long message no more than a short one."""
    weights = [(feature, times * rare[feature]) for feature, times in features.items()]
    length = sqrt(sum(weight * weight for _, weight in weights))
    return [(feature, weight / length) for feature, weight in weights] if length else []
