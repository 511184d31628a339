"""Who did and saw what: rows that are only ever added, each bound to the one before it by a keyed hash."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from hotline.core.staff import Deed
from hotline.storage.database import Row, moment, stamp
from hotline.storage.shelf import Shelf

BEGINNING = "the audit begins here"
SOME = "select * from audit where number < :before order by number desc limit :most"
SEEN = "select 1 from audit where number > :after and who = :who and what = :what and about = :about and at > :since"
LATELY = 500  # rows in which the same look is searched for


class Audit(Shelf):
    """The part of the store that keeps the audit. There is no way to change it or to delete from it."""

    def record(self, who: str, what: str, about: str, at: datetime) -> None:
        """Add a row. Inside a transaction it stands or falls with what it tells."""
        with self.atomic():
            last = self.db.one("select number, chain_print from audit order by number desc limit 1")
            number, before = (last["number"] + 1, last["chain_print"]) if last else (1, BEGINNING)
            row = {"number": number, "at": stamp(at), "who": who, "what": what, "about": about}
            chain = self.vault.fingerprint(_linked(row, before), "audit")
            self.db.execute(
                "insert into audit (number, at, who, what, about, chain_print)"
                " values (:number, :at, :who, :what, :about, :chain)",
                {**row, "chain": chain},
            )
            self.db.execute(
                "insert into audit_end (id, end_print) values (1, :end)"
                " on conflict (id) do update set end_print = excluded.end_print",
                {"end": self.vault.fingerprint(f"{number}|{chain}", "audit end")},
            )

    def saw(self, who: str, what: str, about: str, since: datetime, at: datetime) -> None:
        """Add a row about something that was looked at, unless it is there already since an instant."""
        with self.atomic():
            last = self.db.one("select max(number) as number from audit")
            same = {"after": (last["number"] or 0 if last else 0) - LATELY, "who": who, "what": what, "about": about}
            if not self.db.query(SEEN, {**same, "since": stamp(since)}):
                self.record(who, what, about, at)

    def deeds(self, before: int, most: int) -> list[Deed]:
        """The latest rows with a lower number than `before`."""
        return [
            Deed(row["number"], moment(row["at"]), row["who"], row["what"], row["about"])
            for row in self.db.query(SOME, {"before": before, "most": most})
        ]

    def audit_problems(self) -> list[str]:
        """What is wrong with the audit, a sentence each; nothing when no row was changed, added or taken away."""
        with self.atomic():  # nobody adds to it meanwhile
            rows = self.db.query("select * from audit order by number")
            end = self.db.one("select end_print from audit_end where id = 1")
        return [*self._broken(rows), *self._cut_off(rows[-1] if rows else None, end)]

    def _broken(self, rows: list[Row]) -> Iterator[str]:
        expected, before = 1, BEGINNING
        for row in rows:
            if row["number"] != expected:
                yield f"rows {expected} to {row['number'] - 1} are missing"
            elif row["chain_print"] not in self.vault.fingerprints(_linked(row, before), "audit"):
                yield f"row {row['number']} was changed"
            expected, before = row["number"] + 1, row["chain_print"]

    def _cut_off(self, last: Row | None, end: Row | None) -> Iterator[str]:
        if last is None and end is None:
            return
        known = self.vault.fingerprints(f"{last['number']}|{last['chain_print']}", "audit end") if last else ()
        if end is None or end["end_print"] not in known:
            yield "the last row is not the last one that was written: rows are missing at the end"


def _linked(row: Row, before: str) -> str:
    return json.dumps((before, row["number"], row["at"], row["who"], row["what"], row["about"]))
