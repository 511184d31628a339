"""A copy of the database: whole, private, closed to whoever has no key, and not for longer than was promised."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from builders import HINA, KEY, OTHER_KEY, ZOYA, a_request

from hotline.core.errors import SealBroken, StoreDown
from hotline.storage import backups
from hotline.storage.backups import LENGTH, backup, drop_old, made_at, restore
from hotline.storage.database import Database, open_database
from hotline.storage.migrate import check
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault


@pytest.fixture
def copy(store: SqlStore, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy in many pieces of a store with one request, made while a transaction was open; then one more came."""
    monkeypatch.setattr(backups, "PIECE", 4096)
    store.record_callback("CA1", a_request(number=HINA), now, now)
    with SqlStore(Database(store.db.path), store.vault).atomic():
        backup(store.db, store.vault, tmp_path / "copy", now)
    store.record_callback("CA2", a_request(number=ZOYA), now, now)
    return tmp_path / "copy"


def test_a_copy_comes_back_whole(store: SqlStore, copy: Path, tmp_path: Path) -> None:
    restore(store.vault, copy, tmp_path / "back.db")
    other = SqlStore(open_database(f"sqlite:///{tmp_path}/back.db"), store.vault)
    [request] = other.callbacks()
    assert other.callback_number(request.id).e164 == HINA
    assert check(other.db) == []


def test_nothing_is_read_in_it_without_a_key(copy: Path, tmp_path: Path, now: datetime) -> None:
    """Not even which tables there are; when it was made is told."""
    content = copy.read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert not any(word in content for word in (b"SQLite", b"callbacks", HINA.encode()[3:], b"2026-11-28"))
    assert made_at(copy) == now
    with pytest.raises(SealBroken):
        restore(Vault([OTHER_KEY]), copy, tmp_path / "back.db")
    assert not list(tmp_path.glob("back*"))


def test_it_opens_with_an_older_key_too(copy: Path, tmp_path: Path) -> None:
    restore(Vault([OTHER_KEY, KEY]), copy, tmp_path / "back.db")
    assert (tmp_path / "back.db").exists()


@pytest.mark.parametrize("harm", ["cut", "a piece less", "turned", "another time", "longer"])
def test_what_was_harmed_does_not_open(store: SqlStore, copy: Path, tmp_path: Path, harm: str) -> None:
    content = copy.read_bytes()
    begins = content.index(b"\n") + 1
    size = LENGTH + int.from_bytes(content[begins : begins + LENGTH], "big")
    first, second = content[begins : begins + size], content[begins + size : begins + 2 * size]
    head, rest = content[:begins], content[begins + 2 * size :]
    harmed = {"cut": content[:-1], "a piece less": content[: -len(rest[-(len(rest) % size or size) :])],
              "turned": head + second + first + rest, "another time": content.replace(b"2026", b"2027", 1),
              "longer": content + b"x"}[harm]  # fmt: skip
    copy.write_bytes(harmed)
    with pytest.raises(SealBroken):
        restore(store.vault, copy, tmp_path / "back.db")
    assert not list(tmp_path.glob("back*"))


def test_nothing_is_overwritten_and_nothing_is_half(store: SqlStore, copy: Path, tmp_path: Path, now: datetime) -> None:
    """A file that is there stays; a copy that fails leaves nothing; another database's log is not read into it."""
    with pytest.raises(FileExistsError):
        backup(store.db, store.vault, copy, now)
    assert made_at(copy) == now
    for name in ("back.db", "back.db-wal"):
        (tmp_path / name).write_text("precious")
        with pytest.raises(FileExistsError):
            restore(store.vault, copy, tmp_path / "back.db")
        (tmp_path / name).unlink()
    (tmp_path / "broken.db").write_bytes(b"garbage" * 1000)
    with pytest.raises(StoreDown):
        backup(Database(tmp_path / "broken.db"), store.vault, tmp_path / "second", now)
    assert not list(tmp_path.glob("second*"))


def test_old_copies_in_the_same_folder_go_and_nothing_else(store: SqlStore, copy: Path, now: datetime) -> None:
    folder = copy.parent
    backup(store.db, store.vault, folder / "later", now + timedelta(days=2))
    (folder / "notes").write_text("hotline backup 1 of my own")
    (folder / "empty").touch()
    before = sorted(one.name for one in folder.iterdir())
    assert drop_old(folder, now) == 0
    assert drop_old(folder, now + timedelta(seconds=1)) == 1
    assert sorted(one.name for one in folder.iterdir()) == [name for name in before if name != "copy"]
