"""Callers whom nobody is rung for: two responders marked them as abusive, and they were warned. Hashes only."""

from __future__ import annotations

from datetime import datetime

from hotline.core.records import Bar
from hotline.core.result import BARRED_FOR, MARK_LASTS, MARKS, Standing
from hotline.storage.database import Row, moment, stamp
from hotline.storage.shelf import Shelf, new_id

MARKED = (
    "select count(distinct responder) as n from rings"
    " where caller_print in (:prints) and asks is null and result = 'abusive' and started_at > :since"
)
BARRED = (
    "exists (select 1 from bars where caller_print in (:callers) and ends_at > :now)"
    " and exists (select 1 from warnings where caller_print in (:callers))"
)
BEGIN = (
    "insert into bars (id, caller_print, begun_at, ends_at) values (:id, :print, :now, :ends)"
    " on conflict (caller_print) do update set begun_at = excluded.begun_at, ends_at = excluded.ends_at"
    " where bars.ends_at <= excluded.begun_at"
)

LISTED = "select id, begun_at, ends_at from bars where ends_at > :now order by begun_at desc, id"
UNMARK = (
    "update rings set caller_print = null, request = null"
    " where caller_print = (select caller_print from bars where id = :id)"
)


class Bars(Shelf):
    """The part of the store that knows who is barred."""

    def standing(self, caller: str, call: str, now: datetime, *, heard: bool) -> Standing:
        """Whether this caller may be put through. The warning is noted here, and given once.

        `heard` says that she heard it in this call; for the rest of the call she is put through, unless the bar began
        after it. The same place of the same call gets the same answer again.
        """
        prints = self.vault.fingerprints(caller, "caller")
        bar = self._bar(prints, now)
        warning = self._warning(prints)
        here = warning is not None and warning["call_print"] in self.vault.fingerprints(call, "call")
        if bar and warning and not (here and warning["warned_at"] >= bar["begun_at"]):
            return "barred"
        if heard or (warning and not here):
            return "clear"
        if warning:
            return "warned"
        if bar or self._marks(prints, now):
            self._warn(prints[0], call, now)
            return "warned"
        return "clear"

    def is_barred(self, caller: str, now: datetime) -> bool:
        """True while nobody is rung for this caller."""
        row = self.db.one(f"select {BARRED} as barred",
                          {"callers": self.vault.fingerprints(caller, "caller"), "now": stamp(now)})  # fmt: skip
        return bool(row and row["barred"])

    def bar_if_marked(self, talk: str, now: datetime) -> Bar | None:
        """Bar the caller of this talk when so many responders marked her by now; None when it changes nothing."""
        print_ = self._caller_of(talk)
        if print_ is None or self._marks((print_,), now) < MARKS:
            return None
        row: Row = {"id": new_id(), "print": print_, "now": stamp(now), "ends": stamp(now + BARRED_FOR)}
        return Bar(row["id"], now, now + BARRED_FOR) if self.db.execute(BEGIN, row) else None

    def unbar_if_unmarked(self, talk: str, now: datetime) -> None:
        """A mark was taken back: without it the caller of this talk may not be barred."""
        print_ = self._caller_of(talk)
        if print_ is not None and self._marks((print_,), now) < MARKS:
            self.db.execute("delete from bars where caller_print = :print", {"print": print_})

    def bars(self, now: datetime) -> list[Bar]:
        """Every bar that is on, the last one first."""
        rows = self.db.query(LISTED, {"now": stamp(now)})
        return [Bar(row["id"], moment(row["begun_at"]), moment(row["ends_at"])) for row in rows]

    def lift_bar(self, bar: str) -> bool:
        """Put this caller through again, and forget the marks; False for an unknown id."""
        with self.atomic():
            self.db.execute(UNMARK, {"id": bar})
            return self.db.execute("delete from bars where id = :id", {"id": bar}) == 1

    def _bar(self, prints: tuple[str, ...], now: datetime) -> Row | None:
        return self.db.one(
            "select begun_at from bars where caller_print in (:prints) and ends_at > :now",
            {"prints": prints, "now": stamp(now)},
        )

    def _warning(self, prints: tuple[str, ...]) -> Row | None:
        return self.db.one(
            "select call_print, warned_at from warnings where caller_print in (:prints)", {"prints": prints}
        )

    def _marks(self, prints: tuple[str, ...], now: datetime) -> int:
        row = self.db.one(MARKED, {"prints": prints, "since": stamp(now - MARK_LASTS)})
        return int(row["n"]) if row else 0

    def _warn(self, print_: str, call: str, now: datetime) -> None:
        self.db.execute(
            "insert into warnings (caller_print, call_print, warned_at) values (:print, :call, :now)"
            " on conflict do nothing",
            {"print": print_, "call": self.vault.fingerprint(call, "call"), "now": stamp(now)},
        )

    def _caller_of(self, talk: str) -> str | None:
        row = self.db.one("select caller_print from rings where id = :id", {"id": talk})
        return row["caller_print"] if row else None
