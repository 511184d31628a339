"""What is heard of texts that left, and of which nothing is: then the provider is asked once."""

from __future__ import annotations

from datetime import datetime

from hotline.core.phone_number import PhoneNumber
from hotline.storage.database import stamp
from hotline.storage.shelf import Shelf

TABLE = "outbox"
UNHEARD = (
    "select id, provider_id from outbox where state = 'sent' and asked_at is null and kind = 'sms' and priority < 3"
    " and moved_at <= :before order by moved_at limit :most"
)


class Receipts(Shelf):
    """The part of the store that knows what the provider told of texts, and what it has not."""

    def unheard(self, before: datetime, most: int) -> list[tuple[str, str]]:
        """Texts that left before then, of which nothing was heard and nobody has asked: our id and the provider's."""
        rows = self.db.query(UNHEARD, {"before": stamp(before), "most": most})
        return [(row["id"], row["provider_id"]) for row in rows]

    def asked_what_became(self, errand: str, now: datetime) -> None:
        """The provider was asked what became of this text: it is not asked again."""
        self.db.execute("update outbox set asked_at = :now where id = :id", {"id": errand, "now": stamp(now)})

    def receiver(self, provider_id: str, errand: str) -> PhoneNumber | None:
        """To whom something went, as a report names it; None when it is unknown."""
        row = self.db.one(
            "select id, number from outbox where provider_id = :provider or id = :errand",
            {"provider": provider_id, "errand": errand},
        )
        return PhoneNumber(self.vault.open(row["number"], TABLE, "number", row["id"])) if row else None
