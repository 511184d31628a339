"""The power goes while callers are asking to be rung: whoever was told that it is written down is not forgotten."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bench.load import line_to
from bench.servers import Server, serving
from bench.webhooks import Provider, Webhook
from hotline import parts
from hotline.settings import Settings, load
from hotline.storage.migrate import check, migrate
from hotline.storage.store import SqlStore
from tests.journeys.conftest import environment

CALLERS = 6
ENOUGH = 60  # callers who have heard their reference when the processes are killed
WAITS = 20.0


@dataclass
class Burst:
    """Callers who confirm a request one after the other; what each was told, and who was told nothing."""

    provider: Provider
    told: dict[Webhook, str] = field(default_factory=dict)
    cut_off: list[Webhook] = field(default_factory=list)
    enough: threading.Event = field(default_factory=threading.Event)

    def runs_into(self, server: Server) -> None:
        """Keep calling until nobody answers any more."""
        webhook = self.provider.callback_request()
        try:
            with line_to(server.port) as line:
                while True:
                    self.told[webhook] = reference_in(line.ask(webhook.raw))
                    if len(self.told) >= ENOUGH:
                        self.enough.set()
                    webhook = self.provider.callback_request()
        except OSError:
            self.cut_off.append(webhook)


def reference_in(answer: bytes) -> str:
    """The number that is spelled out after the sentence that says it is stored."""
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"/callback_stored." in answer
    return "".join(digit.decode() for digit in re.findall(rb"/digit_(\d)\.", answer))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(environment(tmp_path), env_file=tmp_path / "none")


@pytest.fixture
def store(settings: Settings) -> Iterator[SqlStore]:
    opened = parts.open_store(settings)
    migrate(opened.db)
    yield opened
    opened.db.close()


def test_whoever_was_told_stored_is_in_the_database_after_a_kill(
    tmp_path: Path, settings: Settings, store: SqlStore
) -> None:
    """Killed in mid-burst, nothing told is lost; the provider's second try stores the rest, and nobody twice."""
    burst = Burst(Provider(settings, settings.public_url))
    with serving("wsgi:app", environment(tmp_path), tmp_path / "first") as server:
        callers = [threading.Thread(target=burst.runs_into, args=(server,)) for _ in range(CALLERS)]
        for caller in callers:
            caller.start()
        assert burst.enough.wait(WAITS), server.log.read_text(encoding="utf-8")
        server.kill()
        for caller in callers:
            caller.join(WAITS)

    assert len(burst.told) >= ENOUGH
    assert len(burst.cut_off) == CALLERS
    assert check(store.db) == []
    for webhook, reference in burst.told.items():
        assert number_of(store, reference) == webhook.sender

    with serving("wsgi:app", environment(tmp_path), tmp_path / "second") as server, line_to(server.port) as line:
        for webhook in burst.cut_off:
            assert number_of(store, reference_in(line.ask(webhook.raw))) == webhook.sender
    senders = [store.callback_number(one.id).e164 for one in store.callbacks()]
    assert sorted(senders) == sorted(webhook.sender for webhook in (*burst.told, *burst.cut_off))


def number_of(store: SqlStore, reference: str) -> str:
    """The number that is rung for this reference."""
    stored = store.callback(reference)
    assert stored is not None, f"{reference} was told and is not stored"
    assert stored.state == "new"
    return store.callback_number(stored.id).e164
