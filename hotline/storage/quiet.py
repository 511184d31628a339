"""Phones that rest: somebody else picked one up today, or it is being rung for another request.

A phone is known by the hashes that missed calls are known by, so that neither kind of ring follows the other.
"""

from __future__ import annotations

from datetime import datetime

from hotline.core.errors import SealBroken
from hotline.storage.database import stamp
from hotline.storage.missed import KIND
from hotline.storage.rings import Rings

TABLE = "callbacks"
# Who asked on that phone itself afterwards, or named her hours anew with her PIN, says that it is hers by now.
ANSWERED = (
    "select 1 from missed join callbacks on callbacks.id = :id where missed.number_print in (:numbers)"
    " and missed.state in ('wrong', 'other') and missed.noted_at > :since"
    " and missed.noted_at >= max(said_at, case when asked_print in (:askers) then created_at else '' end) limit 1"
)
SAME_PHONE = (
    "select other.id from callbacks as mine join callbacks as other"
    " on other.number_print = mine.number_print and other.id <> mine.id and other.state in ('ringing', 'claimed')"
    " where mine.id = :id and mine.number_print <> ''"
)


class Quiet(Rings):
    """The part of the store that knows which phones must not be rung now."""

    def somebody_else_answered(self, callback_id: str, now: datetime) -> None:
        """Note that the phone of this request was picked up by somebody else, or that nobody can say by whom."""
        for number in self._prints(callback_id, KIND)[:1]:
            call = self.vault.fingerprint(f"{callback_id}:{stamp(now)}", KIND)
            row = {"call_print": call, "number_print": number, "state": "other", "errand": "", "noted_at": stamp(now)}
            self.db.insert(KIND, row)

    def others_answered(self, callback_id: str, since: datetime) -> bool:
        """True when somebody else picked that phone up, whatever it was rung for, since then and since she asked."""
        values = {"id": callback_id, "numbers": self._prints(callback_id, KIND), "since": stamp(since),
                  "askers": self._prints(callback_id, "asker")}  # fmt: skip
        return bool(self.db.query(ANSWERED, values))

    def rings_for_another(self, callback_id: str, now: datetime) -> bool:
        """True while the same phone is rung, or somebody talks on it, for another request."""
        others = self.db.query(SAME_PHONE, {"id": callback_id})
        return any(self.is_being_rung(f"callback:{one['id']}", now) for one in others)

    def _prints(self, callback_id: str, kind: str) -> tuple[str, ...]:
        """The hashes of its number; none when no number is kept, or it does not open."""
        row = self.db.one("select number from callbacks where id = :id", {"id": callback_id})
        try:
            number = self.vault.open(row["number"], TABLE, "number", callback_id) if row and row["number"] else ""
        except SealBroken:
            return ()
        return self.vault.fingerprints(number, kind) if number else ()
