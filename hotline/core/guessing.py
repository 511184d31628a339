"""What a message may mean in which no keyword was found: phrases that it is like, and words that its own are like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from hotline.core.likeness import Likeness, weighed
from hotline.core.phrases import Message, Phrase
from hotline.core.vocabulary import SPELLED_NEAR, Vocabulary

_LIKE: Final = 84.0  # of 100: what is less alike is something else
_LONGEST: Final = 12  # words; what is longer was not typed in a hurry
_MOST: Final = 3  # words that may be unknown
_SHORTEST: Final = 2  # letters from which a word is guessed in a message
_SHORTEST_MESSAGE: Final = 3


@dataclass(frozen=True)
class Guesser:
    """Built once from the phrases; compares only what could not be read."""

    _vocabulary: Vocabulary
    _phrases: Likeness[Phrase]
    _words: Likeness[str]
    _noise: AbstractSet[str]

    @classmethod
    def of(cls, vocabulary: Vocabulary, phrases: Iterable[Phrase], noise: AbstractSet[str]) -> Guesser:
        """From the phrases that may be guessed; `noise` may be missing from them or stand beside them."""
        spelled: dict[str, list[str]] = {}
        for spelling, word in vocabulary.exact.items():
            spelled.setdefault(word, []).append(spelling)
        planted = list(phrases)
        meant = {word for phrase in planted for word in phrase.words} | {vocabulary.meant(word) for word in noise}
        return cls(
            vocabulary,
            Likeness.of((words, phrase) for phrase in planted for words in _spellings(phrase, spelled)),
            Likeness.of(((spelling,), word) for word in meant for spelling in spelled.get(word, (word,))),
            noise,
        )

    def phrases(self, message: Message) -> Iterator[tuple[Phrase, float]]:
        """Phrases that the whole message is like. What was read for certain must be part of them."""
        unknown = self._unknown(message)
        if not 0 < len(unknown) <= _MOST or len(message.words) > _LONGEST:
            return
        core = [at for at, word in enumerate(message.words) if word not in self._noise]
        read = {message.meant[at] for at in core if at not in unknown and not message.words[at].isdigit()}
        forms = {weighed(words) for words in (message.words, message.meant, [message.words[at] for at in core])}
        for form in filter(None, forms):
            for phrase, score in self._phrases.nearest(form, _LIKE):
                if read.issubset(phrase.words):
                    yield phrase, score

    def reading(self, message: Message) -> tuple[Message, float]:
        """The message with its unknown words read as the words most like them, and how like the least is, or 0."""
        unknown = self._unknown(message)
        meant, levels, least = list(message.meant), list(message.levels), 0.0
        for at in unknown if len(unknown) <= _MOST else ():
            for known, score in self._nearest(message.words[at])[:1]:
                meant[at], levels[at] = known, SPELLED_NEAR
                least = min(score, least or score)
        return Message(message.words, tuple(meant), tuple(levels)), least

    def refuses(self, message: Message, at: int) -> bool:
        """Whether a word that could not be read may have been meant as "not"."""
        if self._vocabulary.knows(message.words[at], message.levels[at]):
            return False
        return any(known in self._vocabulary.refusals for known, _ in self._nearest(message.words[at])[:2])

    def _nearest(self, word: str) -> list[tuple[str, float]]:
        return self._words.nearest(weighed((word,)), _LIKE) if len(word) >= _SHORTEST else []

    def _unknown(self, message: Message) -> list[int]:
        """The places of the words that were not read, or not for certain; two letters alone may mean anything."""
        if sum(map(len, message.words)) < _SHORTEST_MESSAGE:
            return []
        return [at for at, word in enumerate(message.words) if not self._vocabulary.knows(word, message.levels[at])]


def _spellings(phrase: Phrase, spelled: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """A phrase of one word in each of its spellings; a longer one by its words, and by the first in Urdu script."""
    if phrase.length == 1:
        yield from ((one,) for one in spelled.get(phrase.words[0], phrase.words))
        return
    yield phrase.words
    urdu = [next((one for one in spelled.get(word, ()) if not one.isascii()), word) for word in phrase.words]
    yield tuple(urdu)
