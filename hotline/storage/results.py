"""What came of each talk, as its responder says it; the ring in which she is asked is a row of its own."""

from __future__ import annotations

from datetime import datetime

from hotline.core.records import Talk
from hotline.storage.database import Row, moment, stamp
from hotline.storage.shelf import Shelf

HARD = "hard"
TALK = (
    "select id, responder, callback, result, ended_at from rings"
    " where id = coalesce((select asks from rings where id = :id), :id) and accepted_at is not null"
)
SET = (
    "update rings set result = :result, result_at = :now, hard = max(hard, :hard)"
    " where id = coalesce((select asks from rings where id = :id), :id)"
)


class Results(Shelf):
    """The part of the store that knows what came of the talks."""

    def talk(self, ring: str) -> Talk | None:
        """The talk of this ring, or the one that it asks about; None when nobody took the call."""
        row = self.db.one(TALK, {"id": ring})
        return _talk(row) if row else None

    def result_by_key(self, ring: str, result: str, now: datetime) -> bool:
        """Note what was pressed in this ring, while it lasts; False when something was before, or it is over.

        `ring` asks about a talk, or is itself the talk, when the responder stays on the line afterwards.
        """
        with self.atomic():
            changed = self.db.execute(
                "update rings set result = :result, result_at = :now"
                " where id = :id and result is null and state in ('ringing', 'accepted')",
                {"id": ring, "result": result, "now": stamp(now)},
            )
            if changed:
                self.db.execute(SET, {"id": ring, "result": result, "now": stamp(now), "hard": int(result == HARD)})
            return changed == 1

    def result_of(self, ring: str) -> str:
        """What was pressed in this ring, or nothing."""
        row = self.db.one("select result from rings where id = :id", {"id": ring})
        return str(row["result"] or "") if row else ""


def _talk(row: Row) -> Talk:
    ended_at = moment(row["ended_at"]) if row["ended_at"] else None
    return Talk(row["id"], row["responder"], row["callback"], row["result"] or "", ended_at)
