"""The staff pages in a real browser: for everybody, in both languages and widths, and four shifts of work."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
SNIFFER = Path(__file__).parent / "vendored" / "HTMLCS-2.5.1.js"
LANGUAGES = ("en", "ur")
WIDTHS = (360, 1440)
NOWHERE = "nowhere"  # a page that is not there
PAGES = ("now", "requests", "requests?closed=1", "roster", "roster?view=month", "people", "subscriptions", "words",
         "words/greeting", "words/tip_work_4", "accounts", "audit", "numbers", "numbers/report", NOWHERE)  # fmt: skip
ROSTER = """name,phone,role,gender,languages,shifts,pin
Amina Example,+92-399-100-0001,lawyer,female,ur;en;pa,mon-fri 08:00-20:00,
"""
PASSWORD = "four words and a horse"
SNIFF = """() => new Promise((done) => HTMLCS.process("WCAG2AA", document, () => done(
    HTMLCS.getMessages().filter((one) => one.type === HTMLCS.ERROR)
        .map((one) => `${one.code} ${one.element.outerHTML.slice(0, 120)}`))))"""
TO_REACH = """() => {
    const all = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary,"
        + " audio, [tabindex='0']");
    window.left = new Set([...all].filter((one) => one.checkVisibility()));
    return window.left.size;
}"""
REACHED = """() => {
    const one = document.activeElement;
    if (!one.classList.contains("skip") && getComputedStyle(one).outlineStyle === "none") return "no outline";
    window.left.delete(one);
    return window.left.size;
}"""
IN_URDU = {"Save": "محفوظ کریں", "gap": "خالی وقت", "Covered": "سب وقت پورا", "Done.": "ہو گیا۔"}


def words(language: str, text: str) -> str:
    return IN_URDU[text] if language == "ur" else text


@pytest.fixture
def staff(browser: Browser, demo: str) -> Iterator[Page]:
    """A page of the staff; afterwards no error was shown and nothing came from elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    found, wrong = context.new_page(), list[str]()
    found.set_default_timeout(20_000)
    found.on("console", lambda message: wrong.append(message.text)
             if message.type == "error" and NOWHERE not in message.location["url"] else None)  # fmt: skip
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on("request", lambda one: None if one.url.startswith((demo, "data:")) else wrong.append(one.url))
    found.goto(f"{demo}/staff/")
    yield found
    context.close()
    assert not wrong


def enters(page: Page, language: str, role: str = "coordinator") -> None:
    """In with one click, in a language."""
    page.locator(f"button[value={role}]").click()
    expect(page.locator("nav.pages")).to_be_visible()
    speaks(page, language)


def speaks(page: Page, language: str) -> None:
    if page.locator("html").get_attribute("lang") != language:
        page.locator("button[name=language]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def is_for_everybody(page: Page, where: str) -> None:
    """Nothing that axe-core or HTML_CodeSniffer calls a fault, and nothing sticks out of the page."""
    page.wait_for_load_state()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert not found, f"{where}: " + "; ".join(f"{one['id']} {one['nodes'][0]['html'][:150]}" for one in found)
    page.evaluate(SNIFFER.read_text("utf-8"))
    assert not (errors := page.evaluate(SNIFF)), f"{where}: {errors[:3]}"
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{where} is wider than {width}"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_for_everybody(staff: Page, demo: str, language: str, width: int) -> None:
    """Labels, contrast, order, keyboard, both directions; on a phone and on a wide screen."""
    staff.set_viewport_size({"width": width, "height": 800})
    is_for_everybody(staff, "sign-in")
    enters(staff, language)
    paths = list(PAGES)
    staff.goto(f"{demo}/staff/requests")
    paths += [(staff.locator("table a").first.get_attribute("href") or "").removeprefix("/staff/")]
    paths += [paths[-1].replace("requests/", "letters/")]
    for path in paths:
        staff.goto(f"{demo}/staff/{path}")
        is_for_everybody(staff, f"{path} {language} {width}")
    for name in ("roster", "roster refused", "letter", "broadcast"):
        fills_in(staff, demo, name)
        is_for_everybody(staff, f"{name} {language} {width}")
    staff.goto(f"{demo}/staff/now")
    staff.locator("[data-leave] button").click()
    expect(staff).to_have_title({"en": "Weather in Pakistan", "ur": "پاکستان کا موسم"}[language])
    is_for_everybody(staff, "weather")
    staff.goto(f"{demo}/staff/")
    enters(staff, language, "responder")
    is_for_everybody(staff, "mine")


def fills_in(page: Page, demo: str, name: str) -> None:
    """The pages that only a form leads to."""
    if name.startswith("roster"):
        page.goto(f"{demo}/staff/roster")
        content = ROSTER if name == "roster" else ROSTER.replace("lawyer", "judge")
        page.locator("#file").set_input_files(
            {"name": "roster.csv", "mimeType": "text/csv", "buffer": content.encode()}
        )
        page.locator("form[action$='/preview'] button").click()
        expect(page.locator("form[action$='/import'], .wrapped")).to_be_visible()
    elif name == "letter":
        page.goto(f"{demo}/staff/requests")
        page.locator("table a").first.click()
        page.locator("a[href*='/letters/']").click()
        page.locator("#happened").fill("A colleague writes to me at work, although I asked him to stop.")
        page.locator("#asked").check()
        page.locator("button[value=page]").click()
        expect(page.locator("article.letter")).to_be_visible()
    else:
        page.goto(f"{demo}/staff/subscriptions")
        for field in ("ur", "ur_Latn", "en"):
            page.locator(f"#{field}").fill("Next week our line is closed on Monday.")
        page.locator("form[action$='/preview'] button").click()
        expect(page.locator(".big-figure")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_invited_comes_in_with_two_keys(staff: Page, demo: str, folder: Path, language: str) -> None:
    """The link, a password, the app, the codes on paper; then name, password and code at the door."""
    name = f"Newcomer {language}"
    command = [str(Path(sys.executable).parent / "hotline"), "staff", "add", name, "--language", language]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    link = re.search(r"\S+/staff/invitation/\S+", told)
    assert link
    staff.goto(link[0])
    is_for_everybody(staff, f"invitation {language}")
    secret = staff.locator("code").inner_text()
    for field in ("password", "again"):
        staff.locator(f"#{field}").fill(PASSWORD)
    staff.locator("#code").fill(pyotp.TOTP(secret).at(datetime.now(UTC) - timedelta(seconds=30)))
    staff.locator("form.card button").click()
    expect(staff.locator(".codes li")).to_have_count(8)
    is_for_everybody(staff, f"recovery codes {language}")
    staff.locator("a.main").click()
    for field, text in (("name", name), ("password", PASSWORD), ("code", pyotp.TOTP(secret).now())):
        staff.locator(f"#{field}").fill(text)
    staff.locator("form[action$='/sign-in'] button").click()
    expect(staff.locator("html")).to_have_attribute("lang", language)
    expect(staff.locator(".answers")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gap_is_seen_and_filled(staff: Page, demo: str, language: str) -> None:
    """The example has two hours of the night without anybody; first they are made again, then filled."""
    enters(staff, language)
    day = (datetime.now(UTC) + timedelta(days=3)).date()
    for who in ("Amina", "Saima", "Zara", "Bilal", "Tariq", "Imran"):
        staff.goto(f"{demo}/staff/roster")
        fills(staff, "off", f"{who} Example", f"{day}T10:00", f"{day}T12:00")
    staff.goto(f"{demo}/staff/roster?from={day}")
    expect(staff.locator(".strips .gap").first).to_be_attached()
    many = staff.locator(".strips .gap").count()
    fills(staff, "on", "Amina Example", f"{day}T10:00", f"{day}T12:00")
    staff.goto(f"{demo}/staff/roster?from={day}")
    expect(staff.locator(".strips .gap")).to_have_count(many - 1)


def fills(page: Page, form: str, who: str, begins: str, ends: str) -> None:
    """One of the two forms of the roster."""
    for field, text in (("who", who), ("begins", begins), ("ends", ends)):
        page.locator(f"#{form}-{field}").fill(text)
    page.locator(f"form[action$='/roster/{form}'] button").click()
    expect(page.locator(".said").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_are_rung_from_a_request(staff: Page, demo: str, language: str) -> None:
    """She says that now is safe; the responder's phone rings, whether the page or the worker was quicker."""
    enters(staff, language)
    staff.goto(f"{demo}/staff/requests")
    staff.locator("table a").nth(LANGUAGES.index(language)).click()
    staff.locator("#window").select_option("now")
    staff.locator("form[action$='/hours'] button").click()
    expect(staff.locator(".said")).to_contain_text(words(language, "Done."))
    ring = staff.locator("form[action$='/ring'] button")
    if ring.count():
        ring.click()
    expect(staff.locator(".history li").nth(1)).to_be_visible()
    rung = staff.locator(".history", has_text=re.compile("is being rung|گھنٹی جا رہی ہے|did not answer|نہیں اٹھایا"))
    for _ in range(10):
        if rung.count():
            break
        staff.wait_for_timeout(1000)
        staff.reload()
    expect(rung).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_words_make_the_recording_stale(staff: Page, demo: str, language: str) -> None:
    """What is written anew is not heard in the old voice; back to the old words, it is heard again."""
    key = {"en": "goodbye", "ur": "after_talk"}[language]
    enters(staff, language, "editor")
    staff.goto(f"{demo}/staff/words/{key}")
    expect(staff.locator("audio")).not_to_have_count(0)
    before = staff.locator("audio").count()
    staff.locator("textarea#en").fill("Take good care of yourself.")
    staff.locator("form[action$='/words/%s'] button.main" % key).click()  # noqa: UP031 (quotes inside quotes)
    expect(staff.locator("audio")).to_have_count(before - 1)
    expect(staff.locator(".tag.red").first).to_be_visible()
    staff.locator("form[action$='/back'] button").click()
    expect(staff.locator("audio")).to_have_count(before)


@pytest.mark.parametrize("path", ["now", "requests", "roster", "words/tip_work_4"])
def test_the_keyboard_reaches_everything(staff: Page, demo: str, path: str) -> None:
    """First the way to the content, then each link, field and button in turn; where one is, is seen."""
    enters(staff, "en")
    staff.goto(f"{demo}/staff/{path}")
    staff.keyboard.press("Tab")
    expect(staff.locator(".skip")).to_be_focused()
    many = staff.evaluate(TO_REACH)
    assert many > 10
    for _ in range(8 * many):  # a field for a date has several stops
        left = staff.evaluate(REACHED)
        if not left:
            break
        staff.keyboard.press("Tab")
    assert not left


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_monthly_report_is_printed(staff: Page, demo: str, language: str) -> None:
    """An observer sees numbers and nothing else, and takes the report of the last month with her."""
    enters(staff, language, "observer")
    staff.goto(f"{demo}/staff/numbers")
    expect(staff.locator("svg").first).to_be_visible()
    staff.locator("a[href*='report']").first.click()
    expect(staff.locator("h1").first).to_be_visible()
    staff.emulate_media(media="print")
    expect(staff.locator(".plot .color-0 rect").first).to_be_visible()
    expect(staff.locator("button.leave")).to_be_hidden()
    assert len(staff.pdf()) > 10_000
