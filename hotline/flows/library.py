"""Reads what may be told from `hotline/content/`: items, the facts they rest on, numbers, sign-offs, keywords."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from hotline.core.content import (
    CONFIDENCES,
    REVIEWERS,
    Fact,
    Group,
    Item,
    Library,
    Place,
    Referral,
    Series,
    SignOff,
    Topic,
)
from hotline.flows.information import ELSEWHERE

CONTENT = Path(__file__).parent.parent / "content"
SIGNATURES = "signatures.toml"
Raw = Mapping[str, Any]
Facts = Mapping[str, Fact]


class LibraryError(Exception):
    """A content file is missing something or says something impossible; the message names it."""


def load_library(folder: Path = CONTENT) -> Library:
    """Read all that may be told. Raises LibraryError."""
    try:
        facts = load_facts(folder)
        numbers, series = _read(folder / "numbers.toml")["number"], _read(folder / "weekly.toml")["series"]
        groups = [Group(raw["id"], tuple(raw["entries"])) for raw in _read(folder / "menu.toml")["group"]]
        topics = [entry for group in groups for entry in group.entries if entry not in ELSEWHERE]
        return Library(
            groups=tuple(groups),
            topics=tuple(_topic(folder, name, facts) for name in topics),
            places=tuple(_place(raw, facts) for raw in _read(folder / "places.toml")["place"]),
            quiz=_items(_read(folder / "quiz.toml")["questions"], facts),
            referrals=tuple(Referral(raw["id"], raw["who"], _named(raw["id"], raw["facts"], facts)) for raw in numbers),
            series=tuple(Series(raw["id"], _items(raw["text"], facts)) for raw in series),
            sign_offs=load_sign_offs(folder),
        )
    except KeyError as error:
        raise LibraryError(f"an entry in {folder} lacks {error}") from None


def load_facts(folder: Path = CONTENT) -> dict[str, Fact]:
    """Read the fact list, by id. Raises LibraryError and KeyError."""
    return {id_: _fact(id_, raw) for id_, raw in _read(folder / "facts.toml").items()}


def load_sign_offs(folder: Path = CONTENT) -> tuple[SignOff, ...]:
    """Read who signed what. Raises LibraryError and KeyError."""
    rows = _read(folder / SIGNATURES).get("signed", ())
    return tuple(SignOff(raw["item"], raw["kind"], raw["by"], raw["on"], raw["words"]) for raw in rows)


def load_keywords(folder: Path = CONTENT) -> dict[str, Any]:
    """Read `keywords.toml`: the table that the keyword matcher is built from."""
    return _read(folder / "keywords.toml")


def load_examples(folder: Path = CONTENT) -> list[tuple[tuple[str, ...], str]]:
    """Read `examples.txt`: what people text, each with what it may mean. Raises ValueError for any other line."""
    found = []
    for number, line in enumerate((folder / "examples.txt").read_text("utf-8").splitlines(), 1):
        meanings, bar, text = line.partition(" | ")
        if not line.startswith("#"):
            if not (bar and meanings and text):
                raise ValueError(f"examples.txt, line {number}: must be a meaning, a bar and a text")
            found.append((tuple(meanings.split("/")), text))
    return found


def load_orders(folder: Path = CONTENT) -> dict[str, Any]:
    """Read `orders.toml`: the table of what a responder may order by text."""
    return _read(folder / "orders.toml")


def load_tones(folder: Path = CONTENT) -> list[dict[str, Any]]:
    """Read `tone.toml`: how sentences are to be said, those with the narrower names first."""
    found: list[dict[str, Any]] = _read(folder / "tone.toml")["tone"]
    return found


def load_telltale(folder: Path = CONTENT) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read `telltale.toml`: the words that no text may hold, and the prompts said to whoever answers a call."""
    table = _read(folder / "telltale.toml")
    return tuple(word for words in table["words"].values() for word in words), tuple(table["said_to_anybody"])


def load_figures(folder: Path = CONTENT) -> dict[str, dict[str, str]]:
    """Read `figures.toml`: what each figure means, and what its total is."""
    return _read(folder / "figures.toml")


def _read(path: Path) -> dict[str, Any]:
    try:
        return _parsed(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LibraryError(f"{path.name} cannot be read: {error}") from None


@lru_cache(maxsize=64)
def _parsed(text: str) -> dict[str, Any]:
    """What a file says, worked out once in a process as long as it says the same: nobody changes it."""
    return tomllib.loads(text)


def _topic(folder: Path, name: str, facts: Facts) -> Topic:
    raw = _read(folder / "topics" / f"{name}.toml")
    parts = {part: _items(raw[part], facts) for part in ("about", "steps", "tips", "help")}
    law = tuple((province, _item(one, facts)) for province, one in raw.get("law", {}).items())
    return Topic(name, **parts, law=law)


def _place(raw: Raw, facts: Facts) -> Place:
    return Place(raw["id"], raw.get("within", ""), _items(raw["items"], facts))


def _items(rows: Iterable[Raw], facts: Facts) -> tuple[Item, ...]:
    return tuple(_item(raw, facts) for raw in rows)


def _item(raw: Raw, facts: Facts) -> Item:
    key = raw["key"]
    return Item(
        key,
        _named(key, raw["facts"], facts),
        asked_of=_known(key, raw.get("needs", ()), REVIEWERS),
        numbers=tuple(raw.get("numbers", ())),
        answer=raw.get("answer", ""),
        instead=raw.get("instead", ""),
        ask=raw.get("ask", ""),
    )


def _fact(id_: str, raw: Raw) -> Fact:
    [confidence] = _known(id_, [raw["confidence"]], CONFIDENCES)
    needs = _known(id_, raw["needs"], REVIEWERS)
    return Fact(id_, raw["says"], raw["source"], confidence, raw["checked_on"], needs)


def _named(key: str, ids: Iterable[str], facts: Facts) -> tuple[Fact, ...]:
    return tuple(facts[id_] for id_ in _known(key, ids, facts))


def _known(key: str, names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    given = tuple(names)
    if unknown := [name for name in given if name not in known]:
        raise LibraryError(f"{key} names {', '.join(unknown)}, which is not known")
    return given
