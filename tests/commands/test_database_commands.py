"""`hotline db backup` and `restore`: a copy is closed, is not kept too long, and brings nothing back that is over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from builders import HINA, ZOYA, a_request

from hotline.commands import database
from tests.commands.conftest import NOW, Desk

DAY = timedelta(days=1)


def at(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    monkeypatch.setattr(database, "now", lambda: NOW + days * DAY)


def lost(desk: Desk) -> None:
    """The disk with the database is gone."""
    desk.store.db.close()
    for file in desk.store.db.path.parent.glob(f"{desk.store.db.path.name}*"):
        file.unlink()


def test_a_copy_is_made_and_comes_back_without_what_is_over(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request that was closed six days before the copy is not there any more two days after it."""
    for number in (HINA, ZOYA):
        desk.store.record_callback(number, a_request(number=number), NOW, NOW)
    desk.store.withdraw_callbacks(HINA, NOW - 6 * DAY)
    at(monkeypatch, 0)
    made = desk.types("db", "backup", str(tmp_path / "copy"))
    assert "until 24.11.2026" in made.output
    lost(desk)
    at(monkeypatch, 2)
    back = desk.types("db", "restore", str(tmp_path / "copy"))
    assert (back.exit_code, "whole and up to date" in back.output) == (0, True), back.output
    assert [desk.store.callback_number(one.id).e164 for one in desk.store.callbacks()] == [ZOYA]


def test_a_copy_that_is_too_old_is_refused_and_deleted_by_the_next(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, 0)
    desk.types("db", "backup", str(tmp_path / "copy"))
    at(monkeypatch, 3.1)
    lost(desk)
    refused = desk.types("db", "restore", str(tmp_path / "copy"))
    assert (refused.exit_code, "older than 3 days" in refused.output) == (1, True)
    assert not desk.store.db.path.exists()
    assert "deleted: 1" in desk.types("db", "backup", str(tmp_path / "next")).output
    assert [one.name for one in tmp_path.iterdir() if one.name in ("copy", "next")] == ["next"]


def test_a_database_that_is_there_is_not_replaced(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 0)
    desk.types("db", "backup", str(tmp_path / "copy"))
    refused = desk.types("db", "restore", str(tmp_path / "copy"))
    assert (refused.exit_code, "move it away" in refused.output) == (1, True)
    again = desk.types("db", "backup", str(tmp_path / "copy"))
    assert (again.exit_code, "exists already" in again.output) == (1, True)


def test_what_is_no_copy_is_said(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 0)
    (tmp_path / "other").write_text("a letter")
    assert "is no copy" in desk.types("db", "restore", str(tmp_path / "other")).output
