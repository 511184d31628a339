"""Requests at a steady pace, whether the last one is answered or not, and how long each answer took."""

from __future__ import annotations

import selectors
import statistics
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.load import Line, LoadError

Asked = tuple[bytes, bytes]  # a request, and what its answer holds


@dataclass(frozen=True)
class Times:
    """Milliseconds from the moment a request was due until its answer was there."""

    median: float
    p99: float
    most: float
    count: int


def steady(
    lines: Sequence[Line], requests: Iterator[Asked], a_second: float, done: Callable[[], bool] = lambda: False
) -> list[float]:
    """Milliseconds for each request, until there are no more or it is done. What waits for a free line has waited."""
    free, asked = deque(lines), dict[object, tuple[float, bytes]]()
    times: list[float] = []
    began, sent, following = time.perf_counter(), 0, next(requests, None)
    with selectors.DefaultSelector() as ready:
        for line in lines:
            ready.register(line.socket, selectors.EVENT_READ, line)
        while following or asked:
            now = time.perf_counter() - began
            while free and following and sent / a_second <= now:
                line = free.popleft()
                asked[line.socket] = (sent / a_second, following[1])
                line.socket.sendall(following[0])
                sent, following = sent + 1, None if done() else next(requests, None)
            wait = max(0.0, sent / a_second - now) if following and free else None
            for key, _ in ready.select(wait):
                answer = key.data.answer()
                due, proof = asked.pop(key.fileobj)
                if not answer.startswith(b"HTTP/1.1 200") or proof not in answer:
                    raise LoadError(f"not the answer that was expected: {answer[:60]!r} … {answer[-200:]!r}")
                times.append((time.perf_counter() - began - due) * 1000)
                free.append(key.data)
    return times


def summed_up(times: Sequence[float]) -> Times:
    """The figures of so many milliseconds."""
    ordered = sorted(times)
    return Times(statistics.median(ordered), ordered[int(len(ordered) * 0.99)], ordered[-1], len(ordered))
