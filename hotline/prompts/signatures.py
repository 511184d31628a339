"""Sign-offs that were noted on the pages since the program came: a line for each, and for each that was taken back."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from hotline.core.content import Library, SignOff
from hotline.prompts.files import locked, write_whole, written_at

NAME = "signed.jsonl"


def add(folder: Path, one: SignOff, *, back: bool = False) -> None:
    """Note a sign-off, or that it is taken back."""
    with locked(folder):
        line = json.dumps({**asdict(one), "on": one.on.isoformat(), "back": back}, ensure_ascii=False)
        write_whole(folder / NAME, f"{_text(folder)}{line}\n".encode())


def with_signed_since(library: Library, folder: Path | None) -> Library:
    """The library with what was signed on the pages, and without what was taken back there, whoever noted it."""
    found = list(library.sign_offs)
    for line in _text(folder).splitlines() if folder else ():
        try:
            raw = json.loads(line)
            back = raw.pop("back")
            one = SignOff(**{**raw, "on": date.fromisoformat(raw["on"])})
        except (AttributeError, KeyError, TypeError, ValueError):
            continue  # the others still hold
        found = [known for known in found if known != one]
        if not back:
            found.append(one)
    return replace(library, sign_offs=tuple(found))


def changed(folder: Path | None) -> int:
    """Another number whenever the list is written."""
    return written_at(folder, NAME) if folder else 0


def _text(folder: Path) -> str:
    try:
        return (folder / NAME).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
