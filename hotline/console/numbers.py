"""The numbers: plots and tables of whole months, the monthly report, CSV and the file for researchers."""

from __future__ import annotations

from flask import Response, abort, request

from hotline.actions.make_research_file import Tables, as_csv, research_tables
from hotline.actions.read_numbers import Numbers, read_numbers
from hotline.console.figures_shown import Names, Telling
from hotline.console.pages import Answer, Pages
from hotline.console.report import names_in, report
from hotline.console.visit import Visit
from hotline.core.counting import is_open, months_before, months_between
from hotline.core.staff import COORDINATOR, OBSERVER
from hotline.flows.library import load_library

pages = Pages()
A_YEAR = 12  # months that are shown unasked
ASKED = {"from", "to"}


@pages.get("/numbers", COORDINATOR, OBSERVER)
def numbers_page(visit: Visit) -> Answer:
    """Every figure of a period."""
    months, numbers = _asked(visit)
    sections = Telling(visit, numbers, _names(visit)).sections() if numbers.months else []
    choices = [(month, visit.month(month)) for month in reversed(months)]
    return visit.page("numbers.html", choices=choices, numbers=numbers, sections=sections)


@pages.get("/numbers/report", COORDINATOR, OBSERVER)
def monthly_report(visit: Visit) -> Answer:
    """A month to print."""
    _months, numbers = _asked(visit)
    if not numbers.months:
        abort(404)
    told = report(visit, visit.store, numbers.months[-1], _names(visit))
    return visit.page("report.html", **told)


@pages.get("/numbers/csv", COORDINATOR, OBSERVER)
def numbers_csv(visit: Visit) -> Answer:
    """The cells of a period, one a row."""
    content = as_csv(_tables(visit, *_asked(visit))["counts"])
    return _file(content, "text/csv; charset=utf-8", "hotline-numbers.csv")


@pages.get("/numbers/file", COORDINATOR, OBSERVER)
def research_file(visit: Visit) -> Answer:
    """The file for researchers; who took it is written down."""
    months, numbers = _asked(visit)
    content = visit.store.research_file(_tables(visit, months, numbers))
    visit.audit("research_file", f"{numbers.months[0]} {numbers.months[-1]}")
    return _file(content, "application/vnd.sqlite3", "hotline-numbers.db")


def _asked(visit: Visit) -> tuple[list[str], Numbers]:
    """The months that can be shown, and the numbers of those that were asked for, else of the last year.

    Whoever asks for anything narrower than months is refused, and does not get an answer to another question.
    """
    if not ASKED.issuperset(request.args):
        abort(403)
    counted = visit.store.counted_months()
    months = [month for month in months_between(counted[0], counted[-1]) if not is_open(month, visit.now, visit.zone)
              ] if counted else []  # fmt: skip
    if not months:
        return [], Numbers((), (), {})
    last = request.args.get("to") or months[-1]
    first = request.args.get("from") or max(months[0], months_before(last, A_YEAR - 1)) if last in months else ""
    if first not in months:
        abort(404)
    return months, read_numbers(visit.store, min(first, last), max(first, last), visit.now, visit.zone)


def _tables(visit: Visit, months: list[str], numbers: Numbers) -> Tables:
    if not months:
        abort(404)
    return research_tables(visit.store, numbers, load_library(), visit.console.words, visit.now, visit.zone)


def _names(visit: Visit) -> Names:
    return names_in(visit.console.words, visit.language)


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, content_type=kind, headers={"Content-Disposition": f"attachment; filename={name}"})
