"""In which browsers staff are signed in: rows that can be ended, known by a keyed hash of what the cookie holds."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from hotline.core.staff import Session, is_over
from hotline.storage.database import Row, moment, stamp
from hotline.storage.shelf import Shelf, new_id

MOMENT = timedelta(seconds=20)  # within which a second look is not worth a write


class Sessions(Shelf):
    """The part of the store that knows who is signed in."""

    def open_session(self, staff: str, now: datetime) -> str:
        """Sign somebody in; return what the cookie must hold."""
        token = secrets.token_urlsafe(24)
        self.db.execute(
            "insert into staff_sessions (id, token_print, staff, opened_at, seen_at)"
            " values (:id, :print, :staff, :now, :now)",
            {"id": new_id(), "print": self.vault.fingerprint(token, "session"), "staff": staff, "now": stamp(now)},
        )
        return token

    def session(self, token: str, now: datetime) -> Session | None:
        """The session that a cookie stands for, unless it was ended or she was away too long."""
        prints = self.vault.fingerprints(token, "session")
        row = self.db.one("select * from staff_sessions where token_print in (:prints)", {"prints": prints})
        found = _session(row) if row else None
        return None if found is None or is_over(found, now) else found

    def seen(self, session: Session, now: datetime) -> None:
        """She asked for a page: the idle time begins anew."""
        if now - session.seen_at >= MOMENT:
            self.db.execute(
                "update staff_sessions set seen_at = :now where id = :id", {"id": session.id, "now": stamp(now)}
            )

    def sessions(self, now: datetime) -> list[Session]:
        """All that are open, the latest first."""
        rows = self.db.query("select * from staff_sessions order by opened_at desc, id")
        return [one for one in map(_session, rows) if not is_over(one, now)]

    def end_session(self, session: str) -> None:
        """Whoever still has the cookie is signed out."""
        self.db.execute("delete from staff_sessions where id = :id", {"id": session})

    def end_sessions(self, staff: str) -> int:
        """Sign somebody out everywhere; return in how many browsers she was signed in."""
        return self.db.execute("delete from staff_sessions where staff = :staff", {"staff": staff})


def _session(row: Row) -> Session:
    return Session(row["id"], row["staff"], moment(row["opened_at"]), moment(row["seen_at"]))
