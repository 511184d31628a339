"""What every part of the store stands on: the database, the vault, the rules it keeps, and one way to make ids."""

from __future__ import annotations

import secrets
import uuid
from contextlib import AbstractContextManager
from datetime import datetime

from hotline.core.keeping import Keeping
from hotline.core.limits import Limits
from hotline.core.throttle import Throttle
from hotline.storage.database import Database
from hotline.storage.passwords import Passwords
from hotline.storage.vault import Vault

KEEPING = Keeping()
UNLIMITED = Throttle()
NO_LIMITS = Limits()
PASSWORDS = Passwords()


class Shelf:
    """Holds the database, the vault, the rules of what is kept and may leave; the store's parts are built on it."""

    def __init__(
        self, db: Database, vault: Vault, keeping: Keeping = KEEPING, throttle: Throttle = UNLIMITED,
        limits: Limits = NO_LIMITS, passwords: Passwords = PASSWORDS,
    ) -> None:  # fmt: skip
        self.db = db
        self.vault = vault
        self.keeping = keeping
        self.throttle = throttle
        self.limits = limits
        self.passwords = passwords

    def atomic(self) -> AbstractContextManager[None]:
        """Join what follows into one commit."""
        return self.db.atomic()


def ordered_id(now: datetime) -> str:
    """An id that says when it was made, for rows that say so anyway."""
    return f"{int(now.timestamp() * 1000):012x}{secrets.token_hex(10)}"


def new_id() -> str:
    """An id that says nothing about when or why it was made."""
    return uuid.uuid4().hex
