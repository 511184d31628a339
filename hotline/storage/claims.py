"""Requests in a responder's hands, and what she noted about a request or a call."""

from __future__ import annotations

from datetime import datetime

from hotline.core.errors import SealBroken
from hotline.core.records import InHand, Note
from hotline.storage.database import moment, stamp
from hotline.storage.shelf import Shelf, new_id

TABLE = "notes"
LAST_CLAIM = (
    "select callback, claimed_at from claims where responder = :responder and claimed_at > :after"
    " order by claimed_at desc limit 1"
)
LAST_CALL = (
    "select id, accepted_at from rings where responder = :responder and accepted_at > :after"
    " order by accepted_at desc limit 1"
)
NOTES = (
    "select notes.id as id, 'notes' as home, words, notes.made_at, responders.id as writer, responders.name, reference"
    " from notes join responders on responders.id = notes.responder left join callbacks on callbacks.id = callback"
    " union all select staff_notes.id, 'staff_notes', words, staff_notes.made_at, staff.id, staff.name, reference"
    " from staff_notes join staff on staff.id = staff_notes.staff left join callbacks on callbacks.id = callback"
    " order by made_at desc, id"
)
WRITERS = {"notes": "responders", "staff_notes": "staff"}


class Claims(Shelf):
    """The part of the store that knows what is in whose hands."""

    def claim(self, callback: str, ring: str, now: datetime) -> None:
        """Put a request into the hands of the responder who is rung for it."""
        self.db.execute(
            "insert into claims (callback, responder, claimed_at)"
            " select :callback, responder, :now from rings where id = :ring"
            " on conflict (callback) do update set responder = excluded.responder, claimed_at = excluded.claimed_at",
            {"callback": callback, "ring": ring, "now": stamp(now)},
        )

    def last_claim(self, responder: str, after: datetime) -> InHand | None:
        """The request that came into her hands last."""
        row = self.db.one(LAST_CLAIM, {"responder": responder, "after": stamp(after)})
        return InHand(row["callback"], moment(row["claimed_at"])) if row else None

    def last_call(self, responder: str, after: datetime) -> InHand | None:
        """The ring that she accepted last."""
        row = self.db.one(LAST_CALL, {"responder": responder, "after": stamp(after)})
        return InHand(row["id"], moment(row["accepted_at"])) if row else None

    def keep_note(
        self, responder: str, words: str, now: datetime, *, callback: str | None = None, ring: str | None = None
    ) -> None:
        """Keep her words with a request or with a call, sealed."""
        note = new_id()
        self.db.execute(
            "insert into notes (id, callback, ring, responder, words, made_at)"
            " values (:id, :callback, :ring, :responder, :words, :now)",
            {"id": note, "callback": callback, "ring": ring, "responder": responder,
             "words": self.vault.seal(words, TABLE, "words", note), "now": stamp(now)},
        )  # fmt: skip

    def notes(self) -> list[Note]:
        """Every note of responders and of staff, the last first. What does not open is left out."""
        found = []
        for row in self.db.query(NOTES):
            try:
                words = self.vault.open(row["words"], row["home"], "words", row["id"])
                name = self.vault.open(row["name"], WRITERS[row["home"]], "name", row["writer"])
            except SealBroken:
                continue
            found.append(Note(moment(row["made_at"]), name, row["reference"], words))
        return found
