"""What is to leave: texts and calls, written with their cause, claimed by one worker at a time."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime

from hotline.core.delivery import MOVES, may_move
from hotline.core.errors import SealBroken
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Errand
from hotline.storage.database import Row, moment, stamp
from hotline.storage.shelf import Shelf, new_id

log = logging.getLogger(__name__)
TABLE = "outbox"
# A provider's sentence may quote the number; only what looks like a code is stored.
CODE = re.compile(r"[A-Za-z_.: -]{0,40}\d{0,6}")
FIRST, LAST = 0, 1  # priorities: answers and alarms, then what is sent by the week
INSERT = (
    "insert into outbox (id, once_print, kind, number, number_print, body, state, attempts, due_at,"
    " drop_at, created_at, moved_at, priority, about)"
    " values (:id, :once, :kind, :number, :print, :body, 'waiting', 0, :due, :drop, :now, :now, :priority, :about)"
    " on conflict do nothing"
)
# Priority by priority, so that an alarm is found at once behind a million others. While it is being sent, `due_at` is
# the end of the lease: one index finds both kinds.
CLAIM = (
    "update outbox set state = 'sending', attempts = attempts + 1, due_at = :lease, moved_at = :now"
    " where id = coalesce("
    "(select id from outbox where priority = :first and state in ('waiting', 'sending') and due_at <= :now"
    " order by due_at limit 1), "
    "(select id from outbox where priority = :last and state in ('waiting', 'sending') and due_at <= :now"
    " order by due_at limit 1)) and state in ('waiting', 'sending') and due_at <= :now"
    " returning id, kind, number, body, attempts, drop_at, about"
)


class Outbox(Shelf):
    """The part of the store that keeps what is to be sent."""

    def post(
        self, once: str, kind: str, to: PhoneNumber, body: str, due_at: datetime, now: datetime,
        until: datetime | None = None,
    ) -> str:  # fmt: skip
        """Put a text or a call into the outbox; return its id. The same `once` gives the first id again.

        What has not left before `until` is of no use any more and is dropped.
        """
        with self.atomic():
            known = self.db.one(
                "select id from outbox where once_print in (:prints)",
                {"prints": self.vault.fingerprints(once, "once")},
            )
            if known:
                return str(known["id"])
            row = self.errand_row(once, kind, to, body, due_at, now, until)
            self.db.execute(INSERT, row)
            return str(row["id"])

    def errand_row(
        self, once: str, kind: str, to: PhoneNumber, body: str, due_at: datetime, now: datetime,
        until: datetime | None, priority: int = FIRST, about: str | None = None,
    ) -> Row:  # fmt: skip
        """A row for INSERT, with all that is secret sealed: that takes time, which need not be a transaction's."""
        row_id = new_id()
        return {
            "id": row_id,
            "once": self.vault.fingerprint(once, "once"),
            "kind": kind,
            "number": self.vault.seal(to.e164, TABLE, "number", row_id),
            "print": self.vault.fingerprint(to.e164, TABLE),
            "body": self.vault.seal(body, TABLE, "body", row_id),
            "due": stamp(due_at),
            "drop": stamp(until) if until else None,
            "now": stamp(now),
            "priority": priority,
            "about": about,
        }

    def take(self, now: datetime, lease_until: datetime) -> Errand | None:
        """Claim the errand that is due first among those that come first; until `lease_until` nobody else gets it.

        One whose lease ran out may be taken again. One that does not open is failed, so that the rest go on; one
        that comes too late is dropped.
        """
        while True:
            row = self._claim(now, lease_until)
            if row is None:
                return None
            if row["drop_at"] and row["drop_at"] <= stamp(now):
                self._drop(row, now)
                continue
            try:
                return self._errand(row)
            except SealBroken:
                log.error("errand_unreadable id=%s", row["id"])
                self.put_back(row["id"], "unreadable", None, now)

    def sent(self, errand: str, provider_id: str, now: datetime) -> None:
        """Note that the provider took it, and under which id."""
        self.db.execute(
            "update outbox set state = 'sent', provider_id = :provider, moved_at = :now"
            " where id = :id and state in (:before)",
            {"id": errand, "provider": provider_id, "now": stamp(now), "before": _before("sent")},
        )

    def put_back(self, errand: str, error: str, due_at: datetime | None, now: datetime) -> None:
        """Try again at `due_at`, or give up when it is None."""
        state = "waiting" if due_at else "failed"
        self.db.execute(
            "update outbox set state = :state, error = :error, due_at = coalesce(:due, due_at),"
            " moved_at = :now where id = :id and state = 'sending'",
            {
                "id": errand,
                "state": state,
                "error": _code(error),
                "due": stamp(due_at) if due_at else None,
                "now": stamp(now),
            },
        )

    def delivery(self, provider_id: str, state: str, error: str, now: datetime, errand: str = "") -> bool:
        """Move on what the provider reports about; False when it is unknown, late or goes backwards.

        A report can be quicker than the provider's answer to the sending, so it may name our own id as well.
        """
        moved = self.db.execute(
            "update outbox set state = :state, error = :error, moved_at = :now, provider_id = :provider"
            " where (provider_id = :provider or id = :errand and provider_id is null) and state in (:before)",
            {
                "provider": provider_id,
                "errand": errand,
                "state": state,
                "error": _code(error),
                "now": stamp(now),
                "before": _before(state),
            },
        )
        return moved > 0

    def outbox(self, states: Sequence[str] = ()) -> list[Row]:
        """What is in the outbox, as its listing shows it: no number, no words."""
        rows = self.db.query(
            "select id, kind, state, attempts, due_at, provider_id, error from outbox"
            " where state in (:states) order by due_at, id",
            {"states": tuple(states) or tuple(MOVES)},
        )
        return [{**row, "due_at": moment(row["due_at"])} for row in rows]

    def _claim(self, now: datetime, lease_until: datetime) -> Row | None:
        return self.db.one(CLAIM, {"now": stamp(now), "lease": stamp(lease_until), "first": FIRST, "last": LAST})

    def _drop(self, row: Row, now: datetime) -> None:
        untried = row["about"] and row["attempts"] == 1
        with self.atomic() if untried else nullcontext():
            self.db.execute(
                "update outbox set state = 'dropped', error = 'too late', moved_at = :now where id = :id",
                {"id": row["id"], "now": stamp(now)},
            )
            if untried:  # she is told the same text another week
                self.db.execute("update subscriptions set unsent = 1 where id = :about", {"about": row["about"]})

    def _errand(self, row: Row) -> Errand:
        return Errand(
            id=row["id"],
            kind=row["kind"],
            to=PhoneNumber(self.vault.open(row["number"], TABLE, "number", row["id"])),
            body=self.vault.open(row["body"], TABLE, "body", row["id"]),
            attempts=row["attempts"],
        )


def _before(state: str) -> tuple[str, ...]:
    return tuple(before for before in MOVES if may_move(before, state))


def _code(error: str) -> str:
    return error if CODE.fullmatch(error) else "other"
