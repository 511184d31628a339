"""Passwords and PINs as hashes that are slow to guess; a try takes as long where there is nothing to try."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

# The hash of no password: comparing with it takes as long as with a real one.
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$v0MUdvewnrdsQa3NMpnexA$V5W+GipOx0Le1jw+mXzJIkNdKvEoimXUsAblzVo7Qp0"


class Passwords:
    """Makes the hashes and compares with them. Only tests give a hasher, which is quick to guess."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobodys = hasher.hash("") if hasher else NOBODYS

    def hashed(self, password: str) -> str:
        """What is kept of a password; another each time."""
        return self._hasher.hash(password)

    def fits(self, known: str | None, password: str) -> bool:
        """True for the password that this is the hash of. It takes as long when none is known."""
        try:
            self._hasher.verify(known or self._nobodys, password)
        except (Argon2Error, InvalidHashError):
            return False
        return known is not None
