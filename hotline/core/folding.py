"""Letters brought together that people type in many ways: scripts, marks, digits, stretching, spelling families."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

LONGEST: Final = 1600  # a joined text is no longer; what is beyond was not typed on a phone

# Written as code points: an Arabic and an Urdu letter look alike in an editor.
_LETTERS: Final = {
    0x643: 0x6A9,  # kaf, Arabic to Urdu keyboard
    **dict.fromkeys((0x64A, 0x649, 0x6CD, 0x6D0), 0x6CC),  # yeh
    **dict.fromkeys((0x647, 0x629, 0x6BE, 0x6C0, 0x6C2, 0x6C3, 0x6D5), 0x6C1),  # heh, the two-eyed one included
    0x6BA: 0x646,  # noon without its dot
    0x671: 0x627,  # alef wasla
    0x131: 0x69,  # dotless i
    **dict.fromkeys((0x0, 0x640, 0x27, 0x60, 0xB4, 0x2018, 0x2019, 0x2BC), None),  # don't is dont
}
_STRETCHED: Final = re.compile(r"([^\W\d_])\1{2,}")
_TOKENS: Final = re.compile(r"\d+|[^\W\d_]+|[*#]+")
_YEH_BEFORE_YE: Final = re.compile("\u06cc+(?=\u06d2)")  # gae and gaye
_ARABIC: Final = re.compile("[\u0621-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
# Letters that sound alike in Urdu, as people who write by ear confuse them.
_BY_EAR: Final = str.maketrans(
    {
        **dict.fromkeys("\u0630\u0636\u0638\u0698", "\u0632"),  # z
        **dict.fromkeys("\u0635\u062b", "\u0633"),  # s
        "\u0637": "\u062a",  # t
        "\u062d": "\u06c1",  # h
        "\u0639": "\u0627",  # ain
        "\u0642": "\u06a9",  # q
        "\u06d2": "\u06cc",  # ye at the end
        "\u0679": "\u062a",  # hard t
        "\u0688": "\u062f",  # hard d
        "\u0691": "\u0631",  # hard r
    }
)
_FAMILIES: Final = (("aa", "a"), ("ee", "i"), ("oo", "u"), ("ay", "e"), ("ey", "e"), ("ai", "e"), ("ph", "f"))
_LETTER_FAMILIES: Final = str.maketrans({"q": "k", "v": "w"})
_DOUBLED: Final = re.compile(r"([^\W\d_aeiou])\1+")
_BREATHED: Final = re.compile(r"(?<=[kgstdbcpj])h")
_INFLECTED: Final = 5  # letters
_STEM: Final = 3
# Plural and oblique endings, with that of the singular. The Urdu ones: -iyan, -iyon, -on, -en, -e.
_ENDINGS: Final = (
    *((ending, "i") for ending in ("iyan", "iyaan", "iyon", "iyoon", "ian", "ion")),
    *((ending, plain) for ending in ("on", "oon", "e", "ay", "ey") for plain in ("a", "")),
    *((ending, "") for ending in ("ein", "en", "ain")),
    *((ending, "\u06cc") for ending in ("\u06cc\u0627\u0646", "\u06cc\u0648\u0646")),
    *((ending, plain) for ending in ("\u0648\u0646", "\u06d2") for plain in ("\u06c1", "\u0627", "")),
    ("\u06cc\u0646", ""),
)
_VOWELS: Final = re.compile("[aeiouyh]")


def words_of(text: str) -> tuple[str, ...]:
    """The words, numbers and keys of a text in one way of writing; marks, emoji and punctuation gone."""
    kept = text[:LONGEST].casefold().translate(_LETTERS)
    if not kept.isascii():
        decomposed = unicodedata.normalize("NFKD", kept).casefold()
        kept = "".join(map(_kept, decomposed.translate(_LETTERS)))
    return tuple(_TOKENS.findall(_YEH_BEFORE_YE.sub("", _STRETCHED.sub(r"\1", kept))))


def listed(text: str) -> tuple[str, ...]:
    """The words of a list of any length, in lines that are no longer than a text."""
    return tuple(word for line in text.splitlines() for word in words_of(line))


def is_urdu(text: str) -> bool:
    """True when any letter is of the Arabic script."""
    return bool(_ARABIC.search(text))


def fold(word: str) -> str:
    """By the spelling families: aa is a, ee is i, q is k, a final h after a vowel falls, doubled consonants are one."""
    if not word.isascii():
        return _DOUBLED.sub(r"\1", word.translate(_BY_EAR))
    for family, one in _FAMILIES:
        word = word.replace(family, one)
    word = _DOUBLED.sub(r"\1", word.translate(_LETTER_FAMILIES))
    return word[:-1] if len(word) > 3 and word[-1] == "h" and word[-2] in "aeiou" else word


def fold_vowels(word: str) -> str:
    """Folded further: the inner a, which texts drop most, is gone; y and e are i, u is o."""
    folded = fold(word)
    if not folded.isascii():
        return folded
    inner = folded[1:].replace("a", "").replace("y", "i").replace("e", "i").replace("u", "o")
    return folded[:1] + _DOUBLED.sub(r"\1", inner)


def singulars(word: str) -> Iterator[str]:
    """What a word may be the plural of, or the form that it has before "ko" and "se": larkon and larke are larka."""
    if len(word) >= _INFLECTED:
        for ending, plain in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _STEM:
                yield word[: -len(ending)] + plain


def sound(word: str) -> str:
    """The consonants after the first letter; many words share one sound, so it is a last resort."""
    folded = fold(word)
    if not folded.isascii():
        return folded
    hard = _BREATHED.sub("", folded).replace("x", "z").replace("j", "z")
    return hard[:1] + _VOWELS.sub("", hard[1:])


@lru_cache(maxsize=4096)  # single characters; words that people text are kept nowhere
def _kept(character: str) -> str:
    """A letter as it is, a digit of any set as ours, nothing for marks and joiners, a space for the rest."""
    if character in "*#":
        return character
    category = unicodedata.category(character)
    if category[0] == "L":
        return character
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return "" if category[0] == "M" or category in ("Cf", "Cs") else " "
