"""What a text is taken to mean: safety phrases first, then whole messages, then strong words inside a message.

The lists come as data; nothing here guesses where it matters. A word that is also an ordinary word acts only as
the whole message.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from hotline.core.folding import fold, is_urdu, words_of

Script = Literal["ur", "ur_Latn", "en"]
Words = tuple[str, ...]
ANSWERS = frozenset({"yes", "no", "back", "again"})  # they act only while a question is open
LONGEST = 600  # characters looked at; a keyword further on is not what the message is about
PHONE_DIGITS = 7  # a run of digits this long is a telephone number, however it is spaced


@dataclass(frozen=True, slots=True)
class Match:
    """An intent, or the digits of an answer, or neither; the script to reply in (None keeps the last); and why."""

    intent: str | None
    digits: str | None
    script: Script | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    intent: str
    words: Words
    listed: str


@dataclass(frozen=True)
class Matcher:
    """Looks texts up in lists. `inside` acts within a message too, `whole` only as all of it."""

    safety: Mapping[Words, _Entry]
    safety_whole: Mapping[Words, _Entry]
    whole: Mapping[Words, _Entry]
    inside: Mapping[Words, _Entry]
    numbers: Mapping[str, str]
    noise: frozenset[str]
    english: frozenset[str]
    calls: frozenset[str]
    negations: frozenset[str]
    doings: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Matcher:
        """Build it from `keywords.toml` as parsed. The first intent that lists a phrase has it."""
        lists: dict[tuple[bool, str], dict[Words, _Entry]] = {}
        for raw in table["intent"]:
            for kind in ("whole", "inside"):
                for phrase in raw.get(kind, ()):
                    words = words_of(phrase)
                    entry = _Entry(raw["name"], words, phrase)
                    found = lists.setdefault((bool(raw.get("safety")), kind), {})
                    for form in {words, fold(words)}:
                        found.setdefault(form, entry)
        inside = lists.get((False, "inside"), {})
        return cls(
            safety=lists.get((True, "inside"), {}),
            safety_whole={**lists.get((True, "inside"), {}), **lists.get((True, "whole"), {})},
            whole={**inside, **lists.get((False, "whole"), {})},
            inside=inside,
            numbers={form: digit for digit, names in table["numbers"].items() for name in names
                     for form in words_of(name)},
            noise=_set(table["noise"]),
            english=_set(table["english"]),
            calls=_set(table["negation"]["calls"]),
            negations=_set(table["negation"]["words"]),
            doings=_set(table["negation"]["doings"]),
        )  # fmt: skip

    def match(self, text: str, *, open_question: bool) -> Match:
        """What `text` means; `open_question` says that a numbered question waits for an answer. Never raises."""
        text = text[:LONGEST]
        key = _lone_key(text)
        if key:
            return Match(None, key, None, (f"the key {key}",))
        words = words_of(text)
        if not words:
            return Match(None, None, None, ("no letter and no digit",))
        script = self._script(text, words)
        found = self._safety(words) or self._digits(words) or self._answer(words, open_question) or self._plain(words)
        if found is None:
            return Match(None, None, script, ("no keyword in it",))
        intent, digits, why = found
        return Match(intent, digits, None if digits else script, (why,))

    def _safety(self, words: Words) -> tuple[str, None, str] | None:
        """Phrases that must win whatever else is said, the longest first."""
        core = self._without_noise(words)
        for message in (words, core):
            for form in (message, fold(message)):
                if form in self.safety_whole:
                    entry = self.safety_whole[form]
                    return entry.intent, None, f"the whole message is {entry.listed!r}"
        if self._denies_call(words):
            return "dont_call", None, "a negation beside a word for calling"
        return _within(self.safety, words, "safety phrase")

    def _denies_call(self, words: Words) -> bool:
        """`call mat karna`, `phone na karein`, `do not call`: the negation turns the meaning round."""
        for at, word in enumerate(words):
            after = words[at + 1 : at + 3]
            before = words[max(0, at - 2) : at]
            if word in self.calls and after and after[0] in self.negations and (
                len(after) == 1 or after[1] in self.doings
            ):  # fmt: skip
                return True
            if word in self.calls and any(one in ("dont", "not", "never", "no", "mat") for one in before):
                return True
        return False

    def _digits(self, words: Words) -> tuple[None, str, str] | None:
        """A message that is one number, in digits or as a word."""
        core = self._without_noise(words)
        joined = "".join(words)
        if joined.isdigit() and (len(words) == 1 or len(joined) >= PHONE_DIGITS):
            return None, joined, "a number"
        for form in (words, core):
            if len(form) == 1 and form[0] in self.numbers:
                return None, self.numbers[form[0]], f"{form[0]!r} is a number word"
        if len(core) == 1 and core[0].isdigit():
            return None, core[0], "a number among words without weight"
        return None

    def _answer(self, words: Words, open_question: bool) -> tuple[str, None, str] | None:
        """Yes, no, back, again: only as the whole message, only while a question is open."""
        for form in (words, fold(words), self._without_noise(words)):
            entry = self.whole.get(form)
            if entry and entry.intent in ANSWERS:
                return (entry.intent, None, f"{entry.listed!r} answers the open question") if open_question else None
        return None

    def _plain(self, words: Words) -> tuple[str, None, str] | None:
        core = self._without_noise(words)
        for form in (words, core, fold(words), fold(core)):
            entry = self.whole.get(form)
            if entry and entry.intent not in ANSWERS:
                return entry.intent, None, f"the whole message is {entry.listed!r}"
        return _within(self.inside, words, "keyword")

    def _without_noise(self, words: Words) -> Words:
        first, last = 0, len(words)
        while first < last and words[first] in self.noise:
            first += 1
        while last > first and words[last - 1] in self.noise:
            last -= 1
        return words[first:last]

    def _script(self, text: str, words: Words) -> Script | None:
        if is_urdu(text):
            return "ur"
        if not _letters(words):
            return None
        spoken = [word for word in words if not word.isdigit()]
        return "en" if 2 * sum(word in self.english for word in spoken) > len(spoken) else "ur_Latn"


def _set(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in words_of(phrase))


def _letters(words: Words) -> bool:
    return any(not word.isdigit() for word in words)


def _lone_key(text: str) -> str | None:
    stripped = "".join(character for character in text if character.isprintable()).strip(" .!،۔")
    return stripped if stripped in ("*", "#") else None


def _within(entries: Mapping[Words, _Entry], words: Words, kind: str) -> tuple[str, None, str] | None:
    """The longest listed phrase inside the message, in its own spelling before its family's."""
    for form in (words, fold(words)):
        for run in _runs(form):
            if run in entries:
                return entries[run].intent, None, f"{kind} {entries[run].listed!r} inside the message"
    return None


def _runs(words: Words, longest: int = 5) -> Iterator[Words]:
    for length in range(min(longest, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            yield words[start : start + length]
