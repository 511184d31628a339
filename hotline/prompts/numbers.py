"""The number of each prompt, by which it is found on paper and at the keypad."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from hotline.prompts.words import Words

FIRST, LAST = 1000, 9999


def numbers_of(words: Words) -> dict[int, str]:
    """The numbers of all that is spoken, the same in every language."""
    return numbered(clip for language in words.spoken for clip in words.clips(language))


def numbered(clips: Iterable[str]) -> dict[int, str]:
    """A number of four digits for each recording, made from its name: it stays when others come and go.

    Where two names make the same number, the later one in the alphabet takes the next that is free.
    """
    found: dict[int, str] = {}
    for clip in sorted(set(clips)):
        number = FIRST + zlib.crc32(clip.encode()) % (LAST - FIRST + 1)
        while number in found:
            number = FIRST if number == LAST else number + 1
        found[number] = clip
    return found
