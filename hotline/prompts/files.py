"""Writing a file so that nobody ever reads half of it."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, content: bytes, modified_ns: int | None = None) -> None:
    """Replace `path` in one step, from a temporary file of this process alone beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(0o644)
        if modified_ns is not None:
            os.utime(temporary, ns=(modified_ns, modified_ns))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def written_at(folder: Path, name: str) -> int:
    """When a file was last written, in nanoseconds; 0 when there is none. Each answer to a caller asks this."""
    try:
        return os.stat(f"{folder}/{name}").st_mtime_ns  # noqa: PTH116 - a third of the time
    except OSError:
        return 0


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else, in this process or another, writes to the folder meanwhile who asks this as well."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
