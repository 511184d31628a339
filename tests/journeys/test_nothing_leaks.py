"""No number, name or word of a caller is anywhere in the clear: files, log, addresses, pages, listings."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.journeys import canary
from tests.journeys.conftest import environment

ROOT = Path(__file__).parents[2]
NUMBERS = (canary.HER, canary.OTHER, canary.THIRD, canary.RESPONDER, canary.COORDINATOR)
WORDS = (canary.NAME, canary.URDU_NAME, canary.URDU_NAME.split()[0], "canaryword", canary.STORY)
SECRETS = (*NUMBERS, *WORDS, canary.RESPONDER_NAME, canary.PIN)
SEPARATORS = re.compile(rb"[ \-.()/+_]")


@dataclass
class Day:
    """What was left behind and what could be seen of the canary's day."""

    files: dict[str, bytes]
    log: bytes
    seen: dict[str, Any]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    base = tmp_path_factory.mktemp("canary")
    folder = base / "instance"
    folder.mkdir()
    settings = environment(folder, HOTLINE_COORDINATOR=canary.COORDINATOR)
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    run = subprocess.run(
        [sys.executable, "-m", "tests.journeys.canary", str(folder)], cwd=base, timeout=120, check=False,
        env={**os.environ, **settings, "PYTHONPATH": path}, capture_output=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()[-3000:]
    files = {one.name: one.read_bytes() for one in folder.iterdir()}
    return Day(files, run.stdout + run.stderr, json.loads((base / "seen.json").read_text(encoding="utf-8")))


def spellings(secret: str) -> Iterator[bytes]:
    """How a secret may stand somewhere: plain, in the ways numbers are written, encoded."""
    plain = [secret]
    if secret.startswith("+"):
        bare, local = secret[1:], secret[3:]
        plain = [secret, bare, f"0{local}", local, local[3:]]
        plain += [f"0{local[:3]} {local[3:]}", f"+92 {local[:3]} {local[3:]}"]
        yield int(bare).to_bytes(8, "big").lstrip(b"\0")
        yield int(bare).to_bytes(8, "little").rstrip(b"\0")
    for text in plain:
        for raw in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
            yield raw
            yield raw[::-1]
            yield raw.hex().encode()
            yield raw.hex().upper().encode()
            for before in range(3):
                encoded = base64.b64encode(bytes(before) + raw)
                inner = encoded[(before * 8 + 5) // 6 : len(encoded) - 4]
                if len(inner) >= 6:
                    yield inner
                    yield inner.translate(bytes.maketrans(b"+/", b"-_"))
        yield json.dumps(text).strip('"').encode()
        yield "".join(f"%{byte:02X}" for byte in text.encode()).encode()
        yield quote(text, safe="").encode()


def found(haystack: bytes, secrets: tuple[str, ...] = SECRETS) -> list[str]:
    """The secrets that stand somewhere in there, in whatever spelling."""
    views = (haystack, haystack.lower(), SEPARATORS.sub(b"", haystack))
    return [secret for secret in secrets
            if any(spelling in view for spelling in spellings(secret) for view in views)]


HIDDEN: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "utf-16": lambda text: text.encode("utf-16-le"),
    "hex": lambda text: text.encode().hex().encode(),
    "base64": lambda text: base64.b64encode(b"x" + text.encode() + b"yz"),
    "base64url": lambda text: base64.urlsafe_b64encode(b"xy" + text.encode() + b"z"),
    "json": lambda text: json.dumps({"a": text}).encode(),
    "address": lambda text: quote(text, safe="").encode(),
    "national": lambda text: text.replace("+92", "0").encode(),
    "spaced": lambda text: (f"{text[:4]} {text[4:7]}-{text[7:]}" if text[-1].isdigit() else text).encode(),
}


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_the_search_finds_what_is_hidden(secret: str, hide: Callable[[str], bytes]) -> None:
    """Otherwise finding nothing would prove nothing."""
    assert secret in found(b"\x00\x01 some bytes " + hide(secret) + b" and more \xff")


def test_the_day_really_happened(day: Day) -> None:
    """Rows of every kind, a write-ahead log that was not cleared, and a log that told of calls, texts and failures."""
    assert all(count > 0 for count in day.seen["rows"].values()), day.seen["rows"]
    assert day.seen["rows"]["callbacks"] == 2
    assert {"hotline.db", "hotline.db-wal", "hotline.db-shm"} <= set(day.files)
    assert len(day.files["hotline.db-wal"]) > 10_000
    log = day.log.decode()
    for event in ('"event": "responder"', "unsigned request refused",
                  "webhook failed", "store did not answer", "deed failed", '"event": "errand"'):
        assert event in log, event
    assert day.seen["told the telephone"]
    assert any("/whisper?w=" in address for address in day.seen["named"])
    assert len(day.seen["listings"]["callbacks list --all --json"]) > 300


def test_nothing_is_in_the_files_of_the_database(day: Day) -> None:
    for name, content in day.files.items():
        assert found(content) == [], name


def test_nothing_is_in_the_log(day: Day) -> None:
    assert found(day.log) == []
    for line in day.log.decode().splitlines():
        digits = re.sub(r'"timestamp": "[^"]+"', "", line)
        assert not re.search(r"\d{7}", digits), line


@pytest.mark.parametrize("kind", ["requested", "named", "told the telephone", "problems"])
def test_nothing_is_in_any_address(day: Day, kind: str) -> None:
    """Those that the provider visits, those that it is told, and what its debugger keeps."""
    for address in day.seen[kind]:
        assert found(address.encode()) == [], address


def test_nothing_is_on_any_page(day: Day) -> None:
    for path, text in day.seen["pages"].items():
        assert found(text.encode()) == [], path
    assert "hotline_callbacks" in day.seen["pages"]["/metrics"]
    assert "SUMMARY:Duty" in day.seen["pages"]["feed"]


def test_nothing_is_in_any_listing(day: Day) -> None:
    """The roster names those who are on duty; nothing prints a phone, a PIN, or anything of a caller."""
    for command, text in day.seen["listings"].items():
        assert text.strip(), command
        named = (canary.RESPONDER_NAME,) if command.startswith(("roster show", "people list", "alarms")) else ()
        assert tuple(found(text.encode())) == named, command
