"""Every library is there for a reason that is written down, and of one exact version."""

from __future__ import annotations

import re
import sys
from importlib.metadata import packages_distributions

from source_tree import ROOT, imports

# Imported by us, but installed for another that we name: the reason is the other's.
COMES_WITH = {"jinja2": "flask", "markupsafe": "flask", "werkzeug": "flask", "wtforms": "flask-wtf",
              "requests": "twilio"}  # fmt: skip
DECISION = ROOT / "docs" / "decisions" / "0002-libraries.md"


def test_every_line_is_pinned() -> None:
    """Two installations on two days are alike."""
    loose = [line for name in ("requirements.txt", "requirements-dev.txt") for line in _lines(name) if "==" not in line]
    assert not loose, f"not pinned: {loose}"


def test_every_library_that_is_named_is_pinned() -> None:
    """The reasons are given for what is really installed."""
    missing = _reasons() - _pinned()
    assert not missing, f"named in {DECISION.name} but not pinned: {sorted(missing)}"


def test_every_library_that_is_imported_has_a_reason() -> None:
    """Nothing is used only because something else happened to bring it."""
    named = _reasons()
    homes = packages_distributions()
    used = {one.target.split(".")[0] for one in imports()} - sys.stdlib_module_names - {"hotline"}
    wrong = []
    for package in sorted(used):
        found = {_plain(name) for name in homes.get(package, [package])}
        if not {COMES_WITH.get(name, name) for name in found} & named:
            wrong.append(package)
    assert not wrong, f"imported without a reason in {DECISION.name}: {wrong}"


def test_what_only_tests_need_is_not_installed_to_run() -> None:
    """A server does not carry the tools of the workshop."""
    workshop = {"pytest", "hypothesis", "ruff", "mypy", "playwright", "pytest-xdist", "axe-playwright-python"}
    assert not workshop & {_plain(line.split("==")[0]) for line in _lines("requirements.txt")}


def _reasons() -> set[str]:
    rows = re.findall(r"^\| ([a-z0-9, -]+) \|", DECISION.read_text(encoding="utf-8"), re.MULTILINE)
    names = {name.strip() for row in rows for name in row.split(",")}
    return names - {"library", "for development", "---"}


def _pinned() -> set[str]:
    return {
        _plain(line.split("==")[0]) for name in ("requirements.txt", "requirements-dev.txt") for line in _lines(name)
    }


def _lines(name: str) -> list[str]:
    lines = (line.strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith(("#", "-r "))]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
