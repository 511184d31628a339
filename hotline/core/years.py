"""What of a year's sums may be shown beside its months, so that no small cell of a month comes out. Pure.

The months are a table: a row each, whose cells and totals are known as they were released. A sum over all rows is one
equation more. Whether a small cell may still be anything is a question of flow: where it grows by one, others of its
row and its column must be able to give way, round to where it began.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hotline.core.suppression import Cell, Released

Counts = Mapping[str, int]
OUTSIDE = "outside"  # where the sums that are not shown come from
NO_LIMIT = 10**9


@dataclass(slots=True)
class _Edge:
    """A hidden cell, from its category to its month; or a hidden sum, from outside to its category."""

    tail: str
    head: str
    value: int
    low: int
    high: int


def year_sums(rows: Sequence[Counts], released: Sequence[Released], few: int) -> dict[str, Cell]:
    """The sum of each category over these months, as it may be shown; a month whose own total is few is left out."""
    pairs = [(counts, shown) for counts, shown in zip(rows, released, strict=True) if isinstance(shown.total, int)]
    names = sorted({name for counts, _ in pairs for name in counts})
    sums = {name: sum(counts.get(name, 0) for counts, _ in pairs) for name in names}
    cells = [edge for month, (counts, shown) in enumerate(pairs) for edge in _hidden(month, counts, shown, names, few)]
    open_ = {edge.tail for edge in cells}
    shown_sums = {name for name in open_ if sums[name] >= few}
    while shown_sums and (failed := _given_away(cells, sums, open_ - shown_sums, few)):
        shown_sums -= failed & shown_sums or {min(shown_sums, key=lambda name: (sums[name], name))}
    return {name: sums[name] if name in shown_sums or name not in open_ else "few" if sums[name] < few else "hidden"
            for name in names}  # fmt: skip


def _hidden(month: int, counts: Counts, shown: Released, names: Iterable[str], few: int) -> list[_Edge]:
    """The hidden cells of a month, with what everybody knows of each."""
    whole = set(shown.cells.values()) == {"hidden"}  # nobody knows which of them are small
    bounds = {"few": (0, few - 1), "hidden": (0 if whole else few, NO_LIMIT)}
    found = []
    for name in names:
        cell = shown.cells.get(name, "few")
        if not isinstance(cell, int):
            found.append(_Edge(name, str(month), counts.get(name, 0), *bounds[cell]))
    return found


def _given_away(cells: Sequence[_Edge], sums: Counts, unseen: set[str], few: int) -> set[str]:
    """The categories of small cells that could not be just anything small, if all sums but the unseen were shown."""
    outside = [_Edge(OUTSIDE, name, sums[name], 0, NO_LIMIT) for name in sorted(unseen)]
    net = _Net([*cells, *outside])
    small = [edge for edge in cells if edge.value < few]
    return {edge.tail for edge in small if not net.swings(edge, few - 1)} | {
        edge.head for edge in outside if edge.value < few and not net.swings(edge, few - 1)
    }  # fmt: skip


@dataclass
class _Net:
    """Edges whose values may change as long as as much comes into each place as goes out of it."""

    edges: Sequence[_Edge]
    at: dict[str, list[_Edge]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for edge in self.edges:
            for place in (edge.tail, edge.head):
                self.at.setdefault(place, []).append(edge)

    def swings(self, edge: _Edge, most: int) -> bool:
        """True when an edge might have every value from nothing to `most`."""
        before = [one.value for one in self.edges]
        try:
            while edge.value < most:
                if not self._push(edge, up=True):
                    return False
            while edge.value > 0:
                if not self._push(edge, up=False):
                    return False
            return True
        finally:
            for one, value in zip(self.edges, before, strict=True):
                one.value = value

    def _push(self, edge: _Edge, *, up: bool) -> bool:
        """Change an edge by one, and others round a circle that begins and ends at it."""
        start, goal = (edge.head, edge.tail) if up else (edge.tail, edge.head)
        came: dict[str, tuple[_Edge, str]] = {}
        waiting = deque([start])
        while waiting and goal not in came:
            place = waiting.popleft()
            for one in self.at[place]:
                other = one.head if place == one.tail else one.tail
                gives = one.value < one.high if place == one.tail else one.value > one.low
                if one is not edge and gives and other not in came and other != start:
                    came[other] = (one, place)
                    waiting.append(other)
        if goal not in came:
            return False
        place = goal
        while place != start:
            one, before = came[place]
            one.value += 1 if before == one.tail else -1
            place = before
        edge.value += 1 if up else -1
        return True
