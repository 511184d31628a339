"""Sends prepared requests over a few kept connections as fast as they are answered, and counts."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench.servers import HERE, Server

EACH = 4  # connections to each worker, as many as it has threads: it never waits for us
LONGEST = 20.0  # seconds that an answer may take
CHUNK = 65536


class LoadError(Exception):
    """An answer was not what it had to be: there is nothing to measure."""


@dataclass(frozen=True)
class Line:
    """A kept connection."""

    socket: socket.socket

    def ask(self, raw: bytes) -> bytes:
        """Send one request and wait for its answer, head and body."""
        self.socket.sendall(raw)
        return self.answer()

    def answer(self) -> bytes:
        """The next answer, whole. Raises OSError when it does not come."""
        data = self.socket.recv(CHUNK)
        while not _is_whole(data):
            more = self.socket.recv(CHUNK)
            if not more:
                raise ConnectionError("the server hung up")
            data += more
        return data


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """One connection."""
    with _connected(port) as connection:
        yield Line(connection)


@contextmanager
def lines_to(server: Server) -> Iterator[list[Line]]:
    """The same number of connections to each worker, each worker on its own processor.

    Who accepts and who runs where is chance otherwise, and chance must not be measured.
    """
    server.spread()
    with ExitStack() as open_:
        lines = []
        for worker in server.workers():
            with server.only(worker):
                for _ in range(EACH):
                    lines.append(Line(open_.enter_context(_connected(server.port))))
                    lines[-1].ask(f"GET /healthz HTTP/1.1\r\nHost: {HERE}\r\n\r\n".encode())
        yield lines


def send(lines: Sequence[Line], requests: Sequence[bytes], proof: bytes, at_most: float) -> float:
    """Answers per second; each must be a 200 that holds `proof`. Ends with the requests or after `at_most`."""
    waiting = iter(requests)
    answered = 0
    began = time.perf_counter()
    ends = began + at_most
    with selectors.DefaultSelector() as ready:
        for line in lines:
            ready.register(line.socket, selectors.EVENT_READ, line)
            line.socket.sendall(next(waiting))
        open_ = len(lines)
        while open_:
            events = ready.select(LONGEST)
            if not events:
                raise LoadError(f"no answer within {LONGEST:.0f} seconds")
            for key, _ in events:
                answer = key.data.answer()
                if not answer.startswith(b"HTTP/1.1 200") or proof not in answer:
                    raise LoadError(f"not the answer that was expected: {answer[:60]!r} … {answer[-200:]!r}")
                answered += 1
                request = next(waiting, None) if time.perf_counter() < ends else None
                if request is None:
                    open_ -= 1
                else:
                    key.data.socket.sendall(request)
    return answered / (time.perf_counter() - began)


def _is_whole(data: bytes) -> bool:
    head, found, body = data.partition(b"\r\n\r\n")
    if not found:
        return False
    length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    return len(body) >= int(length or 0)


def _connected(port: int) -> socket.socket:
    connection = socket.create_connection((HERE, port), timeout=LONGEST)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection
