"""Which duties responders were asked to confirm, who said yes, and who is absent from the one she is in."""

from __future__ import annotations

from datetime import datetime

from hotline.core.reminders import Asked
from hotline.storage.database import Row, moment, stamp
from hotline.storage.shelf import Shelf

OPEN = (
    "select responder, begins_at, ends_at, called_at, confirmed_at, absent_at from confirmations"
    " where ends_at > :now"
)
ORDER = " order by begins_at, responder"


class Confirmations(Shelf):
    """The part of the store that knows who said that she is there. A duty is told apart by whose it is and its
    beginning."""

    def reminded(self, responder: str, begins: datetime, ends: datetime, now: datetime) -> bool:
        """Note that she is asked about a duty; False when she was before."""
        return self.db.execute(
            "insert into confirmations (responder, begins_at, ends_at, asked_at)"
            " values (:responder, :begins, :ends, :now) on conflict do nothing",
            _duty(responder, begins, ends, now),
        ) == 1

    def called_to_duty(self, responder: str, begins: datetime, ends: datetime, now: datetime) -> bool:
        """Note that she is rung at the start of a duty; False when she was before."""
        return self.db.execute(
            "insert into confirmations (responder, begins_at, ends_at, asked_at, called_at)"
            " values (:responder, :begins, :ends, :now, :now)"
            " on conflict (responder, begins_at) do update set called_at = :now where called_at is null",
            _duty(responder, begins, ends, now),
        ) == 1

    def asked(self, now: datetime, responder: str | None = None) -> list[Asked]:
        """The duties that somebody, or everybody, was asked about and that are not over."""
        if responder is None:
            rows = self.db.query(OPEN + ORDER, {"now": stamp(now)})
        else:
            hers = f"{OPEN} and responder = :responder{ORDER}"
            rows = self.db.query(hers, {"now": stamp(now), "responder": responder})
        return [_asked(row) for row in rows]

    def confirmed(self, responder: str, now: datetime) -> None:
        """Note that she said yes to every duty that she was asked about and that is not over."""
        self.db.execute(
            "update confirmations set confirmed_at = :now"
            " where responder = :responder and ends_at > :now and confirmed_at is null",
            {"responder": responder, "now": stamp(now)},
        )

    def absent(self, responder: str, begins: datetime, now: datetime) -> bool:
        """Note that she is not there for a duty; False when that was known, when she confirmed or was never asked."""
        return self.db.execute(
            "update confirmations set absent_at = :now where responder = :responder and begins_at = :begins"
            " and absent_at is null and confirmed_at is null",
            {"responder": responder, "begins": stamp(begins), "now": stamp(now)},
        ) == 1

    def absent_now(self, now: datetime) -> set[str]:
        """Those who did not confirm the duty that they are in now, and whose time to answer is over."""
        rows = self.db.query(
            "select responder from confirmations where begins_at <= :now and ends_at > :now"
            " and absent_at is not null and confirmed_at is null",
            {"now": stamp(now)},
        )
        return {row["responder"] for row in rows}

    def takes_back(self, responder: str, begins: datetime) -> None:
        """Undo that she said she cannot do the duty that begins then."""
        self.db.execute(
            "delete from stretches where responder = :responder and begins_at = :begins"
            " and is_on = 0 and why = 'cant'",
            {"responder": responder, "begins": stamp(begins)},
        )


def _duty(responder: str, begins: datetime, ends: datetime, now: datetime) -> dict[str, str]:
    return {"responder": responder, "begins": stamp(begins), "ends": stamp(ends), "now": stamp(now)}


def _asked(row: Row) -> Asked:
    seen = (moment(at) if at else None for at in (row["called_at"], row["confirmed_at"], row["absent_at"]))
    return Asked(row["responder"], moment(row["begins_at"]), moment(row["ends_at"]), *seen)
