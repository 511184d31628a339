"""What holds for each page: small enough for a slow line, and a way out at once."""

from __future__ import annotations

import pytest
from builders import HINA, a_request

from hotline.commands.example_counts import example_counts
from hotline.console.site import all_pages
from hotline.core.staff import COORDINATOR
from tests.console.conftest import Site

MONTHS = [f"2026-{month:02}" for month in range(1, 11)]
PAGES = [page.rule for page in all_pages() if page.method == "GET" and "<" not in page.rule
         and (page.is_open or COORDINATOR in page.seen_by)]  # fmt: skip
FILES = ("/numbers/csv", "/numbers/file")


@pytest.fixture
def site(site: Site) -> Site:
    """Sixty requests, ten months of numbers."""
    for number in range(60):
        site.store.record_callback(str(number), a_request(HINA), site.now, site.now)
    site.store.count_once([("ten months", example_counts(MONTHS, 300))], site.now)
    return site


def test_every_page_is_small(site: Site) -> None:
    """First visit below 50 kB with its styles, later below 15 kB, fonts apart."""
    one = site.store.callbacks()[0].id
    who, packed = site.enters(), {"Accept-Encoding": "gzip"}
    files = {part for part in who.opens("/now").html.split('"') if "/static/" in part}
    styles = sum(len(who.client.get(file, headers=packed).data) for file in files)
    for path in (*PAGES, f"/requests/{one}", f"/letters/{one}", "/words/greeting", "/roster?view=month"):
        if path not in FILES:
            size = len(who.client.get(f"/staff{path}", headers=packed).data)
            assert size < 15_000, f"{path} has {size} bytes"
            assert size + styles < 50_000, path


def test_every_page_lets_her_leave_at_once(site: Site) -> None:
    """Also the one that is printed."""
    who = site.enters()
    for path in (path for path in PAGES if path not in (*FILES, "/now/live")):
        shown = who.opens(path)
        assert 'action="/staff/leave"' in shown.html, path
        assert "console.js" in shown.html, path
