"""What callers do is counted by month, once, and leaves nothing by which anybody could be found."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hotline.actions.count_up import count_up
from hotline.actions.read_numbers import read_numbers
from hotline.core.suppression import Cell
from hotline.storage.database import Database
from tests.journeys.conftest import AMINA, SAIMA, Hotline, open_hotline

KARACHI = ZoneInfo("Asia/Karachi")


def sheet(hotline: Hotline, measure: str) -> dict[str, int]:
    """What was counted this month, as nobody may see it."""
    found = hotline.store.counts(["2026-11"]).get(("2026-11", measure), {})
    return {category: n for category, n in found.items() if n}


def counted_up(hotline: Hotline, hours: float = 5) -> None:
    hotline.journey.passes(hours * 3600)
    count_up(hotline.store, KARACHI, hotline.clock.utc())


def test_a_caller_who_only_listens_is_counted_when_she_has_gone(hotline: Hotline) -> None:
    """While she is on the line nothing is written; afterwards the hour, the part of the menu, the topic: no more."""
    her = hotline.phone().calls().presses("1").presses("2").hears("group_home").presses("1")
    assert hotline.store.db.query("select * from counts") == []
    assert hotline.store.db.query("select * from counted_turns") == []
    her.hangs_up()
    assert sheet(hotline, "calls_by_hour") == {"14": 1}
    assert sheet(hotline, "calls_by_day") == {"21": 1}
    assert sheet(hotline, "calls_left") == {"information": 1}
    assert sheet(hotline, "calls_by_language") == {"ur": 1}


def test_where_callers_leave(hotline: Hotline) -> None:
    hotline.phone("+923990000011").calls().hangs_up()
    hotline.phone("+923990000012").calls().presses("2").hangs_up()
    hotline.phone("+923990000013").calls().presses("1").presses("1").presses("1").hears("connect").hangs_up()
    talks = hotline.phone("+923990000014").calls().presses("1").presses("1").presses("2").presses("2")
    hotline.phone(AMINA).rings().answers().presses("1")
    talks.talks_to(hotline.phone(AMINA)).hangs_up()
    hotline.phone("+923990000015").calls().presses("2").presses("0").hears("connect").hangs_up()
    assert sheet(hotline, "calls_left") == {"language": 1, "menu": 1, "waiting": 2, "talked": 1}
    assert sheet(hotline, "calls_by_language") == {"none": 1, "en": 2, "ur": 2}
    assert sheet(hotline, "wanted") == {"feelings": 1, "law": 1, "other": 1}


def test_the_decoy_is_counted_nowhere(hotline: Hotline) -> None:
    """Somebody stood beside her: no count says that this was a call in which a star was pressed."""
    hotline.phone().calls().presses("1").presses("2").presses("*").hears("decoy_1").hangs_up()
    assert sheet(hotline, "calls_left") == {"information": 1}


def test_what_is_delivered_twice_is_counted_once(hotline: Hotline) -> None:
    """Every webhook of a call, a text and their reports."""
    hotline.carrier.deliver_twice = True
    her = hotline.phone().calls().presses("1").presses("1").presses("2").presses("2")
    hotline.phone(AMINA).rings().answers().presses("1")
    her.talks_to(hotline.phone(AMINA)).hangs_up()
    hotline.phone().texts("madad")
    hotline.journey.passes(120)
    hotline.phone().texts("2")
    for one in list(hotline.carrier.exchanges):
        assert hotline.carrier.replay(one.request).good
    counted_up(hotline)
    counted_up(hotline)
    assert sheet(hotline, "calls_by_hour") == {"14": 1}
    assert sheet(hotline, "calls_left") == {"talked": 1}
    assert sheet(hotline, "wanted") == {"law": 1}
    assert sheet(hotline, "answered") == {"within_20": 1}
    assert sheet(hotline, "talks") == {"lawyer": 1}
    assert sum(sheet(hotline, "texts_by_hour").values()) == 2


def test_two_processes_count_each_turn_once(tmp_path: Path) -> None:
    """The provider came back with a key, and met the other process."""
    hotline = open_hotline(tmp_path)
    other = open_hotline(tmp_path)
    hotline.phone().calls().presses("1").presses("2").hangs_up()
    for one in hotline.carrier.exchanges:
        assert other.carrier.replay(one.request).good
    assert sheet(hotline, "calls_left") == {"information": 1}
    assert sheet(hotline, "calls_by_hour") == {"14": 1}


def test_requests_are_counted_with_what_became_of_them(hotline: Hotline) -> None:
    her = hotline.phone().calls().presses("1").presses("3").presses("1").presses("1").presses("1").presses("1")
    her.hears("callback_confirm").presses("1").hears("callback_stored").hangs_up()
    [asked] = hotline.store.callbacks()
    hotline.store.move_callback(asked.id, "withdrawn", None, hotline.clock.utc())
    counted_up(hotline)
    assert sheet(hotline, "requests_by_channel") == {"voice": 1}
    assert sheet(hotline, "requests_closed") == {"withdrawn": 1}
    assert sheet(hotline, "calls_left") == {"asked": 1}


def test_a_text_is_counted_with_its_cost(hotline: Hotline) -> None:
    hotline.phone().texts("madad")
    hotline.journey.passes(90)
    hotline.phone("+923990000012").texts("info")
    hotline.app.extensions["count"]()
    assert sheet(hotline, "texts_by_day") == {"21": 2}
    assert sheet(hotline, "texts_by_language") == {"ur_Latn": 1, "en": 1}
    assert sheet(hotline, "texts_paisa")["answered"] >= 2000


def test_calls_go_on_when_counting_cannot(tmp_path: Path) -> None:
    """The database is away at the end of a call: it is counted when it is back."""

    class Gone(Database):
        away = False

        def _port(self):  # type: ignore[no-untyped-def]
            if self.away:
                raise __import__("sqlite3").OperationalError("unable to open database file")
            return super()._port()

    hotline = open_hotline(tmp_path, database=Gone)
    her = hotline.phone().calls().presses("1").presses("2")
    hotline.store.db.away = True  # type: ignore[attr-defined]
    her.hangs_up()
    hotline.store.db.away = False  # type: ignore[attr-defined]
    hotline.phone("+923990000012").calls().presses("1").hangs_up()
    assert sheet(hotline, "calls_left") == {"information": 1, "menu": 1}


def shown(hotline: Hotline, measure: str, category: str, at: datetime) -> Cell:
    found = read_numbers(hotline.store, "2026-11", "2026-11", at, KARACHI)
    return found.figures[measure].cell("2026-11", category)


def test_a_month_is_shown_when_it_is_over_and_few_stay_hidden(hotline: Hotline) -> None:
    for at in range(8):
        caller = hotline.phone(f"+9239900000{at + 20}").calls().presses("1")
        if at < 2:
            caller.presses("2")
        caller.hangs_up()
    now = hotline.clock.utc()
    assert read_numbers(hotline.store, "2026-10", "2026-11", now, KARACHI).open == ("2026-11",)
    over = now + timedelta(days=12)
    assert shown(hotline, "calls_by_hour", "14", over) in (8, "hidden")
    assert shown(hotline, "calls_left", "information", over) != 2
    hotline.journey.passes(12 * 24 * 3600)
    hotline.phone(SAIMA)
    assert read_numbers(hotline.store, "2026-11", "2026-11", over, KARACHI).open == ()
