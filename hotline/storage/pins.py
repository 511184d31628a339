"""Who is on the line when a responder's phone is: known by her number."""

from __future__ import annotations

from hotline.core.phone_number import PhoneNumber
from hotline.storage.shelf import Shelf


class Pins(Shelf):
    """The part of the store that knows a responder by what she has and knows."""

    def responder_of(self, phone: PhoneNumber) -> str | None:
        """The id of the responder with this phone; nothing is opened, since most who ring are callers."""
        row = self.db.one(
            "select id from responders where phone_print in (:prints) and active = 1",
            {"prints": self.vault.fingerprints(phone.e164)},
        )
        return row["id"] if row else None
