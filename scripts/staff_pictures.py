"""Takes a picture of every staff page, in both languages, on a phone and on a wide screen."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pyotp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

HOTLINE = Path(sys.executable).parent / "hotline"
LANGUAGES = ("en", "ur")
WIDTHS = {"phone": 360, "wide": 1440}
HEIGHT = 900
PASSWORD = "four words and a horse"
TALLEST = 2400  # of what is kept; the numbers go on and on
INKS = ("1e282d", "566268", "0b655f", "a9261c", "8b9195", "ffffff")
PAPERS = ("ffffff", "f8f7f3", "dcebe8", "f9e6e3", "eceae3", "dad7cd", "d8d4ca", "a9cbc7", "5b9a94")
BETWEEN = (0, 0.35, 0.7)  # how far the edge of a letter is from its ink to its paper
PLAIN = ("now", "requests", "requests?closed=1", "roster", "roster?view=month", "people", "subscriptions", "words",
         "words/greeting", "words/tip_work_4", "accounts", "audit", "numbers", "numbers/report", "nowhere")  # fmt: skip
ROSTER = """name,phone,role,gender,languages,shifts,pin
Amina Example,+92-399-100-0001,lawyer,female,ur;en;pa,mon-fri 08:00-20:00,
Bilal Example,+92-399-100-0002,lawyer,male,ur;en,mon-sun 08:00-20:00,
Saima Example,+92-399-100-0003,counsellor,female,ur;skr,mon-sun 08:00-22:00,
"""
TOLD = {
    "ur": "اگلے ہفتے ہماری لائن پیر کو بند رہے گی۔",
    "ur_Latn": "Agle hafte hamari line Peer ko band rahegi.",
    "en": "Next week our line is closed on Monday.",
}
LETTER = {
    "name": "شبانہ (فرضی نام)", "to": "کمیٹی برائے شکایات، ایک مثالی ادارہ",
    "happened": "دو ہفتوں سے ایک ساتھی کام کے وقت پیغام بھیجتا ہے اور منع کرنے پر بھی نہیں رکتا۔",
}  # fmt: skip


def take(url: str, browser: Browser, folder: Path, demo: Path) -> None:
    """Every page once in each language and width; `demo` is the folder that the demo runs in."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    for language in LANGUAGES:
        for screen, width in WIDTHS.items():
            context = browser.new_context(viewport={"width": width, "height": HEIGHT}, locale=language)
            page = context.new_page()
            page.set_default_timeout(20_000)
            Album(page, f"{url}/staff", language, folder, f"{language}-{screen}").fill(demo)
            context.close()


class Album:
    """The pictures of one language and width."""

    def __init__(self, page: Page, url: str, language: str, folder: Path, mark: str) -> None:
        self.page = page
        self.url = url
        self.language = language
        self.folder = folder
        self.mark = mark

    def fill(self, demo: Path) -> None:
        """From the door to the page about the weather."""
        self.invitation(demo)
        self.opens("sign-in")
        self.picture("sign-in")
        self.enters("coordinator")
        for path in PLAIN:
            self.opens(path)
            self.picture(re.sub(r"\W+", "-", path))
        self.request_and_letter()
        self.file_and_broadcast()
        self.page.locator("[data-leave] button").click()
        self.picture("weather")
        self.opens("sign-in")
        self.enters("responder")
        self.picture("mine")

    def invitation(self, demo: Path) -> None:
        """What somebody new sees, and the codes that she is to write down."""
        command = [HOTLINE, "staff", "add", f"Somebody {self.mark}", "--language", self.language]
        told = subprocess.run(command, cwd=demo, capture_output=True, text=True, check=True).stdout
        link = re.search(r"/staff(/invitation/\S+)", told)
        assert link
        self.opens(link[1].lstrip("/"))
        self.picture("invitation")
        code = pyotp.TOTP(self.page.locator("code").inner_text()).now()
        for field, text in (("password", PASSWORD), ("again", PASSWORD), ("code", code)):
            self.page.locator(f"#{field}").fill(text)
        self.page.locator("form.card button").click()
        expect(self.page.locator(".codes")).to_be_visible()
        self.picture("recovery")

    def request_and_letter(self) -> None:
        """The request that waits longest, a letter about it, and the letter as it is printed."""
        self.opens("requests")
        self.page.locator("table a").first.click()
        self.picture("request")
        self.page.locator("a[href*='/letters/']").click()
        self.picture("letter")
        for field in self.page.locator("form.card input[type=text], form.card textarea").all():
            field.fill(LETTER.get(field.get_attribute("name") or "", ""))
        self.page.locator("#asked").check()
        self.page.locator("button[value=page]").click()
        expect(self.page.locator("article.letter")).to_be_visible()
        self.picture("letter-printed")

    def file_and_broadcast(self) -> None:
        """What a roster file would change, one that is refused, and what a text to all would cost."""
        for name, content in (("roster-preview", ROSTER), ("roster-refused", ROSTER.replace("lawyer", "judge"))):
            self.opens("roster")
            file = {"name": "roster.csv", "mimeType": "text/csv", "buffer": content.encode()}
            self.page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
            self.page.locator("form[action$='/preview'] button").click()
            self.picture(name)
        self.opens("subscriptions")
        for language, text in TOLD.items():
            self.page.locator(f"#{language}").fill(text)
        self.page.locator("form[action$='/preview'] button").click()
        self.picture("broadcast")

    def opens(self, path: str) -> None:
        """Go to a page, in the language of this album."""
        self.page.goto(f"{self.url}/{path}")
        self.speaks()

    def enters(self, role: str) -> None:
        """In with one click."""
        self.page.locator(f"button[value={role}]").click()
        self.speaks()

    def speaks(self) -> None:
        """The account remembers its own language."""
        if self.page.locator("html").get_attribute("lang") != self.language:
            self.page.locator("button[name=language]").click()
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)

    def picture(self, name: str) -> None:
        """The whole page, in few colours."""
        self.page.evaluate("document.fonts.ready")
        taken = Image.open(io.BytesIO(self.page.screenshot(full_page=True)))
        taken = taken.crop((0, 0, taken.width, min(taken.height, TALLEST)))
        few = taken.convert("RGB").quantize(palette=palette(), dither=Image.Dither.NONE)
        few.save(self.folder / f"{name}-{self.mark}.png", optimize=True)


def palette() -> Image.Image:
    """The colours of the style sheet and what lies between them: a quarter of the bytes, and the red stays red."""
    mixed = {tuple(round(ink + (paper - ink) * share) for ink, paper in zip(rgb(one), rgb(other), strict=True))
             for one in INKS for other in PAPERS[:3] for share in BETWEEN}  # fmt: skip
    found = Image.new("P", (1, 1))
    found.putpalette([part for colour in sorted(mixed | {rgb(one) for one in PAPERS}) for part in colour])
    return found


def rgb(code: str) -> tuple[int, ...]:
    """A colour of the style sheet as numbers."""
    return tuple(bytes.fromhex(code))
