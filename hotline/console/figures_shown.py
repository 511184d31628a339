"""Figures as somebody reads them: in sections, each with a plot and a table; and a month in short."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hotline.actions.read_numbers import Numbers
from hotline.console.figure_words import CATEGORIES, SECTIONS, TITLES
from hotline.console.plots import Bar, plot
from hotline.console.reader import Reader
from hotline.core.counting import HOURS, MONTH_DAYS, WITHIN
from hotline.core.figures import Figure, Sum, summed
from hotline.core.suppression import Cell

Names = Callable[[str, str], str]  # what a topic or a district is called: its kind, its id
PAISA = 100
OVER_TIME = {"calls": ("calls_by_day", "calls_by_month"), "texts": ("texts_by_day", "texts_by_month")}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: what it is of, how many in words, which share of the whole."""

    label: str
    told: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure with its plot."""

    name: str
    title: str
    total: str
    rows: tuple[Row, ...]
    svg: str


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that belong together."""

    title: str
    figures: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class _Point:
    """A bar and a line of a table: their label, how many in words and in figures, a shorter label below the bar."""

    label: str
    told: str
    sum: Sum
    short: str = ""


@dataclass(frozen=True)
class Telling:
    """Tells the figures of a period to a reader."""

    reader: Reader
    numbers: Numbers
    names: Names

    def sections(self) -> list[Section]:
        """Everything of which anything is shown."""
        found = [Section(self.reader.say(title), tuple(self.shown(name) for name in names if self._is_told(name)))
                 for title, names in SECTIONS.items()]  # fmt: skip
        return [section for section in found if section.figures]

    def in_short(self, month: str) -> list[Row]:
        """A month in a few lines."""
        say = self.reader.say
        soon = list(WITHIN)
        within = [
            Row(say("Answered within %(n)s seconds", n=WITHIN[name]), self._reached("answered", month, *soon[: at + 1]))
            for at, name in enumerate(soon)
        ]
        return [
            Row(say("Calls"), self._total("calls_by_day", month)),
            Row(say("Asked for a person"), self._total("wanted", month)),
            *within,
            Row(say("Asked to be rung back"), self._total("requests_by_subject", month)),
            Row(say("Reached in time"), self._reached("requests_closed", month, "in_window")),
            Row(say("Texts that came"), self._total("texts_by_day", month)),
            Row(say("What texts cost, in rupees"), self._total("texts_paisa", month)),
            Row(say("Minutes talked"), self._total("talk_minutes", month)),
        ]

    def _is_told(self, name: str) -> bool:
        figure = self._figure(name)
        return bool(figure.categories) and (not figure.measure.of or figure.total.n > 0)

    def _figure(self, name: str) -> Figure:
        return self.numbers.figures[OVER_TIME[name][0] if name in OVER_TIME else name]

    def shown(self, name: str) -> Shown:
        """A figure with its plot and its table."""
        figure = self._figure(name)
        by_month = name in OVER_TIME and len(self.numbers.months) > 1
        title = self.reader.say(TITLES[OVER_TIME[name][by_month] if name in OVER_TIME else name])
        points = list(self._by_month(figure) if by_month else self._by_category(figure))
        lying = not by_month and figure.measure.categories not in (HOURS, MONTH_DAYS)
        bars = [Bar(point.short or point.label, _scaled(figure, point.sum.n), point.sum.at_least) for point in points]
        rows = tuple(Row(point.label, point.told, self._share(point.sum, figure.total)) for point in points)
        svg = plot(title, bars, figure.measure.few - 1, lying=lying)
        return Shown(name, title, self._sum(figure, figure.total), rows, svg)

    def _by_month(self, figure: Figure) -> Iterator[_Point]:
        for month in figure.months:
            total = figure.released[month].total
            short = self.reader.month(month, short=True)
            yield _Point(self.reader.month(month), self._cell(figure, total), summed([total]), short)

    def _by_category(self, figure: Figure) -> Iterator[_Point]:
        """Of one month its cells, of several their sums."""
        [month, *more] = figure.months
        for category in figure.categories:
            if figure.measure.categories == MONTH_DAYS and category not in figure.released[month].cells:
                continue
            cell, total = figure.cell(month, category), figure.of(category)
            told = self._sum(figure, total) if more else self._cell(figure, cell)
            yield _Point(self._label(figure, category), told, total)

    def _label(self, figure: Figure, category: str) -> str:
        measure = figure.measure.name
        if measure in CATEGORIES:
            return self.reader.say(CATEGORIES[measure][category])
        if measure in ("topics", "districts"):
            return self.names(measure, category)
        return str(int(category)) if figure.measure.categories == MONTH_DAYS else f"{category}:00"

    def _cell(self, figure: Figure, cell: Cell) -> str:
        if isinstance(cell, int):
            return self.reader.number(_scaled(figure, cell))
        return f"<{self.reader.number(figure.measure.few)}" if cell == "few" else self.reader.say("hidden")

    def _sum(self, figure: Figure, total: Sum) -> str:
        n = self.reader.number(_scaled(figure, total.n))
        if total.at_least and not total.n:
            return self.reader.say("hidden")
        return self.reader.say("%(n)s or more", n=n) if total.at_least else n

    def _share(self, part: Sum, whole: Sum) -> str:
        if part.at_least or whole.at_least or not whole.n:
            return ""
        return self.reader.percent(round(100 * part.n / whole.n))

    def _total(self, measure: str, month: str) -> str:
        figure = self.numbers.figures[measure]
        return self._cell(figure, figure.released[month].total)

    def _reached(self, measure: str, month: str, *categories: str) -> str:
        """The share of some categories; "at least" when one of them is hidden."""
        figure = self.numbers.figures[measure]
        whole = figure.released[month].total
        if not isinstance(whole, int) or not whole:
            return "–"
        part = summed([figure.cell(month, category) for category in categories])
        if part.at_least and not part.n:
            return self.reader.say("hidden")
        share = self.reader.percent(100 * part.n // whole)
        return self.reader.say("at least %(n)s", n=share) if part.at_least else share


def _scaled(figure: Figure, n: int) -> int:
    return n // PAISA if figure.measure.name == "texts_paisa" else n
