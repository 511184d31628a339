"""Reads the topics, tips and referral numbers of `hotline/content/` into values; words live in translations."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from hotline.core.content import Library, Referral, Tip, Topic

CONTENT = Path(__file__).parent.parent / "content"


def load_library(folder: Path = CONTENT) -> Library:
    """Read `topics.toml` and `numbers.toml`. Raises KeyError or ValueError that names what is missing."""
    topics = tomllib.loads((folder / "topics.toml").read_text(encoding="utf-8"))["topic"]
    numbers = tomllib.loads((folder / "numbers.toml").read_text(encoding="utf-8"))["number"]
    return Library(
        topics=tuple(Topic(one["id"], tuple(_tip(tip) for tip in one["tip"])) for one in topics),
        referrals=tuple(
            Referral(one["id"], tuple(one["source"]), one["last_dialled"], one["tested_by"]) for one in numbers
        ),
    )


def load_keywords(folder: Path = CONTENT) -> dict[str, Any]:
    """Read `keywords.toml`: the table that the keyword matcher is built from."""
    return tomllib.loads((folder / "keywords.toml").read_text(encoding="utf-8"))


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
