"""Words that mean something wherever they stand near one another: "phone", "paas" and "shohar", in any order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hotline.core.folding import words_of
from hotline.core.phrases import Found, Kind, Message, Phrase
from hotline.core.vocabulary import Vocabulary, either

# Which lists hold rules: what a rule is called when it is found, and whether it is English.
_LISTS: Final[Mapping[str, tuple[Kind, bool]]] = {
    "together": ("together", False),
    "en_together": ("together", True),
    "hints": ("hint", False),
}
_IN_ORDER: Final = "> "
_REACH: Final = 9  # words, from the first of them to the last


@dataclass(frozen=True)
class Rule:
    """One word of each part makes the phrase, unless one of `without` is anywhere in the message.

    With `in_order` each part must stand behind the one before; that is as good as a phrase.
    """

    phrase: Phrase
    parts: tuple[frozenset[str], ...]
    without: frozenset[str]
    in_order: bool


class Together:
    """All rules, found by the words of their first part: most messages hold none of them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._of_word: dict[str, list[int]] = {}
        for at, rule in enumerate(rules):
            for word in rule.parts[0]:
                self._of_word.setdefault(word, []).append(at)

    @classmethod
    def read(cls, table: Mapping[str, Any], vocabulary: Vocabulary) -> Together:
        """Every rule of the parsed keyword table."""
        return cls([
            _rule(text, intent, vocabulary, table["classes"], kind, english)
            for intent, lists in table["intents"].items()
            for name, (kind, english) in _LISTS.items()
            for text in lists.get(name, ())
        ])

    def find(self, message: Message) -> Iterator[Found]:
        """Every rule that the message satisfies, with the words from the first to the last of them."""
        said = frozenset(message.meant)
        for at in sorted({at for word in said for at in self._of_word.get(word, ())}):
            rule = self._rules[at]
            if any(part.isdisjoint(said) for part in rule.parts) or not rule.without.isdisjoint(said):
                continue
            places = [[at for at, word in enumerate(message.meant) if word in part] for part in rule.parts]
            span = _span(places, rule.in_order)
            if span:
                level = max(message.levels[at] for at in span)
                yield Found(rule.phrase, min(span), max(span) + 1, level)


def _rule(
    text: str, intent: str, vocabulary: Vocabulary, classes: Mapping[str, str], kind: Kind, english: bool
) -> Rule:
    def known(parts: Iterable[str]) -> frozenset[str]:
        return frozenset(
            vocabulary.meant(word)
            for part in parts
            for one in either(part.lstrip("-"), classes)
            for word in words_of(one)
        )

    in_order = text.startswith(_IN_ORDER)
    needed = [part for part in text.removeprefix(_IN_ORDER).split() if not part.startswith("-")]
    return Rule(
        Phrase(intent, "phrase" if in_order else kind, text, tuple(needed), english),
        tuple(known([part]) for part in needed),
        known(part for part in text.split() if part.startswith("-")),
        in_order,
    )


def _span(places: Sequence[Sequence[int]], in_order: bool) -> list[int] | None:
    """A place of each part, no two the same, all within reach of the first; None if there are none."""
    for start in sorted({at for part in places for at in part}):
        taken: list[int] = []
        for part in places:
            near = part[bisect_left(part, start) : bisect_left(part, start + _REACH)]
            behind = taken[-1] if in_order and taken else -1
            free = next((at for at in near if at > behind and at not in taken), None)
            if free is None:
                break
            taken.append(free)
        else:
            return taken
    return None
