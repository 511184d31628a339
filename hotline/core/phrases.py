"""The tree of phrases that keywords are made of, and where a message holds one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["phrase", "together", "hint", "alone", "answer", "nothing"]

_GAP: Final = 4  # small words that may stand between two words of a phrase


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is listed, and what it means where."""

    intent: str
    kind: Kind
    text: str
    words: tuple[str, ...]
    english: bool

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(self.words)


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a message: from which word to which, and how far the worst spelling was from a listed one."""

    phrase: Phrase
    start: int
    end: int
    level: int

    @property
    def is_parted(self) -> bool:
        """Whether other words stand between its own."""
        return self.end - self.start > self.phrase.length


@dataclass(frozen=True, slots=True)
class Message:
    """The words of a message, the word that each stands for, and how far it was from a listed spelling."""

    words: tuple[str, ...]
    meant: tuple[str, ...]
    levels: tuple[int, ...]


@dataclass(slots=True)
class Tree:
    """A place among the phrases: the words that may follow and the phrases that end here."""

    next: dict[str, Tree] = field(default_factory=dict)
    ends: list[Phrase] = field(default_factory=list)

    def plant(self, phrase: Phrase) -> None:
        """Add a phrase below this place."""
        place = self
        for word in phrase.words:
            place = place.next.setdefault(word, Tree())
        place.ends.append(phrase)

    def find(self, message: Message, filler: AbstractSet[str]) -> Iterator[Found]:
        """Every phrase of the message; `filler` may stand between the words of one, and so may a number."""
        for start in range(len(message.words)):
            yield from _walk(self, message, filler, start, start, 0, 0)


def _walk(
    place: Tree, message: Message, filler: AbstractSet[str], start: int, at: int, level: int, gap: int
) -> Iterator[Found]:
    for phrase in place.ends if not gap else ():
        yield Found(phrase, start, at, level)
    if at == len(message.words) or not place.next:
        return
    follower = place.next.get(message.meant[at])
    if follower:
        yield from _walk(follower, message, filler, start, at + 1, max(level, message.levels[at]), 0)
    word = message.words[at]
    if start < at and gap < _GAP and (word in filler or word.isdigit()):
        yield from _walk(place, message, filler, start, at + 1, level, gap + 1)


def swallowed(one: Found, nothing: Sequence[Found]) -> bool:
    """Whether it is part of a phrase that means nothing, and no more exact than that; or begins with its end.

    Words between its own make that end doubtful: in "missed call. mujhe maar raha hai" nobody is given a missed call,
    in "missed call maar raha hai" somebody is.
    """
    return any(
        (other.start < one.start < other.end and (one.end <= other.end or not other.is_parted))
        or (other.start <= one.start and one.end <= other.end and other.phrase.length >= one.phrase.length)
        for other in nothing
    )
