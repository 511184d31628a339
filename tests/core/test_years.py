"""A year's sums beside its months: shown where they give nothing away, hidden where they would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.core.suppression import Cell, Released, release
from hotline.core.years import year_sums

FEW = 5


def table(rows: Sequence[Sequence[int]]) -> list[dict[str, int]]:
    return [{f"c{at}": n for at, n in enumerate(row)} for row in rows]


def shown(rows: Sequence[Mapping[str, int]]) -> list[Released]:
    return [release(row, FEW, sorted(row, reverse=True)) for row in rows]


def possible(released: Sequence[Released], sums: Mapping[str, Cell], most: int = 14) -> Iterator[list[dict[str, int]]]:
    """Every table that fits all that is shown: what an attacker with patience has."""
    rows = [list(_rows(one, most)) for one in released]
    for tried in product(*rows):
        if all(sum(row[name] for row in tried) == n for name, n in sums.items() if isinstance(n, int)):
            yield list(tried)


def _rows(one: Released, most: int) -> Iterator[dict[str, int]]:
    whole = set(one.cells.values()) == {"hidden"}
    ranges = [range(cell, cell + 1) if isinstance(cell, int) else range(FEW) if cell == "few"
              else range(0 if whole else FEW, most + 1) for cell in one.cells.values()]  # fmt: skip
    for values in product(*ranges):
        if sum(values) == one.total:
            yield dict(zip(one.cells, values, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.one_of(st.integers(0, 6), st.integers(0, 12)), min_size=3, max_size=3),
                min_size=2, max_size=3))  # fmt: skip
def test_beside_the_months_no_small_cell_comes_out(values: list[list[int]]) -> None:
    """All tables are tried that fit the months and the sums: a small cell has every small value among them."""
    rows = [row for row in table(values) if sum(row.values()) >= FEW]
    if not rows:
        return
    released = shown(rows)
    sums = year_sums(rows, released, FEW)
    fitting = list(possible(released, sums, most=60))
    for at, row in enumerate(rows):
        for name, n in row.items():
            if n < FEW:
                assert {one[at][name] for one in fitting} >= set(range(FEW)), (name, released, sums)


def test_a_sum_that_would_give_a_cell_away_is_hidden() -> None:
    """One month hides 3 and 40; the other hides nothing: either sum would tell."""
    rows = table([(3, 40, 20), (30, 30, 30)])
    sums = year_sums(rows, shown(rows), FEW)
    assert [name for name, cell in sums.items() if cell == "hidden"] == ["c0", *[
        name for name in ("c1", "c2") if shown(rows)[0].cells[name] == "hidden"]]  # fmt: skip
    assert list(sums.values()).count("hidden") == 2


def test_a_year_tells_what_its_months_hide() -> None:
    """Three small categories with few a month, and one large: over the year all small ones are known."""
    rows = table([(3, 2, 3, 60)] * 12)
    assert all(one.cells["c0"] == "few" for one in shown(rows))
    assert year_sums(rows, shown(rows), FEW) == {"c0": 36, "c1": 24, "c2": 36, "c3": 720}
    full = table([(3, 2, 4, 60)] * 12)  # a sum of 48 would tell that there were four in each month
    assert list(year_sums(full, shown(full), FEW).values()).count("hidden") >= 2


def test_a_month_with_few_calls_is_not_in_the_year() -> None:
    rows = table([(1, 1, 1), (10, 10, 10)])
    assert year_sums(rows, shown(rows), FEW) == {"c0": 10, "c1": 10, "c2": 10}


@pytest.mark.parametrize("months", [1, 12])
def test_a_sum_below_five_stays_few(months: int) -> None:
    rows = table([(0, 30, 40, 50)] * months)
    assert year_sums(rows, shown(rows), FEW)["c0"] == "few"
