"""What may be shown of what was counted: month by month, each row with its small cells hidden; sums of those. Pure.

Everything shown is made of months as they were released, and of whole years, whose sums are released beside their
months. Any other sum over hidden cells says "at least", so that no period tells more, whatever it is compared with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hotline.core.counting import MEASURES, MONTH_DAYS, Measure, categories_in, spare_of
from hotline.core.suppression import Cell, Released, release
from hotline.core.years import year_sums

MONTHS = 12
Sheets = Mapping[tuple[str, str], Mapping[str, int]]  # for each month and measure, how many of each category


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over months; `at_least` when something in it is hidden."""

    n: int
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure over some months: each month as released, and the sums of the whole years among them."""

    measure: Measure
    months: tuple[str, ...]
    released: Mapping[str, Released]
    years: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)

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
        """One category over all months; of a whole year its own sum, if that is shown."""
        known = {year: sums[category] for year, sums in self.years.items() if isinstance(sums.get(category), int)}
        rest = [self.cell(month, category) for month in self.months
                if month[:4] not in known or not isinstance(self.released[month].total, int)]  # fmt: skip
        return summed([*known.values(), *rest])

    def cell(self, month: str, category: str) -> Cell:
        """One category in one month."""
        return self.released[month].cells.get(category, "few")

    def cells(self) -> Iterator[tuple[str, str, Cell]]:
        """Everything that is shown or hidden: period, category, cell. A period is a month, or a year after its months;
        the total is the category "all"."""
        for month in self.months:
            yield month, "all", self.released[month].total
            for category in self.categories:
                if category in self.released[month].cells or not self.measure.categories:
                    yield month, category, self.cell(month, category)
        for year, sums in self.years.items():
            yield from ((year, category, sums[category]) for category in self.categories if category in sums)


def figures(sheets: Sheets, months: Sequence[str]) -> dict[str, Figure]:
    """Every measure over these months, which must be over: what is still being counted would give away its last day."""
    found: dict[str, Figure] = {}
    for measure in MEASURES.values():
        released = {month: _released(sheets, month, measure) for month in months}
        counted = found[measure.of] if measure.of else None
        shown = counted.released if counted else released
        years = {year: _year(sheets, year, measure, released, shown) for year in _whole_years(months)}
        if counted:
            released = {month: _amounts(one, counted.released[month]) for month, one in released.items()}
            years = {year: _amounts_of(sums, counted.years[year]) for year, sums in years.items()}
        found[measure.name] = Figure(measure, tuple(months), released, years)
    return found


def summed(cells: Sequence[Cell]) -> Sum:
    """The sum of what is shown."""
    shown = [cell for cell in cells if isinstance(cell, int)]
    return Sum(sum(shown), at_least=len(shown) < len(cells))


def told(cell: Cell, few: int) -> int | str:
    """A cell in a table."""
    return f"<{few}" if cell == "few" else cell


def _released(sheets: Sheets, month: str, measure: Measure) -> Released:
    counts = _counts(sheets, month, measure)
    if measure.of:
        return Released(sum(counts.values()), counts)
    return release(counts, measure.few, spare_of(measure, list(counts)))


def _counts(sheets: Sheets, month: str, measure: Measure) -> dict[str, int]:
    sheet = sheets.get((month, measure.name), {})
    # A caller who went on after midnight of the last day took a step back in a month where she had taken none.
    counts = {name: max(0, n) for name, n in sheet.items()}
    return {name: counts.get(name, 0) for name in categories_in(measure, month) or sorted(counts)}


def _whole_years(months: Sequence[str]) -> list[str]:
    return [year for year, n in Counter(month[:4] for month in months).items() if n == MONTHS]


def _year(
    sheets: Sheets, year: str, measure: Measure, released: Mapping[str, Released], shown: Mapping[str, Released]
) -> Mapping[str, Cell]:
    """The sums of a year, without months in which so little happened that their totals are hidden."""
    if measure.categories == MONTH_DAYS:
        return {}
    months = [month for month, one in shown.items() if month.startswith(year) and isinstance(one.total, int)]
    counts = [_counts(sheets, month, measure) for month in months]
    return year_sums(counts, [released[month] for month in months], measure.few)


def _amounts_of(amounts: Mapping[str, Cell], shown: Mapping[str, Cell]) -> dict[str, Cell]:
    return {name: amount if isinstance(shown.get(name), int) else "hidden" for name, amount in amounts.items()}


def _amounts(amounts: Released, shown: Released) -> Released:
    """Amounts are shown where their counts are. Their total is known only when that of the counts is."""
    total: Cell = amounts.total if isinstance(shown.total, int) else "hidden"
    return Released(total, _amounts_of(amounts.cells, shown.cells))
