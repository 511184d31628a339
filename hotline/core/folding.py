"""Brings what people type to one form: script, digits, stretched letters, and the families of Roman Urdu spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that look the same on Arabic and Urdu keyboards, and endings that are written two ways.
_LETTERS = str.maketrans({
    "ي": "ی", "ى": "ی", "ئ": "ی", "ۓ": "ے", "ك": "ک", "ه": "ہ", "ة": "ہ", "ۃ": "ہ", "ۂ": "ہ", "ھ": "ہ",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ں": "ن", "ـ": None,
})  # fmt: skip
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")
_DOUBLED = re.compile(r"([bcdfghjklmnpqrstvwxyz])\1+")
_ROMAN = re.compile(r"[a-z]+")
# Roman Urdu families, the measured ones: applied in this order.
_FAMILIES = (("aa", "a"), ("ee", "i"), ("oo", "u"), ("ay", "e"), ("ey", "e"), ("ai", "e"), ("q", "k"), ("v", "w"),
             ("ph", "f"))  # fmt: skip


def words_of(text: str) -> tuple[str, ...]:
    """The words in one script form and lower case; no marks, joiners, controls, emoji or punctuation."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_LETTERS)
    kept = "".join(_kept(character) for character in plain)
    return tuple(_STRETCHED.sub(r"\1", word) for word in kept.split())


def _kept(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Nd":
        return str(unicodedata.digit(character))
    if kind[0] == "L":
        return character
    # Marks and joiners vanish within a word; an apostrophe too ("don't"); the rest parts words.
    if character in "'’‘`" or (kind in ("Mn", "Me", "Cf", "Cc") and not character.isspace()):
        return ""
    return " "


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """One spelling for a family of Roman spellings; other scripts stay as they are."""
    if not _ROMAN.fullmatch(word):
        return word
    for family, one in _FAMILIES:
        word = word.replace(family, one)
    word = _DOUBLED.sub(r"\1", word)
    return word[:-1] if word.endswith("h") and len(word) > 2 else word


def fold(words: tuple[str, ...]) -> tuple[str, ...]:
    """Each word in the spelling of its family."""
    return tuple(folded(word) for word in words)


def is_urdu(text: str) -> bool:
    """True when any letter is of the Arabic script."""
    return any("\u0600" <= c <= "\u06ff" or "\u0750" <= c <= "\u077f" or "\ufb50" <= c <= "\ufeff"
               for c in text if unicodedata.category(c)[0] == "L")  # fmt: skip
