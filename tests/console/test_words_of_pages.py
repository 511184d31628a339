"""The words of the pages are all there in both languages, and none is left over."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from babel.messages.pofile import read_po

from hotline.console import sentences

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "translations"
SLOT = re.compile(r"%\(\w+\)s")


def test_the_catalogues_are_as_the_pages_are(tmp_path: Path) -> None:
    """`hotline prompts extract` was run after the last change of a page."""
    for language in ("en", "ur"):
        place = Path(language) / "LC_MESSAGES" / "console.po"
        (tmp_path / place).parent.mkdir(parents=True)
        shutil.copy(TRANSLATIONS / place, tmp_path / place)
    assert sentences.extract(tmp_path) == []


def test_every_word_is_translated() -> None:
    assert sentences.missing(TRANSLATIONS) == []


def test_the_words_to_review_are_those_of_the_pages() -> None:
    """A reviewer marks what is shown, not what was."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \| .+ \|$", (ROOT / "docs/review/staff-words.md").read_text("utf-8"), re.M)
    with (TRANSLATIONS / "ur" / "LC_MESSAGES" / "console.po").open("rb") as file:
        shown = {one.id: one.string for one in read_po(file, locale="ur")}
    assert len(rows) > 20
    assert [row for row in rows[1:] if shown.get(row[0]) != row[1]] == []


def test_a_translation_names_what_the_sentence_names() -> None:
    """A name or a time that is left out, or that nobody fills in, would show."""
    with (TRANSLATIONS / "ur" / "LC_MESSAGES" / "console.po").open("rb") as file:
        catalog = read_po(file, locale="ur")
    for message in (one for one in catalog if one.id):
        ids = (message.id,) if isinstance(message.id, str) else message.id
        texts = (message.string,) if isinstance(message.string, str) else message.string
        named = set(SLOT.findall(ids[-1]))
        assert all(set(SLOT.findall(text)) == named for text in texts), ids[0]
