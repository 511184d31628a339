"""The figures that take many minutes: a crowd that is written to at once, and old requests that are deleted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.crowd import drip
from bench.figures import Figure, Told, bare_environment
from bench.purge import purge

SUBSCRIBERS, REQUESTS = 1_000_000, 100_000


def measure(folder: Path, share: float, told: Told) -> Iterator[Figure]:
    """With a `share` of all the people, for a first look."""
    environment = bare_environment(folder / "empty.db")
    yield from _drip(environment, folder, int(SUBSCRIBERS * share), told)
    yield from _purge(environment, folder, int(REQUESTS * share), told)


def _drip(environment: dict[str, str], folder: Path, people: int, told: Told) -> Iterator[Figure]:
    found = drip(environment, folder / "crowd", people, told)
    what = f"a weekly text to {people:,} subscribers"
    good = found.seconds < 180 and found.people == people
    yield Figure(f"{what}, planned", f"{found.seconds:.0f} s", "< 180 s", good, f"{found.people:,} in the outbox")
    yield Figure("memory of the worker meanwhile", f"{found.most:.0f} MB", "< 150 MB", found.most < 150,
                 f"{found.grew:+.1f} MB in the second half")  # fmt: skip
    slower = found.beside.median / found.alone.median
    yield Figure("answers to callers meanwhile", f"{slower:.2f} times the time", "<= 1.5", slower <= 1.5,
                 f"median {found.beside.median:.1f} ms, {found.alone.median:.1f} alone; p99 {found.beside.p99:.0f}, "
                 f"{found.alone.p99:.0f} alone")  # fmt: skip


def _purge(environment: dict[str, str], folder: Path, requests: int, told: Told) -> Iterator[Figure]:
    found = purge(environment, folder / "purge", requests, told)
    slower = found.beside.p99 / found.alone.p99
    how = (f"{found.beside.p99:.0f} ms, {found.alone.p99:.0f} alone; median {found.beside.median:.1f}, "
           f"{found.alone.median:.1f} alone; it took {found.seconds:.0f} s")  # fmt: skip
    yield Figure(f"answers while {requests:,} old requests are purged, p99", f"{slower:.2f} times the time", "< 2",
                 slower < 2, how)  # fmt: skip
    yield Figure("digits of theirs in the files afterwards", str(found.left), "0", not (found.left or found.rows),
                 f"{found.rows} rows left")  # fmt: skip
