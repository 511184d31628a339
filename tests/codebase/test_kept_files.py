"""What git keeps: no number that could be somebody's, no path of a machine, no dead link, no key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from source_tree import ROOT, kept_files, text_of

# Folders in which even an example must not look like a number that could be dialled.
SHOWN = ("hotline", "voice_prompts", "translations", "docs", "README.md", "wsgi.py", "Procfile", "Makefile")
NUMBER = re.compile(r"\+?92 ?3[0-9]{2}[ -]?[0-9]{7}|\b03[0-9]{2}[- ]?[0-9]{7}\b")
# The same with any spacing, unless it is under the prefix 399, which no operator has.
SPACED = re.compile(r"(?<![0-9a-z])(\+92|0092|0)[ -]?3(?!99)[0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9a-z])")
# Written with a ~ inside, so that this file does not find itself.
MACHINE = re.compile(r"(?<![\w.<>}])/(wo~rk|tm~p|ho~me|ro~ot|Us~ers)/[\w.]".replace("~", ""))
REGISTRY = re.compile(
    r"py~pi\.org|python~hosted\.org|npm~js\.(org|com)|crates~\.io|proxy\.golang~\.org|index~-url".replace("~", "")
)
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAC[0-9a-f]{32}\b(?<!0{32})|\bSK[0-9a-f]{32}\b")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<(?:img|a) [^>]*(?:src|href)=\"([^\"]+)\"")
LARGEST = 1_500_000


def test_no_number_looks_like_somebodys() -> None:
    """An example that is copied into a phone must not ring at a stranger's."""
    found = list(_found(NUMBER, _shown())) + list(_found(SPACED, _shown()))
    assert not found, "write it under the prefix 399 with other spacing:\n  " + "\n  ".join(found)


def test_no_path_of_a_machine() -> None:
    """What works only in somebody's folder is not kept."""
    found = list(_found(MACHINE, kept_files()))
    assert not found, "a path of one machine:\n  " + "\n  ".join(found)


def test_no_registry_is_named() -> None:
    """Where packages come from is the installer's business."""
    found = list(_found(REGISTRY, kept_files()))
    assert not found, "a package registry:\n  " + "\n  ".join(found)


def test_no_key_is_kept() -> None:
    """Keys and account ids come from the environment."""
    found = [hit for hit in _found(SECRET, kept_files()) if not hit.startswith("tests/")]
    assert not found, "a secret:\n  " + "\n  ".join(found)


def test_no_kept_file_is_huge() -> None:
    """A clone over a slow line takes seconds."""
    large = [_name(path) for path in kept_files() if path.stat().st_size > LARGEST]
    assert not large, f"more than {LARGEST} bytes: {large}"


def test_what_is_made_is_not_kept() -> None:
    """Compiled catalogues, databases and keys of a demo are made on each machine."""
    made = (".mo", ".pyc", ".db", ".db-wal", ".db-shm", ".env", ".sqlite", ".words")
    kept = [_name(path) for path in kept_files() if path.name.endswith(made) or "instance" in path.parts]
    assert not kept, f"made by a tool, not to be kept: {kept}"


def test_every_link_in_the_documents_leads_somewhere() -> None:
    """A reader who follows a link inside the project arrives."""
    dead = []
    for path in _documents():
        for link in _links(path):
            target, _, anchor = link.partition("#")
            page = (path.parent / target).resolve() if target else path
            if not page.exists():
                dead.append(f"{_name(path)}: {link}")
            elif anchor and page.suffix == ".md" and anchor not in _anchors(page):
                dead.append(f"{_name(path)}: {link} (no such heading)")
    assert not dead, "links that lead nowhere:\n  " + "\n  ".join(dead)


def test_every_document_is_linked() -> None:
    """From README every page of docs can be reached."""
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or not page.exists():
            continue
        reached.add(page)
        targets = ((page.parent / link.partition("#")[0]).resolve() for link in _links(page))
        waiting += [one for target in targets for one in _pages(target)]
    lost = [_name(path) for path in _documents() if path not in reached]
    assert not lost, f"no page leads to {lost}"


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("+92" + "3001234567", True),
        ("92 3" + "00 1234567", True),
        ("03" + "00-1234567", True),
        ("+92 3" + "00 123 4567", True),
        ("+92-399-000-0001", False),
        ("0800-39393", False),
    ],
)
def test_the_reader_knows_a_number(text: str, is_number: bool) -> None:
    """However it is spaced; a number under 399 and a published helpline are no one person's."""
    assert bool(NUMBER.search(text) or SPACED.search(text)) is is_number


def _shown() -> list[Path]:
    return [path for path in kept_files() if path.relative_to(ROOT).parts[0] in SHOWN]


def _documents() -> list[Path]:
    docs = [path for path in kept_files() if path.suffix == ".md" and path.relative_to(ROOT).parts[0] == "docs"]
    return [ROOT / "README.md", *docs]


def _links(page: Path) -> Iterator[str]:
    for found in LINK.finditer(text_of(page)):
        link = found[1] or found[2]
        if not re.match(r"[a-z]+:", link):
            yield link


def _pages(target: Path) -> list[Path]:
    return sorted(target.glob("*.md")) if target.is_dir() else [target] if target.suffix == ".md" else []


def _anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def _found(pattern: re.Pattern[str], paths: list[Path] | tuple[Path, ...]) -> Iterator[str]:
    for path in paths:
        for number, line in enumerate(text_of(path).splitlines(), 1):
            if found := pattern.search(line):
                yield f"{_name(path)}:{number}: {found[0]}"


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
