"""Whether each responder's phone was proved to work, by a key that she pressed in a test call."""

from __future__ import annotations

from hotline.core.duty import Responder
from hotline.core.line_test import LineTest
from hotline.storage.database import moment, stamp
from hotline.storage.shelf import Shelf

KIND = "tested"  # of the fingerprint
WRITE = (
    "insert into line_tests (responder, phone_print, state, tries, due_at, tested_at)"
    " values (:responder, :print, :state, :tries, :due, :tested) on conflict (responder) do update"
    " set phone_print = :print, state = :state, tries = :tries, due_at = :due, tested_at = :tested"
)


class LineTests(Shelf):
    """The part of the store that knows whose phone was tested. A test counts for the number that was rung."""

    def line_tests(self, people: list[Responder]) -> dict[str, LineTest]:
        """What is known of these people's phones by their ids; who has a new number has no test yet."""
        rows = {row["responder"]: row for row in self.db.query(
            "select responder, phone_print, state, tries, due_at, tested_at from line_tests"
        )}  # fmt: skip
        found = {}
        for one in people:
            row = rows.get(one.id)
            if row and row["phone_print"] in self.vault.fingerprints(one.phone.e164, KIND):
                tested = moment(row["tested_at"]) if row["tested_at"] else None
                found[one.id] = LineTest(row["state"], row["tries"], moment(row["due_at"]), tested)
        return found

    def keep_line_test(self, who: Responder, test: LineTest) -> None:
        """Remember how the test of her phone stands."""
        self.db.execute(
            WRITE,
            {"responder": who.id, "print": self.vault.fingerprint(who.phone.e164, KIND), "state": test.state,
             "tries": test.tries, "due": stamp(test.due_at),
             "tested": stamp(test.tested_at) if test.tested_at else None},
        )  # fmt: skip
