"""Makes the file for researchers: a SQLite database of its own, of given rows only, with a full-text index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlite_utils

# Each table with its columns, its key, and the column that is searched by words.
TABLES: Mapping[str, tuple[dict[str, Any], tuple[str, ...], str]] = {
    "counts": ({"period": str, "figure": str, "category": str, "count": int, "shown": str},
               ("period", "figure", "category"), ""),
    "figures": ({"figure": str, "meaning": str, "total": str, "shown_from": int}, ("figure",), ""),
    "events": ({"day": str, "kind": str, "last_day": str}, ("day", "kind"), ""),
    "topics": ({"topic": str, "part": int, "language": str, "words": str}, ("topic", "part", "language"), "words"),
    "dictionary": ({"table": str, "column": str, "meaning": str}, ("table", "column"), ""),
    "about": ({"what": str, "value": str}, ("what",), ""),
}  # fmt: skip


class ResearchFile:
    """The part of the store that makes a file for others. It reads nothing of ours."""

    def research_file(self, tables: Mapping[str, Sequence[Mapping[str, object]]]) -> bytes:
        """The database as it lies in a file. It is made in memory, so that nothing else can be in its pages."""
        made = sqlite_utils.Database(memory=True)
        for name, (columns, key, searched) in TABLES.items():
            table = made.create_table(name, columns, pk=key)
            table.insert_all((dict(row) for row in tables[name]), ignore=True)
            if searched:
                table.enable_fts([searched], tokenize="unicode61")
        made.vacuum()
        content: bytes = made.conn.serialize()
        made.close()
        return content
