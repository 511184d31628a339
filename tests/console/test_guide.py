"""The guide for coordinators says what the pages say: each name in it stands on a page, each picture is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from hotline.console.labels import LABELS

ROOT = Path(__file__).resolve().parents[2]
CARDS = ROOT / "docs" / "cards"
GUIDES = {"en": CARDS / "staff-pages.html", "ur": CARDS / "staff-pages-ur.html"}


@pytest.mark.parametrize("language", GUIDES)
def test_what_it_names_stands_on_the_pages(language: str) -> None:
    """A page or a button that is called otherwise by now would be looked for in vain."""
    with (ROOT / "translations" / "ur" / "LC_MESSAGES" / "console.po").open("rb") as file:
        catalogue = {one.id: one.id if language == "en" else one.string for one in read_po(file) if one.id}
    named = set(re.findall("<kbd>(.*?)</kbd>", GUIDES[language].read_text("utf-8")))
    assert named
    assert named <= set(catalogue.values())
    pages = {catalogue[text] for name, text in LABELS["nav"].items() if name not in ("mine_page", "requests_page")}
    assert pages <= named


@pytest.mark.parametrize("language", GUIDES)
def test_its_pictures_are_there(language: str) -> None:
    """Of the language that it is written in, and each told in words."""
    pictures = re.findall(r'<img[^>]*src="([^"]+)"[^>]*alt="([^"]+)"', GUIDES[language].read_text("utf-8"))
    assert len(pictures) == GUIDES[language].read_text("utf-8").count("<img")
    for place, told in pictures:
        assert f"-{language}-" in place
        assert (CARDS / place).is_file()
        assert told
