"""The demo as a newcomer starts it, in an empty folder, and Debian's Chromium looking at it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

STARTS_WITHIN = 30


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo runs."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def demo(folder: Path) -> Iterator[str]:
    """The address of a running demo: web, worker, database, example roster."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "hotline"), "demo", "--port", str(port)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)
        try:
            yield _answering(f"http://127.0.0.1:{port}", folder / "log")
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


def _answering(url: str, log: Path) -> str:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=2):
                return url
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the demo is not ready:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "there is no Chromium: 'make tools' installs it"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        yield found
        found.close()


LISTEN = """
window.played = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  this.addEventListener("playing", () => window.played.push([this.currentSrc, this.duration]), { once: true });
  return play.call(this);
};
"""


class Seen:
    """What a page did that nobody should see: errors, and requests to other hosts."""

    def __init__(self, page: Page, url: str) -> None:
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        self.sounds: list[tuple[str, int, str]] = []
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith((url, "data:", "blob:"))
                else self.elsewhere.append(request.url))  # fmt: skip
        page.on("response", lambda response: self.sounds.append(
            (response.url, response.status, response.headers.get("content-type", "")))
                if "/prompts/" in response.url else None)  # fmt: skip


@pytest.fixture
def page(browser: Browser, demo: str) -> Iterator[Page]:
    """The simulator's page; afterwards no error was shown and nothing came from elsewhere."""
    found = browser.new_page(viewport={"width": 1280, "height": 900})
    found.set_default_timeout(20_000)
    seen = Seen(found, demo)
    found.seen = seen  # type: ignore[attr-defined]
    found.add_init_script(LISTEN)
    found.goto(f"{demo}/simulator/")
    yield found
    for side in ("caller", "responder"):
        found.locator(f"[data-side={side}] [data-red]").click()
    found.close()
    assert not seen.errors
    assert not seen.elsewhere
