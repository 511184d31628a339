"""Her token: the reference of a request and the PIN that she chose, known by one keyed hash of both together.

There is no look-up by a number here, and a token that does not fit costs the same statements whatever is wrong with it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from hotline.core.callback import KEPT_FOR, Callback
from hotline.storage.callbacks import IS_OPEN, SHOWN, Callbacks, pin_prints
from hotline.storage.database import stamp

A_DAY = timedelta(days=1)
# Wrong tokens in a day until none is taken: with one reference, from one number, in all.
MOST_OF_REFERENCE, MOST_OF_CALLER, MOST_IN_ALL = 5, 10, 200
FITTING = (
    f"select {SHOWN} from callbacks where reference = :reference and pin_print in (:prints)"  # noqa: S608 (ours)
    " order by created_at desc limit 1"
)
# What was closed is opened again, unless its reference belongs to another open request by now.
CHANGED = (
    "update callbacks set safe_hours = :window, safe_days = :days, due_at = :due, expires_at = :expires,"  # noqa: S608
    " said_at = :now, moved_at = :now, rings = 0,"
    " state = case when state in ('new', 'ringing') then state else 'waiting' end"
    f" where id = :id and ({IS_OPEN} or state in ('not_reached', 'expired') and not exists"
    f" (select 1 from callbacks as other where other.reference = callbacks.reference and other.{IS_OPEN}))"
)
GUESSES = (
    "select count(*) as in_all, coalesce(sum(reference_print in (:references)), 0) as here,"
    " coalesce(sum(caller_print in (:callers)), 0) as hers from guesses where guessed_at > :since"
)


class Tokens(Callbacks):
    """The part of the store that opens a request to whoever has its token."""

    def keep_pin(self, reference: str, pin: str) -> bool:
        """Keep her PIN with her open request; False when there is none, or it has another."""
        prints = pin_prints(self.vault, reference, pin)
        kept = self.db.execute(
            f"update callbacks set pin_print = :print where reference = :reference and {IS_OPEN}"  # noqa: S608 (ours)
            " and (pin_print is null or pin_print in (:prints))",
            {"reference": reference, "print": prints[0], "prints": prints},
        )
        return kept == 1

    def request_of(self, reference: str, pin: str) -> Callback | None:
        """The request that this token opens, whatever became of it."""
        row = self.db.one(FITTING, {"reference": reference, "prints": pin_prints(self.vault, reference, pin)})
        return self._callback(row) if row else None

    def other_hours(self, callback_id: str, window: str, days: str, due_at: datetime, now: datetime) -> bool:
        """Ring her in these hours from now on, with as many tries as at first; False when it cannot be opened again."""
        changed = self.db.execute(
            CHANGED,
            {"id": callback_id, "window": window, "days": days, "due": stamp(due_at),
             "expires": stamp(due_at + KEPT_FOR), "now": stamp(now)},
        )  # fmt: skip
        return changed == 1

    def guessed_too_often(self, reference: str, caller: str | None, now: datetime) -> bool:
        """True while no token is taken with this reference, or from this caller, or at all."""
        row = self.db.one(
            GUESSES,
            {
                "references": self.vault.fingerprints(reference, "guessed"),
                "callers": self.vault.fingerprints(caller or "", "guess"),
                "since": stamp(now - A_DAY),
            },
        )
        many = row is not None and (row["here"] >= MOST_OF_REFERENCE or row["in_all"] >= MOST_IN_ALL)
        return many or bool(row and caller and row["hers"] >= MOST_OF_CALLER)

    def guessed(self, once: str, reference: str, caller: str | None, now: datetime) -> None:
        """Note a token that did not fit, once for each `once`."""
        self.db.insert(
            "guesses",
            {
                "once_print": self.vault.fingerprint(once, "once"),
                "reference_print": self.vault.fingerprint(reference, "guessed"),
                "caller_print": self.vault.fingerprint(caller or "", "guess"),
                "guessed_at": stamp(now),
            },
        )
