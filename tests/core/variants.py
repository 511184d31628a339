"""Misspellings made as people make them: the edits of a public list of 55,011 Roman Urdu spelling pairs, as often
as they were counted there, and for Urdu script the letters that keyboards and ears confuse."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

# From, to, and how often it was counted.
COUNTED: tuple[tuple[str, str, int], ...] = (
    ("a", "", 20272), ("e", "", 4143), ("h", "", 3378), ("a", "e", 3122), ("i", "", 3021), ("ay", "e", 2810),
    ("o", "", 2016), ("", "a", 1724), ("n", "", 1510), ("ai", "e", 1405), ("i", "e", 1331), ("ee", "i", 1004),
    ("a", "u", 995), ("oo", "u", 938), ("y", "", 881), ("", "h", 842), ("s", "z", 766), ("u", "o", 725),
    ("i", "y", 449), ("aa", "", 439), ("au", "o", 359), ("q", "k", 269), ("w", "v", 223),
    ("tt", "t", 200), ("rr", "r", 200), ("dd", "d", 200), ("ll", "l", 200),
)  # fmt: skip
# Seen as well, not counted: letters that sound alike, doubled letters, a letter held down.
SEEN: tuple[tuple[str, str, int], ...] = (
    ("v", "w", 200), ("z", "j", 200), ("j", "z", 100), ("kh", "k", 200), ("k", "q", 100), ("sh", "s", 200),
    ("ph", "f", 200), ("f", "ph", 50), ("i", "ee", 200), ("u", "oo", 200), ("a", "aa", 400), ("m", "mm", 100),
    ("t", "tt", 100), ("d", "dd", 100), ("l", "ll", 100), ("i", "iii", 100), ("a", "aaa", 100),
)  # fmt: skip
URDU: tuple[tuple[str, str, int], ...] = (
    ("ی", "ي", 20), ("ک", "ك", 20), ("ہ", "ه", 20), ("ہ", "ھ", 5), ("ں", "ن", 5), ("آ", "ا", 5), ("ق", "ک", 4),
    ("س", "ص", 2), ("ص", "س", 2), ("ز", "ذ", 2), ("ت", "ط", 2), ("ط", "ت", 2), ("ہ", "ح", 2), ("ئ", "", 3),
    ("ا", "", 3), ("و", "", 2), ("ی", "", 2), (" ", "", 3), (" ", "\u200c", 2), ("د", "دّ", 1), ("ر", "ڑ", 1),
)  # fmt: skip
SHORTEST = 4  # a misspelt word of three letters can be any other


def variants(cases: Iterable[tuple[str, str]], each: int, seed: int) -> Iterator[tuple[str, str]]:
    """For each (meaning, spelling): up to `each` misspellings of it, two edits in three of ten."""
    chance = random.Random(seed)
    for meaning, spelling in cases:
        urdu = not spelling.isascii()
        if len(spelling) < SHORTEST:
            continue
        made = set()
        for _ in range(each):
            typed = spelling.casefold()
            for _ in range(2 if chance.random() < 0.3 else 1):
                typed = _edited(typed, URDU if urdu else (*COUNTED, *SEEN), chance)
            if typed != spelling.casefold():
                made.add(typed)
        yield from ((meaning, typed) for typed in sorted(made))


def _edited(text: str, families: tuple[tuple[str, str, int], ...], chance: random.Random) -> str:
    """One edit of a family that fits, never of the first letter, which people seldom get wrong."""
    fitting = [family for family in families if family[0] in text[1:]]
    if not fitting:
        return text
    before, after, _ = chance.choices(fitting, [weight for _, _, weight in fitting])[0]
    places = [at for at in range(1, len(text)) if text.startswith(before, at)]
    at = chance.choice(places)
    return text[:at] + after + text[at + len(before) :]
