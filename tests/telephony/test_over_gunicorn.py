"""The signature over real HTTP: what a real server hands on is the target as it was sent."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from hotline import parts
from hotline.settings import load
from hotline.simulator.webhooks import sign
from hotline.storage.migrate import migrate
from tests.journeys.conftest import environment
from tests.telephony.wire import CALL, FORM

ROOT = Path(__file__).parents[2]
PUBLIC, TOKEN = "https://hotline.example.org", "a-token-for-tests"
TARGET = f"/twilio/voice?note={quote('مدد')}&a=x%2Fy&b=%7Eme&c=%22"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a gunicorn."""
    with serving(tmp_path_factory.mktemp("server")) as port:
        yield port


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """A gunicorn with the repository's own settings, and its port."""
    given = {**environment(folder), "HOTLINE_BIND": "127.0.0.1:0", "WEB_CONCURRENCY": "1"}
    migrate(parts.open_store(load(given, env_file=folder / "none")).db)
    command = [sys.executable, "-m", "gunicorn", "--pythonpath", str(ROOT), "-c", str(ROOT / "gunicorn.conf.py"),
               "wsgi:app"]
    run = subprocess.Popen(command, cwd=folder, env={**os.environ, **given}, stderr=subprocess.PIPE, text=True)
    assert run.stderr
    try:
        for line in run.stderr:  # the queue for connections is open from this line on
            if found := re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", line):
                yield int(found[1])
                break
    finally:
        run.terminate()
        run.communicate(timeout=30)


def ask(port: int, target: str, signature: str, *more: str, body: bytes | None = None) -> bytes:
    """The whole answer to a request written byte by byte."""
    body = urlencode(CALL).encode() if body is None else body
    head = [f"POST {target} HTTP/1.1", *(more or ("Host: hotline.example.org",)), f"Content-Type: {FORM}",
            f"Content-Length: {len(body)}", f"X-Twilio-Signature: {signature}", "Connection: close", "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=15) as line:
        line.sendall("\r\n".join(head).encode("latin-1") + body)
        answer = b""
        while got := line.recv(65536):
            answer += got
    return answer


def test_percent_encoding_survives_the_way(server: int) -> None:
    """The genuine one is answered with TwiML, the changed one is refused."""
    right = sign(TOKEN, PUBLIC + TARGET, list(CALL.items()))
    answer = ask(server, TARGET, right)
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"<Gather" in answer
    assert ask(server, TARGET.replace("%7E", "~"), right).startswith(b"HTTP/1.1 403")
    assert ask(server, TARGET, "").startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize("host", ["Host: hotline.example.org:99999", "Host: hotline.example.org:port", "Host: [::1",
                                  "X-Forwarded-Proto: https\r\nX-Forwarded-Host: [::1\r\nHost: x:0"])
def test_a_broken_host_is_never_an_error(server: int, host: str) -> None:
    status = ask(server, TARGET, sign(TOKEN, PUBLIC + TARGET, list(CALL.items())), host).split()[1]
    assert status == b"200"
    assert ask(server, TARGET, "x", host).split()[1] == b"403"


def test_a_huge_body_is_refused(server: int) -> None:
    """A million bytes are not even read into memory; the answer may be cut off by the rest of them."""
    try:
        answer = ask(server, "/twilio/sms", "x", body=b"Body=" + b"x" * 1_000_000)
    except ConnectionError:
        return
    assert answer == b"" or answer.split()[1] in (b"403", b"413")


def test_what_was_heard_last_is_counted_when_the_server_stops(tmp_path: Path) -> None:
    """A call whose end nobody reported, in a process that is told to go."""
    with serving(tmp_path) as port:
        assert ask(port, TARGET, sign(TOKEN, PUBLIC + TARGET, list(CALL.items()))).startswith(b"HTTP/1.1 200")
    store = parts.open_store(load(environment(tmp_path), env_file=tmp_path / "none"))
    [month] = store.counted_months()
    assert sum(store.counts([month])[month, "calls_by_hour"].values()) == 1
