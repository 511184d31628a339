"""Whose traces at the provider are to be deleted: kept, sealed, until there are none."""

from __future__ import annotations

from datetime import datetime

from hotline.core.errors import SealBroken
from hotline.core.phone_number import PhoneNumber
from hotline.storage.database import stamp
from hotline.storage.shelf import Shelf, new_id

TABLE = "erasures"


class Erasures(Shelf):
    """The part of the store that knows whom the provider has to forget."""

    def erase_there(self, number: PhoneNumber, now: datetime, due_at: datetime) -> None:
        """Have what the provider keeps of this number deleted, from `due_at` on."""
        row_id = new_id()
        number_sealed = self.vault.seal(number.e164, TABLE, "number", row_id)
        self.db.insert(TABLE, {"id": row_id, "number": number_sealed, "asked_at": stamp(now), "due_at": stamp(due_at)})

    def to_erase_there(self, now: datetime) -> tuple[str, PhoneNumber] | None:
        """Whose turn it is, with the id of this asking; one that does not open any more is dropped."""
        while row := self.db.one("select id, number from erasures where due_at <= :now order by due_at limit 1",
                                 {"now": stamp(now)}):  # fmt: skip
            try:
                return row["id"], PhoneNumber(self.vault.open(row["number"], TABLE, "number", row["id"]))
            except SealBroken:
                self.erased_there(row["id"])
        return None

    def erase_there_later(self, asking: str, due_at: datetime) -> None:
        """Try again at `due_at`."""
        self.db.execute("update erasures set due_at = :due where id = :id", {"id": asking, "due": stamp(due_at)})

    def erased_there(self, asking: str) -> None:
        """The provider has nothing more of her."""
        self.db.execute("delete from erasures where id = :id", {"id": asking})
