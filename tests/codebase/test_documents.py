"""The documents say what the code says: settings, modules, fields that are kept, commands."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import timedelta

import pytest
from doc_tables import TABLES, marked
from source_tree import ROOT

from hotline.core.conversation import CONTINUES_FOR
from hotline.core.keeping import Keeping
from hotline.storage import housekeeping

MIGRATIONS = ROOT / "hotline" / "storage" / "migrations"


@dataclass(frozen=True)
class Kept:
    """One line of the table of docs/privacy.md."""

    field: str
    what: str
    why: str
    until: str
    how: str
    who: str


@pytest.mark.parametrize("name", TABLES)
def test_a_table_made_from_the_code_is_up_to_date(name: str) -> None:
    """`python tests/codebase/doc_tables.py` writes it anew."""
    page, table = TABLES[name]
    found = marked(name).search(page.read_text(encoding="utf-8"))
    assert found, f"{page.name} has no place for the table {name}"
    assert found[0] == f"{found[1]}{table()}{found[2]}", f"{page.name} is behind: run tests/codebase/doc_tables.py"


def test_every_field_that_is_kept_is_explained() -> None:
    """docs/privacy.md lists each column of the database, and none that is not there."""
    listed = [kept.field for kept in _kept()]
    assert len(listed) == len(set(listed)), "a field is listed twice"
    assert sorted(listed) == sorted(_columns())


def test_every_field_that_is_sealed_says_so() -> None:
    """What the schema calls sealed, the document calls sealed; a column named _print is a keyed hash."""
    for kept in _kept():
        column = kept.field.partition(".")[2]
        expected = "sealed" if kept.field in _sealed() else "hashed" if column.endswith("_print") else "plain"
        assert kept.how == expected, f"{kept.field} is {expected}"


def test_every_field_has_a_reason_an_end_and_a_reader() -> None:
    """Nothing is kept because it might be useful one day."""
    for kept in _kept():
        assert all((kept.what, kept.why, kept.until, kept.who)), f"{kept.field} is not explained"


@pytest.mark.parametrize(
    ("field", "lasts"),
    [
        ("turns.reply", housekeeping.REPLIES),
        ("callbacks.id", Keeping().days("requests")),
        ("outbox.id", Keeping().days("texts")),
        ("rings.id", Keeping().days("calls")),
        ("stretches.id", housekeeping.STRETCHES),
        ("confirmations.responder", housekeeping.CONFIRMATIONS),
        ("alarms.kind", housekeeping.ALARMS),
        ("turns.identity_print", CONTINUES_FOR),
    ],
)
def test_a_promised_time_is_the_time_in_the_code(field: str, lasts: timedelta) -> None:
    """What the page says is kept for so long is deleted after so long."""
    until = next(kept.until for kept in _kept() if kept.field == field)
    assert until.startswith((f"{lasts.days} days", f"{lasts // timedelta(hours=1)} hours")), f"{field}: {until}"


def _kept() -> list[Kept]:
    rows = re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|(.+)\|$", _page("privacy.md"), re.MULTILINE)
    return [Kept(field, *(cell.strip() for cell in rest.split("|"))) for field, rest in rows]


def _columns() -> list[str]:
    """Every column of a database made by all migrations."""
    db = sqlite3.connect(":memory:")
    for file in sorted(MIGRATIONS.glob("*.sql")):
        db.executescript(file.read_text(encoding="utf-8"))
    tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
    return [f"{table}.{row[1]}" for table in tables for row in db.execute(f"pragma table_info({table})")]


def _sealed() -> set[str]:
    """The columns whose line in the migrations says `-- sealed`."""
    found, table = set(), ""
    for file in sorted(MIGRATIONS.glob("*.sql")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if opened := re.match(r"(?:create|alter) table (\w+)", line):
                table = opened[1]
            if column := re.match(r".*?(?:add column )?(\w+) text.*-- sealed", line.strip()):
                found.add(f"{table}.{column[1]}")
    return found


def _page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")
