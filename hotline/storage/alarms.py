"""What the coordinator was warned of, and what the warnings are read from: calls nobody took, phones that fail."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from hotline.core.alarms import FAILED_OFTEN, Kept
from hotline.core.callback import OPEN
from hotline.storage.database import moment, stamp
from hotline.storage.rings import RINGS_AT_MOST
from hotline.storage.shelf import Shelf

LATEST = 50  # calls that are looked at
CALLS = (
    "select call_print, max(accepted_at) as accepted, max(started_at) as at,"
    " max(state = 'ringing' and started_at > :ringing) as ringing from rings where started_at > :since"
    " group by call_print order by at desc limit :most"
)
RAISE = (
    "insert into alarms (kind, about, begun_at) values (:kind, :about, :now) on conflict (kind, about)"
    " do update set begun_at = :now, over_at = null where over_at is not null"
)


class Alarms(Shelf):
    """The part of the store that knows what is wrong with the staffing."""

    def alarms(self) -> list[Kept]:
        """Every alarm that is kept, those that are over too, the oldest first."""
        rows = self.db.query(
            "select kind, about, begun_at, told_at, over_at from alarms order by begun_at, kind, about"
        )
        return [
            Kept(row["kind"], row["about"], moment(row["begun_at"]),
                 *(moment(at) if at else None for at in (row["told_at"], row["over_at"])))
            for row in rows
        ]  # fmt: skip

    def alarm_raised(self, kind: str, about: str, now: datetime) -> None:
        """Note that an alarm is on; nothing changes when it was."""
        self.db.execute(RAISE, {"kind": kind, "about": about, "now": stamp(now)})

    def alarm_over(self, kind: str, about: str, now: datetime) -> None:
        """Note that an alarm is over."""
        self._note("over_at", kind, about, now)

    def alarm_told(self, kind: str, about: str, now: datetime) -> None:
        """Note that the coordinator is told of an alarm."""
        self._note("told_at", kind, about, now)

    def answered_calls(self, since: datetime, now: datetime) -> list[bool]:
        """Whether somebody took the callers' calls since then, the latest first. One that still rings is left out,
        and so are calls back."""
        values = {"since": stamp(since), "ringing": stamp(now - RINGS_AT_MOST), "most": LATEST}
        rows = self.db.query(CALLS, values)
        back = self._calls_back(since) if rows else set()
        return [row["accepted"] is not None for row in rows if not row["ringing"] and row["call_print"] not in back]

    def failing_phones(self, since: datetime) -> set[str]:
        """Responders whose phones could often not be rung since then."""
        rows = self.db.query(
            "select responder from rings where started_at > :since and outcome = 'failed'", {"since": stamp(since)}
        )
        failures = Counter(row["responder"] for row in rows)
        return {responder for responder, count in failures.items() if count >= FAILED_OFTEN}

    def has_talked(self, responder: str, since: datetime) -> bool:
        """True when she took a call that was not over by then."""
        row = self.db.one(
            "select id from rings where responder = :responder and accepted_at is not null"
            " and (ended_at is null or ended_at >= :since) limit 1",
            {"responder": responder, "since": stamp(since)},
        )
        return row is not None

    def _calls_back(self, since: datetime) -> set[str]:
        """The fingerprints of calls back of that time: their rings are named after the request."""
        rows = self.db.query(
            "select id from callbacks where state in (:open) or state in (:closed) and moved_at > :since",
            {"open": OPEN, "closed": ("done", "withdrawn", "expired"), "since": stamp(since)},
        )
        return {found for row in rows for found in self.vault.fingerprints(f"callback:{row['id']}", "call")}

    def _note(self, column: str, kind: str, about: str, now: datetime) -> None:
        self.db.execute(
            f"update alarms set {column} = :now where kind = :kind and about = :about",  # noqa: S608 (ours)
            {"kind": kind, "about": about, "now": stamp(now)},
        )
