"""The words that keywords are made of: which spelling stands for which word, and which language it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Literal

from hotline.core.folding import fold, fold_vowels, listed, singulars, sound, words_of

AS_LISTED: Final = 0
SPELLED_ALIKE: Final = 1
SPELLED_NEAR: Final = 2
SOUND: Final = 3

_JOINED: Final = 6  # letters from which several words may have been written as one
_LONGEST_JOINED: Final = 40
_LONGEST_WORD: Final = 14
_LONG: Final = 6  # letters from which a word may be known by its sound
_NEAR: Final = 4
_ALIKE: Final = 3


@dataclass(frozen=True)
class Vocabulary:
    """Spellings to words, exactly and by three ways of folding; and the words that show a language."""

    exact: Mapping[str, str]
    folded: tuple[Mapping[str, str | None], ...]
    english: frozenset[str]
    both: frozenset[str]
    leans: frozenset[str]
    refusals: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Vocabulary:
        """From the parsed keyword table."""
        exact = {
            spelling: words_of(spellings)[0]
            for spellings in table["words"].values()
            for spelling in words_of(spellings)
        }
        texts = list(_texts(table))
        for text in texts:
            for word in listed(text):
                exact.setdefault(word, word)
        both = frozenset(listed(table["language"]["both"]))
        urdu = {word for text in _texts(table, english=False) for word in listed(text)}
        spoken = frozenset(listed(table["language"]["english"]))
        english = {word for text in _texts(table, english=True) for word in listed(text)}
        refusals = ("nahi", "mat", "dont", "not", "no", "never")
        return cls(
            exact,
            tuple(_index(exact, make, least) for make, least in _WAYS),
            (spoken | (english - urdu - _spellings(table))) - both,
            both,
            frozenset(words_of(table["language"]["leans"])),
            frozenset(exact.get(word, word) for word in refusals),
        )

    def meant(self, word: str) -> str:
        """The word that a listed spelling stands for; any other word is itself."""
        return self.exact.get(word, word)

    def with_spellings(self, words: Iterable[str]) -> frozenset[str]:
        """These words, and whatever else stands for one of them."""
        own = frozenset(words)
        return own | {spelling for spelling, word in self.exact.items() if word in own}

    def read(self, word: str) -> tuple[str, int]:
        """The word that any spelling stands for, and how far it is from a listed one."""
        meant = self.exact.get(word)
        if meant is not None:
            return meant, AS_LISTED
        for singular in singulars(word):
            if singular in self.exact:
                return self.exact[singular], SPELLED_ALIKE
        for level, ((make, least), index) in enumerate(zip(_WAYS, self.folded, strict=True), 1):
            known = index.get(make(word)) if len(word) >= min(least, _NEAR) else None
            if known is not None:
                return known, level
        return word, AS_LISTED

    def knows(self, word: str, level: int) -> bool:
        """Whether `read` found the word for certain, or it is a number or a key."""
        return level == SPELLED_ALIKE or (level == AS_LISTED and word in self.exact) or not word[0].isalpha()

    def remembered(self, words: tuple[str, ...], forget: AbstractSet[str]) -> tuple[str, ...]:
        """The words without "do not forget", which refuses nothing."""
        left: list[str] = []
        for word in words:
            if word in forget and left and self.meant(left[-1]) in self.refusals | {self.meant("na")}:
                left.pop()
            else:
                left.append(word)
        return tuple(left)

    def split(self, word: str) -> tuple[str, ...]:
        """The fewest listed words that an unknown one is made of, as when no spaces were typed; itself if none."""
        if word in self.exact or not _JOINED <= len(word) <= _LONGEST_JOINED:
            return (word,)
        fewest: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(2, len(word) + 1):
            for start in range(max(0, end - _LONGEST_WORD), end - 1):
                before = fewest[start]
                if before is not None and word[start:end] in self.exact:
                    now = fewest[end]
                    if now is None or len(before) + 1 < len(now):
                        fewest[end] = (*before, word[start:end])
        return fewest[-1] or (word,)

    def wordings(self, phrase: str, classes: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
        """The phrase with each of its alternatives, as normalised words; a name in capitals is one of `classes`."""
        choices: list[list[tuple[str, ...]]] = [
            [words_of(one.replace("_", " ")) for one in either(part, classes)] for part in phrase.split()
        ]
        seen = set()
        for parts in product(*choices):
            words = tuple(word for part in parts for word in part)
            if words and words not in seen:
                seen.add(words)
                yield words

    def language(self, words: Sequence[str], meant: Sequence[str]) -> Literal["ur_Latn", "en"] | None:
        """English if more words are English than not; nothing where every word belongs to both."""
        telling = [(word, one) for word, one in zip(words, meant, strict=True) if word not in self.both]
        if not telling:
            return None
        english = sum(word in self.english for word, _ in telling)
        roman = sum(word not in self.english and one in self.exact for word, one in telling)
        unknown = not english and not roman
        return "en" if english > roman or (unknown and not self.leans.isdisjoint(words)) else "ur_Latn"


def either(part: str, classes: Mapping[str, str]) -> Iterator[str]:
    """What a part of a phrase may be; a name in capitals stands for all the words of its class."""
    for one in part.split("/"):
        yield from classes[one].split() if one.isupper() else (one,)


def _texts(table: Mapping[str, Any], *, english: bool | None = None) -> Iterator[str]:
    """Every text of the table whose words are known words; only the English or only the other lists if asked."""
    names = {
        True: ("en", "en_alone", "en_together"),
        False: ("phrases", "alone", "answers", "about", "beside", "asks", "together", "hints"),
    }
    for lists in table["intents"].values():
        for name in names[english] if english is not None else names[True] + names[False]:
            listed = lists.get(name, ())
            yield from [listed] if isinstance(listed, str) else [_bare(one) for one in listed]
    if english is True:
        return
    yield from table["classes"].values()
    if english is None:
        yield from map(_bare, table["nothing"]["phrases"])
        yield table["ordinary"]["words"]
        yield table["language"]["english"]
    noise = table["noise"]
    yield from (noise["courtesy"], noise["wants"], noise["filler"], *table["numbers"].values())


def _bare(phrase: str) -> str:
    """Its words; a name in capitals is a class, whose words are listed elsewhere."""
    return " ".join(one for one in phrase.replace("/", " ").split() if not one.lstrip("-").isupper()).replace("-", " ")


def _spellings(table: Mapping[str, Any]) -> set[str]:
    return {word for spellings in table["words"].values() for word in words_of(spellings)}


def _index(exact: Mapping[str, str], make: Callable[[str], str], least: int) -> dict[str, str | None]:
    """Folded spelling to word; None where two words fold alike, so that neither is guessed.

    A short word stands in the way of a long one, but is not itself found by its sound.
    """
    index: dict[str, str | None] = {}
    long_enough: set[str] = set()
    for spelling, word in exact.items():
        key = make(spelling)
        if len(spelling) < min(least, _NEAR) or len(key) < _ALIKE:
            continue
        index[key] = word if index.get(key, word) == word else None
        if len(spelling) >= least:
            long_enough.add(key)
    return {key: word for key, word in index.items() if key in long_enough}


_WAYS: Final[tuple[tuple[Callable[[str], str], int], ...]] = (
    (fold, _ALIKE),
    (fold_vowels, _NEAR),
    (sound, _LONG),
)
