"""The sentences to be recorded as a page to print: number, words, and how to say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from html import escape
from typing import Any

_STYLE = """
@page { size: A4; margin: 14mm }
body { font: 11pt/1.5 "Noto Sans", "DejaVu Sans", sans-serif; color: #111; max-width: 182mm; margin: 0 auto }
h1 { font-size: 15pt; margin: 0 0 2mm }
table { width: 100%; border-collapse: collapse }
th, td { text-align: start; vertical-align: top; padding: 2mm 1.5mm; border-bottom: .4pt solid #999 }
tr { break-inside: avoid }
.words { font-size: 13pt }
td { unicode-bidi: plaintext }
td:not([lang=en]) { font-family: "Noto Naskh Arabic", "Noto Nastaliq Urdu", Tahoma, serif }
.number { font: 600 13pt "Noto Sans Mono", "DejaVu Sans Mono", monospace; white-space: nowrap }
.note, .clip { font-size: 9pt; color: #444 }
.box { width: 8mm } .box::after { content: "\\2610"; font-size: 14pt }
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sentence of the script."""

    number: int
    clip: str
    text: str
    recorded_by: str


Tones = Iterable[Mapping[str, Any]]  # entries of tone.toml


def tone_of(clip: str, tones: Tones, language: str) -> str:
    """How a sentence is to be said, in her language, else in English."""
    for tone in tones:
        if any(fnmatchcase(clip, one) for one in tone["clips"]):
            return str(tone.get(language) or tone["en"])
    return ""


def script(language: str, sheets: Sequence[Sheet], tones: Tones) -> str:
    """The page, in HTML that a browser prints."""
    rows = "\n".join(
        f'<tr><td class="number">{one.number}</td>'
        f'<td lang="{escape(language)}"><div class="words" dir="auto">{escape(one.text)}</div>'
        f'<div class="note" dir="auto">{escape(tone_of(one.clip, tones, language))}</div></td>'
        f'<td class="clip">{escape(one.clip)}<br>{escape(one.recorded_by)}</td><td class="box"></td></tr>'
        for one in sheets
    )
    return f"""<!doctype html>
<html lang="{escape(language)}">
<head><meta charset="utf-8"><title>Script: {escape(language)}</title><style>{_STYLE}</style></head>
<body>
<h1>{len(sheets)} sentences to read ({escape(language)})</h1>
<p>Read each once in silence, then aloud, the microphone a hand away. Half a second of quiet before and after. One file
for each, named by its number, such as {sheets[0].number if sheets else 1000}.wav; or by phone: call the hotline, give
your PIN, key in the number.</p>
<table>
<thead><tr><th>number</th><th>words</th><th>name, and who reads it now</th><th></th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""
