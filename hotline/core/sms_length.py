"""How long a text message is once sent: its alphabet, its units and the parts that are paid for."""

import unicodedata
from functools import lru_cache
from typing import Final, Literal

Alphabet = Literal["gsm7", "ucs2"]

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Sent as an escape and a letter, which a carrier never parts.
_EXTENDED: Final = frozenset("^{}\\[]~|€\f")
_GSM7: Final = _BASIC | _EXTENDED

# What one of our texts may cost: two parts in a Latin script, three in Urdu script.
MOST_PARTS: Final = {"en": 2, "ur_Latn": 2, "ur": 3}

_SINGLE: Final[dict[Alphabet, int]] = {"gsm7": 160, "ucs2": 70}
_JOINED: Final[dict[Alphabet, int]] = {"gsm7": 153, "ucs2": 67}

_LOOK_ALIKES: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`ʼʻ‹›", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−⁃", "-"),
        **dict.fromkeys("\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009", " "),
        **dict.fromkeys("\u200a\u202f\u205f\u3000", " "),
        **dict.fromkeys("\u2028\u2029", "\n"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f", ""),
        **dict.fromkeys("•·●▪", "-"),
        "…": "...",
        "₨": "Rs",
        "×": "x",
        "⁄": "/",
        "©": "(c)",
        "®": "(R)",
        "™": "TM",
    }
)


def alphabet(text: str) -> Alphabet:
    """One character outside GSM-7 turns the whole message into UCS-2."""
    return "gsm7" if _GSM7.issuperset(text) else "ucs2"


def units(text: str) -> int:
    """Septets in GSM-7, UTF-16 units in UCS-2."""
    return sum(_costs(text, alphabet(text)))


@lru_cache(maxsize=32)  # a crowd is sent the same words
def parts(text: str) -> int:
    """How many messages are paid for; an empty text is none."""
    used = alphabet(text)
    costs = _costs(text, used)
    if not costs:
        return 0
    if sum(costs) <= _SINGLE[used]:
        return 1
    room, count = _JOINED[used], 1
    for cost in costs:
        if cost > room:
            room, count = _JOINED[used], count + 1
        room -= cost
    return count


def plain(text: str) -> str:
    """The text with GSM-7 look-alikes for typographic characters; a text with Urdu in it stays as it is."""
    if alphabet(text) == "gsm7" or any(map(_is_arabic_script, text)):
        return text
    return "".join(c if c in _GSM7 else _unaccented(c) for c in text.translate(_LOOK_ALIKES))


def _costs(text: str, used: Alphabet) -> list[int]:
    if used == "gsm7":
        return [2 if character in _EXTENDED else 1 for character in text]
    return [2 if ord(character) > 0xFFFF else 1 for character in text]


def _is_arabic_script(character: str) -> bool:
    return (
        "\u0600" <= character <= "\u08ff"
        or "\ufb50" <= character <= "\ufdff"
        or "\ufe70" <= character <= "\ufefc"
    )


def _unaccented(character: str) -> str:
    """A Latin letter without its marks (ā becomes a); anything else unchanged."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return letters if letters.isascii() and letters.isalpha() else character
