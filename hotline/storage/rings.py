"""One row each time a responder's phone is rung: ringing, accepted, ended, and with what outcome."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from hotline.core.records import Claim, Ended, Ring
from hotline.core.routing import Load
from hotline.storage import kept_requests
from hotline.storage.database import Row, moment, stamp
from hotline.storage.shelf import Shelf, new_id

# Whoever did not hear of an end in this time will not: the responder counts as free again.
RINGS_AT_MOST = timedelta(seconds=60)
TALKS_AT_MOST = timedelta(hours=2)
STALE = "stale"
TAKEN = "taken"  # somebody else of the same wave was quicker
UNANSWERED = "no_answer"
MISSED = (UNANSWERED, "busy", "failed", "refused")  # not "passed": she was there and said no
MISSED_WITHIN = timedelta(minutes=30)
RESTS_AT_MOST = timedelta(days=1)
# What she rests from may have been yesterday; while it lasts she is busy.
HARD_ONES = (
    "select responder, ended_at from rings where started_at > :since and hard = 1 and accepted_at is not null"
    " and ended_at is not null order by ended_at"
)
LAST_RUNG = (
    "select id, (select max(started_at) from rings where rings.responder = responders.id and asks is null) as rung"
    " from responders where active = 1"
)


class Rings(Shelf):
    """The part of the store that knows who is being rung."""

    def rings_started(self, once: str, ring: Ring, responders: Sequence[str], now: datetime) -> list[tuple[str, str]]:
        """Note that these are rung together; return each ring's id with its responder's.

        Who is on another call by now is left out. The same `once` gives the first rings again.
        """
        with self.atomic():
            return self.wave(once) or [
                (noted, one) for one in responders if (noted := self._started(once, ring, one, now))
            ]

    def _started(self, once: str, ring: Ring, responder: str, now: datetime) -> str | None:
        self._close_stale(responder, now)
        ring_id = new_id()
        added = self.db.execute(
            "insert into rings (id, once_print, wave_print, call_print, caller_print, hard, callback, asks, request,"
            " responder, state, started_at) values (:id, :once, :wave, :call, :caller, :hard, :callback, :asks,"
            " :request, :responder, 'ringing', :now)"
            " on conflict do nothing",
            {
                "id": ring_id,
                "once": self.vault.fingerprint(f"{once}|{responder}", "once"),
                "wave": self.vault.fingerprint(once, "wave"),
                "call": self.vault.fingerprint(ring.call, "call"),
                "caller": self.vault.fingerprint(ring.caller, "caller") if ring.caller else None,
                "hard": int(ring.hard),
                "callback": ring.callback,
                "asks": ring.asks,
                "request": kept_requests.sealed(self.vault, ring_id, ring.request),
                "responder": responder,
                "now": stamp(now),
            },
        )
        return ring_id if added else None

    def wave(self, once: str) -> list[tuple[str, str]]:
        """The rings noted under `once`, each with its responder."""
        rows = self.db.query(
            "select id, responder from rings where wave_print in (:prints) order by started_at, id",
            {"prints": self.vault.fingerprints(once, "wave")},
        )
        return [(row["id"], row["responder"]) for row in rows]

    def ring_accepted(self, ring: str, now: datetime) -> Claim:
        """Claim the caller for the responder of this ring: the first of a wave gets her, the others are told.

        A ring is one leg, so a key that is told twice comes from the same responder and claims again.
        """
        with self.atomic():
            changed = self.db.execute(
                "update rings set state = 'accepted', accepted_at = coalesce(accepted_at, :now)"
                " where id = :id and state in ('ringing', 'accepted') and outcome is null",
                {"id": ring, "now": stamp(now)},
            )
            if changed:  # the others are still rung, or listening: nobody else may ring them before their legs end
                self.db.execute(
                    "update rings set outcome = :taken where id <> :id"
                    " and state = 'ringing' and wave_print = (select wave_print from rings where id = :id)",
                    {"id": ring, "taken": TAKEN},
                )
                return "accepted"
            row = self.db.one("select outcome from rings where id = :id", {"id": ring})
            return "taken" if row and row["outcome"] == TAKEN else "over"

    def wave_ended(self, ring: str, told: str, now: datetime, *, joined: bool) -> Ended:
        """Note that the wave of this ring is over; return what became of it.

        What the carrier told is of one phone; of the others in the wave we know no more than that nobody accepted.
        Unless the two were `joined`, whoever accepted and hung up at once did not take the call.
        """
        with self.atomic():
            if not joined:
                self.db.execute(
                    "update rings set accepted_at = null, request = null, state = 'ended', outcome = :told,"
                    " ended_at = :now where accepted_at is not null"
                    " and wave_print = (select wave_print from rings where id = :id)",
                    {"id": ring, "told": told, "now": stamp(now)},
                )
            rows = self.db.query(
                "select rings.id, responder, state, outcome, accepted_at, code from rings"
                " join responders on responders.id = rings.responder"
                " where wave_print = (select wave_print from rings where id = :id)",
                {"id": ring},
            )
            alone = len(rows) == 1
            for row in rows:
                if row["state"] != "ended" or row["outcome"] == STALE:
                    self._end(row, told if alone else UNANSWERED, now)
            winner = next((row for row in rows if row["accepted_at"]), None)
            if winner:
                return Ended("helped", winner["id"], winner["code"])
            ended = [row["outcome"] for row in rows if row["outcome"] not in (None, STALE)]
            return Ended(str(ended[0]) if alone and ended else told)

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
                "select id, outcome, accepted_at from rings"
                " where call_print in (:prints) and state in ('ringing', 'accepted')",
                {"prints": self.vault.fingerprints(call, "call")},
            ):
                self._end(row, outcome, now)

    def is_being_rung(self, call: str, now: datetime) -> bool:
        """True while somebody is being rung or is talking for this call."""
        row = self.db.one(
            "select id from rings where call_print in (:prints)"
            " and (state = 'ringing' and started_at > :rung or state = 'accepted' and accepted_at > :talked)",
            {"prints": self.vault.fingerprints(call, "call"), **limits(now)},
        )
        return row is not None

    def loads(self, now: datetime, since: datetime) -> dict[str, Load]:
        """What each responder who was ever rung has been through; minutes and hard calls count from `since`, the day's
        beginning. A rest goes on over midnight."""
        busy = self.busy_responders(now)
        days: dict[str, list[Row]] = defaultdict(list)
        for row in self.db.query(
            "select responder, outcome, hard, started_at, accepted_at, ended_at from rings"
            " where started_at > :since and asks is null order by started_at",
            {"since": stamp(min(since, now - MISSED_WITHIN))},
        ):
            days[row["responder"]].append(row)
        hard = self.db.query(HARD_ONES, {"since": stamp(now - RESTS_AT_MOST - TALKS_AT_MOST)})
        rests = {row["responder"]: moment(row["ended_at"]) for row in hard}
        return {
            row["id"]: _load(days[row["id"]], row["id"] in busy, row["rung"], rests.get(row["id"]), now, since)
            for row in self.db.query(LAST_RUNG)
            if row["rung"]
        }

    def busy_responders(self, now: datetime) -> set[str]:
        """Those who are being rung or are talking."""
        rows = self.db.query(
            "select responder from rings where state in ('ringing', 'accepted')"
            " and (state = 'ringing' and started_at > :rung or state = 'accepted' and accepted_at > :talked)",
            limits(now),
        )
        return {row["responder"] for row in rows}

    def _end(self, row: Row, outcome: str, now: datetime) -> str:
        outcome = "helped" if row["accepted_at"] else TAKEN if row["outcome"] == TAKEN else outcome
        self.db.execute(
            "update rings set state = 'ended', outcome = :outcome, ended_at = :now,"
            " request = case when accepted_at is null then null else request end where id = :id",
            {"id": row["id"], "outcome": outcome, "now": stamp(now)},
        )
        return outcome

    def _close_stale(self, responder: str, now: datetime) -> None:
        self.db.execute(
            "update rings set state = 'ended', outcome = coalesce(outcome, :stale), ended_at = :now"
            " where responder = :responder and state in ('ringing', 'accepted') and"
            " (state = 'ringing' and started_at <= :rung or state = 'accepted' and accepted_at <= :talked)",
            {"responder": responder, "stale": STALE, "now": stamp(now), **limits(now)},
        )


def _load(
    rows: list[Row], busy: bool, last_rung: str, hard_ended: datetime | None, now: datetime, since: datetime
) -> Load:
    talks = [row for row in rows if row["accepted_at"] and moment(row["accepted_at"]) >= since]
    lasted = sum((_end_of(row, now) - moment(row["accepted_at"]) for row in talks), timedelta())
    missed = 0
    for row in rows:
        if row["accepted_at"]:
            missed = 0
        elif row["outcome"] in MISSED and moment(row["started_at"]) > now - MISSED_WITHIN:
            missed += 1
    return Load(
        busy=busy,
        last_rung=last_rung,
        missed=missed,
        minutes=lasted.total_seconds() / 60,
        hard=sum(1 for row in talks if row["hard"]),
        hard_ended=hard_ended,
    )


def _end_of(row: Row, now: datetime) -> datetime:
    return moment(row["ended_at"]) if row["ended_at"] else now


def limits(now: datetime) -> dict[str, str]:
    """The instants before which a ring or a talk that did not end is forgotten."""
    return {"rung": stamp(now - RINGS_AT_MOST), "talked": stamp(now - TALKS_AT_MOST)}
