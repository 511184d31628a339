"""Missed calls, by hashes: which were planned to be rung back, which came to the menu, whose phone it was not."""

from __future__ import annotations

from datetime import datetime, timedelta

from hotline.core.missed import ONE_RING, RingBack
from hotline.storage.database import stamp
from hotline.storage.shelf import Shelf

A_DAY = timedelta(days=1)
KIND = "missed"
# All at once what may forbid a ring: planned in all, planned for this number, its last ones, a wrong person, this call.
COUNTED = (
    "select coalesce(sum(state in ('planned', 'wrong')), 0) as in_all,"
    " coalesce(sum(state in ('planned', 'wrong') and number_print in (:numbers)), 0) as per_number,"
    " coalesce(sum(state in ('planned', 'wrong') and noted_at > :just and number_print in (:numbers)), 0) as just,"
    " coalesce(sum(state in ('wrong', 'other') and number_print in (:numbers)), 0) as wrong,"
    " coalesce(sum(call_print in (:calls)), 0) as known"
    " from missed where noted_at > :since"
)
CANCELLED = (
    "update outbox set state = 'dropped', error = 'called again', moved_at = :now where state = 'waiting' and id in"
    " (select errand from missed where number_print in (:numbers) and state = 'planned' and noted_at > :since)"
)


class MissedCalls(Shelf):
    """The part of the store that knows who called and hung up."""

    def may_ring_missed(self, call: str, number: str, rules: RingBack, now: datetime) -> bool:
        """True when this missed call may be rung back: not too many were, none just now, and none was wrong today."""
        found = self.db.one(
            COUNTED,
            {"numbers": self.vault.fingerprints(number, KIND), "calls": self.vault.fingerprints(call, KIND),
             "just": stamp(now - ONE_RING), "since": stamp(now - A_DAY)},
        )  # fmt: skip
        if found is None or found["known"] or found["just"] or found["wrong"]:
            return False
        planned = ((found["in_all"], rules.in_all), (found["per_number"], rules.per_number))
        return all(many < most or not most for many, most in planned)

    def missed(self, call: str, number: str, errand: str, now: datetime) -> None:
        """Note that a ring is planned."""
        self._note_call(call, number, "planned", errand, now)

    def came_to_the_menu(self, call: str, number: str, now: datetime) -> None:
        """Whoever calls and listens is not rung back, not for the missed calls before it either."""
        with self.atomic():
            self._note_call(call, number, "heard", "", now)
            numbers = self.vault.fingerprints(number, KIND)
            self.db.execute(CANCELLED, {"numbers": numbers, "now": stamp(now), "since": stamp(now - A_DAY)})

    def missed_was_wrong(self, call: str) -> None:
        """Somebody else answered: this number is not rung again today."""
        self.db.execute(
            "update missed set state = 'wrong' where call_print in (:calls)",
            {"calls": self.vault.fingerprints(call, KIND)},
        )

    def _note_call(self, call: str, number: str, state: str, errand: str, now: datetime) -> None:
        self.db.insert(
            KIND,
            {"call_print": self.vault.fingerprint(call, KIND), "number_print": self.vault.fingerprint(number, KIND),
             "state": state, "errand": errand, "noted_at": stamp(now)},
        )  # fmt: skip
