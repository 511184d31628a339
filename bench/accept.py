"""How long a responder's accepting key takes to be answered while fifty a second come, whoever is ready or not."""

from __future__ import annotations

import selectors
import statistics
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from bench.load import Line, LoadError, lines_to
from bench.routing import a_roster
from bench.servers import Server
from bench.webhooks import Provider, Webhook
from hotline.actions.ring_wave import Wave
from hotline.core.conversation import Conversation
from hotline.core.records import Ring
from hotline.settings import Settings
from hotline.storage.database import open_database
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault
from hotline.telephony.twilio.places import Places

A_SECOND = 50
WARM_UP = 50  # that are not counted
PROOF = b"/promises_all"  # what a responder hears last before the two talk


@dataclass(frozen=True)
class Answered:
    """Milliseconds from the moment a key was due to be told until its answer was there."""

    median: float
    p99: float
    most: float
    keys: int


class Responders(Provider):
    """Keys of responders whose phones ring."""

    def accepting(self, url: str) -> Webhook:
        """The key that takes the call."""
        call, sender = self._next("CA")
        form = [*self._call(call, sender), ("Digits", "1"), ("FinishedOnKey", ""), ("msg", "Gather End")]
        return self._post(url, form, call, sender)


def accepting(server: Server, settings: Settings, seconds: float) -> Answered:
    """Ring many phones, then let each accept at its own moment."""
    many = WARM_UP + int(A_SECOND * seconds)
    requests = _keys(server, settings, many)
    with lines_to(server) as lines:
        times = sorted(_sent(lines, requests)[WARM_UP:])
    return Answered(statistics.median(times), times[int(len(times) * 0.99)], times[-1], len(times))


def _keys(server: Server, settings: Settings, many: int) -> list[bytes]:
    """A request for each of so many rings, which are noted in the server's own database."""
    store = SqlStore(open_database(settings.database_url), Vault(settings.keys))
    provider, places = Responders(settings, server.url), Places(store.vault, server.url)
    now = datetime.now(UTC)
    place = Conversation("", "connect", "voice", "ur", rung_at=now.timestamp())
    store.replace_roster(a_roster(many, always=True), now)
    found = []
    for number, one in enumerate(store.responders()):
        call = f"CA{number:032x}"
        [(ring, _)] = store.rings_started(f"{call}:1", Ring(call), [one.id], now)
        ringing = places.ringing(Wave(((ring, one),)), place, call, urgent=False, now=now.timestamp())
        [token] = parse_qs(urlsplit(ringing.phones[0].whisper).query)["w"]
        found.append(provider.accepting(places.accept(token)).raw)
    store.db.close()
    return found


def _sent(lines: Sequence[Line], requests: Sequence[bytes]) -> list[float]:
    """Milliseconds for each. Each is due at its own moment; what must wait for a free line has waited."""
    free, waiting, asked = deque(lines), deque(enumerate(requests)), {}
    times: dict[int, float] = {}
    began = time.perf_counter()
    with selectors.DefaultSelector() as ready:
        for line in lines:
            ready.register(line.socket, selectors.EVENT_READ, line)
        while len(times) < len(requests):
            now = time.perf_counter() - began
            while free and waiting and waiting[0][0] / A_SECOND <= now:
                number, raw = waiting.popleft()
                line = free.popleft()
                asked[line.socket] = number
                line.socket.sendall(raw)
            due = waiting[0][0] / A_SECOND - now if waiting and free else None
            for key, _ in ready.select(due if due is None else max(0.0, due)):
                answer = key.data.answer()
                if not answer.startswith(b"HTTP/1.1 200") or PROOF not in answer:
                    raise LoadError(f"not the answer that was expected: {answer[:60]!r} … {answer[-200:]!r}")
                number = asked.pop(key.fileobj)
                times[number] = (time.perf_counter() - began - number / A_SECOND) * 1000
                free.append(key.data)
    return [times[number] for number in range(len(requests))]
