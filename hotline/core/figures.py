"""What may be shown of what was counted: month by month, each row with its small cells hidden; sums of those. Pure.

Everything shown is made of months as they were released. A sum over hidden cells says "at least", so that no period,
whatever it is compared with, tells more than the months in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hotline.core.counting import MEASURES, Measure, categories_in
from hotline.core.suppression import Cell, Released, release

Sheets = Mapping[tuple[str, str], Mapping[str, int]]  # for each month and measure, how many of each category


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over months; `at_least` when something in it is hidden."""

    n: int
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure over some months: each month as released, and the sums."""

    measure: Measure
    months: tuple[str, ...]
    released: Mapping[str, Released]

    @property
    def categories(self) -> tuple[str, ...]:
        """Those of the measure, else those of which anything is shown."""
        if self.measure.categories:
            return self.measure.categories
        shown = {name for one in self.released.values() for name, cell in one.cells.items() if isinstance(cell, int)}
        return tuple(sorted(shown))

    @property
    def total(self) -> Sum:
        """All categories together, hidden ones too."""
        return summed([one.total for one in self.released.values()])

    def of(self, category: str) -> Sum:
        """One category over all months."""
        return summed([self.cell(month, category) for month in self.months])

    def cell(self, month: str, category: str) -> Cell:
        """One category in one month."""
        return self.released[month].cells.get(category, "few")

    def cells(self) -> Iterator[tuple[str, str, Cell]]:
        """Everything that is shown or hidden: month, category, cell; the total is the category "all"."""
        for month in self.months:
            yield month, "all", self.released[month].total
            for category in self.categories:
                if category in self.released[month].cells or not self.measure.categories:
                    yield month, category, self.cell(month, category)


def figures(sheets: Sheets, months: Sequence[str], secret: str) -> dict[str, Figure]:
    """Every measure over these months, which must be over: what is still being counted would give away its last day."""
    found: dict[str, Figure] = {}
    for measure in MEASURES.values():
        released = {month: _released(sheets, month, measure, secret) for month in months}
        if measure.of:
            shown = found[measure.of].released
            released = {month: _amounts(released_, shown[month]) for month, released_ in released.items()}
        found[measure.name] = Figure(measure, tuple(months), released)
    return found


def summed(cells: Sequence[Cell]) -> Sum:
    """The sum of what is shown."""
    shown = [cell for cell in cells if isinstance(cell, int)]
    return Sum(sum(shown), at_least=len(shown) < len(cells))


def told(cell: Cell, few: int) -> int | str:
    """A cell in a table."""
    return f"<{few}" if cell == "few" else cell


def _released(sheets: Sheets, month: str, measure: Measure, secret: str) -> Released:
    sheet = sheets.get((month, measure.name), {})
    # A caller who went on after midnight of the last day took a step back in a month where she had taken none.
    counts = {name: max(0, n) for name, n in sheet.items()}
    counts = {name: counts.get(name, 0) for name in categories_in(measure, month) or sorted(counts)}
    if measure.of:
        return Released(sum(counts.values()), counts)
    return release(counts, measure.few, f"{secret}|{month}|{measure.name}")


def _amounts(amounts: Released, shown: Released) -> Released:
    """Amounts are shown where their counts are. Their total is known only when that of the counts is."""
    total: Cell = amounts.total if isinstance(shown.total, int) else shown.total
    return Released(total, {
        name: amount if isinstance(cell := shown.cells.get(name, "few"), int) else cell
        for name, amount in amounts.cells.items()
    })  # fmt: skip
