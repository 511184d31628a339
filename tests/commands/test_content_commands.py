"""A coordinator lists what waits for whom, and notes who signed; wrong names and days are refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from hotline import parts
from hotline.commands import content
from tests.commands.conftest import NOW, Desk

LAWYERS_TIP = "tip_work_4"


@pytest.fixture
def signing(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A copy of the content that may be signed, on the desk's day."""
    folder = tmp_path / "content"
    shutil.copytree(parts.CONTENT, folder)
    monkeypatch.setattr(parts, "CONTENT", folder)
    monkeypatch.setattr(content, "now", lambda: NOW)
    return desk


def waiting(desk: Desk, *more: str) -> dict[str, list[str]]:
    rows = json.loads(desk.types("content", "check", "--json", *more).stdout)
    return {row["what"]: row["waits_for"] for row in rows}


def test_the_work_list_names_what_waits_and_for_whom(signing: Desk) -> None:
    found = waiting(signing)
    assert found[LAWYERS_TIP] == ["lawyer"]
    assert found["1099"] == ["dial-test"]
    told = signing.types("content", "check")
    assert told.exit_code == 0
    assert "dial-test:" in told.stdout
    assert "held back:" in told.stdout


def test_a_reviewer_sees_only_her_own_work(signing: Desk) -> None:
    found = waiting(signing, "--reviewer", "lawyer")
    assert found
    assert all("lawyer" in kinds for kinds in found.values())


def test_what_is_signed_waits_no_longer(signing: Desk) -> None:
    told = signing.types("content", "sign", "lawyer", LAWYERS_TIP, "--by", "Amina Khan", "--on", "2026-11-20")
    assert told.stdout == f"{LAWYERS_TIP}: lawyer, Amina Khan, 2026-11-20\n"
    assert LAWYERS_TIP not in waiting(signing)


def test_a_whole_topic_can_be_signed(signing: Desk) -> None:
    told = signing.types("content", "sign", "lawyer", "work", "--by", "Amina Khan")
    assert told.stdout.count("lawyer, Amina Khan, 2026-11-21") >= 4
    assert LAWYERS_TIP not in waiting(signing)


def test_a_dialled_number_is_named_from_then_on(signing: Desk) -> None:
    signing.types("content", "sign", "dial-test", "1799", "1099", "--by", "Sana")
    found = waiting(signing)
    assert not {"1799", "1099"} & found.keys()
    assert "1737" in found


def test_words_that_change_are_signed_again(signing: Desk) -> None:
    """The sign-off stays on file, and the list says whose it was."""
    signing.types("content", "sign", "lawyer", LAWYERS_TIP, "--by", "Amina Khan")
    path = parts.CONTENT / "signatures.toml"
    library = parts.open_library()
    path.write_text(path.read_text().replace(library.words[LAWYERS_TIP], "0" * 16))
    assert waiting(signing)[LAWYERS_TIP] == ["lawyer"]
    assert "lawyer: Amina Khan signed other words" in signing.types("content", "check").stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("lawyer", "tip_nowhere", "--by", "Amina"), "tip_nowhere is neither an item nor a topic: nothing was noted"),
        (("dial-test", "tip_work_4", "--by", "Amina"), "tip_work_4 is not a number of numbers.toml"),
        (("dial-test", "911", "--by", "Amina"), "911 is not a number of numbers.toml"),
        (("lawyer", "1099", "--by", "Amina"), "1099 is neither an item nor a topic"),
        (("judge", LAWYERS_TIP, "--by", "Amina"), "'judge' is not one of"),
        (("lawyer", LAWYERS_TIP, "--by", " "), "--by needs a name"),
        (("lawyer", LAWYERS_TIP), "Missing option '--by'"),
        (("lawyer", LAWYERS_TIP, "--by", "Amina", "--on", "2026-11-22"), "2026-11-22 has not come yet"),
        (("lawyer", "--by", "Amina"), "Missing argument"),
    ],
)
def test_a_wrong_sign_off_is_refused(signing: Desk, words: tuple[str, ...], says: str) -> None:
    before = (parts.CONTENT / "signatures.toml").read_text()
    told = signing.types("content", "sign", *words)
    assert told.exit_code != 0
    assert says in told.output
    assert (parts.CONTENT / "signatures.toml").read_text() == before


def test_a_second_sign_off_takes_the_place_of_the_first(signing: Desk) -> None:
    for name in ("Amina", "Bilqis"):
        signing.types("content", "sign", "lawyer", LAWYERS_TIP, "--by", name)
    text = (parts.CONTENT / "signatures.toml").read_text()
    assert "Bilqis" in text
    assert "Amina" not in text


def test_a_sheet_is_written_for_the_printer(signing: Desk, tmp_path: Path) -> None:
    path = tmp_path / "sheet.html"
    assert signing.types("content", "sheet", "ur", str(path), "--reviewer", "doctor").exit_code == 0
    assert 'lang="ur"' in path.read_text(encoding="utf-8")


def test_a_native_speaker_reads_everything_and_nothing_waits_for_her(signing: Desk, tmp_path: Path) -> None:
    told = signing.types("content", "check")
    assert "not read by a native speaker, told all the same:" in told.stdout
    assert waiting(signing, "--reviewer", "native")[LAWYERS_TIP] == ["native"]
    signing.types("content", "sign", "native", LAWYERS_TIP, "--by", "Zainab")
    assert LAWYERS_TIP not in waiting(signing, "--reviewer", "native")
    assert waiting(signing)[LAWYERS_TIP] == ["lawyer"]
    path = tmp_path / "sheet.html"
    signing.types("content", "sheet", "ur", str(path), "--reviewer", "native")
    page = path.read_text(encoding="utf-8")
    for key in (LAWYERS_TIP, "about_home", "menu_callback", "someone_near"):
        assert f'<div class="key">{key}' in page, key


def test_the_cost_follows_the_price_of_a_part(signing: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_PART_COST", "700")
    rows = {row["what"]: row for row in json.loads(signing.types("content", "cost", "--json").stdout)}
    assert rows["tip_what_2"]["ur_paisa"] == 700 * rows["tip_what_2"]["ur"]
    assert "700 paisa a part" in signing.types("content", "cost").stdout


@pytest.mark.parametrize(
    ("how", "count"), [(("--language", "ur"), 16), (("--channel", "sms", "--language", "ur_Latn"), 17)]
)
def test_each_service_is_drawn(signing: Desk, tmp_path: Path, how: tuple[str, ...], count: int) -> None:
    """What live callers hear today is a picture of its own; no mark of the demo is in either."""
    told = signing.types("flows", "draw", str(tmp_path / "all"), *how)
    assert f"{count} pictures drawn" in told.stdout
    signing.types("flows", "draw", str(tmp_path / "today"), *how, "--today")
    drawn = {name: (tmp_path / name / "home.svg").read_text(encoding="utf-8") for name in ("all", "today")}
    assert 'id="step_home_1"' in drawn["all"]
    assert 'id="step_home_1"' not in drawn["today"]


def test_roman_urdu_is_not_spoken(signing: Desk, tmp_path: Path) -> None:
    told = signing.types("flows", "draw", str(tmp_path), "--language", "ur_Latn")
    assert told.exit_code == 1
    assert "--channel sms" in told.output
