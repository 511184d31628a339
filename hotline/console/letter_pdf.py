"""A letter as PDF: Urdu from right to left with its own letters, English beside it where names are English.

A program of its own, which reads a letter and writes the file: the library takes 30 MB, which every web process would
hold all day for a letter a week.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fpdf import FPDF

from hotline.console.letter import Letter, Source

FONTS = Path(__file__).parent / "fonts"
MARGIN, LINE = 22, {"ur": 9.0, "en": 7.0}  # millimetres
SIZES = {"title": 15, "text": 12, "small": 9}


def as_pdf(letter: Letter, sources: str) -> bytes:
    """The bytes of the file; `sources` is the heading of where the law was found."""
    pdf, urdu = FPDF(format="A4"), letter.direction == "rtl"
    pdf.add_font("naskh", "", str(FONTS / "naskh.ttf"))
    pdf.add_font("latin", "", str(FONTS / "latin.ttf"))
    pdf.set_margin(MARGIN)
    pdf.add_page()
    first, second = ("naskh", "latin") if urdu else ("latin", "naskh")
    pdf.set_font(first, size=SIZES["text"])
    pdf.set_fallback_fonts([second])
    if urdu:
        pdf.set_text_shaping(True, direction="rtl", script="arab", language="urd")
    else:
        pdf.set_text_shaping(True)

    def line(text: str, size: str = "text", space: float = 2) -> None:
        pdf.set_font(first, size=SIZES[size])
        height = LINE[letter.language] * SIZES[size] / SIZES["text"]
        pdf.multi_cell(0, height, _printable(text), align="R" if urdu else "L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(space)

    line(letter.to)
    line(letter.subject, "title", 4)
    for heading, text in letter.paragraphs:
        line(heading, "small", 0)
        line(text)
    pdf.ln(4)
    for text in letter.ends:
        line(text)
    line(sources, "small", 0)
    for one in letter.sources:
        line(f"[{one.number}] {one.source} ({one.checked_on})", "small", 0)
    return bytes(pdf.output())


def _printable(text: str) -> str:
    """Without what no letter has: marks that turn the line around, and control characters."""
    return "".join(one for one in text if one == "\n" or (one.isprintable() and not 0x2000 <= ord(one) < 0x2010))


def main() -> None:
    """From the letter as JSON on standard input to the PDF on standard output."""
    given = json.load(sys.stdin.buffer)
    sources = tuple(Source(**one) for one in given["letter"].pop("sources"))
    sys.stdout.buffer.write(as_pdf(Letter(**given["letter"], sources=sources), given["sources"]))


if __name__ == "__main__":
    main()
