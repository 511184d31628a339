"""One row each time a responder's phone is rung: ringing, accepted, ended, and with what outcome."""

from __future__ import annotations

from datetime import datetime, timedelta

from hotline.core.errors import Taken
from hotline.core.routing import Load
from hotline.storage.database import Row, stamp
from hotline.storage.shelf import Shelf, new_id

# Whoever did not hear of an end in this time will not: the responder counts as free again.
RINGS_AT_MOST = timedelta(seconds=60)
TALKS_AT_MOST = timedelta(hours=2)
STALE = "stale"


class Rings(Shelf):
    """The part of the store that knows who is being rung."""

    def ring_started(self, once: str, call: str, responder: str, now: datetime) -> tuple[str, str]:
        """Note a ring and return its id and the responder's; the same `once` gives the first ones again.

        Raises Taken when the responder is on another call by now.
        """
        with self.atomic():
            known = self.ring_of(once)
            if known:
                return known
            self._close_stale(responder, now)
            ring = new_id()
            added = self.db.execute(
                "insert into rings (id, once_print, call_print, responder, state, started_at)"
                " values (:id, :once, :call, :responder, 'ringing', :now) on conflict do nothing",
                {
                    "id": ring,
                    "once": self.vault.fingerprint(once, "once"),
                    "call": self.vault.fingerprint(call, "call"),
                    "responder": responder,
                    "now": stamp(now),
                },
            )
            if not added:
                raise Taken(responder)
            return ring, responder

    def ring_of(self, once: str) -> tuple[str, str] | None:
        """The ring and the responder noted under `once`, if any."""
        row = self.db.one(
            "select id, responder from rings where once_print in (:prints)",
            {"prints": self.vault.fingerprints(once, "once")},
        )
        return (row["id"], row["responder"]) if row else None

    def ring_accepted(self, ring: str, now: datetime) -> bool:
        """True when it is accepted, now or by the same key before; False when it is over or unknown.

        A ring is one leg, so a key that is told twice comes from the same responder.
        """
        changed = self.db.execute(
            "update rings set state = 'accepted', accepted_at = coalesce(accepted_at, :now)"
            " where id = :id and state in ('ringing', 'accepted')",
            {"id": ring, "now": stamp(now)},
        )
        return changed == 1

    def ring_ended(self, ring: str, outcome: str, now: datetime) -> str:
        """Note the end and return what became of it: `helped` when it had been accepted, else `outcome`.

        The first end stands. Only our own guess that a ring was forgotten gives way to a real report.
        """
        with self.atomic():
            row = self.db.one(
                "select id, state, outcome, accepted_at from rings where id = :id", {"id": ring}
            )
            if row is None:
                return outcome
            if row["state"] == "ended" and row["outcome"] != STALE:
                return str(row["outcome"])
            return self._end(row, outcome, now)

    def rings_of_call_ended(self, call: str, outcome: str, now: datetime) -> None:
        """Close whatever is still open of a call that is over."""
        with self.atomic():
            for row in self.db.query(
                "select id, accepted_at from rings"
                " where call_print in (:prints) and state in ('ringing', 'accepted')",
                {"prints": self.vault.fingerprints(call, "call")},
            ):
                self._end(row, outcome, now)

    def is_being_rung(self, call: str, now: datetime) -> bool:
        """True while somebody is being rung or is talking for this call."""
        row = self.db.one(
            "select id from rings where call_print in (:prints)"
            " and (state = 'ringing' and started_at > :rung or state = 'accepted' and accepted_at > :talked)",
            {"prints": self.vault.fingerprints(call, "call"), **_limits(now)},
        )
        return row is not None

    def loads(self, now: datetime) -> dict[str, Load]:
        """What each responder who was ever rung has been through."""
        busy = self.busy_responders(now)
        rows = self.db.query(
            "select id, (select max(started_at) from rings where rings.responder = responders.id) as rung"
            " from responders where active = 1"
        )
        return {row["id"]: Load(busy=row["id"] in busy, last_rung=row["rung"]) for row in rows if row["rung"]}

    def busy_responders(self, now: datetime) -> set[str]:
        """Those who are being rung or are talking."""
        rows = self.db.query(
            "select responder from rings where state in ('ringing', 'accepted')"
            " and (state = 'ringing' and started_at > :rung or state = 'accepted' and accepted_at > :talked)",
            _limits(now),
        )
        return {row["responder"] for row in rows}

    def _end(self, row: Row, outcome: str, now: datetime) -> str:
        outcome = "helped" if row["accepted_at"] else outcome
        self.db.execute(
            "update rings set state = 'ended', outcome = :outcome, ended_at = :now where id = :id",
            {"id": row["id"], "outcome": outcome, "now": stamp(now)},
        )
        return outcome

    def _close_stale(self, responder: str, now: datetime) -> None:
        self.db.execute(
            "update rings set state = 'ended', outcome = :stale, ended_at = :now"
            " where responder = :responder and state in ('ringing', 'accepted') and"
            " (state = 'ringing' and started_at <= :rung or state = 'accepted' and accepted_at <= :talked)",
            {"responder": responder, "stale": STALE, "now": stamp(now), **_limits(now)},
        )


def _limits(now: datetime) -> dict[str, str]:
    return {"rung": stamp(now - RINGS_AT_MOST), "talked": stamp(now - TALKS_AT_MOST)}
