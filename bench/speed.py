"""Compares two servers in alternating rounds, so that whatever else the machine does slows both."""

from __future__ import annotations

import sqlite3
import statistics
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.load import Line, lines_to, send
from bench.servers import Server
from bench.webhooks import Provider, Webhook

WARM_UP = 120  # requests that are not counted; from them it is known how many a round takes
MOST = 6000  # requests in a round, however fast they are answered
Make = Callable[[Provider], Webhook]


@dataclass(frozen=True)
class Side:
    """A server under load: who sends it requests, how an answer is known to be right, its database if it has one."""

    server: Server
    provider: Provider
    proof: bytes
    database: Path | None = None

    def tidy(self) -> None:
        """Close what is open, as people do: with ten thousand open requests, references of four digits run out."""
        if self.database is not None:
            with closing(sqlite3.connect(self.database, timeout=10.0)) as connection, connection:
                connection.execute("update callbacks set state = 'done' where state = 'new'")


@dataclass(frozen=True)
class Pace:
    """How many rounds, and how many seconds one takes."""

    rounds: int
    seconds: float


@dataclass(frozen=True)
class Compared:
    """Requests per second of both sides, and the first by the second, each the median of all rounds."""

    first: float
    second: float
    ratio: float


def compare(first: Side, second: Side, make: Make, pace: Pace) -> Compared:
    """Send both the same kind of request, in turns: first, second, first, second …"""
    with lines_to(first.server) as to_first, lines_to(second.server) as to_second:
        expected = _round(first, to_first, make, WARM_UP, pace), _round(second, to_second, make, WARM_UP, pace)
        pairs = [
            (
                _round(first, to_first, make, int(expected[0] * pace.seconds), pace),
                _round(second, to_second, make, int(expected[1] * pace.seconds), pace),
            )
            for _ in range(pace.rounds)
        ]
    return Compared(
        statistics.median(one for one, _ in pairs),
        statistics.median(other for _, other in pairs),
        statistics.median(one / other for one, other in pairs),
    )


def _round(side: Side, lines: list[Line], make: Make, count: int, pace: Pace) -> float:
    side.tidy()
    requests = [make(side.provider).raw for _ in range(min(max(count, WARM_UP), MOST))]
    return send(lines, requests, side.proof, at_most=3 * pace.seconds)
