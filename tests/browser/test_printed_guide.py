"""The guide for coordinators, printed: two pages, in both languages, with all of its pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
CARDS = Path(__file__).resolve().parents[2] / "docs" / "cards"


@pytest.mark.parametrize("name", ["staff-pages.html", "staff-pages-ur.html"])
def test_it_fits_on_two_pages(browser: Browser, name: str) -> None:
    page = browser.new_page()
    page.goto((CARDS / name).as_uri())
    assert page.evaluate("[...document.images].every((one) => one.naturalWidth > 0)")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 2
    page.close()
