"""Threads that add a row to a table at the same time share one statement, and so one commit.

A commit writes whole pages and waits for the disk and for other processes: shared, it costs each of them a part.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Statement = tuple[str, Sequence[Any]]
Run = Callable[[Callable[[], Statement]], sqlite3.Cursor]  # asks for the statement again each time it has to wait


@dataclass
class _Addition:
    """A row, and once it was tried: whether it was added, or why it could not be."""

    row: Sequence[Any]
    outcome: bool | sqlite3.DatabaseError | None = None


class Additions:
    """Rows of the same columns that wait to be added, the key of the table first.

    `run` runs a statement on the connection of its thread.
    """

    def __init__(self, table: str, columns: Sequence[str], run: Run) -> None:
        self._sql = f"insert into {table} ({', '.join(columns)}) values "  # noqa: S608 - ours
        self._marks = f"({', '.join('?' * len(columns))})"
        self._new = f" on conflict do nothing returning {columns[0]}"
        self._run = run
        self._waiting: list[_Addition] = []
        self._turn = threading.Lock()

    def add(self, row: Sequence[Any]) -> bool:
        """Add a row, with all that wait by then; False when one with the same key is there. Raises DatabaseError."""
        mine = _Addition(row)
        self._waiting.append(mine)
        with self._turn:
            if mine.outcome is None:  # nobody took it along
                self._add_all(mine)
        if isinstance(mine.outcome, sqlite3.DatabaseError):
            raise mine.outcome
        return bool(mine.outcome)

    def add_alone(self, row: Sequence[Any]) -> bool:
        """Add a row by itself, in the transaction that this thread may have open."""
        statement = f"{self._sql}{self._marks} on conflict do nothing", row
        return self._run(lambda: statement).rowcount == 1

    def _add_all(self, mine: _Addition) -> None:
        """All in one statement; when a key is there already, in another that tells which rows were new."""
        taken = self._waiting[:]

        def all_that_wait() -> Statement:
            taken[:] = self._waiting  # also those who came while another process was writing
            return self._of(taken)

        try:
            self._run(all_that_wait)
            for one in taken:
                one.outcome = True
        except sqlite3.IntegrityError:
            self._add_the_new(taken)
        except sqlite3.DatabaseError as error:
            _tell(taken, error)
        finally:  # whatever went wrong: a row is never added after its thread was told that it was not
            self._waiting[: len(taken)] = [one for one in taken if one.outcome is None and one is not mine]

    def _add_the_new(self, taken: list[_Addition]) -> None:
        sql, values = self._of(taken)
        try:
            added = [row[0] for row in self._run(lambda: (sql + self._new, values))]
        except sqlite3.IntegrityError:
            self._add_one_by_one(taken)  # one of them cannot be added at all
        except sqlite3.DatabaseError as error:
            _tell(taken, error)
        else:
            for one in taken:
                one.outcome = one.row[0] in added
                if one.outcome:
                    added.remove(one.row[0])  # the second of two with the same key was not added

    def _of(self, taken: list[_Addition]) -> Statement:
        return self._sql + ", ".join([self._marks] * len(taken)), [value for one in taken for value in one.row]

    def _add_one_by_one(self, taken: list[_Addition]) -> None:
        for one in taken:
            try:
                one.outcome = self.add_alone(one.row)
            except sqlite3.DatabaseError as error:
                one.outcome = error


def _tell(taken: list[_Addition], outcome: sqlite3.DatabaseError) -> None:
    for one in taken:
        one.outcome = outcome
