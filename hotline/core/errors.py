"""What can go wrong below the actions and must be met above: each name tells what to decide."""

from __future__ import annotations


class StoreDown(Exception):  # noqa: N818  (a state of the store, read so in `except`)
    """The store cannot answer now (locked, full, gone): the caller is moved to the next best help."""


class SealBroken(StoreDown):
    """A sealed text was tampered with, belongs elsewhere, or its key is gone: it is as good as not there."""



class Reason(str):
    """Why something was refused, or what changed, in English; it keeps its sentence and what fills it, to be said in
    another language.

    What fills a sentence may be a reason itself.
    """

    text: str
    values: dict[str, object]

    def __new__(cls, text: str, /, **values: object) -> Reason:
        """The sentence, filled."""
        made = super().__new__(cls, text % values if values else text)
        made.text, made.values = text, values
        return made
