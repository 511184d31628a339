"""The report of a month: for the page that is printed, and as a file that needs nothing beside it."""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader

from hotline.actions.ports import Store
from hotline.actions.read_numbers import read_numbers
from hotline.console.figures_shown import Names, Telling
from hotline.console.reader import Reader
from hotline.console.sentences import speak
from hotline.core.counting import months_before
from hotline.core.events import Line
from hotline.prompts.words import Words

STYLE = Path(__file__).parent / "static" / "console.css"
FONTS = re.compile(r"@font-face {[^}]*}\n")  # a file that is sent around uses the fonts of whoever opens it
PROMPTS = {"topics": "topic", "districts": "place"}
NO_TOPICS = ("near", "quiz")  # other parts of the information menu


def report(reader: Reader, store: Store, month: str, names: Names) -> dict[str, Any]:
    """What the template is filled with: the month, and in short the one before it. Raises StoreDown."""
    before = months_before(month, 1)
    both = Telling(reader, read_numbers(store, before, month, reader.now, reader.zone), names)
    alone = Telling(reader, read_numbers(store, month, month, reader.now, reader.zone), names)
    earlier = both.in_short(before) if before in store.counted_months() else []
    return {"month": month, "before": before if earlier else "", "sections": alone.sections(),
            "short": list(zip_longest(both.in_short(month), earlier))}  # fmt: skip


def report_file(reader: Reader, store: Store, month: str, names: Names) -> str:
    """The same as one HTML file."""
    pages = Environment(loader=PackageLoader("hotline.console"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    speak(pages)
    style = FONTS.sub("", STYLE.read_text(encoding="utf-8"))
    told = report(reader, store, month, names)
    return pages.get_template("report.html").render(visit=reader, style=style, **told)


def names_in(words: Words, language: str) -> Names:
    """What topics and districts are called in the menus, without the key to press."""

    def name(kind: str, id_: str) -> str:
        prompt = "to" if id_ in NO_TOPICS else PROMPTS[kind]
        said = words.text(language, Line(f"{prompt}_{id_}"), "sms")
        return said.partition(" ")[2] if said[:1].isdigit() else said

    return name
