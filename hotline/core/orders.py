"""What a responder orders by text: few words, in three scripts, forgiven their spelling. Pure.

An order is the whole message. Everything else that she writes is a caller's text: she may need help herself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from hotline.core.folding import fold, fold_vowels, is_urdu, words_of

_LONGEST: Final = 8  # words; what is longer is no order, but for a note
_FORGIVEN: Final = 4  # letters from which a slip is forgiven
_DIGITS: Final = 8  # more are no minutes and no reference
_FIRST_WORD: Final = re.compile(r"\s*([^\W\d_]+\S*?)(?:[\s:,.;\u060c\u06d4-]+(.*))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered, and the language it was written in; `en` stands for what Roman Urdu shares with English.

    `number` is minutes or a reference, as the order goes; `words` are those of a note.
    """

    name: str
    language: str
    number: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    language: str


@dataclass(frozen=True)
class Orders:
    """Built once from the table of orders; reads nothing, keeps nothing."""

    _alike: Mapping[str, _Listed]
    _near: Mapping[str, _Listed | None]
    _numbered: frozenset[str]
    _bare: frozenset[str]
    _noise: frozenset[str]
    _never: frozenset[str]
    _units: Mapping[str, int]
    _note: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Orders:
        """From the parsed `orders.toml`. Raises ValueError when two orders are spelled alike, KeyError for a gap."""
        noise = frozenset(words_of(table["noise"]["words"]))
        alike: dict[str, _Listed] = {}
        for name, lists in table["orders"].items():
            for language in ("en", "ur_Latn", "ur"):
                for phrase in lists[language]:
                    for key in _keys(phrase, noise):
                        if alike.setdefault(key, _Listed(name, language)).name != name:
                            raise ValueError(f"{phrase!r} is spelled like another order")
        strict = {name for name, lists in table["orders"].items() if lists.get("strict")}
        units = dict.fromkeys(words_of(table["units"]["minutes"]), 1)
        units |= dict.fromkeys(words_of(table["units"]["hours"]), 60)
        return cls(
            alike,
            _slips({key: listed for key, listed in alike.items() if listed.name not in strict}),
            frozenset(name for name, lists in table["orders"].items() if lists.get("number")),
            frozenset(name for name, lists in table["orders"].items() if lists.get("bare")),
            noise,
            frozenset(map(fold, words_of(table["never"]["words"])))
            | {shorter for key, listed in alike.items() if listed.name in strict for shorter in _without_a_letter(key)},
            units,
            frozenset(words_of(table["note"]["words"])),
        )

    @property
    def names(self) -> frozenset[str]:
        """Every order that can be given."""
        return frozenset(listed.name for listed in self._alike.values()) | {"note"}

    def read(self, text: str) -> Order | None:
        """The order that a text is, or None when it is something else."""
        words = words_of(text)
        if words and words[0] in self._note:
            return self._read_note(text)
        if words == ("1",):
            return Order("yes", "ur" if is_urdu(text) else "en", 1)
        if not 0 < len(words) <= _LONGEST:
            return None
        order = self._whole(words)
        kept = [word for word in words if word not in self._noise]
        if order is None and len(kept) < len(words):
            order = self._whole(kept)
            return None if order and order.name in self._bare else order
        return order

    def _read_note(self, text: str) -> Order | None:
        found = _FIRST_WORD.match(text)
        return Order("note", "ur" if is_urdu(text) else "en", words=(found[2] or "").strip()) if found else None

    def _whole(self, words: Collection[str]) -> Order | None:
        numbers = [word for word in words if word.isdigit()]
        if len(numbers) > 1 or any(len(number) > _DIGITS for number in numbers):
            return None
        units = [word for word in words if numbers and word in self._units]
        said = "".join(word for word in words if word not in numbers and word not in units)
        listed = self._known(said)
        if listed is None or (numbers and listed.name not in self._numbered) or len(units) > 1:
            return None
        number = int(numbers[0]) * self._units.get("".join(units), 1) if numbers else None
        return Order(listed.name, listed.language, number)

    def _known(self, said: str) -> _Listed | None:
        key = fold(said)
        listed = self._alike.get(key)
        if listed or key in self._never or len(key) < _FORGIVEN:
            return listed
        found = {self._near[slip] for slip in _spellings(key) if slip in self._near}
        return found.pop() if len({one and one.name for one in found}) == 1 else None


def _keys(phrase: str, noise: Collection[str]) -> set[str]:
    """A phrase as it is looked up: in one word, with the small words that may be left out and without them."""
    words = words_of(phrase)
    kept = [word for word in words if word not in noise] or words
    return {fold("".join(words)), fold("".join(kept))}


def _slips(alike: Mapping[str, _Listed]) -> dict[str, _Listed | None]:
    """Every spelling with a letter less to its order; None where two orders come together."""
    near: dict[str, _Listed | None] = {}
    for key, listed in alike.items():
        for slip in _spellings(key) if len(key) >= _FORGIVEN else ():
            known = near.setdefault(slip, listed)
            if known is None or known.name != listed.name:
                near[slip] = None
    return near


def _spellings(key: str) -> Iterator[str]:
    """The word itself, with its vowels dropped, and without each of its letters but the first."""
    yield key
    yield f"{fold_vowels(key)} by vowels"
    yield from _without_a_letter(key)


def _without_a_letter(key: str) -> Iterator[str]:
    for at in range(1, len(key)):
        yield key[:at] + key[at + 1 :]
