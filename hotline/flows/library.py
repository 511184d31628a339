"""Reads the topics, tips and referral numbers of `hotline/content/`; their words live in translations."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from hotline.core.content import Library, Referral, Series, Tip, Topic, Weekly

CONTENT = Path(__file__).parent.parent / "content"


class LibraryError(Exception):
    """A content file is missing something or says something impossible; the message names it."""


def load_library(folder: Path = CONTENT) -> Library:
    """Read `topics.toml`, `numbers.toml` and `weekly.toml`. Raises LibraryError."""
    try:
        topics = _read(folder / "topics.toml")["topic"]
        numbers = _read(folder / "numbers.toml")["number"]
        series = _read(folder / "weekly.toml")["series"]
        return Library(
            topics=tuple(Topic(one["id"], tuple(_tip(tip) for tip in one["tip"])) for one in topics),
            referrals=tuple(
                Referral(one["id"], tuple(one["source"]), one["last_dialled"], one["tested_by"])
                for one in numbers
            ),
            series=tuple(
                Series(one["id"], tuple(Weekly(_tip(text), text.get("answer", "")) for text in one["text"]))
                for one in series
            ),
        )
    except KeyError as error:
        raise LibraryError(f"an entry in {folder} lacks {error}") from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LibraryError(f"{path.name} cannot be read: {error}") from None


def load_keywords(folder: Path = CONTENT) -> dict[str, Any]:
    """Read `keywords.toml`: the table that the keyword matcher is built from."""
    return _read(folder / "keywords.toml")


def load_orders(folder: Path = CONTENT) -> dict[str, Any]:
    """Read `orders.toml`: the table of what a responder may order by text."""
    return _read(folder / "orders.toml")


def load_telltale(folder: Path = CONTENT) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read `telltale.toml`: the words that no text may hold, and the prompts said to whoever answers a call."""
    table = _read(folder / "telltale.toml")
    return tuple(word for words in table["words"].values() for word in words), tuple(table["said_to_anybody"])


def _tip(raw: dict[str, Any]) -> Tip:
    return Tip(
        key=raw["key"],
        source=tuple(raw["source"]),
        confidence=raw["confidence"],
        checked_on=raw["checked_on"],
        needs=tuple(raw["needs"]),
        numbers=tuple(raw["numbers"]),
        reviewer=raw["reviewer"],
        signed_on=raw["signed_on"],
    )
