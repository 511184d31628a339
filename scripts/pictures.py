"""Takes the pictures in docs/pictures: a call half-way on the simulator's page, wide and narrow, and the menus."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
BIN = Path(sys.executable).parent


def main() -> None:
    """Start a demo in an empty folder, play a call, look."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        demo = subprocess.Popen([BIN / "hotline", "demo", "--port", str(port)], cwd=folder, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)  # fmt: skip
        try:
            take(f"http://127.0.0.1:{port}")
        finally:
            demo.send_signal(signal.SIGTERM)
            demo.wait(20)


def take(url: str) -> None:
    """A call that has just been put through, and a text that was answered."""
    wait_for(f"{url}/readyz")
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{url}/simulator/")
        play(page)
        page.screenshot(path=PICTURES / "simulator.png")
        page.set_viewport_size({"width": 360, "height": 800})
        page.screenshot(path=PICTURES / "simulator-phone.png")
        browser.close()


def play(page: Page) -> None:
    """She texts, dials, presses; the responder answers."""
    her, saima = (page.locator(f"[data-side={side}]") for side in ("caller", "responder"))
    choice = saima.locator("[data-phones] option", has_text="Saima")
    saima.locator("[data-phones]").select_option(choice.get_attribute("value"))
    her.locator("[data-body]").fill("مدد")
    her.locator("[data-send]").click()
    her.locator("[data-green]").click()
    for heard, key in (("language_ur", "1"), ("menu_talk", "1"), ("talk_woman", "1")):
        expect(her.locator("[data-heard]")).to_contain_text(f"/{heard}", timeout=20_000)
        her.locator(f'[data-key="{key}"]').click()
    expect(saima.locator("[data-headline]")).to_contain_text("calling", timeout=20_000)
    saima.locator("[data-green]").click()
    expect(saima.locator("[data-heard]")).to_contain_text("whisper-2", timeout=20_000)


def wait_for(url: str) -> None:
    """Until the demo is ready."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"nothing answers at {url}")


if __name__ == "__main__":
    main()
