"""Small cells are not shown, and nobody gets them back: not by subtraction, not by trying all that is possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.suppression import Cell, Released, release

FEW = 5
SUBJECTS = ("other", "online", "feelings", "law")


def rows(most: int, cells: int = 12) -> st.SearchStrategy[dict[str, int]]:
    """A row of counts; small ones are as likely as large ones."""
    count = st.one_of(st.integers(0, 6), st.integers(0, most))
    return st.lists(count, min_size=1, max_size=cells).map(lambda ns: {f"c{at:02}": n for at, n in enumerate(ns)})


def spare(counts: Iterable[str]) -> list[str]:
    """The order in which cells are given up for others: the last first."""
    return sorted(counts, reverse=True)


def bounds(cell: Cell, total: int) -> tuple[int, int]:
    """What everybody knows of a cell that stands in a row beside others."""
    if isinstance(cell, int):
        return cell, cell
    return (0, FEW - 1) if cell == "few" else (FEW, total)


def interval(shown: Released, name: str) -> tuple[int, int]:
    """What an attacker finds out about a cell: she subtracts from the total all that the others can be."""
    assert isinstance(shown.total, int)
    others = [bounds(cell, shown.total) for other, cell in shown.cells.items() if other != name]
    least, most = bounds(shown.cells[name], shown.total)
    if set(shown.cells.values()) == {"hidden"}:  # then nobody knows which of them are small
        others, least = [(0, shown.total)] * len(others), 0
    return (max(least, shown.total - sum(high for _, high in others)),
            min(most, shown.total - sum(low for low, _ in others)))  # fmt: skip


@given(rows(400, cells=31))
def test_a_small_cell_might_be_anything_small(counts: dict[str, int]) -> None:
    """Whatever can be worked out from the total and the other cells."""
    shown = release(counts, FEW, spare(counts))
    if shown.total == "few":
        assert set(shown.cells.values()) == {"few"}
        return
    for name, n in counts.items():
        low, high = interval(shown, name)
        assert low <= n <= high
        if n < FEW:
            assert low == 0
            assert high >= FEW - 1


@given(rows(400, cells=31))
def test_what_is_shown_is_true(counts: dict[str, int]) -> None:
    shown = release(counts, FEW, spare(counts))
    assert shown.total in (sum(counts.values()), "few")
    for name, cell in shown.cells.items():
        assert cell == counts[name] >= FEW or cell in ("few", "hidden")
        assert cell != "few" or counts[name] < FEW


@given(rows(400))
def test_no_hidden_cell_comes_out_exactly(counts: dict[str, int]) -> None:
    """Nor one that was hidden for another's sake."""
    shown = release(counts, FEW, spare(counts))
    if shown.total != "few":
        for name, cell in shown.cells.items():
            if not isinstance(cell, int):
                low, high = interval(shown, name)
                assert high - low >= FEW - 1


def alike(shown: Released, names: list[str]) -> Iterator[dict[str, int]]:
    """Every row of these names that is shown in the same way: what one who knows the rule tries."""
    assert isinstance(shown.total, int)
    for values in product(*(_tried(shown, name) for name in names[1:])):
        first = shown.total - sum(values)
        counts = dict(zip(names, (first, *values), strict=True))
        if first >= 0 and release(counts, FEW, spare(counts)) == shown:
            yield counts


def _tried(shown: Released, name: str) -> range:
    cell = shown.cells[name]
    if isinstance(cell, int):
        return range(cell, cell + 1)
    assert isinstance(shown.total, int)
    return range(FEW) if cell == "few" else range(shown.total + 1)


@pytest.mark.parametrize("values", [
    (3, 40), (0, 8, 30), (0, 9, 30), (4, 9, 10), (1, 12, 10), (2, 2, 30), (0, 0, 7), (0, 5, 5), (5, 0, 0), (1, 2, 20),
    (0, 6, 6, 6), (4, 4, 4, 9), (0, 0, 0, 9), (3, 5, 5, 5), (4, 5, 6),
])  # fmt: skip
def test_who_knows_the_rule_does_not_know_the_cell(values: tuple[int, ...]) -> None:
    """All rows are tried that would have been shown like this one: a small cell has several values among them."""
    names = [f"c{at}" for at in range(len(values))]
    counts = dict(zip(names, values, strict=True))
    shown = release(counts, FEW, spare(counts))
    possible = list(alike(shown, names))
    assert counts in possible
    for name in names:
        if counts[name] < FEW:
            assert len({row[name] for row in possible}) > 1, (shown, name)


def test_what_is_given_up_has_nothing_to_do_with_how_large_it_is() -> None:
    """The order says it, as long as it is enough."""
    for other in (9, 30, 500):
        assert release({"law": 3, "feelings": other, "other": 40}, FEW, ("feelings", "other", "law")) == Released(
            43 + other, {"law": "few", "feelings": "hidden", "other": 40})  # fmt: skip
    assert release({"law": 0, "feelings": 5, "other": 40}, FEW, ("feelings", "other")).cells["other"] == "hidden"


def test_a_row_as_a_coordinator_sees_it() -> None:
    shown = release({"law": 3, "feelings": 30, "online": 2, "other": 41}, FEW, SUBJECTS)
    assert shown.total == 76
    assert sorted(map(str, shown.cells.values()))[-2:] == ["few", "hidden"]
    assert release({"law": 2, "feelings": 2}, FEW, SUBJECTS) == Released("few", {"law": "few", "feelings": "few"})
    assert release({"law": 5, "feelings": 0}, FEW, SUBJECTS) == Released(5, {"law": "hidden", "feelings": "hidden"})
    assert release({"law": 7, "feelings": 9}, FEW, SUBJECTS) == Released(16, {"law": 7, "feelings": 9})
