"""Who wants a text a week: the number sealed, found by a keyed hash, and by time when it is due."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hotline.core.errors import SealBroken
from hotline.core.phone_number import PhoneNumber
from hotline.core.subscription import Move, Slot, Subscription
from hotline.core.throttle import Priority
from hotline.storage.database import Row, moment, stamp
from hotline.storage.outbox import INSERT as POST
from hotline.storage.outbox import Outbox
from hotline.storage.shelf import new_id

log = logging.getLogger(__name__)
TABLE = "subscriptions"
SHOWN = "id, series, language, weekday, hour, told, before, last, silent, broadcast, unsent, look_at"
OF_HER = f"select {SHOWN} from subscriptions where identity_print in (:prints)"  # noqa: S608 (SHOWN is ours)
DUE = f"select {SHOWN}, number from subscriptions where look_at <= :now order by look_at limit :most"  # noqa: S608
INSERT = (
    "insert into subscriptions (id, identity_print, number, series, language, weekday, hour, look_at)"
    " values (:id, :print, :number, :series, :language, :weekday, :hour, :look_at)"
)
KIND = "subscription"
AWAITED = "exists (select 1 from subscriptions where identity_print in (:series) and silent > 0)"
CHANGE = (
    "update subscriptions set series = :series, language = :language, weekday = :weekday, hour = :hour, told = :told,"
    " before = :before, last = :last, silent = :silent, broadcast = :broadcast, unsent = :unsent, look_at = :look_at"
    " where id = :id"
)
NOW = "select id, look_at, silent from subscriptions where id in (:ids)"
MOVE = (
    "update subscriptions set told = :told, before = :before, last = :last, silent = :silent, broadcast = :broadcast,"
    " unsent = :unsent, errand = :errand, look_at = :look_at"
    " where id = :id"
)
END = "delete from subscriptions where id = :id"
STANDS_NOWHERE = "update turns set identity_print = null, place = null where identity_print = :person"
TAKE_BACK = (
    "delete from outbox where id in (select errand from subscriptions where id = :id) and state = 'waiting'"
)


class Subscriptions(Outbox):
    """The part of the store that keeps subscriptions; what is due goes into the outbox in the same commit."""

    def subscribe(self, identity: str, number: PhoneNumber, wanted: Subscription) -> None:
        """Keep what she chose, in place of what she chose before. Another series begins at its first text."""
        prints = self.vault.fingerprints(identity, KIND)
        with self.atomic():
            known = self._of(prints)
            if known:
                told = known.before if self.db.execute(TAKE_BACK, {"id": known.id}) else known.told
                told = told if known.series == wanted.series else ""
                changed = replace(wanted, id=known.id, told=told, before=told, broadcast=known.broadcast)
                self.db.execute(CHANGE, _values(changed))
                return
            row = _values(replace(wanted, id=new_id()))
            row["number"] = self.vault.seal(number.e164, TABLE, "number", row["id"])
            self.db.execute(INSERT, {**row, "print": prints[0]})

    def subscription(self, identity: str) -> Subscription | None:
        """What she is subscribed to."""
        return self._of(self.vault.fingerprints(identity, KIND))

    def forget_subscription(self, identity: str) -> bool:
        """Leave nothing of it, nor of a text that has not left yet; False when there was none."""
        prints = self.vault.fingerprints(identity, KIND)
        with self.atomic():
            gone = self.db.query(
                "delete from subscriptions where identity_print in (:prints) returning errand", {"prints": prints}
            )
            for row in gone:
                self.db.execute("delete from outbox where id = :errand and state = 'waiting'", row)
        return bool(gone)

    def heard_from(self, identity: str) -> None:
        """Note that she wrote, whatever it was."""
        prints = {"prints": self.vault.fingerprints(identity, KIND)}
        self.db.execute("update subscriptions set silent = 0 where identity_print in (:prints)", prints)

    def due_subscriptions(self, now: datetime, most: int) -> list[tuple[Subscription, PhoneNumber | None]]:
        """Those to look at now, with the number to send to; None when it does not open."""
        return [(_read(row), self._number(row)) for row in self.db.query(DUE, {"now": stamp(now), "most": most})]

    def move_subscriptions(self, moves: Sequence[Move], now: datetime) -> int:
        """Move each on and put its text into the outbox, all in one commit; return how many texts that were.

        All is sealed before the commit begins, so that web processes hardly wait for it. What somebody was quicker to
        move on, or who has just written, is left as it is: nothing is sent twice, and her answer counts.
        """
        prepared = [self._prepared(move, now) for move in moves]
        with self.atomic():
            rows = self.db.query(NOW, {"ids": tuple(move.seen.id for move in moves)})
            stands = {row["id"]: (row["look_at"], row["silent"]) for row in rows}
            as_seen = [one for one in prepared if stands.get(one[1]["id"]) == (one[1]["seen"], one[0].seen.silent)]
            self.db.execute_each(MOVE, [values for move, values, _ in as_seen if move.then])
            self.db.execute_each(END, [values for move, values, _ in as_seen if not move.then])
            self.db.execute_each(POST, [errand for _, _, errand in as_seen if errand])
            asked = [move.to.e164 for move, _, _ in as_seen if move.asks and move.to]
            self.db.execute_each(STANDS_NOWHERE, [{"person": print_} for number in asked
                                                  for print_ in self.vault.fingerprints(number, "talks")])  # fmt: skip
            self._count([move for move, _, _ in as_seen if move.counts])
        return sum(errand is not None for _, _, errand in as_seen)

    def _count(self, told: Sequence[Move]) -> None:
        """How far a broadcast is."""
        if told:
            self.db.execute(
                "update broadcasts set told = told + :people, parts = parts + :parts where id = :id",
                {"people": len(told), "parts": sum(move.counts for move in told),
                 "id": told[0].then.broadcast if told[0].then else ""},
            )  # fmt: skip

    def _prepared(self, move: Move, now: datetime) -> tuple[Move, Row, Row | None]:
        """With the values of MOVE or END, and the row for the outbox if something is sent."""
        seen, errand = move.seen, None
        if move.body and move.to:
            errand = self.errand_row(None, "sms", move.to, move.body, now, now, move.until, Priority.WEEKLY, seen.id)
        values = {**_values(move.then or seen), "seen": stamp(seen.look_at), "errand": errand["id"] if errand else None}
        return move, values, errand

    def _of(self, prints: tuple[str, ...]) -> Subscription | None:
        row = self.db.one(OF_HER, {"prints": prints})
        return _read(row) if row else None

    def _number(self, row: Row) -> PhoneNumber | None:
        try:
            return PhoneNumber(self.vault.open(row["number"], TABLE, "number", row["id"]))
        except SealBroken:
            log.error("subscription_unreadable id=%s", row["id"])
            return None


def _read(row: Row) -> Subscription:
    return Subscription(
        row["id"], row["series"], row["language"], Slot(row["weekday"], row["hour"]), moment(row["look_at"]),
        row["told"], row["before"], row["last"], row["silent"], row["broadcast"], bool(row["unsent"]),
    )  # fmt: skip


def _values(one: Subscription) -> Row:
    return {
        "id": one.id,
        "series": one.series,
        "language": one.language,
        "weekday": one.slot.weekday,
        "hour": one.slot.hour,
        "told": one.told,
        "before": one.before,
        "last": one.last,
        "silent": one.silent,
        "broadcast": one.broadcast,
        "unsent": int(one.unsent),
        "look_at": stamp(one.look_at),
    }
