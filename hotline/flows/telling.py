"""What is told on a day: an item in its own words, marked in the demo, or a number that stands in for a stale one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hotline.core.content import Item, Library

UNREVIEWED = "unreviewed"


@dataclass(frozen=True, slots=True)
class Told:
    """An item that is told today, and the prompts that tell it."""

    key: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Telling:
    """What may be told on a day. `unreviewed` tells what is not signed yet as well, and says so: for the demo only."""

    library: Library
    today: date
    unreviewed: bool

    def told(self, items: Sequence[Item]) -> list[Told]:
        """The items that are told, in order; a number that stands in for several is named once."""
        found: dict[tuple[str, ...], Told] = {}
        for item in items:
            if lines := self.lines(item):
                found.setdefault(lines, Told(item.key, lines))
        return list(found.values())

    def lines(self, item: Item) -> tuple[str, ...]:
        """The prompts that tell an item; none when it is held back."""
        if self.library.may_tell(item, self.today):
            return (item.key,)
        if self.unreviewed:
            return (UNREVIEWED, item.key)
        if self.library.is_signed(item) and (number := self.library.stand_in(item, self.today)):
            return (f"instead_{number}",)
        return ()

    def whole(self, items: Sequence[Item]) -> tuple[str, ...]:
        """Several items in one breath; what marks them, or stands in for them, is said once."""
        return tuple(dict.fromkeys(line for item in items for line in self.lines(item)))
