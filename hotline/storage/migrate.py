"""Brings a database up to date by numbered files, checks it, and copies it while it is in use."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from hotline.core.errors import StoreDown
from hotline.storage.database import Database

FOLDER = Path(__file__).parent / "migrations"
RECORD = "create table if not exists migrations (name text primary key not null, fingerprint text not null)"
SCHEMA = "select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite_%'"
AFTER_A_STATEMENT = re.compile(r";[^\S\n]*(?:--[^\n]*)?(?:\n|$)")


@dataclass(frozen=True, slots=True)
class Migration:
    """A numbered file, and a fingerprint that shows when it was edited after it was applied."""

    name: str
    fingerprint: str
    statements: tuple[str, ...]


def migrate(db: Database) -> list[str]:
    """Apply what is pending, each file with its record in one transaction; return the names applied here."""
    return [one.name for one in migrations() if _apply(db, one)]


def pending(db: Database) -> list[str]:
    """The names of the migrations that are not yet applied. Writes nothing."""
    applied = _applied(db)
    return [one.name for one in migrations() if one.name not in applied]


def check(db: Database) -> list[str]:
    """What is wrong with the database, a sentence each; nothing when all is well."""
    try:
        return _problems(db) or _differences(db)
    except StoreDown as error:
        return [f"cannot be read: {error}"]


def schema(db: Database) -> str:
    """The definitions of all tables and indexes, sorted, as one text."""
    rows = sorted(db.query(SCHEMA), key=lambda row: (row["type"], row["name"]))
    return "\n\n".join(f"{row['sql']};" for row in rows) + "\n"


def migrations() -> list[Migration]:
    """Every migration of this version, in order."""
    found = []
    for file in sorted(FOLDER.glob("[0-9]*.sql")):
        text = file.read_text(encoding="utf-8")
        statements = tuple(part.strip() for part in AFTER_A_STATEMENT.split(text) if part.strip())
        found.append(Migration(file.stem, hashlib.sha256(text.encode()).hexdigest()[:16], statements))
    return found


def _apply(db: Database, migration: Migration) -> bool:
    """Apply one migration, unless another process was quicker: whoever comes second waits for the lock."""
    with db.atomic():
        if migration.name in _applied(db):
            return False
        db.execute(RECORD)
        for statement in migration.statements:
            db.execute(statement)
        db.execute(
            "insert into migrations (name, fingerprint) values (:name, :fingerprint)",
            {"name": migration.name, "fingerprint": migration.fingerprint},
        )
    return True


def _applied(db: Database) -> dict[str, str]:
    if not db.query("select name from sqlite_master where type = 'table' and name = 'migrations'"):
        return {}
    return {row["name"]: row["fingerprint"] for row in db.query("select name, fingerprint from migrations")}


def _problems(db: Database) -> list[str]:
    problems = [f"not yet applied: {name} (run hotline db migrate)" for name in pending(db)]
    known = {one.name: one.fingerprint for one in migrations()}
    for name, fingerprint in _applied(db).items():
        if name not in known:
            problems.append(f"{name} is of a newer version of the program")
        elif known[name] != fingerprint:
            problems.append(f"{name} was edited after it was applied here")
    problems += [
        f"damaged: {row['integrity_check']}"
        for row in db.query("pragma integrity_check")
        if row["integrity_check"] != "ok"
    ]
    problems += [
        f"a row of {row['table']} refers to a row of {row['parent']} that is not there"
        for row in db.query("pragma foreign_key_check")
    ]
    return problems


def _differences(db: Database) -> list[str]:
    """Where the schema is not what the migrations make of an empty database."""
    fresh = sqlite3.connect(":memory:")
    try:
        for statement in (RECORD, *(line for one in migrations() for line in one.statements)):
            fresh.execute(statement)
        wanted = {(kind, name): sql for kind, name, sql in fresh.execute(SCHEMA)}
    finally:
        fresh.close()
    found = {(row["type"], row["name"]): row["sql"] for row in db.query(SCHEMA)}
    return (
        [f"missing: {kind} {name}" for kind, name in sorted(wanted.keys() - found.keys())]
        + [f"not ours: {kind} {name}" for kind, name in sorted(found.keys() - wanted.keys())]
        + [
            f"altered: {kind} {name}"
            for kind, name in sorted(wanted.keys() & found.keys())
            if wanted[kind, name] != found[kind, name]
        ]
    )
