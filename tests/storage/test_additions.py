"""Rows that several threads add at once: they share a commit, and each thread is told what became of its own."""

# ruff: noqa: PT012  (what is tested here is what a whole block leaves behind)
from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from hotline.core.errors import StoreDown
from hotline.storage.additions import Additions
from hotline.storage.database import Database

MANY = 4


class Held(Database):
    """A database whose first statement waits until as many threads as `wanted` have a row to add."""

    wanted = 0

    def __init__(self, like: Database) -> None:
        super().__init__(like.path)
        self.additions = self._additions["beats", "name", "at"] = Additions("beats", ("name", "at"), self._patiently)
        self.statements = 0

    def _patiently(self, statement: Callable[[], tuple[str, Any]]) -> Any:
        while len(self.additions._waiting) < self.wanted:
            os.sched_yield()
        self.wanted = 0
        self.statements += 1
        return super()._patiently(statement)

    def add(self, names: Sequence[str]) -> list[Future[bool]]:
        """Every name from a thread of its own; the first is held until all others wait behind it."""
        self.wanted = len(names)
        with ThreadPoolExecutor(len(names)) as pool:
            return [pool.submit(self.insert, "beats", {"name": name, "at": "now"}) for name in names]


def names(db: Database) -> list[str]:
    return [row["name"] for row in db.query("select name from beats order by name")]


def test_those_who_wait_share_a_statement(db: Database) -> None:
    """Whoever comes first takes along who waits behind."""
    held = Held(db)
    assert [one.result() for one in held.add(["a", "b", "c", "d"])] == [True] * MANY
    assert held.statements == 1
    assert names(db) == ["a", "b", "c", "d"]


def test_one_that_is_there_already_is_told_so_and_stops_nobody(db: Database) -> None:
    """Whether it was there before or two threads bring the same."""
    db.execute("insert into beats (name, at) values ('b', 'before')")
    told = [one.result() for one in Held(db).add(["a", "b", "c", "c"])]
    assert sorted(told) == [False, False, True, True]
    assert names(db) == ["a", "b", "c"]
    assert db.one("select at from beats where name = 'b'") == {"at": "before"}


def test_a_store_that_is_down_is_down_for_all(db: Database) -> None:
    """Nobody hears that her row is there, and the next ones find the store as it is then."""
    db.execute("alter table beats rename to away")
    held = Held(db)
    assert [type(one.exception()) for one in held.add(["a", "b", "c", "d"])] == [StoreDown] * MANY
    db.execute("alter table away rename to beats")
    assert held.insert("beats", {"name": "e", "at": "now"})
    assert names(db) == ["e"]


def test_who_was_told_that_it_failed_finds_it_nowhere_later(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file cannot even be opened for the first; whoever comes next adds her own row only."""
    held = Held(db)
    with monkeypatch.context() as away:
        away.setattr(held, "path", db.path / "nowhere")
        with pytest.raises(StoreDown):
            held.insert("beats", {"name": "a", "at": "now"})
    assert held.insert("beats", {"name": "b", "at": "now"})
    assert names(db) == ["b"]


def test_a_mistake_of_ours_is_no_trouble_of_the_store(db: Database) -> None:
    """A row that breaks a rule other than its key is refused loudly."""
    with pytest.raises(Exception, match="NOT NULL"):
        db.insert("beats", {"name": "a", "at": None})
    assert names(db) == []


def test_in_a_transaction_it_is_part_of_it(db: Database) -> None:
    """What is undone takes the row with it."""
    with pytest.raises(KeyError), db.atomic():
        assert db.insert("beats", {"name": "a", "at": "now"})
        assert not db.insert("beats", {"name": "a", "at": "then"})
        raise KeyError
    assert names(db) == []
