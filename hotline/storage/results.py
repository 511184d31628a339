"""What came of each talk, as its responder says it; the ring in which she is asked is a row of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hotline.core.callback import Request
from hotline.core.records import Talk
from hotline.core.result import AGAIN
from hotline.storage import kept_requests
from hotline.storage.database import Row, moment, stamp
from hotline.storage.shelf import Shelf

HARD = "hard"
SHOWN = "rings.id, rings.responder, callback, result, accepted_at, ended_at, asked_at, result_at"
TALK = (
    f"select {SHOWN} from rings"  # noqa: S608 (SHOWN is ours)
    " where id = coalesce((select asks from rings where id = :id), :id) and accepted_at is not null"
)
TALKS_OF = (
    f"select {SHOWN} from rings where responder = :responder and accepted_at > :after"  # noqa: S608
    " and asks is null order by accepted_at"
)
# Of a request that was rung back she may have said by now that it is done.
TO_ASK_ABOUT = (
    f"select {SHOWN} from rings left join callbacks on callbacks.id = callback"  # noqa: S608
    " where ended_at > :after and ended_at <= :before and accepted_at is not null and asks is null"
    " and result is null and asked_at is null and (callback is null or callbacks.state = 'claimed')"
    " order by ended_at limit :most"
)
SET = (
    "update rings set result = :result, result_at = :now, hard = max(hard, :hard),"
    " request = case when :again = 1 then request else null end"
    " where id = coalesce((select asks from rings where id = :id), :id)"
)


class Results(Shelf):
    """The part of the store that knows what came of the talks."""

    def talk(self, ring: str) -> Talk | None:
        """The talk of this ring, or the one that it asks about; None when nobody took the call."""
        row = self.db.one(TALK, {"id": ring})
        return _talk(row) if row else None

    def talks_of(self, responder: str, after: datetime) -> list[Talk]:
        """Her talks that began after an instant, the first one first."""
        rows = self.db.query(TALKS_OF, {"responder": responder, "after": stamp(after)})
        return [_talk(row) for row in rows]

    def talks_to_ask_about(self, after: datetime, before: datetime, most: int) -> list[Talk]:
        """Talks that ended between two instants, of which nothing was said and nobody was asked by text."""
        values = {"after": stamp(after), "before": stamp(before), "most": most}
        return [_talk(row) for row in self.db.query(TO_ASK_ABOUT, values)]

    def asked_about(self, talk: str, now: datetime) -> bool:
        """Note that she is asked by text; False when she was before."""
        changed = self.db.execute(
            "update rings set asked_at = :now where id = :id and asked_at is null", {"id": talk, "now": stamp(now)}
        )
        return changed == 1

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
                self._set(ring, result, now)
            return changed == 1

    def result_by_text(self, talk: str, result: str, now: datetime) -> None:
        """Note what she says of this talk; her last word stands."""
        self._set(talk, result, now)

    def result_of(self, ring: str) -> str:
        """What was pressed in this ring, or nothing."""
        row = self.db.one("select result from rings where id = :id", {"id": ring})
        return str(row["result"] or "") if row else ""

    def kept_request(self, talk: str) -> Request | None:
        """What the caller of this talk would be rung back for, as long as it is kept."""
        row = self.db.one("select request from rings where id = :id", {"id": talk})
        return kept_requests.opened(self.vault, talk, row["request"]) if row else None

    def lift_in_talk(self, talk: str, lifted: Sequence[str]) -> None:
        """These promises do not hold for the caller of this talk, as long as anything is kept of her; all others do."""
        request = self.kept_request(talk)
        if request:
            sealed = kept_requests.sealed(self.vault, talk, replace(request, lifted=tuple(lifted)))
            self.db.execute("update rings set request = :request where id = :id", {"id": talk, "request": sealed})

    def _set(self, ring: str, result: str, now: datetime) -> None:
        values = {"id": ring, "result": result, "now": stamp(now), "hard": int(result == HARD)}
        self.db.execute(SET, {**values, "again": int(result in AGAIN)})


def _talk(row: Row) -> Talk:
    return Talk(
        row["id"], row["responder"], row["callback"], row["result"] or "",
        accepted_at=moment(row["accepted_at"]),
        ended_at=moment(row["ended_at"]) if row["ended_at"] else None,
        mentioned_at=max(moment(row[at]) for at in ("accepted_at", "asked_at", "result_at") if row[at]),
    )  # fmt: skip
