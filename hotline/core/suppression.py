"""What of a month's counts may be shown, so that no small cell can be got by subtraction. Pure.

A row of cells and its total. A cell below `few` is shown as few. Whoever knows the total subtracts the cells that are
shown, so further cells are hidden until every small one might be anything from nothing to `few` - 1.
Which ones is decided by an order of their names, not by their size: else the choice would tell what was hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Mark = Literal["few", "hidden"]  # a small cell; one that is hidden to protect it
Cell = int | Mark


@dataclass(frozen=True, slots=True)
class Released:
    """A row as it may be shown. When the total is few, all of it is; a row that cannot be protected is hidden whole."""

    total: Cell
    cells: Mapping[str, Cell]


def release(counts: Mapping[str, int], few: int, spare: Sequence[str]) -> Released:
    """The row as it may be shown; `spare` names the cells in the order in which they are given up for others."""
    total = sum(counts.values())
    if total < few:
        return Released("few", dict.fromkeys(counts, "few"))
    small = {name for name, n in counts.items() if n < few}
    hidden = _hidden(counts, small, few, spare) if small else set()
    if hidden is None:
        return Released(total, dict.fromkeys(counts, "hidden"))
    return Released(total, {
        name: "few" if name in small else "hidden" if name in hidden else n for name, n in counts.items()
    })  # fmt: skip


def _hidden(counts: Mapping[str, int], small: set[str], few: int, spare: Sequence[str]) -> set[str] | None:
    """The cells that are hidden to protect the small ones; None when there are not enough."""
    largest = few - 1
    left = sum(counts[name] for name in small)  # what subtraction gives
    if largest <= left <= largest * (len(small) - 1):
        return set()
    hidden: set[str] = set()
    for name in (name for name in spare if name in counts and name not in small):
        hidden.add(name)
        left += counts[name] - few  # everybody knows that a hidden one is not small
        if left >= largest:
            return hidden
    return None
