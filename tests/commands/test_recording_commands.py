"""Recordings are taken from a folder, and what is still to be read is printed for a voice artist."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from voices import SPOKEN, as_wav, hiss

from hotline import parts
from hotline.prompts.numbers import numbers_of
from tests.commands.conftest import Desk


@pytest.fixture
def dropped(desk: Desk) -> Path:
    """A folder with one good file, named by its number, one bad, and one that belongs to nothing."""
    folder = desk.folder / "dropped"
    numbers = {clip: number for number, clip in numbers_of(parts.open_words()).items()}
    (folder / "en").mkdir(parents=True)
    (folder / "en" / f"{numbers['menu_talk']}.mp3").write_bytes(SPOKEN.read_bytes())
    (folder / "en" / "menu_info.wav").write_bytes(as_wav(hiss()))
    (folder / "en" / "nothing.wav").write_bytes(as_wav(hiss()))
    return folder


def test_good_files_are_taken_and_bad_ones_named(desk: Desk, dropped: Path) -> None:
    result = desk.types("prompts", "import", str(dropped), "--speaker", "Ayesha")
    assert result.exit_code == 1
    assert "menu_info.wav: nobody is heard speaking" in result.stderr
    assert "nothing.wav: no prompt has this name or number" in result.stderr
    assert [path.name for path in (desk.folder / "recordings" / "en").iterdir()] == ["menu_talk.mp3"]


def test_every_report_says_how_much_is_still_a_machine(desk: Desk, dropped: Path) -> None:
    before = desk.types("prompts", "check").stdout
    assert "stand-ins by a machine voice: 100 % of ur, 100 % of en" in before
    desk.types("prompts", "import", str(dropped), "--speaker", "Ayesha")
    for report in (("prompts", "check"), ("doctor",), ("prompts", "script", "en", str(desk.folder / "x.html"))):
        said = desk.types(*report).stdout
        assert "stand-ins by a machine voice: 100 % of ur, 99." in said, report


def test_the_script_holds_what_nobody_has_read_yet(desk: Desk, dropped: Path) -> None:
    paper = desk.folder / "script.html"
    desk.types("prompts", "import", str(dropped), "--speaker", "Ayesha")
    desk.types("prompts", "script", "en", str(paper))
    page = paper.read_text(encoding="utf-8")
    assert "For information, press 2." in page
    assert "press the number a little" in page
    assert ">menu_talk<" not in page
    desk.types("prompts", "script", "en", str(paper), "--all")
    assert ">menu_talk<br>Ayesha<" in paper.read_text(encoding="utf-8")


def test_the_check_tells_how_long_callers_listen(desk: Desk) -> None:
    rows = json.loads(desk.types("prompts", "check", "--json").stdout)
    seconds = {row["language"]: row["seconds_to"] for row in rows}
    assert 0 < seconds["ur"]["the menu"] < seconds["ur"]["a ring"] < 15
    assert "seconds of sound until" in desk.types("prompts", "check").stdout


def test_a_machine_is_no_speaker(desk: Desk, dropped: Path) -> None:
    assert desk.types("prompts", "import", str(dropped), "--speaker", "stand-in").exit_code == 1
