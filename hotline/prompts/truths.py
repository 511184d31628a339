"""Finds what is wrong with the content before a reviewer reads it: weak facts, numbers nobody listed, missing words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hotline.core.content import CONFIDENCES, REASON, Item, Library
from hotline.prompts.words import LANGUAGES, SHORTER, Words

SURE_ENOUGH = CONFIDENCES.index("medium")  # below this nothing is told that nobody answered for
_A_NUMBER = re.compile(r"\d[\d ,\u060c-]*\d")  # however it is spaced, in the digits of any script


def check(library: Library, words: Words) -> list[str]:
    """One sentence for each problem."""
    numbers = {one.id for one in library.referrals}
    keys = Counter(item.key for item in library.items())
    problems = [f"{key} is there {count} times" for key, count in keys.items() if count > 1]
    for item in library.items():
        problems += _unsure(item)
        problems += (f"{item.key} names {number}, which is not in numbers.toml" for number in item.numbers
                     if number not in numbers)  # fmt: skip
        problems += _unwritten(item, words)
        problems += _unlisted(item, numbers, words)
    known = keys.keys() | numbers
    return problems + [f"{one.item} is signed but does not exist" for one in library.sign_offs if one.item not in known]


def _unsure(item: Item) -> Iterator[str]:
    if not item.facts:
        yield f"{item.key} rests on no fact"
    elif CONFIDENCES.index(item.confidence) < SURE_ENOUGH and not (item.needs or item.numbers):
        yield f"{item.key} is of {item.confidence} confidence, but nobody has to sign it"


def _unwritten(item: Item, words: Words) -> Iterator[str]:
    for key in (item.key, item.key + REASON) if item.answer else (item.key,):
        for language in LANGUAGES:
            if words.template(language, key, "sms") is None:
                yield f"{language}: {key} has no words"


def _unlisted(item: Item, numbers: set[str], words: Words) -> Iterator[str]:
    """A number that stands in the words must be one that the item waits for."""
    digits = {number.replace("-", ""): number for number in numbers}
    for language in LANGUAGES:
        texts = words.texts.get(language, {})
        for name in (item.key, item.key + SHORTER, item.key + REASON, item.key + REASON + SHORTER):
            named = {_bare(found) for found in _A_NUMBER.findall(texts.get(name, ""))}
            missing = sorted(digits[one] for one in named & digits.keys() if digits[one] not in item.numbers)
            yield from (f"{language}: {name} names {one}, which is not among its numbers" for one in missing)


def _bare(number: str) -> str:
    return "".join(str(int(character)) for character in number if character.isdecimal())
