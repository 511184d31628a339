"""What a text message means: safety phrases first, then whole messages, then phrases inside longer ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from hotline.core.folding import is_urdu, words_of
from hotline.core.vocabulary import SOUND, SPELLED_ALIKE, SPELLED_NEAR, Vocabulary

Script = Literal["ur", "ur_Latn", "en"]
Kind = Literal["phrase", "alone", "answer", "nothing"]

_JOINED: Final = 6  # letters from which a phrase is also known written as one word
_GAP: Final = 4  # small words that may stand between two words of a phrase
_PHONE_NUMBER: Final = 7  # digits from which a spaced number is one number
_KINDS: Final[Mapping[str, Kind]] = {
    "phrases": "phrase",
    "en": "phrase",
    "alone": "alone",
    "en_alone": "alone",
    "about": "alone",
    "answers": "answer",
}


@dataclass(frozen=True, slots=True)
class Match:
    """What a message was taken to mean, the script it was written in, and why."""

    intent: str | None
    digits: str | None
    script: Script | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    intent: str
    kind: Kind
    text: str
    length: int
    english: bool


@dataclass(frozen=True, slots=True)
class _Found:
    phrase: _Phrase
    start: int
    end: int
    level: int


class _Node:
    """A place in the tree of phrases: the words that may follow and the phrases that end here."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.ends: list[_Phrase] = []


@dataclass(frozen=True, slots=True)
class _Message:
    words: tuple[str, ...]
    meant: tuple[str, ...]  # the word that each stands for
    levels: tuple[int, ...]  # how far it was from a listed spelling


@dataclass(frozen=True)
class Matcher:
    """Built once from the keyword table; reads nothing, keeps nothing."""

    _vocabulary: Vocabulary
    _tree: _Node
    _ranks: Mapping[str, int]
    _flags: Mapping[str, frozenset[str]]
    _about: Mapping[str, str]
    _numbers: Mapping[str, str]
    _noise: Mapping[str, frozenset[str]]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Matcher:
        """From the parsed `keywords.toml`. Raises KeyError or ValueError if it is malformed."""
        vocabulary = Vocabulary.from_table(table)
        intents: Mapping[str, Mapping[str, Any]] = table["intents"]
        tree = _Node()
        for intent, lists in intents.items():
            for name, kind in _KINDS.items():
                for phrase in _entries(lists.get(name, ())):
                    _plant(tree, vocabulary, phrase, intent, kind, name.startswith("en"))
        for phrase in table["nothing"]["phrases"]:
            _plant(tree, vocabulary, phrase, "", "nothing", False)
        noise = {name: table["noise"][name] for name in ("courtesy", "wants", "filler")}
        noise["number"] = table["noise"]["number"]["words"]
        return cls(
            vocabulary,
            tree,
            {intent: rank for rank, intent in enumerate(intents)},
            {
                flag: frozenset(intent for intent, lists in intents.items() if lists.get(flag))
                for flag in ("safety", "strict", "wanted")
            },
            {
                vocabulary.meant(word): intent
                for intent, lists in reversed(list(intents.items()))
                for word in words_of(lists.get("about", ""))
            },
            {word: digit for digit, words in table["numbers"].items() for word in words_of(words)},
            {name: frozenset(words_of(text)) for name, text in noise.items()},
        )

    def match(self, text: str, *, open_question: bool) -> Match:
        """What `text` means; while a numbered question is open, numbers and yes or no are its answers."""
        words = words_of(text)
        if not words:
            return Match(None, None, None, ("there is nothing to read",))
        digits = self._number(words, open_question)
        if digits is not None:
            return Match(None, digits, "ur" if is_urdu(text) else None, (f"the whole message is the number {digits}",))
        message = self._read(words)
        best, why = self._best(message, open_question)
        read = f"read as: {' '.join(message.meant)}"
        if best is None:
            return Match(None, None, self._script(text, message), (read, *why))
        intent, refined = self._refined(best, message)
        return Match(intent, None, self._script(text, message, best), (read, *why, _because(best, message), *refined))

    def _number(self, words: tuple[str, ...], open_question: bool) -> str | None:
        """The message's one number; a number word counts only as an answer, keys that work everywhere always."""
        keys = {word[0] for word in words} if all(word[0] in "*#" for word in words) else set()
        if keys:
            return keys.pop() if len(keys) == 1 else None
        bare = [word for word in words if word[0] not in "*#"]
        if bare == ["0"]:
            return "0"
        if not open_question:
            return None
        if len(bare) > 1 and all(word.isdigit() for word in bare):
            joined = "".join(bare)
            return joined if len(joined) >= _PHONE_NUMBER else bare[0] if len(set(bare)) == 1 else None
        said = [word for word in bare if word not in self._noise["number"]] or bare
        if len(said) == 1 and said[0].isdigit():
            return said[0]
        return self._numbers.get(said[0]) if len(said) == 1 else None

    def _read(self, words: tuple[str, ...]) -> _Message:
        read = {word: self._vocabulary.read(word) for word in set(words)}
        return _Message(words, tuple(read[word][0] for word in words), tuple(read[word][1] for word in words))

    def _best(self, message: _Message, open_question: bool) -> tuple[_Found | None, tuple[str, ...]]:
        """The phrase that decides, and in which of the three turns it was found."""
        found = list(self._find(message))
        nothing = [one for one in found if one.phrase.kind == "nothing"]
        standing = [one for one in found if one.phrase.kind != "nothing" and not _swallowed(one, nothing)]
        whole = [one for one in standing if self._is_whole(one, message, open_question)]
        first = [one for one in standing if self._acts_for_safety(one, one in whole)]
        if first:
            return min(first, key=self._longest), ("safety phrases come first",)
        whole = [one for one in whole if one.phrase.intent not in self._flags["safety"]]
        if whole:
            return min(whole, key=lambda one: (one.phrase.kind != "answer", one.level, *self._longest(one))), (
                "the whole message",
            )
        inside = [one for one in standing if self._acts_inside(one, message)]
        if inside:
            return min(inside, key=self._longest), ("inside a longer message",)
        return None, tuple(f"set aside: '{one.phrase.text}'" for one in nothing) or ("no keyword that may act",)

    def _longest(self, one: _Found) -> tuple[int, int, int]:
        return -one.phrase.length, self._ranks[one.phrase.intent], one.level

    def _find(self, message: _Message) -> Iterator[_Found]:
        for start in range(len(message.words)):
            yield from self._walk(self._tree, message, start, start, 0, 0)

    def _walk(
        self, node: _Node, message: _Message, start: int, at: int, level: int, gap: int
    ) -> Iterator[_Found]:
        """Every phrase that begins at `start`, small words between its words passed over."""
        for phrase in node.ends if not gap else ():
            yield _Found(phrase, start, at, level)
        if at == len(message.words) or not node.next:
            return
        follower = node.next.get(message.meant[at])
        if follower:
            yield from self._walk(follower, message, start, at + 1, max(level, message.levels[at]), 0)
        word = message.words[at]
        if start < at and gap < _GAP and (word in self._noise["filler"] or word.isdigit()):
            yield from self._walk(node, message, start, at + 1, level, gap + 1)

    def _is_whole(self, one: _Found, message: _Message, open_question: bool) -> bool:
        """Only noise stands around it. Answers need the open question."""
        if one.phrase.kind == "answer" and not open_question:
            return False
        if one.level == SOUND and (one.phrase.kind == "answer" or one.phrase.length > 1):
            return False
        courtesy, wants = self._noise["courtesy"], self._noise["wants"]
        strict = one.phrase.intent in self._flags["strict"]
        around = message.words[: one.start] + message.words[one.end :]
        return all(word in courtesy or (not strict and word in wants) for word in around)

    def _acts_for_safety(self, one: _Found, is_whole: bool) -> bool:
        """A safety phrase of several words may be spelt freely; one word must be spelt as listed or folded."""
        allowed = SPELLED_NEAR if one.phrase.length > 1 else SPELLED_ALIKE
        acts = is_whole or one.phrase.kind == "phrase"
        return acts and one.level <= allowed and one.phrase.intent in self._flags["safety"]

    def _acts_inside(self, one: _Found, message: _Message) -> bool:
        if one.phrase.kind != "phrase" or one.phrase.intent in self._flags["safety"]:
            return False
        allowed = SPELLED_NEAR if one.phrase.length > 1 else SPELLED_ALIKE
        if one.level > allowed:
            return False
        beside = message.meant[max(0, one.start - 1) : one.start] + message.meant[one.end : one.end + 2]
        refused = not self._vocabulary.refusals.isdisjoint(beside)
        return not (refused and one.phrase.intent in self._flags["wanted"])

    def _refined(self, best: _Found, message: _Message) -> tuple[str, tuple[str, ...]]:
        """Harassment in general, with a place or a person named, is the topic of that place."""
        intent = best.phrase.intent
        named = [(self._about[word], word) for word in message.meant if word in self._about]
        if intent != "topic_what" or not named:
            return intent, ()
        intent, word = min(named, key=lambda one: self._ranks[one[0]])
        return intent, (f"'{word}' says where",)

    def _script(self, text: str, message: _Message, best: _Found | None = None) -> Script | None:
        if is_urdu(text):
            return "ur"
        if best and best.phrase.intent in ("yes", "no"):
            return None  # a bare "yes" or "ok" is no wish for another language
        said = [at for at, word in enumerate(message.words) if word[0].isalpha()]
        shown = self._vocabulary.language([message.words[at] for at in said], [message.meant[at] for at in said])
        return "en" if shown is None and best and best.phrase.english and best.phrase.length > 1 else shown


def _entries(listed: str | Sequence[str]) -> Iterable[str]:
    return listed.split() if isinstance(listed, str) else listed


def _plant(tree: _Node, vocabulary: Vocabulary, text: str, intent: str, kind: Kind, english: bool) -> None:
    """Every wording of the phrase, also written as one word."""
    for words in vocabulary.wordings(text):
        node = tree
        for word in words:
            node = node.next.setdefault(vocabulary.meant(word), _Node())
        planted = _Phrase(intent, kind, text, len(words), english)
        node.ends.append(planted)
        one = "".join(words)
        if len(words) > 1 and len(one) >= _JOINED and one not in vocabulary.exact:
            tree.next.setdefault(one, _Node()).ends.append(planted)


def _swallowed(one: _Found, nothing: Iterable[_Found]) -> bool:
    """Whether it is part of a phrase that means nothing, and no more exact than that."""
    return any(
        other.start <= one.start and one.end <= other.end and other.phrase.length >= one.phrase.length
        for other in nothing
    )


def _because(one: _Found, message: _Message) -> str:
    said = " ".join(message.words[one.start : one.end])
    spelling = ("as listed", "by a spelling family", "with vowels dropped", "by its sound")[one.level]
    return f"'{said}' is '{one.phrase.text}' ({one.phrase.intent}), {spelling}"
