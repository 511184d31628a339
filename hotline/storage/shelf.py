"""What every part of the store stands on: the database, the vault, and one way to make ids."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager

from hotline.storage.database import Database
from hotline.storage.vault import Vault


class Shelf:
    """Holds the database and the vault; the parts of the store are built on it."""

    def __init__(self, db: Database, vault: Vault) -> None:
        self.db = db
        self.vault = vault

    def atomic(self) -> AbstractContextManager[None]:
        """Join what follows into one commit."""
        return self.db.atomic()


def new_id() -> str:
    """An id that says nothing about when or why it was made."""
    return uuid.uuid4().hex
