"""Two processes answer calls and texts at once on one database file: nothing is lost and nothing is doubled."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from bench.load import line_to
from bench.servers import Server, serving
from bench.webhooks import Provider, Webhook
from hotline import parts
from hotline.settings import load
from hotline.storage.migrate import check, migrate
from tests.journeys.conftest import environment

ALONE, BOTH = 80, 20  # requests that one process gets, and requests that both get at the same time
LINES = 2  # connections of each kind to each process
Answers = dict[Webhook, str]


def test_two_processes_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    """Each handles a hundred callback requests and a hundred texts; a fifth reach both, as a repeated webhook may."""
    given = environment(tmp_path)
    settings = load(given, env_file=tmp_path / "none")
    store = parts.open_store(settings)
    migrate(store.db)
    provider = Provider(settings, settings.public_url)
    requests = [provider.callback_request() for _ in range(2 * ALONE + BOTH)]
    texts = [provider.text() for _ in range(2 * ALONE + BOTH)]

    with (
        serving("wsgi:app", given, tmp_path / "one", workers=1) as one,
        serving("wsgi:app", given, tmp_path / "two", workers=1) as two,
        ThreadPoolExecutor(4 * LINES) as pool,
    ):
        work = [(server, _share(kind, part)[n::LINES]) for n in range(LINES) for kind in (requests, texts)
                for part, server in enumerate((one, two))]  # fmt: skip
        heard = list(pool.map(lambda job: _answers(*job), work))

    assert check(store.db) == []
    told = _agreed([(webhook, _reference(body)) for answers in heard for webhook, body in answers.items()
                    if webhook in set(requests)])  # fmt: skip
    stored = {row.reference: store.callback_number(row.id).e164 for row in store.callbacks()}
    assert len(store.callbacks()) == len(requests)
    assert stored == {reference: webhook.sender for webhook, reference in told.items()}

    replies = _agreed([(webhook, ET.fromstring(body).findtext("Message") or "") for answers in heard
                       for webhook, body in answers.items() if webhook in set(texts)])  # fmt: skip
    assert replies.keys() == set(texts)
    for webhook, reply in replies.items():
        assert reply
        assert store.turn_before(webhook.id, None, datetime.now(UTC)).reply == reply
        assert store.turn_before("SM-next", webhook.sender, datetime.now(UTC)).place is not None
    store.db.close()


def _share(everything: Sequence[Webhook], part: int) -> list[Webhook]:
    """What one of the processes gets: its own part, and in between what both get."""
    own, both = everything[part * ALONE : (part + 1) * ALONE], everything[2 * ALONE :]
    step = ALONE // BOTH
    return [webhook for n in range(BOTH) for webhook in (*own[n * step : (n + 1) * step], both[n])]


def _answers(server: Server, webhooks: Sequence[Webhook]) -> Answers:
    found = {}
    with line_to(server.port) as line:
        for webhook in webhooks:
            head, _, body = line.ask(webhook.raw).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            found[webhook] = body.decode()
    return found


def _agreed(told: Sequence[tuple[Webhook, str]]) -> Answers:
    """What each was told; whoever was told twice was told the same."""
    found: Answers = {}
    for webhook, answer in told:
        assert found.setdefault(webhook, answer) == answer
    return found


def _reference(body: str) -> str:
    assert "/callback_stored." in body
    return "".join(re.findall(r"/digit_(\d)\.", body))
