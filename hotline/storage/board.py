"""What the pages show at a glance; each is a statement that stays fast however much is kept."""

from __future__ import annotations

from datetime import datetime

from hotline.core.board import Leaving, Line, OnCall, Waiting
from hotline.core.callback import OPEN, Callback
from hotline.storage.callbacks import IS_OPEN, SHOWN, Callbacks
from hotline.storage.database import moment, stamp
from hotline.storage.rings import limits

COUNT = "select state, count(*) as n from callbacks where state in (:states) group by state"
OLDEST = f"select {SHOWN} from callbacks indexed by callbacks_waiting where {IS_OPEN} order by since limit :most"  # noqa: S608
MISSED = (
    f"select {SHOWN} from callbacks where state in ('not_reached', 'expired') and moved_at > :since"  # noqa: S608
    " order by moved_at desc limit :most"
)
ON_CALL = (
    "select responder, state, coalesce(accepted_at, started_at) as since from rings"
    " where state in ('ringing', 'accepted')"
    " and (state = 'ringing' and started_at > :rung or state = 'accepted' and accepted_at > :talked) order by since"
)
LEAVING = (
    "select count(*) as n, min(due_at) as due from outbox where state in ('waiting', 'sending') and due_at <= :now"
)
FAILED = "select count(*) as n from outbox where state = 'failed' and moved_at > :since"
LINE = (
    "select count(*) as rings, count(accepted_at) as accepted, max(started_at) as last from rings"
    " where started_at > :since and asks is null"
)


class Board(Callbacks):
    """The part of the store that is looked at most."""

    def waiting(self, most: int) -> Waiting:
        """The open requests."""
        counts = {row["state"]: row["n"] for row in self.db.query(COUNT, {"states": OPEN})}
        oldest = tuple(self._callback(row) for row in self.db.query(OLDEST, {"most": most}))
        return Waiting(counts, oldest)

    def missed_requests(self, since: datetime, most: int) -> list[Callback]:
        """Requests that ended lately without her being reached."""
        return [self._callback(row) for row in self.db.query(MISSED, {"since": stamp(since), "most": most})]

    def on_call(self, now: datetime) -> list[OnCall]:
        """Whose phone rings, and who talks."""
        return [
            OnCall(row["responder"], row["state"] == "accepted", moment(row["since"]))
            for row in self.db.query(ON_CALL, limits(now))
        ]

    def leaving(self, now: datetime, since: datetime) -> Leaving:
        """What should have left by now, and what failed since a time."""
        row = self.db.query(LEAVING, {"now": stamp(now)})[0]
        failed = self.db.query(FAILED, {"since": stamp(since)})[0]["n"]
        return Leaving(row["n"], moment(row["due"]) if row["due"] else None, failed)

    def line(self, since: datetime) -> Line:
        """How the line was used since a time."""
        row = self.db.query(LINE, {"since": stamp(since)})[0]
        return Line(row["rings"], row["accepted"], moment(row["last"]) if row["last"] else None)
