"""The file for researchers: full of counts, ready to search, and nobody in it, whatever somebody knows of her."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hotline import parts
from hotline.actions.count_up import count_up
from hotline.actions.make_research_file import MEANINGS, as_csv, research_tables
from hotline.actions.read_numbers import read_numbers
from hotline.core.counting import Counts
from hotline.core.duty import Service
from tests.journeys.conftest import AMINA, HER, Hotline, open_hotline
from tests.journeys.test_nothing_leaks import found

MONTH = "2026-11"
OTHERS = {
    "calls_by_hour": {f"{hour:02}": 20 + hour for hour in range(8, 22)},
    "calls_by_day": {f"{day:02}": 11 for day in range(1, 31) if day != 22} | {"29": 140},
    "calls_by_language": {"none": 30, "ur": 459}, "calls_left": {"menu": 90, "information": 220, "waiting": 179},
    "wanted": {"law": 60, "feelings": 70, "other": 49}, "answered": {"within_20": 100, "within_60": 30, "nobody": 40},
    "requests_by_subject": {"law": 40, "feelings": 30, "other": 20}, "requests_by_language": {"ur": 90},
    "requests_by_window": {"morning": 50, "evening": 40}, "districts": {"lahore": 40, "multan": 25},
}  # fmt: skip


HERS = {"calls_by_hour": "03", "calls_by_day": "22", "calls_by_language": "en", "requests_by_language": "en",
        "districts": "quetta"}  # fmt: skip


@dataclass
class Found:
    """What a researcher, or a thief of the file, holds: its bytes, and its cells as a table."""

    content: bytes
    text: bytes

    def shown(self, figure: str) -> dict[str, tuple[int | None, str]]:
        """The cells of a figure: count, and as shown."""
        rows = self.ask("select category, count, shown from counts where figure = ?", figure)
        return {category: (count, told) for category, count, told in rows}

    def ask(self, sql: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        connection = sqlite3.connect(":memory:")
        connection.deserialize(self.content)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()


def exported(hotline: Hotline) -> Found:
    """The file of the month, made after it was over."""
    zone, now = hotline.settings.timezone, datetime.fromisoformat("2026-12-05T09:00:00Z")
    count_up(hotline.store, zone, now - timedelta(days=4, hours=15))
    numbers = read_numbers(hotline.store, MONTH, MONTH, now, zone)
    tables = research_tables(hotline.store, numbers, parts.open_library(), parts.open_words(), now, zone)
    return Found(hotline.store.research_file(tables), as_csv(tables["counts"]))


@pytest.fixture
def file(tmp_path: Path) -> Found:
    """A month with hundreds of others, and one night in which she called: alone in English, alone from Quetta."""
    hotline = open_hotline(tmp_path)
    counts = Counts({(MONTH, measure, category): n for measure, sheet in OTHERS.items()
                     for category, n in sheet.items()})  # fmt: skip
    hotline.store.count_once([("CA0:0", counts)], hotline.clock.utc())
    hotline.store.set_service(Service(closed=frozenset({datetime(2026, 11, 9).date()})))  # noqa: DTZ001
    hotline.journey.passes(13.25 * 3600)  # until a quarter past three of the 22nd
    her = hotline.phone(HER).calls().presses("2").presses("1").presses("3").presses("2")
    hotline.phone(AMINA)
    her.hangs_up()
    asks = hotline.phone(HER).calls()
    for key in "2311144121":  # English, to be rung back, now, about the law, by nobody from Quetta; yes
        asks.presses(key)
    asks.hears("callback_stored").hangs_up()
    hotline.phone(HER).texts("help me please")
    found_out = exported(hotline)
    kept = hotline.store.counts([MONTH])
    assert [kept[MONTH, figure].get(hers) for figure, hers in HERS.items()] == [2, 2, 2, 1, 1]  # she is in the counts
    return found_out


def test_somebody_who_knows_when_she_called_finds_nothing(file: Found) -> None:
    """Her husband has the bill: that hour, that day. He knows her language and her district. He has the file."""
    for figure, hers in HERS.items():
        if figure == "districts":
            continue
        cells = file.shown(figure)
        assert cells[hers] == (None, "<5")
        hidden = {category for category, (count, _) in cells.items() if count is None}
        known = sum(count for category, (count, _) in cells.items() if count is not None and category != "all")
        left = (cells["all"][0] or 0) - known
        assert len(hidden) >= 2
        assert left >= 4, "she might have called never, or four times"
    assert "quetta" not in file.shown("districts")
    assert file.shown("texts_by_hour")["all"] == (None, "<5")


def test_every_number_in_the_file_is_of_many(file: Found) -> None:
    """Whatever the figure; and none but counts are there."""
    few = dict(file.ask("select figure, shown_from from figures"))
    cells = file.ask("select figure, category, count, shown from counts")
    assert len(cells) > 150
    for figure, category, count, told in cells:
        if count is None:
            assert told in (f"<{few[figure]}", "hidden"), (figure, category)
        elif figure not in ("talk_minutes", "texts_paisa"):
            assert count >= few[figure], (figure, category)


def test_nothing_of_her_is_in_the_file(file: Found) -> None:
    """No number of hers in any spelling, no time of day, no id, no reference, no hash; nor left in unused pages."""
    for content in (file.content, file.text):
        assert found(content, (HER,)) == []
        for trace in (b"T03:", b"03:15", b"T22:", b"CA0", b"_print"):
            assert trace not in content, trace
    assert file.ask("pragma freelist_count") == [(0,)]
    assert {name for (name,) in file.ask("select name from sqlite_master where type = 'table'")
            if "_fts" not in name} == set(MEANINGS)  # fmt: skip


def test_the_file_explains_itself(file: Found) -> None:
    """Each column, each figure; events of the service; the tips can be searched, in Urdu too."""
    for table, columns in MEANINGS.items():
        told = {column for (column,) in file.ask('select "column" from dictionary where "table" = ?', table)}
        there = {row[1] for row in file.ask(f"pragma table_info({table})")}
        assert told == there == set(columns)
    assert file.ask("select count(*) from figures where meaning = '' or total = ''") == [(0,)]
    assert ("2026-11-09", "closed", "2026-11-09") in file.ask("select * from events")
    search = "select topic from topics_fts join topics on topics.rowid = topics_fts.rowid where topics_fts match ?"
    assert ("what",) in file.ask(search, "harassment")
    assert file.ask(search, "ہراسانی") or file.ask(search, "ہراساں")


def test_the_same_counts_are_in_the_csv(file: Found) -> None:
    lines = file.text.decode().splitlines()
    assert lines[0] == "period,figure,category,count,shown"
    assert len(lines) == 1 + file.ask("select count(*) from counts")[0][0]
