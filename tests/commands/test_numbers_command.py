"""The figures at the coordinator's terminal: whole months, no small cell, as a table, JSON and CSV."""

from __future__ import annotations

import csv
import json
import re

import pytest

from hotline.core.counting import Counts
from tests.commands.conftest import NOW, Desk

SUBJECTS = {"law": 40, "feelings": 33, "online": 2, "other": 25}


@pytest.fixture
def counted(desk: Desk) -> Desk:
    """September and October of a hotline, and the month that is not over."""
    counts = Counts({(f"2026-{month}", "wanted", subject): n for month in ("09", "10", "11")
                     for subject, n in SUBJECTS.items()})  # fmt: skip
    counts.update({("2026-09", "calls_by_day", "01"): 7, ("2026-09", "calls_by_day", "02"): 120})
    counts.update({("2026-09", "districts", "multan"): 45, ("2026-09", "districts", "swat"): 12})
    desk.store.count_once([("CA1:1", counts)], NOW)
    return desk


def test_a_period_as_json(counted: Desk) -> None:
    result = counted.types("numbers", "--from", "2026-09", "--to", "2026-10", "--figure", "wanted", "--json")
    rows = json.loads(result.stdout)
    assert {row["period"] for row in rows} == {"2026-09", "2026-10"}
    assert set(rows[0]) == {"period", "figure", "category", "count"}
    september = {row["category"]: row["count"] for row in rows if row["period"] == "2026-09"}
    assert september["all"] == 100
    assert september["online"] == "<5"
    assert list(september.values()).count("hidden") == 1


def test_the_same_as_csv(counted: Desk) -> None:
    """With days of a month that has thirty of them, a district that is large enough, and no other."""
    result = counted.types("numbers", "--from", "2026-09-10", "--to", "2026-09-20", "--csv")
    rows = list(csv.DictReader(result.stdout.splitlines()))
    days = [row["category"] for row in rows if row["figure"] == "calls_by_day"]
    assert len(days) == 31
    assert "31" not in days
    assert [row["category"] for row in rows if row["figure"] == "districts"] in (["all"], ["all", "multan"])
    assert "swat" not in result.stdout


def test_the_table_adds_months_and_says_when_something_is_hidden(counted: Desk) -> None:
    result = counted.types("numbers", "--from", "2026-09", "--to", "2026-10", "--figure", "wanted")
    lines = dict(line.split(maxsplit=1) for line in result.stdout.splitlines() if " " in line)  # type: ignore[misc]
    assert lines["all"] == "200"
    assert lines["online"] == "hidden"
    days = counted.types("numbers", "--from", "2026-09", "--to", "2026-09", "--figure", "calls_by_day").stdout
    assert "2026-09-02" in days


def test_a_month_that_is_not_over_is_not_shown(counted: Desk) -> None:
    result = counted.types("numbers", "--from", "2026-10", "--to", "2026-11")
    assert "not over yet, so not shown: 2026-11" in result.stderr
    refused = counted.types("numbers", "--from", "2026-11", "--to", "2026-11")
    assert refused.exit_code == 1
    assert "no month of this period is over" in refused.stderr


@pytest.mark.parametrize(("first", "last"), [("2026-13", "2026-10"), ("October", "2026-10"), ("2026-10", "2026-09"),
                                             ("0001-01", "2026-10"), ("2026-10", "9999-12")])  # fmt: skip
def test_what_is_no_period_is_refused_in_one_line(counted: Desk, first: str, last: str) -> None:
    result = counted.types("numbers", "--from", first, "--to", last)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_the_research_file_is_written_once(counted: Desk) -> None:
    """As a database or as CSV, by its name; what is there already is not written over."""
    for name in ("numbers.db", "numbers.csv"):
        file = counted.folder / name
        done = counted.types("export", "--from", "2026-09", "--to", "2026-10", str(file))
        assert "2 month(s)" in done.stdout
        assert file.read_bytes()[:6] in (b"SQLite", b"period")
        again = counted.types("export", "--from", "2026-09", "--to", "2026-10", str(file))
        assert again.exit_code == 1
        assert "there already" in again.stderr
    nowhere = counted.types("export", "--from", "2026-09", "--to", "2026-10", str(counted.folder / "none" / "x.db"))
    assert (nowhere.exit_code, len(nowhere.stderr.splitlines())) == (1, 1)
    early = counted.types("export", "--from", "2026-11", "--to", "2026-11", str(counted.folder / "y.db"))
    assert (early.exit_code, (counted.folder / "y.db").exists()) == (1, False)


def test_the_report_of_a_month(counted: Desk) -> None:
    """In short on the screen; whole, in either language, in one file that needs nothing beside it."""
    short = counted.types("report", "--month", "2026-09").stdout
    assert "Asked for a person" in short
    assert "100" in short
    for language, words in (("en", "Report of September 2026"), ("ur", "ستمبر 2026 کی رپورٹ")):
        file = counted.folder / f"{language}.html"
        counted.types("report", "--month", "2026-09", "--html", str(file), "--language", language)
        page = file.read_text(encoding="utf-8")
        assert words in page
        assert page.count("<svg") > 10
        assert not re.search(r"(src|href)=\"(?!data:,)|url\(|<script", page)
    early = counted.types("report", "--month", "2026-11")
    assert (early.exit_code, "no month of this period is over" in early.stderr) == (1, True)
