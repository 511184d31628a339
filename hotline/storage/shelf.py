"""What every part of the store stands on: the database, the vault, and one way to make ids."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager

from hotline.core.keeping import Keeping
from hotline.storage.database import Database
from hotline.storage.vault import Vault


class Shelf:
    """Holds the database, the vault and how long things are kept; the parts of the store are built on it."""

    def __init__(self, db: Database, vault: Vault, keeping: Keeping = Keeping()) -> None:  # noqa: B008 (frozen)
        self.db = db
        self.vault = vault
        self.keeping = keeping

    def atomic(self) -> AbstractContextManager[None]:
        """Join what follows into one commit."""
        return self.db.atomic()


def new_id() -> str:
    """An id that says nothing about when or why it was made."""
    return uuid.uuid4().hex
