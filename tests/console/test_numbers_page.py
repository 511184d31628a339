"""The numbers as a coordinator and an observer see them: whole months, with plots and tables, and nobody in them."""

from __future__ import annotations

import re
import sqlite3
from datetime import timedelta

import pytest

from hotline.core.counting import MEASURES, Counts, categories_in
from hotline.core.staff import COORDINATOR, OBSERVER
from tests.console.conftest import Browser, Site

MONTHS = ("2026-08", "2026-09", "2026-10", "2026-11")


@pytest.fixture
def counted(site: Site) -> Site:
    """Three months that are over and one that is not; one caller of October named her district."""
    counts = Counts({(month, name, category): 3 + 7 * at for month in MONTHS for name, measure in MEASURES.items()
                     for at, category in enumerate(categories_in(measure, month) or ("home", "near", "work"))
                     if name != "districts"})  # fmt: skip
    counts.update({("2026-09", "districts", "multan"): 30, ("2026-09", "districts", "lahore"): 40})
    counts["2026-10", "districts", "quetta"] = 1
    site.store.count_once([("CA1:1", counts)], site.now)
    return site


@pytest.fixture
def observer(counted: Site) -> Browser:
    return counted.enters(OBSERVER, "Nadia")


def test_every_figure_has_its_plot_and_its_table(observer: Browser) -> None:
    """By month, since there are several; a plot is an image with a name; its numbers are in the table."""
    shown = observer.opens("/numbers")
    plots = re.findall(r'<svg class="plot"[^>]*aria-label="([^"]+)"', shown.html)
    assert len(plots) == shown.html.count("<table>") >= 18
    assert plots[0] == "Calls by month"
    assert {"Where callers left", "How soon somebody answered", "Topics that were opened", "Minutes talked by role",
            "What texts cost, in rupees", "Districts that callers named"} <= set(plots)  # fmt: skip
    assert "August 2026" in shown.text
    assert "November 2026" not in shown.text
    assert "Multan" in shown.text
    assert "In your area" in shown.text


def test_a_single_month_is_shown_by_its_days(observer: Browser) -> None:
    shown = observer.opens("/numbers?from=2026-09&to=2026-09")
    assert "Calls by day" in shown.text
    assert "<5" in shown.text
    assert "Report of September 2026" in shown.text


def test_in_urdu(counted: Site) -> None:
    who = counted.enters(COORDINATOR)
    who.opens("/numbers")
    shown = who.sends("/language", language="ur", back="/staff/numbers")
    assert "فون کرنے والیاں کہاں فون بند کر گئیں" in shown.text
    assert shown.attributes["html"]["dir"] == "rtl"


@pytest.mark.parametrize("asked", ["figure=districts&caller=1234", "reference=1234", "from=2026-10&district=quetta",
                                   "from=2026-10-03T10:00&hour=10", "day=2026-10-03"])  # fmt: skip
def test_an_observer_who_asks_for_one_caller_is_refused(observer: Browser, asked: str) -> None:
    """Nothing narrower than a month can be asked for: she gets no answer, rather than one to another question."""
    for page in ("/numbers", "/numbers/report", "/numbers/csv", "/numbers/file"):
        observer.opens(f"{page}?{asked}", 403)


def test_the_district_of_one_caller_is_shown_nowhere(observer: Browser) -> None:
    """Neither on the page of that month, nor in what can be taken from it."""
    for page in ("/numbers", "/numbers/report", "/numbers/csv"):
        shown = observer.opens(f"{page}?from=2026-10&to=2026-10")
        assert "quetta" not in shown.html.lower()
    assert "Districts" not in observer.opens("/numbers?from=2026-10&to=2026-10").text


@pytest.mark.parametrize("asked", ["from=2026-11&to=2026-11", "to=2026-13", "from=2020-01&to=2026-10", "to=<script>",
                                   "from=&to=9999-99", "from=2026-10&to=%00"])  # fmt: skip
def test_months_that_are_not_there_are_not_found(observer: Browser, asked: str) -> None:
    """The running month too: from one day to the next it would tell what happened on a day."""
    shown = observer.opens(f"/numbers?{asked}", 404)
    assert "<script>" not in shown.html.replace("<script type", "")


def test_a_period_the_wrong_way_round_is_turned(observer: Browser) -> None:
    assert "August 2026" in observer.opens("/numbers?from=2026-10&to=2026-08").text


def test_the_report_is_ready_to_print(observer: Browser) -> None:
    """The month in short beside the one before, then all its figures; no menu on paper."""
    shown = observer.opens("/numbers/report?from=2026-08&to=2026-10")
    assert "Report of October 2026" in shown.text
    assert "September 2026" in shown.text
    assert "Answered within 20 seconds" in shown.text
    assert "<nav" not in shown.html
    first = observer.opens("/numbers/report?to=2026-08")
    assert "July 2026" not in first.text


def test_csv_and_the_file_for_researchers(counted: Site, observer: Browser) -> None:
    """Who took the file is written down."""
    observer.opens("/numbers/csv?from=2026-09&to=2026-10")
    assert observer.answer
    assert observer.answer.headers["Content-Disposition"] == "attachment; filename=hotline-numbers.csv"
    assert observer.answer.text.startswith("period,figure,category,count,shown\n2026-09,")
    answer = observer.client.get("/staff/numbers/file?from=2026-09&to=2026-10")
    file = sqlite3.connect(":memory:")
    file.deserialize(answer.data)
    assert file.execute("select count(*) from counts where figure = 'calls_by_hour'").fetchone() == (50,)
    assert ("research_file", "2026-09 2026-10") in [(one.what, one.about) for one in counted.store.deeds(10**9, 9)]


def test_before_any_month_is_over(site: Site) -> None:
    who = site.enters(OBSERVER)
    assert "No month is over yet" in who.opens("/numbers").text
    for page in ("/numbers/report", "/numbers/csv", "/numbers/file"):
        who.opens(page, 404)


def test_a_month_is_there_a_day_after_its_end(counted: Site) -> None:
    counted.later(timedelta(days=11))
    who = counted.enters(OBSERVER)
    assert "November 2026" in who.opens("/numbers").text


def test_a_page_is_small(observer: Browser) -> None:
    """With a year of months it stays under 15 KB packed, without its styles."""
    answer = observer.client.get("/staff/numbers", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 15_000
