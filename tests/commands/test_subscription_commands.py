"""Subscriptions and broadcasts at the coordinator's terminal: counts, costs and dates, never a number."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hotline.core.phone_number import PhoneNumber
from hotline.core.subscription import Slot, Subscription
from tests.commands.conftest import NOW, Desk

HERS, ANOTHERS, THIRD = "+923990000201", "+923990000202", "+923990000203"
TEXTS = 'en = "The line is closed on Friday."\nur = "جمعے کو لائن بند ہے۔"\nur_Latn = "Jume ko line band hai."\n'


def subscribe(desk: Desk, number: str, series: str = "phone", language: str = "en", at: datetime = NOW) -> None:
    wanted = Subscription("", series, language, Slot(4, 9), at)
    desk.store.subscribe(number, PhoneNumber(number), wanted)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Three subscribers: two about the phone, one of them in Urdu, and one about children."""
    subscribe(desk, HERS)
    subscribe(desk, ANOTHERS, language="ur", at=NOW + timedelta(days=9))
    subscribe(desk, THIRD, series="children")
    return desk


def listed(desk: Desk, *words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(desk.types(*words, "--json").stdout)
    return found


def test_the_list_counts_and_names_nobody(full: Desk) -> None:
    assert listed(full, "subscriptions", "list") == [
        {"subject": "children", "language": "en", "people": 1},
        {"subject": "phone", "language": "en", "people": 1},
        {"subject": "phone", "language": "ur", "people": 1},
    ]
    for command in (("subscriptions", "list"), ("subscriptions", "show"), ("broadcasts", "list")):
        assert "99000" not in full.types(*command).output


def test_what_is_due_and_who_may_be_gone(full: Desk) -> None:
    full.store.db.execute("update subscriptions set silent = 4 where language = 'ur'")
    [row] = listed(full, "subscriptions", "show")
    assert row == {"people": 3, "due_in_a_day": 2, "silent": 1, "paused": False, "pauses": []}


def test_a_pause_is_made_shown_and_taken_back(full: Desk) -> None:
    """Who had been put off comes back to her week."""
    done = full.types("subscriptions", "pause", "--from", "2026-11-20", "--to", "2026-12-20")
    assert "2026-11-20 to 2026-12-20" in done.output
    full.types("subscriptions", "pause", "--from", "2027-02-08", "--to", "2027-03-09", "--hours", "18-5")
    [row] = listed(full, "subscriptions", "show")
    assert row["paused"] is True
    assert row["pauses"] == ["2026-11-20 to 2026-12-20", "2027-02-08 to 2027-03-09, 18:00-05:00"]
    one = full.types("subscriptions", "resume", "--from", "2026-11-20")
    assert one.output.splitlines() == ["taken back: 2026-11-20 to 2026-12-20",
                                       "1 subscription(s) that had been put off are planned anew"]  # fmt: skip
    assert full.types("subscriptions", "resume").exit_code == 0
    assert full.types("subscriptions", "resume").exit_code == 1


@pytest.mark.parametrize(
    ("first", "last", "hours", "why"),
    [("soon", "2026-12-20", "0-24", "--from 'soon' is not a day"),
     ("2026-11-20", "2026-11-19", "0-24", "before --from"),
     ("2026-10-01", "2026-10-09", "0-24", "in the past"), ("2026-11-22", "2027-11-22", "0-24", "92 days at most"),
     ("2026-11-22", "2026-11-23", "25-3", "--hours"), ("2026-11-22", "2026-11-23", "9", "--hours"),
     ("2026-11-22", "2026-11-23", "9-9", "--hours")],
)  # fmt: skip
def test_a_pause_that_makes_no_sense_is_refused(full: Desk, first: str, last: str, hours: str, why: str) -> None:
    refused = full.types("subscriptions", "pause", "--from", first, "--to", last, "--hours", hours)
    assert (refused.exit_code, why in refused.output) == (1, True)
    assert full.store.pauses() == []


def test_the_cost_is_shown_and_a_dry_run_starts_nothing(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_PART_COST", "250")
    told = full.types("broadcast", full.file(TEXTS, "news.toml"), "--dry-run").output
    assert "3 people, 3 parts, 750 paisa (Rs 7.50)" in told
    assert "جمعے کو لائن بند ہے۔" in told
    assert full.store.broadcasts() == []


def test_nothing_starts_without_a_yes(full: Desk) -> None:
    assert full.types("broadcast", full.file(TEXTS, "news.toml")).exit_code == 1
    assert full.store.broadcasts() == []


def test_it_starts_is_paused_goes_on_and_is_given_up(full: Desk) -> None:
    """One at a time."""
    news = full.file(TEXTS, "news.toml")
    started = full.types("broadcast", news, "--subject", "phone", "--yes")
    assert "started; the last get it by Sat 28 Nov" in started.output
    assert full.types("broadcast", news, "--yes").exit_code == 1
    [row] = listed(full, "broadcasts", "list")
    assert row == {"begun_at": "2026-11-21T09:00:00Z", "state": "running", "subject": "phone", "people": 2, "told": 0,
                   "percent": 0, "parts": 0, "paisa": 0}  # fmt: skip
    assert full.types("broadcasts", "resume").exit_code == 1
    for command, state in (("pause", "paused"), ("resume", "running"), ("pause", "paused"), ("drop", "dropped")):
        assert full.types("broadcasts", command).exit_code == 0
        assert listed(full, "broadcasts", "list")[0]["state"] == state
    assert full.types("broadcast", news, "--yes").exit_code == 0
    assert [row["state"] for row in listed(full, "broadcasts", "list")] == ["running", "dropped"]


def test_a_weekly_text_can_be_told_to_all(full: Desk) -> None:
    told = full.types("broadcast", "weekly_phone_2", "--dry-run").output
    assert "Do not lend your SIM to anyone" in told


@pytest.mark.parametrize(
    ("text", "why"),
    [('en = "only English"', "ur: has no text"), ("not toml", "not TOML"), ('de = "Hallo"', "has de beside"),
     (TEXTS.replace("The line", "Harassment: the line"), "en: must not say"),
     (TEXTS.replace("Jume", "Jum’ē"), ""), (TEXTS.replace("Friday", "Friday " * 60), "en: takes 3 parts"),
     (TEXTS.replace("Jume", "جمعے"), "double its cost")],
)  # fmt: skip
def test_what_tells_too_much_or_costs_too_much_is_refused(full: Desk, text: str, why: str) -> None:
    """But a typographic mark is simply written plainly."""
    result = full.types("broadcast", full.file(text, "news.toml"), "--dry-run")
    assert result.exit_code == (1 if why else 0), result.output
    assert why in result.output


@pytest.mark.parametrize("text", ["tip_home_3", "weekly_phone_4", "weekly_over", "nonsense"])
def test_a_tip_of_the_menus_or_a_question_cannot_be_told_to_all(full: Desk, text: str) -> None:
    """Nor a step of the hotline's own."""
    result = full.types("broadcast", text, "--yes")
    assert result.exit_code == 1
    assert full.store.broadcasts() == []


def test_with_nobody_to_tell_nothing_starts(desk: Desk) -> None:
    assert "nobody has subscribed" in desk.types("broadcast", "weekly_phone_2", "--yes").output


def test_a_broadcast_whose_key_is_gone_stops_nobody(full: Desk, tmp_path: Path) -> None:
    full.store.begin_broadcast("", {"en": "x"}, 3, datetime(2026, 11, 1, tzinfo=UTC))
    full.store.db.execute("update broadcasts set words = 'nothing that opens'")
    found = full.store.open_broadcast()
    assert found
    assert not found.is_for("phone")
