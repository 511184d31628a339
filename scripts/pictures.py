"""Takes the pictures in docs/pictures: an Urdu call on the wide page, an English one on a narrow, the menus, and the
staff pages. Their names (`simulator`, `menus`, `staff`) choose some of them."""

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

import staff_pictures
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
BIN = Path(sys.executable).parent
SOON = 20_000  # milliseconds; sounds play in real time


def main(chosen: set[str]) -> None:
    """Start a demo in an empty folder, play calls, look."""
    PICTURES.mkdir(exist_ok=True)
    if "menus" in chosen:
        subprocess.run([BIN / "hotline", "flows", "draw", PICTURES / "menus"], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        demo = subprocess.Popen([BIN / "hotline", "demo", "--port", str(port)], cwd=folder, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)  # fmt: skip
        try:
            take(f"http://127.0.0.1:{port}", chosen, Path(folder))
        finally:
            demo.send_signal(signal.SIGTERM)
            demo.wait(20)


def take(url: str, chosen: set[str], demo: Path) -> None:
    """Look at what was chosen."""
    chromium = shutil.which("chromium") or sys.exit("there is no Chromium: 'make tools' installs it")
    wait_for(f"{url}/readyz")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        if "staff" in chosen:
            staff_pictures.take(url, browser, PICTURES / "staff", demo)
        if "simulator" in chosen:
            simulator(url, browser)
        browser.close()


def simulator(url: str, browser: Browser) -> None:
    """A responder hears who calls, and a text was answered; then a caller on a small screen."""
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    page.goto(f"{url}/simulator/")
    in_urdu(page)
    page.screenshot(path=PICTURES / "simulator.png")
    page.set_viewport_size({"width": 360, "height": 1270})
    in_english(page)
    page.screenshot(path=PICTURES / "simulator-phone.png")


def in_urdu(page: Page) -> None:
    """She texts, dials, presses; a responder's phone rings, who answers and hears what it is about."""
    her, responder = (page.locator(f"[data-side={side}]") for side in ("caller", "responder"))
    text(her, "مدد")
    call(her, ("language_ur", "1"), ("menu_talk", "1"), ("talk_woman", "1"))
    expect(responder.locator("[data-headline]")).to_contain_text("calling", timeout=SOON)
    responder.locator("[data-green]").click()
    expect(responder.locator("[data-heard]")).to_contain_text("whisper-2", timeout=SOON)


def in_english(page: Page) -> None:
    """Somebody else listens to a tip, and has asked by text."""
    caller = page.locator("[data-side=caller]")
    caller.locator("[data-phones]").select_option(label="A phone shared by a family")
    text(caller, "help")
    call(caller, ("language_ur", "2"), ("menu_talk", "2"))
    expect(caller.locator("[data-heard]")).to_contain_text("/group_", timeout=SOON)


def text(phone: Locator, body: str) -> None:
    """Send a text and wait for the answer."""
    expect(phone.locator("[data-texts]")).to_contain_text("No messages", timeout=SOON)
    phone.locator("[data-body]").fill(body)
    phone.locator("[data-send]").click()
    expect(phone.locator("[data-texts] li")).to_have_count(2, timeout=SOON)


def call(phone: Locator, *steps: tuple[str, str]) -> None:
    """Dial, and press each key when its prompt is heard."""
    phone.locator("[data-green]").click()
    for heard, key in steps:
        expect(phone.locator("[data-heard]")).to_contain_text(f"/{heard}", timeout=SOON)
        phone.locator(f'[data-key="{key}"]').click()


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
    main(set(sys.argv[1:]) or {"simulator", "menus", "staff"})
