"""Requests as staff handle them: searched, given to somebody, moved to other hours, noted about, and what was done."""

from __future__ import annotations

from datetime import datetime

from hotline.core.callback import KEPT_FOR, Callback
from hotline.core.errors import SealBroken
from hotline.core.handling import Found, Noted, Search, Try
from hotline.core.staff import Deed
from hotline.storage.callbacks import IS_OPEN, SHOWN, Callbacks
from hotline.storage.claims import WRITERS
from hotline.storage.database import Row, moment, stamp
from hotline.storage.shelf import new_id

PAGE = 50
IS_CLOSED = "state in ('done', 'not_reached', 'withdrawn', 'expired')"
# Open ones the oldest first, closed ones the latest first; each as an index has them. SQLite would take another one.
ORDERS = {
    False: (f"callbacks indexed by callbacks_waiting where {IS_OPEN}", "since", ">", ""),
    True: (f"callbacks indexed by callbacks_to_delete where {IS_CLOSED}", "moved_at", "<", " desc"),
}
MOST_DIGITS = 18
LOOKED_AT = 20_000  # closed ones in one page of a search
FILTERS = ("state", "subject", "language", "assigned")
TRIES = (
    "select responder, started_at, accepted_at, outcome, result from rings where callback = :callback"
    " order by started_at"
)
CLAIMED = "select responder from claims where callback = :callback"
NOTES = (
    "select notes.id, 'notes' as home, words, made_at, responders.name, responders.id as writer from notes"
    " join responders on responders.id = notes.responder where callback = :callback"
    " union all select staff_notes.id, 'staff_notes', words, staff_notes.made_at, staff.name, staff.id from staff_notes"
    " join staff on staff.id = staff_notes.staff where callback = :callback order by made_at"
)
DONE = "select * from audit where about = :about and at >= :since order by number"
HERS = (
    f"select {SHOWN} from callbacks where {IS_OPEN} and (assigned = :responder"  # noqa: S608 (ours)
    " or id in (select callback from claims where responder = :responder)) order by since"
)


class Requests(Callbacks):
    """The part of the store that staff's pages work with."""

    def find_requests(self, search: Search) -> Found:
        """A page of the requests that are looked for."""
        source, key, after, order = ORDERS[search.closed]
        wanted = {name: getattr(search, name) for name in FILTERS if getattr(search, name)}
        where = [f"{name} = :{name}" for name in wanted]
        where += [f"{name} = 1" for name in ("woman_only", "urgent") if getattr(search, name)]
        since = f" and ({key}, rowid) {after} (:at, :row)" if search.before else ""
        at, _, last = search.before.partition("~")
        # An index has rows of one time in the order of their rowid: nothing needs to be sorted.
        by = f"order by {key}{order}, rowid{order}"
        looked_at = f"select rowid as row, * from {source}{since} {by} limit {LOOKED_AT}"  # noqa: S608
        rows = self.db.query(
            f"select {SHOWN}, {key} as place, row from ({looked_at})"  # noqa: S608 (all of it is ours)
            f" where {' and '.join(where) or 'true'} limit {PAGE + 1}",
            {**wanted, "at": at, "row": int(last) if last.isdigit() and len(last) < MOST_DIGITS else 0},
        )
        more = f"{rows[PAGE - 1]['place']}~{rows[PAGE - 1]['row']}" if len(rows) > PAGE else ""
        return Found(tuple(self._callback(row) for row in rows[:PAGE]), more)

    def requests_of(self, responder: str) -> list[Callback]:
        """The open requests that were given to a responder, or are in her hands."""
        return [self._callback(row) for row in self.db.query(HERS, {"responder": responder})]

    def assign_request(self, callback: str, responder: str | None) -> None:
        """Who is asked first to ring her."""
        self.db.execute(
            "update callbacks set assigned = :responder where id = :id", {"id": callback, "responder": responder}
        )

    def change_hours(self, callback: str, window: str, days: str, due_at: datetime, now: datetime) -> None:
        """Other hours in which she may be rung; the rings of before do not count any more."""
        self.db.execute(
            "update callbacks set safe_hours = :window, safe_days = :days, due_at = :due, said_at = :now, rings = 0,"
            " expires_at = max(expires_at, :until) where id = :id",
            {"id": callback, "window": window, "days": days, "due": stamp(due_at), "now": stamp(now),
             "until": stamp(due_at + KEPT_FOR)},
        )  # fmt: skip

    def claimed_by(self, callback: str) -> str | None:
        """In whose hands it was last."""
        row = self.db.one(CLAIMED, {"callback": callback})
        return row["responder"] if row else None

    def tries(self, callback: str) -> list[Try]:
        """Whose phone was rung for it, the first first."""
        return [
            Try(row["responder"], moment(row["started_at"]),
                moment(row["accepted_at"]) if row["accepted_at"] else None, row["outcome"] or "", row["result"] or "")
            for row in self.db.query(TRIES, {"callback": callback})
        ]  # fmt: skip

    def keep_staff_note(self, callback: str, staff: str, words: str, now: datetime) -> None:
        """Keep what staff noted about it, sealed."""
        note = new_id()
        self.db.execute(
            "insert into staff_notes (id, callback, staff, words, made_at)"
            " values (:id, :callback, :staff, :words, :now)",
            {"id": note, "callback": callback, "staff": staff, "now": stamp(now),
             "words": self.vault.seal(words, "staff_notes", "words", note)},
        )  # fmt: skip

    def notes_about(self, callback: str) -> list[Noted]:
        """What responders and staff noted about it, the first first. What does not open is left out."""
        found = []
        for row in self.db.query(NOTES, {"callback": callback}):
            try:
                found.append(self._noted(row))
            except SealBroken:
                continue
        return found

    def deeds_about(self, about: str, since: datetime) -> list[Deed]:
        """What staff did to it, the first first."""
        return [
            Deed(row["number"], moment(row["at"]), row["who"], row["what"], row["about"])
            for row in self.db.query(DONE, {"about": about, "since": stamp(since)})
        ]

    def _noted(self, row: Row) -> Noted:
        words = self.vault.open(row["words"], row["home"], "words", row["id"])
        name = self.vault.open(row["name"], WRITERS[row["home"]], "name", row["writer"])
        return Noted(moment(row["made_at"]), name, words)
