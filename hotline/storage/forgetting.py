"""Forgets somebody at once: whatever can be found by her number, in every table."""

from __future__ import annotations

from contextlib import suppress

from hotline.core.errors import StoreDown
from hotline.storage.shelf import Shelf

# What is told of it, and the statement, which finds her by the hashes that the columns are made with. Each table
# with a hash of a caller's number has a line here. What waits for somebody on the roster is no caller's.
FORGOTTEN = {
    "requests": "delete from callbacks where number_print in (:number)",
    "conversations": "update turns set identity_print = null, place = null where identity_print in (:talks)",
    "notes": "delete from notes where ring in (select id from rings where caller_print in (:caller))",
    "calls": "update rings set caller_print = null, request = null where caller_print in (:caller)",
    "askings": "update callbacks set asked_print = null where asked_print in (:asker)",
    "texts": "delete from outbox where number_print in (:outbox)"
             " and not exists (select 1 from responders where active = 1 and phone_print in (:number))",
    "subscriptions": "delete from subscriptions where identity_print in (:subscription)",
    "missed": "delete from missed where number_print in (:missed)",
    "guesses": "update guesses set caller_print = '' where caller_print in (:guess)",
}  # fmt: skip
KINDS = ("number", "talks", "caller", "outbox", "subscription", "guess", "missed", "asker")


class Forgetting(Shelf):
    """The part of the store that forgets. Whoever wanted no texts, or no calls, gets none afterwards either."""

    def forget_person(self, identity: str) -> dict[str, int]:
        """Erase what is kept of this person; return how many rows of each kind went, or are nobody's now."""
        prints = {kind: self.vault.fingerprints(identity, kind) for kind in KINDS}
        with self.atomic():
            erased = {what: self.db.execute(sql, prints) for what, sql in FORGOTTEN.items()}
        with suppress(StoreDown):  # the rows are gone; the next sweep empties the log
            self.db.empty_log()
        return erased
