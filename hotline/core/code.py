"""Short codes that callers key in: a reference, a PIN of their own, the code of a person."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise


def code_of(keys: str, lengths: Collection[int], secret: bool = False) -> str | None:
    """The code, if it has one of these lengths; a secret one may not be the first that somebody would guess."""
    fits = keys.isdigit() and keys.isascii() and len(keys) in lengths
    return keys if fits and not (secret and is_easy(keys)) else None


def is_easy(code: str) -> bool:
    """True for one digit again and again, or digits in a row, up or down."""
    steps = {int(after) - int(before) for before, after in pairwise(code)}
    return steps in ({0}, {1}, {-1})
