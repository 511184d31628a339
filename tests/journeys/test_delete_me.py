"""She asks to be forgotten, or says that the phone is not hers: what happens then, as a story, and what is left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hotline.simulator.journey import Handset
from tests.journeys import canary
from tests.journeys.conftest import HER, Hotline, environment
from tests.journeys.test_nothing_leaks import ROOT, found

OTHER_PHONE = "+923990000002"


def rows(hotline: Hotline, table: str) -> int:
    """How many rows a table has; a condition may follow its name."""
    return int(hotline.store.db.query(f"select count(*) as n from {table}")[0]["n"])


def she_asked_to_be_rung(hotline: Hotline) -> Handset:
    """By text, on this number, tomorrow morning; her phone, in which all was read."""
    her = hotline.phone().texts("mujhe call karo")
    her.reads()
    for key in ("1", "2", *("1" for _ in range(9))):
        if "Aap ka number:" in her.texts(key).reads().body:
            break
    assert [one.state for one in hotline.store.callbacks()] == ["new"]
    return her


@pytest.mark.parametrize(("typed", "question", "done"), [
    ("MITAO", "sab kuch mita dein", "Mita diya"),
    ("مٹائیں", "سب کچھ مٹا دیں", "مٹا دیا"),
    ("Delete me", "Delete all", "Deleted"),
])  # fmt: skip
def test_delete_me(hotline: Hotline, typed: str, question: str, done: str) -> None:
    """Asked once more by key; then all is gone, and she is told what we cannot erase and how long copies last."""
    her = she_asked_to_be_rung(hotline).texts(typed)
    her.reads(question)
    assert rows(hotline, "callbacks") == 1
    answer = her.texts("1").reads(done)
    assert "3" in answer.body
    assert (rows(hotline, "callbacks"), rows(hotline, "turns where place is not null")) == (0, 0)
    her.texts("1").reads()
    assert rows(hotline, "callbacks") == 0


def test_she_thinks_better_of_it(hotline: Hotline) -> None:
    her = she_asked_to_be_rung(hotline).texts("delete")
    her.reads("1 Yes")
    her.texts("no").reads("Reply with a number")
    assert rows(hotline, "callbacks") == 1


def test_somebody_else_erases_only_himself(hotline: Hotline) -> None:
    she_asked_to_be_rung(hotline)
    him = hotline.phone(OTHER_PHONE).texts("delete")
    him.reads("1 Yes")
    him.texts("1").reads("Deleted")
    assert rows(hotline, "callbacks") == 1


def test_delete_is_not_confirmed_when_nothing_could_be_erased(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is there, and the store fails at the deed: she reads that it should be sent again."""
    her = she_asked_to_be_rung(hotline).texts("delete")
    her.reads("1 Yes")
    hotline.store.db.execute("alter table outbox rename to away")
    her.texts("1").reads("send that again")
    assert rows(hotline, "callbacks") == 1


def test_a_phone_that_is_not_hers_is_never_rung_nor_texted_again(hotline: Hotline) -> None:
    """Not for the request that was there, and not for one that somebody leaves for it by voice from another phone:
    that caller hears what she would hear of any number that cannot be rung, and gives another one."""
    she_asked_to_be_rung(hotline).texts("ye phone mera nahi hai").reads("koi msg ya call nahi aaye gi")
    assert [one.state for one in hotline.store.callbacks()] == ["withdrawn"]
    friend = hotline.phone(OTHER_PHONE).calls().presses("1").presses("3").presses("2")
    friend.presses("0" + HER[3:] + "#").hears("callback_check").presses("1").presses("1").presses("1").presses("1")
    friend.hears("callback_confirm").presses("1").hears("callback_wrong", "callback_instead")
    friend.presses("1").hears("callback_other").presses("0" + OTHER_PHONE[3:] + "#").hears("callback_check")
    friend.presses("1").hears("callback_confirm").presses("1").hears("callback_stored").hangs_up()
    [stored] = hotline.store.callbacks(("new",))
    assert hotline.store.callback_number(stored.id).e164 == OTHER_PHONE


def test_start_lets_the_phone_be_rung_again(hotline: Hotline) -> None:
    her = hotline.phone().texts("not my phone")
    her.reads("No message or call")
    her.texts("start").reads()
    her.calls().presses("1").presses("3").presses("1").presses("1").presses("1").presses("2")
    her.presses("1").hears("callback_stored")


def test_nothing_of_those_who_asked_is_left_in_files_and_log(tmp_path: Path) -> None:
    """The canary's whole day, after which one erases herself by text and two are erased by the coordinator:
    neither a number nor any hash of it is in the database, its log files or what the processes logged."""
    folder = tmp_path / "instance"
    folder.mkdir()
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    run = subprocess.run(
        [sys.executable, "-m", "tests.journeys.canary", str(folder), "forgotten"], cwd=tmp_path, timeout=120,
        check=False, env={**os.environ, **environment(folder), "PYTHONPATH": path}, capture_output=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()[-3000:]
    seen = json.loads((tmp_path / "seen.json").read_text(encoding="utf-8"))
    assert len(seen["hashes"]) > 10
    left = {file.name: file.read_bytes() for file in folder.iterdir()}
    left["log"] = run.stdout + run.stderr
    for name, content in left.items():
        assert found(content, (canary.HER, canary.OTHER, canary.THIRD)) == [], name
        for print_, (kind, number) in seen["hashes"].items():
            if (kind, number) != ("blocked", canary.THIRD):  # who wrote STOP, and never START, stays stopped
                assert print_.encode() not in content, f"{kind} in {name}"
