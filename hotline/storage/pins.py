"""Who is on the line when a responder's phone is: known by her number, proved by her PIN, which is guessed in vain."""

from __future__ import annotations

from datetime import datetime, timedelta

from hotline.core.errors import SealBroken
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Known
from hotline.storage.database import moment, stamp
from hotline.storage.shelf import Shelf

MOST_WRONG = 5
WITHIN = LOCKED_FOR = timedelta(hours=1)


class Pins(Shelf):
    """The part of the store that knows a responder by what she has and what she knows."""

    def responder_of(self, phone: PhoneNumber) -> Known | None:
        """The responder with this phone; nothing is opened, since most who ring are callers."""
        row = self.db.one(
            "select id, languages from responders where phone_print in (:prints) and active = 1",
            {"prints": self.vault.fingerprints(phone.e164)},
        )
        return Known(row["id"], tuple(row["languages"].split(";"))) if row else None

    def pin_is_right(self, responder: str, pin: str) -> bool:
        """True for her PIN. It takes as long when she has none."""
        return self.passwords.fits(self._kept_pin(responder), pin)

    def pin_locked(self, responder: str, now: datetime) -> bool:
        """True while no PIN is taken from her."""
        row = self.db.one("select locked_until from pin_tries where responder = :id", {"id": responder})
        return bool(row and row["locked_until"] and moment(row["locked_until"]) > now)

    def pin_was_wrong(self, responder: str, once: str, now: datetime) -> bool:
        """Count a wrong PIN, once for each `once`; True when it was one too many, and none is taken for an hour."""
        with self.atomic():
            row = self.db.one("select * from pin_tries where responder = :id", {"id": responder})
            if row and row["last_print"] in self.vault.fingerprints(once, "once"):
                return False
            goes_on = row is not None and moment(row["first_at"]) > now - WITHIN and not row["locked_until"]
            wrong = row["wrong"] + 1 if row and goes_on else 1
            locks = wrong >= MOST_WRONG
            self.db.execute(
                "insert into pin_tries (responder, wrong, first_at, last_print, locked_until)"
                " values (:id, :wrong, :first, :print, :until) on conflict (responder) do update"
                " set wrong = excluded.wrong, first_at = excluded.first_at, last_print = excluded.last_print,"
                " locked_until = excluded.locked_until",
                {
                    "id": responder,
                    "wrong": wrong,
                    "first": row["first_at"] if row and goes_on else stamp(now),
                    "print": self.vault.fingerprint(once, "once"),
                    "until": stamp(now + LOCKED_FOR) if locks else None,
                },
            )
            return locks

    def pin_was_right(self, responder: str) -> None:
        """Forget the wrong ones before it."""
        self.db.execute("delete from pin_tries where responder = :id", {"id": responder})

    def _kept_pin(self, responder: str) -> str | None:
        row = self.db.one("select pin from responders where id = :id and active = 1", {"id": responder})
        try:
            return self.vault.open(row["pin"], "responders", "pin", responder) if row and row["pin"] else None
        except SealBroken:
            return None
