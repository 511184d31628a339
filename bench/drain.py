"""How fast workers empty the outbox when the provider answers at once, and whether two ever send the same."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs

from bench.servers import HERE, surroundings
from hotline import parts
from hotline.core.phone_number import PhoneNumber
from hotline.settings import Settings, load
from hotline.storage.migrate import migrate

MESSAGES = 3000
WITHIN = 120.0  # seconds
UNLIMITED = {"HOTLINE_TEXT_CAPS": "", "HOTLINE_TEXTS_PER_NUMBER": "0", "HOTLINE_TEXT_BUDGET": "0"}
ANSWER = b'{"sid": "SM%032x", "status": "queued", "date_created": "Sat, 21 Nov 2026 09:00:00 +0000"}'


@dataclass
class Provider:
    """Takes every text and remembers when, and to whom."""

    wait: float = 0.0  # seconds until it answers
    times: list[float] = field(default_factory=list)
    to: Counter[str] = field(default_factory=Counter)

    def serve(self, connection: socket.socket) -> None:
        """Answer one worker until it hangs up."""
        with connection, connection.makefile("rb") as reader:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while head := reader.readline():
                length = 0
                while (line := reader.readline()) != b"\r\n":
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                form = parse_qs(reader.read(length).decode())
                if head.startswith(b"POST"):
                    self.to[form["To"][0]] += 1
                    self.times.append(time.perf_counter())
                time.sleep(self.wait)
                body = ANSWER % len(self.times)
                connection.sendall(b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: "
                                   + str(len(body)).encode() + b"\r\n\r\n" + body)  # fmt: skip


@dataclass(frozen=True)
class Drained:
    """Texts per second, how many arrived, and how many of them more than once."""

    speed: float
    arrived: int
    twice: int


def drain(environment: dict[str, str], folder: Path, workers: int) -> Drained:
    """Fill an outbox, let so many workers empty it, and count what arrives."""
    with answering(Provider()) as (provider, url):
        folder.mkdir()
        given = {**environment, **UNLIMITED, "HOTLINE_DATABASE_URL": f"sqlite:///{folder}/outbox.db",
                 "HOTLINE_PUBLIC_URL": "http://127.0.0.1", "HOTLINE_TWILIO_API_URL": url}  # fmt: skip
        fill_outbox(load(given, env_file=Path("/nowhere")), MESSAGES)
        with working(given, folder, workers):
            ends = time.monotonic() + WITHIN
            while len(provider.times) < MESSAGES and time.monotonic() < ends:
                time.sleep(0.05)
            time.sleep(0.5)  # for what may come twice
        first, last = min(provider.times), max(provider.times)
        twice = sum(count > 1 for count in provider.to.values())
        return Drained((len(provider.times) - 1) / (last - first), len(provider.to), twice)


def fill_outbox(settings: Settings, messages: int) -> None:
    """So many texts, each to another number that nobody has."""
    store = parts.open_store(settings)
    migrate(store.db)
    now = datetime.now(UTC)
    with store.atomic():
        for n in range(messages):
            store.post(f"once:{n}", "sms", PhoneNumber(f"+92399{n:07d}"), "words", now, now)
    store.db.close()


@contextmanager
def answering(provider: Provider) -> Iterator[tuple[Provider, str]]:
    """The provider behind a port, and the address of its API."""
    with socket.create_server((HERE, 0)) as listener:
        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=provider.serve, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield provider, f"http://{HERE}:{listener.getsockname()[1]}"


@contextmanager
def working(environment: dict[str, str], folder: Path, workers: int) -> Iterator[list[int]]:
    """So many worker processes, by their ids; they end as on SIGTERM."""
    command = [sys.executable, "-c", "from hotline.cli import main; main(['worker'])"]
    with (folder / "worker.log").open("wb") as log:
        running = [subprocess.Popen(command, env=surroundings(environment), stdin=subprocess.DEVNULL, stdout=log,
                                    stderr=log, cwd=folder) for _ in range(workers)]  # fmt: skip
    try:
        yield [one.pid for one in running]
    finally:
        for one in running:
            one.send_signal(signal.SIGTERM)
        for one in running:
            one.wait(30)
