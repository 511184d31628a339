"""What somebody was shown before it is done, sealed: a file that is not to be sent twice, and is gone in an hour."""

from __future__ import annotations

from datetime import datetime

from hotline.core.staff import DRAFT_LASTS
from hotline.storage.database import stamp
from hotline.storage.shelf import Shelf, new_id


class Drafts(Shelf):
    """The part of the store that keeps what waits for a second click."""

    def keep_draft(self, staff: str, body: str, now: datetime) -> str:
        """Keep it for her alone; return its id. What she left before is gone."""
        draft = new_id()
        with self.atomic():
            self.db.execute("delete from drafts where staff = :staff", {"staff": staff})
            self.db.execute(
                "insert into drafts (id, staff, body, made_at) values (:id, :staff, :body, :now)",
                {"id": draft, "staff": staff, "now": stamp(now),
                 "body": self.vault.seal(body, "drafts", "body", draft)},
            )  # fmt: skip
        return draft

    def draft(self, draft: str, staff: str, now: datetime) -> str | None:
        """What she left, if it is hers and not too old."""
        row = self.db.one(
            "select body from drafts where id = :id and staff = :staff and made_at > :since",
            {"id": draft, "staff": staff, "since": stamp(now - DRAFT_LASTS)},
        )
        return self.vault.open(row["body"], "drafts", "body", draft) if row else None

    def drop_draft(self, draft: str) -> None:
        """It is done, or not to be done."""
        self.db.execute("delete from drafts where id = :id", {"id": draft})
