"""How a sentence is written for a speech engine, so that numbers and letters sound as people say them."""

from __future__ import annotations

import re
from collections.abc import Callable

_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(19|20)\d\d")
# The rescue service is "eleven twenty-two" in both languages, however it is written.
_RESCUE = re.compile(r"\b1 ?1 ?2 ?2\b")
_CAPITALS = re.compile(r"\b(?:[A-Z]{2,4}|NCCIA)\b")
_READ_AS_WORDS = frozenset({"SIM", "PIN", "NADRA", "OK"})
_MARKS = {
    "ur": {"#": " ہیش ", "*": " سٹار ", "۔": ". ", "،": ", ", "؟": "? ", "؛": "; ", "/": " "},
    "en": {"#": " hash ", "*": " star ", "/": " "},
}
# Words that the Urdu voice takes for others written alike: as a digit, nine is not read as "no".
_DIGIT_WORDS = {"نو": "9", "صفر": "0"}
# The Urdu voice of espeak-ng reads these two letters as in Hindi, "sh" and "zh"; here they are plain s and z.
_MISREAD = re.compile(r"[\u0620-\u065f\u066e-\u06d3]*[صظ][\u0620-\u065f\u066e-\u06d3]*")


def written_out(language: str, text: str) -> str:
    """The text with its digits in ASCII, numbers as they are said, signs as words, and acronyms spelled."""
    plain = "".join(str(int(c)) if c.isdecimal() else _MARKS[language].get(c, c) for c in text)
    plain = _CAPITALS.sub(lambda m: m[0] if m[0] in _READ_AS_WORDS else " ".join(m[0]), plain)
    plain = re.sub(r"(?<=\d)-(?=\d)", ", ", plain)  # within a number it is a pause, not a minus
    plain = _NUMBER.sub(lambda m: _said(m[0]), _RESCUE.sub("11 22", plain))
    if language == "ur":
        plain = re.sub(r"[\u0620-\u06d3]+", lambda m: _DIGIT_WORDS.get(m[0], m[0]), plain)
    return re.sub(r"\s+", " ", plain).strip(" .,;:?!-")


def with_sounds(text: str, sounds_of: Callable[[str], str]) -> str:
    """The text with each word that the Urdu voice misreads replaced by its sounds, put right.

    `sounds_of` asks the engine how it reads one word. Respelling would be simpler, but then the engine no
    longer finds the word in its dictionary and guesses the vowels.
    """
    def put_right(match: re.Match[str]) -> str:
        sounds = sounds_of(match[0])
        if not sounds or "(" in sounds:  # it changed language within the word: leave it
            return match[0]
        return f"[[{sounds.replace('s.', 's').replace('z.', 'z')}]]"
    return _MISREAD.sub(put_right, text)


def _said(number: str) -> str:
    is_quantity = len(number) <= 2 or (len(number) <= 5 and number.endswith("00"))
    if (is_quantity or _YEAR.fullmatch(number)) and (number == "0" or not number.startswith("0")):
        return number
    return " ".join(number)
