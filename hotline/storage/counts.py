"""What is counted: a sealed sheet for each month and measure. No row says anything about a person."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from hotline.core.counting import Counts
from hotline.core.errors import SealBroken
from hotline.storage.database import moment, stamp
from hotline.storage.shelf import Shelf

TABLE = "counts"
FIND = "select counted from counts where sheet = :sheet"
KEEP = (
    "insert into counts (sheet, counted) values (:sheet, :counted)"
    " on conflict (sheet) do update set counted = excluded.counted"
)
UNTIL = (
    "insert into counted_until (what, until) values (:what, :until)"
    " on conflict (what) do update set until = excluded.until where counted_until.until = :since"
)


class MonthlyCounts(Shelf):
    """The part of the store that counts."""

    def count_once(self, turns: Sequence[tuple[str, Counts]], now: datetime) -> None:
        """Add what each turn counts, unless that turn was counted before."""
        prints = [self.vault.fingerprints(once, "counted") for once, _ in turns]
        with self.atomic():
            new = Counts()
            for known, (_, counts) in zip(prints, turns, strict=True):
                if self._is_new_turn(known, now):
                    new.update(counts)
            self._add_counts(new)

    def count_until(self, what: str, since: datetime, until: datetime, counts: Counts) -> None:
        """Add what was counted from one time on until another, unless somebody else has done so."""
        with self.atomic():
            values = {"what": what, "since": stamp(since), "until": stamp(until)}
            if self.db.execute(UNTIL, values):
                self._add_counts(counts)

    def counted_until(self, what: str) -> datetime | None:
        """How far that was counted."""
        row = self.db.one("select until from counted_until where what = :what", {"what": what})
        return moment(row["until"]) if row else None

    def counts(self, months: Sequence[str]) -> dict[tuple[str, str], dict[str, int]]:
        """What was counted from the first of these months to the last: by month and measure, of each category."""
        if not months:
            return {}
        rows = self.db.query(
            "select sheet, counted from counts where sheet >= :first and sheet < :after",
            {"first": months[0], "after": f"{months[-1]}~"},
        )
        opened = {row["sheet"]: self._sheet(row["sheet"], row["counted"]) for row in rows}
        return {_month_and_measure(name): sheet for name, sheet in opened.items() if sheet is not None}

    def counted_months(self) -> list[str]:
        """The months in which anything was counted, in order."""
        rows = self.db.query("select distinct substr(sheet, 1, 7) as month from counts order by month")
        return [row["month"] for row in rows]

    def _is_new_turn(self, prints: tuple[str, ...], now: datetime) -> bool:
        if len(prints) > 1 and self.db.one(
            "select 1 from counted_turns where once_print in (:earlier)", {"earlier": prints[1:]}
        ):
            return False
        return self.db.execute(
            "insert into counted_turns (once_print, counted_at) values (:once, :now) on conflict do nothing",
            {"once": prints[0], "now": stamp(now.replace(minute=0, second=0, microsecond=0))},
        ) == 1  # fmt: skip

    def _add_counts(self, counts: Counts) -> None:
        sheets: dict[str, Counter[str]] = defaultdict(Counter)
        for (month, measure, category), n in counts.items():
            sheets[f"{month}|{measure}"][category] += n
        for name, more in sheets.items():
            row = self.db.one(FIND, {"sheet": name})
            sheet = self._sheet(name, row["counted"]) if row else {}
            if sheet is not None:  # sealed with a key that is not there: it is left for when the key is back
                total = Counter(sheet)
                total.update(more)
                self._keep_sheet(name, json.dumps(total, separators=(",", ":"), sort_keys=True))

    def _keep_sheet(self, name: str, text: str) -> None:
        self.db.execute(KEEP, {"sheet": name, "counted": self.vault.seal(text, TABLE, "counted", name)})

    def _sheet(self, name: str, sealed: str) -> dict[str, int] | None:
        try:
            found: dict[str, int] = json.loads(self.vault.open(sealed, TABLE, "counted", name))
        except SealBroken:
            return None
        return found


def _month_and_measure(sheet: str) -> tuple[str, str]:
    month, _, measure = sheet.partition("|")
    return month, measure
