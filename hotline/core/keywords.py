"""What a text message means: safety phrases first, then whole messages, then phrases inside longer ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from hotline.core.folding import is_urdu, listed, words_of
from hotline.core.guessing import Guesser
from hotline.core.learnt import Example, Learnt
from hotline.core.listing import listed_phrases, listed_texts
from hotline.core.phrases import Found, Message, Tree, swallowed
from hotline.core.together import Together
from hotline.core.vocabulary import SOUND, SPELLED_ALIKE, SPELLED_NEAR, Vocabulary

Script = Literal["ur", "ur_Latn", "en"]

_PHONE_NUMBER: Final = 7  # digits from which a spaced number is one number
# When a guess is taken as meant: how alike it must be (of 100), how far ahead of the next, in how short a message.
_SURE: Final = 88
_AHEAD: Final = 8
_HINTED: Final = 60.0  # how alike a hint is: never enough to be taken as meant
_FEW: Final = 3  # words
_LONG_ENOUGH: Final = 5  # letters
SENTENCE: Final = 3  # words from which a message is compared with what others wrote


@dataclass(frozen=True, slots=True)
class Match:
    """What a message was taken to mean, the script it was written in, and why.

    Where that is only a guess, `offered` holds the one or two likeliest meanings: she must be asked.
    """

    intent: str | None
    digits: str | None
    script: Script | None
    why: tuple[str, ...]
    offered: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matcher:
    """Built once from the keyword table; reads nothing, keeps nothing."""

    _vocabulary: Vocabulary
    _tree: Tree
    _together: Together
    _guesser: Guesser
    _ranks: Mapping[str, int]
    _flags: Mapping[str, frozenset[str]]
    _learnt: Learnt
    _named: Mapping[str, Mapping[str, str]]
    _numbers: Mapping[str, str]
    _noise: Mapping[str, frozenset[str]]

    @classmethod
    def from_table(cls, table: Mapping[str, Any], examples: Sequence[Example] = ()) -> Matcher:
        """From the parsed `keywords.toml`, and examples to learn from. Raises KeyError or ValueError if malformed."""
        learnt = Learnt.of(_taught(table, examples))  # first: what it leaves free is room for all the rest
        vocabulary = Vocabulary.from_table(table)
        intents: Mapping[str, Mapping[str, Any]] = table["intents"]
        phrases = tuple(listed_phrases(table, vocabulary))
        tree = Tree()
        for phrase in phrases:
            tree.plant(phrase)
        noise = {name: words for name, words in table["noise"].items() if isinstance(words, str)}
        noise["number"] = table["noise"]["number"]["words"]
        small = {name: frozenset(listed(text)) for name, text in noise.items()}
        small["filler"] = vocabulary.with_spellings(small["filler"])
        guessed = (one for one in phrases if one.kind not in ("answer", "nothing"))
        named = {
            "about": _named(table, vocabulary, lambda lists: f"{lists.get('about', '')} {lists.get('beside', '')}"),
            "asks": _named(table, vocabulary, lambda lists: lists.get("asks", "")),
            "places": _named(table, vocabulary, lambda lists: _single(lists["alone"]) if lists.get("named") else ""),
        }
        return cls(
            vocabulary,
            tree,
            Together.read(table, vocabulary),
            Guesser.of(vocabulary, guessed, small["courtesy"] | small["wants"] | small["filler"]),
            {intent: rank for rank, intent in enumerate(intents)},
            {
                flag: frozenset(intent for intent, lists in intents.items() if lists.get(flag))
                for flag in ("safety", "strict", "named", "wanted", "matters", "general")
            },
            learnt,
            named,
            {word: digit for digit, words in table["numbers"].items() for word in words_of(words)},
            small,
        )

    def match(self, text: str, *, open_question: bool) -> Match:
        """What `text` means; while a numbered question is open, numbers and yes or no are its answers."""
        words = words_of(text)
        if not words:
            return Match(None, None, None, ("there is nothing to read",))
        digits = self._number(words, open_question)
        if digits is not None:
            return Match(None, digits, "ur" if is_urdu(text) else None, (f"the whole message is the number {digits}",))
        words = self._vocabulary.remembered(words, self._noise["forget"])
        message = self._read(tuple(one for word in words for one in self._vocabulary.split(word)))
        best, why = self._best(message, open_question=open_question)
        read = f"read as: {' '.join(message.meant)}"
        if best is None:
            likely = self._likely(self._read(words))
            script = self._script(text, message)
            if not likely:
                return self._as_learnt(message, script, (read, *why))
            return self._guessed(likely, words, script, (read, *why))
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

    def _read(self, words: tuple[str, ...]) -> Message:
        read = {word: self._vocabulary.read(word) for word in set(words)}
        return Message(words, tuple(read[word][0] for word in words), tuple(read[word][1] for word in words))

    def _found(self, message: Message) -> tuple[list[Found], list[Found]]:
        """What stands in the message, without what is part of a phrase that means nothing; and those phrases."""
        found = [*self._tree.find(message, self._noise["filler"]), *self._together.find(message)]
        nothing = [one for one in found if one.phrase.kind == "nothing"]
        return [one for one in found if one.phrase.kind != "nothing" and not swallowed(one, nothing)], nothing

    def _best(self, message: Message, *, open_question: bool) -> tuple[Found | None, tuple[str, ...]]:
        """The phrase that decides, and in which of the three turns it was found."""
        standing, nothing = self._found(message)
        whole = [one for one in standing if self._is_whole(one, message, open_question)]
        first = [one for one in standing if self._acts_for_safety(one, one in whole)]
        if first:
            said = [one for one in first if one.phrase.kind != "together"] or first
            return min(said, key=self._longest), ("safety phrases come first",)
        whole = [one for one in whole if one.phrase.intent not in self._flags["safety"]]
        if whole:
            return min(whole, key=lambda one: (one.phrase.kind != "answer", one.level, *self._longest(one))), (
                "the whole message",
            )
        inside = [one for one in standing if self._acts_inside(one, message)]
        if inside:
            return min(inside, key=self._longest), ("inside a longer message",)
        return None, tuple(f"set aside: '{one.phrase.text}'" for one in nothing) or ("no keyword that may act",)

    def _longest(self, one: Found) -> tuple[int, int, int]:
        return -one.phrase.length, self._ranks[one.phrase.intent], one.level

    def _likely(self, message: Message) -> list[tuple[str, float]]:
        """What the message is most like, and how much (100 is the same), the likeliest first. No answer is guessed."""
        likely: dict[str, float] = {}
        for phrase, score in self._guesser.phrases(message):
            likely[phrase.intent] = max(score, likely.get(phrase.intent, 0))
        reading, score = self._guesser.reading(message)
        best = self._best(reading, open_question=False)[0] if score else None
        if best:
            intent = self._refined(best, reading)[0]
            likely[intent] = max(score, likely.get(intent, 0))
        for one in self._found(message)[0] if not likely else ():
            if one.phrase.kind == "hint":
                likely.setdefault(self._refined(one, message)[0], _HINTED + one.phrase.length)
        return sorted(likely.items(), key=lambda one: (-one[1], self._ranks[one[0]]))

    def _guessed(
        self, likely: list[tuple[str, float]], words: tuple[str, ...], script: Script | None, why: tuple[str, ...]
    ) -> Match:
        """Something harmless that is beyond doubt is taken as meant; otherwise she is asked, or nothing is known."""
        first, score = likely[0]
        second, runner_up = likely[1] if len(likely) > 1 else ("", 0.0)
        why = (*why, *(f"like {intent}: {score:.0f} of 100" for intent, score in likely[:2]))
        plain = len(words) <= _FEW and sum(map(len, words)) >= _LONG_ENOUGH
        clear = plain and score >= _SURE and score - runner_up >= _AHEAD
        if clear and first not in self._flags["safety"] | self._flags["matters"]:
            return Match(first, None, script, (*why, "beyond doubt, and it does no harm"))
        return Match(None, None, script, why, (first, second) if second else (first,))

    def _as_learnt(self, message: Message, script: Script | None, why: tuple[str, ...]) -> Match:
        """What no rule understands may be like what others wrote. Then she is asked: nothing is done for likeness."""
        near = self._learnt.likely(" ".join(message.words)) if len(message.words) >= SENTENCE else []
        if not self._vocabulary.refusals.isdisjoint(message.meant):
            near = [one for one in near if one[0] not in self._flags["wanted"]]
        if not near or near[0][1] <= 0:
            return Match(None, None, script, why)
        (first, score), (second, runner_up) = near[:2]
        why = (*why, f"like messages that meant {first} ({score:.2f}) or {second} ({runner_up:.2f})")
        return Match(None, None, script, why, (first, second))

    def _is_whole(self, one: Found, message: Message, open_question: bool) -> bool:
        """Only noise stands around it. Answers need the open question."""
        if one.phrase.kind == "hint" or (one.phrase.kind == "answer" and not open_question):
            return False
        matters = one.phrase.kind == "answer" or one.phrase.intent in self._flags["matters"]
        if one.level == SOUND and (matters or one.phrase.length > 1):
            return False
        around = set(message.words[: one.start] + message.words[one.end :]) - self._noise["courtesy"]
        if one.phrase.intent in self._flags["safety"] and not around.isdisjoint(self._noise["asking"]):
            return False  # what is asked about is not happening
        if one.phrase.intent in self._flags["named"]:
            more = around - self._noise["province"]
            sought = not more or not more.isdisjoint(self._noise["seeking"])
            return sought and more <= self._noise["place"] | self._noise["seeking"]
        return around <= (frozenset() if one.phrase.intent in self._flags["strict"] else self._noise["wants"])

    def _acts_for_safety(self, one: Found, is_whole: bool) -> bool:
        """A safety phrase of several words may be spelt freely; one word, or two in any order, as listed or folded."""
        freely = one.phrase.length > (2 if one.phrase.kind == "together" else 1)
        allowed = SPELLED_NEAR if freely else SPELLED_ALIKE
        acts = is_whole or one.phrase.kind in ("phrase", "together")
        return acts and one.level <= allowed and one.phrase.intent in self._flags["safety"]

    def _acts_inside(self, one: Found, message: Message) -> bool:
        if one.phrase.kind not in ("phrase", "together") or one.phrase.intent in self._flags["safety"]:
            return False
        allowed = SPELLED_NEAR if one.phrase.length > 1 else SPELLED_ALIKE
        if one.level > allowed:
            return False
        return not (one.phrase.intent in self._flags["wanted"] and self._is_refused(one, message))

    def _is_refused(self, one: Found, message: Message) -> bool:
        """Whether a "not" stands beside it, or a word that may have been meant as one."""
        beside = [at for at in (one.start - 1, one.end, one.end + 1) if 0 <= at < len(message.words)]
        if one.end in beside and message.words[one.end] in self._noise["refusable"]:
            beside = beside[:-1]  # it is that which is refused
        return any(
            message.meant[at] in self._vocabulary.refusals or self._guesser.refuses(message, at) for at in beside
        )

    def _refined(self, best: Found, message: Message) -> tuple[str, tuple[str, ...]]:
        """What is meant in general is told of the place, or is asked of the person, that is named."""
        intent = best.phrase.intent
        kind = "about" if intent in self._flags["general"] else {"call_me": "asks", "near": "places"}.get(intent, "")
        names = self._named.get(kind, {})
        named = [(names[word], word) for word in message.meant if word in names]
        if intent == "help":  # by telephone; and "bas" is enough as often as a bus
            named = [one for one in named if one[0] not in ("topic_phone", "topic_street")]
        if not named:
            return intent, ()
        intent, word = min(named, key=lambda one: self._ranks[one[0]])
        return intent, (f"'{word}' says which",)

    def _script(self, text: str, message: Message, best: Found | None = None) -> Script | None:
        if is_urdu(text):
            return "ur"
        if best and best.phrase.intent in ("yes", "no"):
            return None  # a bare "yes" or "ok" is no wish for another language
        said = [at for at, word in enumerate(message.words) if word[0].isalpha()]
        shown = self._vocabulary.language([message.words[at] for at in said], [message.meant[at] for at in said])
        return "en" if shown is None and best and best.phrase.english and best.phrase.length > 1 else shown


def _named(
    table: Mapping[str, Any], vocabulary: Vocabulary, words: Callable[[Mapping[str, Any]], str]
) -> dict[str, str]:
    """The words that say which of several is meant; the earlier intent has a word that two of them name."""
    return {
        vocabulary.meant(word): intent
        for intent, lists in reversed(list(table["intents"].items()))
        for word in listed(words(lists))
    }


def _taught(table: Mapping[str, Any], examples: Iterable[Example]) -> list[Example]:
    """What is learnt from: phrases as listed, and examples; but a named place is never meant by likeness."""
    never = {intent for intent, lists in table["intents"].items() if lists.get("named")}
    taught = [*(((intent,), text) for intent, text, kind, _ in listed_texts(table) if kind != "answer"), *examples]
    return [(kept, text) for meanings, text in taught if (kept := [one for one in meanings if one not in never])]


def _single(names: Iterable[str]) -> str:
    """Those of the names that are one word."""
    return " ".join(one for text in names for one in text.split("/") if "_" not in one)


def _because(one: Found, message: Message) -> str:
    said = " ".join(message.words[one.start : one.end])
    spelling = ("as listed", "by a spelling family", "with vowels dropped", "by its sound")[one.level]
    return f"'{said}' is '{one.phrase.text}' ({one.phrase.intent}), {spelling}"
