"""Copies of the database, sealed as a whole: without a key nobody reads in one how many asked, or when.

A copy is read in memory and never lies on the disk in the clear. It begins with a line that says what it is and when
it was made; each piece is bound to that line and to its place, so that none can be left out or moved.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from hotline.core.errors import SealBroken, StoreDown
from hotline.storage.database import Database, moment, stamp
from hotline.storage.vault import Vault

KIND = b"hotline backup 1 "
PIECE = 1 << 20  # bytes
LENGTH = 4  # bytes that say how long a sealed piece is
BESIDE = ("", "-wal", "-shm")  # what SQLite keeps next to a database would be read into another one


def backup(db: Database, vault: Vault, path: Path, now: datetime) -> None:
    """Write a sealed copy of a database, in use or not, to a new file that only its owner can read.

    Raises FileExistsError rather than overwrite, and StoreDown when the copy cannot be finished.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as copy:
            db.copy_to(copy)
            content = copy.serialize()
    except sqlite3.DatabaseError as error:
        raise StoreDown(str(error)) from error
    made = stamp(now)
    with _new_file(path) as file:
        file.write(KIND + made.encode() + b"\n")
        for begins in range(0, len(content), PIECE):
            place = _place(made, begins, last=begins + PIECE >= len(content))
            sealed = vault.seal_bytes(content[begins : begins + PIECE], place)
            file.write(len(sealed).to_bytes(LENGTH, "big") + sealed)


def restore(vault: Vault, path: Path, target: Path) -> None:
    """Make a database of a copy. Raises FileExistsError rather than overwrite, and SealBroken when no key opens it."""
    for name in (target.with_name(target.name + end) for end in BESIDE):
        if name.exists():
            raise FileExistsError(f"{name} is there already")
    made = made_at(path)
    if made is None:
        raise SealBroken("no backup")
    with path.open("rb") as sealed, _new_file(target) as file:
        sealed.readline()
        begins = 0
        for piece, last in _pieces(sealed):
            file.write(vault.open_bytes(piece, _place(stamp(made), begins, last=last)))
            begins += PIECE


def made_at(path: Path) -> datetime | None:
    """When this copy was made; None when it is none of ours."""
    with path.open("rb") as file:
        line = file.readline(len(KIND) + 64)
    try:
        return moment(line.removeprefix(KIND).decode().strip()) if line.startswith(KIND) else None
    except ValueError:
        return None


def drop_old(folder: Path, before: datetime) -> int:
    """Delete the copies in a folder that were made before then; return how many there were."""
    old = [one for one in folder.iterdir() if one.is_file() and (made := made_at(one)) and made < before]
    for one in old:
        one.unlink()
    return len(old)


def _pieces(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Each sealed piece, and whether it is the last one."""
    length = file.read(LENGTH)
    while length:
        piece = file.read(int.from_bytes(length, "big"))
        length = file.read(LENGTH)
        yield piece, not length


def _place(made: str, begins: int, *, last: bool) -> str:
    return f"{made}|{begins}|{last}"


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """A file for its owner only; one of this name is always whole."""
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
