"""What is to leave: texts and calls, written with their cause, claimed by one worker at a time."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from hotline.core.delivery import BY_HAND, MOVES, may_move
from hotline.core.errors import SealBroken
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Errand
from hotline.core.sms_length import parts
from hotline.core.throttle import Priority
from hotline.storage.database import Row, moment, stamp
from hotline.storage.sendings import Sendings
from hotline.storage.shelf import ordered_id

log = logging.getLogger(__name__)
TABLE = "outbox"
LOOKED_AT = 50  # rows in one transaction, so that a caller's write never waits long
FULL_FOR = timedelta(hours=1)  # until it is looked again whether a number may get one more text
# A provider's sentence may quote the number; only what looks like a code is stored.
CODE = re.compile(r"[A-Za-z_.: -]{0,40}\d{0,6}")
INSERT = (
    "insert into outbox (id, once_print, kind, number, number_print, body, state, attempts, parts, due_at,"
    " drop_at, created_at, moved_at, priority, about)"
    " values (:id, :once, :kind, :number, :print, :body, 'waiting', 0, :parts, :due,"
    " :drop, :now, :now, :priority, :about) on conflict do nothing"
)
# Priority by priority, so that an alarm is found at once behind a million others. While it is being sent, `due_at` is
# the end of the lease: one index finds both.
NEXT = (
    "select id, kind, number, number_print, body, state, attempts, priority, parts, lost, drop_at, created_at, about"
    " from outbox where state in ('waiting', 'sending') and priority = :priority and due_at <= :now"
    " order by due_at limit 1"
)
CLAIM = (
    "update outbox set state = 'sending', attempts = attempts + 1, due_at = :lease, moved_at = :now,"
    " lost = lost + :lost where id = :id"
)
TOO_LATE = (
    "update outbox set state = 'dropped', error = 'too late', moved_at = :now where id in"
    " (select id from outbox where state = 'waiting' and drop_at <= :now limit :most) returning about, lost"
)
NEVER_SENT = "update subscriptions set unsent = 1 where id in (:about)"  # she is told the same another week
GOT_TODAY = (
    "select count(*) as n from outbox where number_print = :print and kind = 'sms' and attempts > 0"
    " and state not in ('waiting', 'dropped') and moved_at > :since and id <> :id"
)


class Outbox(Sendings):
    """The part of the store that keeps what is to be sent."""

    def post(
        self, once: str, kind: str, to: PhoneNumber, body: str, due_at: datetime, now: datetime,
        until: datetime | None = None, *, to_staff: bool = False,
    ) -> str:  # fmt: skip
        """Put a text or a call into the outbox; return its id. The same `once` gives the first id again.

        What has not left before `until` is of no use any more and is dropped. Texts to staff leave before others.
        """
        priority = Priority.CALL if kind == "call" else Priority.STAFF if to_staff else Priority.ANSWER
        with self.atomic():
            known = self.db.one(
                "select id from outbox where once_print in (:prints)",
                {"prints": self.vault.fingerprints(once, "once")},
            )
            if known:
                return str(known["id"])
            row = self.errand_row(once, kind, to, body, due_at, now, until, priority)
            self.db.execute(INSERT, row)
            return str(row["id"])

    def errand_row(
        self, once: str | None, kind: str, to: PhoneNumber, body: str, due_at: datetime, now: datetime,
        until: datetime | None, priority: Priority, about: str | None = None,
    ) -> Row:  # fmt: skip
        """A row for INSERT, with all that is secret sealed: that takes time, which need not be a transaction's.

        Without `once` something else sees to it that it is written once. Ids in the order of time are written next to
        one another: in a large outbox each at a place of its own costs more than all the rest.
        """
        row_id = ordered_id(now)
        return {
            "id": row_id,
            "once": self.vault.fingerprint(once, "once") if once else row_id,
            "kind": kind,
            "number": self.vault.seal(to.e164, TABLE, "number", row_id),
            "print": self.vault.fingerprint(to.e164, TABLE),
            "body": self.vault.seal(body, TABLE, "body", row_id),
            "parts": parts(body) if kind == "sms" else 0,
            "due": stamp(due_at),
            "drop": stamp(until) if until else None,
            "now": stamp(now),
            "priority": int(priority),
            "about": about,
        }

    def take(self, now: datetime, lease_until: datetime) -> Errand | None:
        """Claim the errand that is due first and may leave now."""
        return next(iter(self.take_some(now, lease_until, 1)), None)

    def take_some(self, now: datetime, lease_until: datetime, most: int) -> list[Errand]:
        """Claim errands that are due and may leave now; until `lease_until` nobody else gets them.

        One whose lease ran out may be taken again. One that does not open is failed, so that the rest go on; one
        that comes too late is dropped.
        """
        while self._next(now):  # asked without the write lock, since it is asked all day
            rows = self._claim(now, lease_until, most)
            if errands := [errand for row in rows if (errand := self._errand(row, now))]:
                return errands
        return []

    def sent(self, errand: str, provider_id: str, now: datetime) -> None:
        """Note that the provider took it, and under which id."""
        self.db.execute(
            "update outbox set state = 'sent', provider_id = :provider, moved_at = :now"
            " where id = :id and state in (:before)",
            {"id": errand, "provider": provider_id, "now": stamp(now), "before": _before("sent")},
        )

    def give_back(self, errands: Sequence[str], now: datetime) -> None:
        """Let others take what was claimed and not tried."""
        for errand in errands:
            rows = self.db.query(
                "update outbox set state = 'waiting', attempts = attempts - 1, due_at = :now, moved_at = :now"
                " where id = :id and state = 'sending' returning parts",
                {"id": errand, "now": stamp(now)},
            )
            for row in rows:
                self.count_sending(row["parts"], -1, now)

    def put_back(
        self, errand: str, error: str, due_at: datetime | None, now: datetime, *, maybe_sent: bool = False
    ) -> None:
        """Try again at `due_at`, or give up when it is None. `maybe_sent`: nobody can say whether it left."""
        with self.atomic():
            rows = self.db.query(
                "update outbox set state = :state, error = :error, due_at = coalesce(:due, due_at), moved_at = :now,"
                " lost = case when :lost = 1 and lost = 0 then 1 else lost end"
                " where id = :id and state = 'sending' returning parts",
                {
                    "id": errand,
                    "state": "waiting" if due_at else "failed",
                    "error": _code(error),
                    "due": stamp(due_at) if due_at else None,
                    "now": stamp(now),
                    "lost": int(maybe_sent),
                },
            )
            if rows and not maybe_sent:
                self.count_sending(rows[0]["parts"], -1, now)

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

    def not_ours_yet(self, provider_ids: Sequence[str]) -> str | None:
        """The first of these that no errand is known to have become."""
        rows = self.db.query("select provider_id from outbox where provider_id in (:ids)", {"ids": tuple(provider_ids)})
        known = {row["provider_id"] for row in rows}
        return next((one for one in provider_ids if one not in known), None)

    def outbox(self, states: Sequence[str] = ()) -> list[Row]:
        """What is in the outbox, as its listing shows it: no number, no words."""
        rows = self.db.query(
            "select id, kind, state, attempts, due_at, provider_id, error, parts from outbox"
            " where state in (:states) order by due_at, id",
            {"states": tuple(states) or tuple(MOVES)},
        )
        return [{**row, "due_at": moment(row["due_at"]), "paisa": self.throttle.cost(row["parts"])} for row in rows]

    def retry_errand(self, errand: str, now: datetime) -> bool:
        """Send again what failed or was dropped; False when there is no such errand in such a state."""
        return self.db.execute(
            "update outbox set state = 'waiting', attempts = 0, due_at = :now, drop_at = null, asked_at = null,"
            " moved_at = :now"
            " where id = :id and state in (:before)",
            {"id": errand, "now": stamp(now), "before": BY_HAND["retry"]},
        ) == 1

    def drop_errand(self, errand: str, now: datetime) -> bool:
        """Let something not leave that waits or failed; False when there is no such errand in such a state."""
        return self._drop(errand, "by hand", BY_HAND["drop"], now)

    def drop_late(self, now: datetime, most: int) -> bool:
        """Let so many not leave whose time is over; True when there may be more. A crowd's are not met one by one."""
        with self.atomic():
            rows = self.db.query(TOO_LATE, {"now": stamp(now), "most": most})
            self.db.execute(NEVER_SENT, {"about": tuple(row["about"] for row in rows if not row["lost"])})
        return len(rows) == most

    def _next(self, now: datetime) -> Row | None:
        """What is due first and for which there is room."""
        for priority in Priority:
            row = self.db.one(NEXT, {"priority": int(priority), "now": stamp(now)})
            if row and (priority == Priority.CALL or self.has_room(row["parts"], now, priority)):
                return row
        return None

    def _claim(self, now: datetime, lease_until: datetime, most: int) -> list[Row]:
        rows: list[Row] = []
        with self.atomic():
            for _ in range(LOOKED_AT):
                if len(rows) == most or not (row := self._next(now)):
                    break
                if self._may_leave(row, now):
                    self.db.execute(CLAIM, {"id": row["id"], "now": stamp(now), "lease": stamp(lease_until),
                                            "lost": int(row["state"] == "sending")})  # fmt: skip
                    if row["state"] == "waiting":
                        self.count_sending(row["parts"], 1, now)
                    rows.append(row)
        return rows

    def _may_leave(self, row: Row, now: datetime) -> bool:
        """False for what comes too late, which is dropped, and for one text too many to a number, which waits."""
        if row["drop_at"] and row["drop_at"] <= stamp(now):
            self._drop(row["id"], "too late", ("waiting", "sending"), now)
            if row["state"] == "waiting" and not row["lost"]:
                self.db.execute(NEVER_SENT, {"about": (row["about"],)})
            return False
        if row["priority"] < Priority.ANSWER or not self.throttle.per_number or row["state"] == "sending":
            return True
        since = stamp(now - timedelta(days=1))
        got = self.db.one(GOT_TODAY, {"print": row["number_print"], "since": since, "id": row["id"]})
        if got and got["n"] < self.throttle.per_number:
            return True
        self.db.execute(
            "update outbox set due_at = :due where id = :id", {"id": row["id"], "due": stamp(now + FULL_FOR)}
        )
        return False

    def _drop(self, errand: str, why: str, before: tuple[str, ...], now: datetime) -> bool:
        return self.db.execute(
            "update outbox set state = 'dropped', error = :why, moved_at = :now where id = :id and state in (:before)",
            {"id": errand, "why": why, "now": stamp(now), "before": before},
        ) == 1

    def _errand(self, row: Row, now: datetime) -> Errand | None:
        try:
            return Errand(
                id=row["id"],
                kind=row["kind"],
                to=PhoneNumber(self.vault.open(row["number"], TABLE, "number", row["id"])),
                body=self.vault.open(row["body"], TABLE, "body", row["id"]),
                attempts=row["attempts"] + 1,
                lost=row["lost"] + int(row["state"] == "sending"),
                since=moment(row["created_at"]),
            )
        except SealBroken:
            log.error("errand_unreadable id=%s", row["id"])
            self.put_back(row["id"], "unreadable", None, now)
            return None


def _before(state: str) -> tuple[str, ...]:
    return tuple(before for before in MOVES if may_move(before, state))


def _code(error: str) -> str:
    return error if CODE.fullmatch(error) else "other"
