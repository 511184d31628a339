"""An observer opens the numbers in a real browser, looks at a year, takes the report of a month, in both languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser
WORDS = {"en": ("Numbers", "Show", "Report of", "Where callers left"),
         "ur": ("اعداد و شمار", "دکھائیں", "کی رپورٹ", "فون کرنے والیاں کہاں فون بند کر گئیں")}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_report_of_a_month(browser: Browser, demo: str, language: str, width: int) -> None:
    """Plots are drawn with their own colours under our rules; nothing is wider than the screen; nothing fails."""
    numbers, show, report, left = WORDS[language]
    page = browser.new_page(viewport={"width": width, "height": 900}, locale=language)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(f"{demo}/staff/sign-in")
    page.locator("button[value=observer]").click()
    if page.locator("html").get_attribute("lang") != language:  # hers is remembered with her account
        page.locator("button[name=language]").click()
    page.get_by_role("link", name=numbers, exact=True).click()
    page.select_option("#from", index=11)
    page.get_by_role("button", name=show, exact=True).click()
    expect(page.get_by_role("heading", name=left)).to_be_visible()
    bar = page.get_by_role("img", name=left).locator(".color-0 rect").first
    assert bar.evaluate("one => getComputedStyle(one).fill") == "rgb(11, 101, 95)"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name=report).click()
    expect(page.locator("h1")).to_contain_text(report)
    assert re.fullmatch(r"[\d,]+", page.locator(".short td").first.inner_text())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.pdf()[:4] == b"%PDF"
    with page.expect_download() as taken:
        page.go_back()
        page.get_by_role("link", name="CSV").click()
    assert taken.value.suggested_filename == "hotline-numbers.csv"
    page.close()
    assert wrong == []
