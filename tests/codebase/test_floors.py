"""The floors of the house: who may import whom, read from every import in the source."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from source_tree import ROOT, Import, Module, imports, imports_of, modules, names, planted, read

# What each floor may import of ours. A floor may always import itself.
OURS: dict[str, frozenset[str]] = {
    "hotline": frozenset(),
    "core": frozenset(),
    "flows": frozenset({"core"}),
    "prompts": frozenset({"core"}),
    "actions": frozenset({"core", "flows", "prompts"}),
    "storage": frozenset({"core"}),
    "telephony": frozenset({"core", "flows", "prompts", "actions"}),
    "calendars": frozenset({"core", "actions"}),
    "console": frozenset({"core", "flows", "prompts", "actions"}),
    "simulator": frozenset({"core"}),
    "settings": frozenset({"core"}),
}
# The composition roots and what they share may import every floor, and of each other what stands here.
TOP: dict[str, frozenset[str]] = {
    "logs": frozenset(),
    "parts": frozenset(),
    "health": frozenset(),
    "app": frozenset({"health", "logs", "parts"}),
    "attach_simulator": frozenset({"app", "parts"}),  # the app of a demo
    "worker": frozenset({"logs", "parts"}),
    "commands": frozenset({"app", "logs", "parts", "worker"}),  # the parts of the command line
    "cli": frozenset({"app", "commands", "logs", "parts", "worker"}),
}
# What each floor may import of others, beside the standard library. The roots may import what is pinned.
THEIRS: dict[str, frozenset[str]] = {
    "hotline": frozenset(),
    "core": frozenset({"phonenumbers", "rapidfuzz"}),
    "flows": frozenset(),
    "prompts": frozenset({"babel", "miniaudio"}),
    "actions": frozenset(),
    "storage": frozenset({"argon2", "cryptography", "pyotp", "sqlite_utils"}),
    "telephony": frozenset({"flask", "requests", "structlog", "twilio", "werkzeug"}),
    "calendars": frozenset({"flask", "icalendar", "recurring_ical_events", "structlog", "werkzeug"}),
    "console": frozenset({"babel", "flask", "flask_wtf", "fpdf", "jinja2", "markupsafe", "pygal", "segno", "structlog",
                          "werkzeug", "wtforms"}),
    "simulator": frozenset({"flask", "phonenumbers"}),
    "settings": frozenset(),
}


def test_every_floor_has_its_rule() -> None:
    """A new folder or top module needs a line in the tables above before anything else."""
    unknown = {module.floor for module in modules()} - OURS.keys() - TOP.keys()
    assert not unknown, f"no rule for {sorted(unknown)}"


def test_floors_import_downwards_only() -> None:
    """No floor imports a floor above or beside it."""
    wrong = [one.where for one in imports() if _is_ours(one) and _floor(one.target) not in _allowed(one.module)]
    assert not wrong, _listed("imports across floors", wrong)


def test_floors_import_only_the_libraries_they_may() -> None:
    """The core stays pure; each library has one home."""
    wrong = [
        one.where
        for one in imports()
        if one.module.floor in THEIRS
        and not _is_ours(one)
        and _package(one) not in sys.stdlib_module_names
        and _package(one) not in THEIRS[one.module.floor]
    ]
    assert not wrong, _listed("libraries on the wrong floor", wrong)


def test_the_core_reads_and_writes_nothing() -> None:
    """Pure means: no files, no network, no processes, no database, no environment, no chance, no waiting."""
    outside = {"asyncio", "http", "io", "logging", "os", "pathlib", "random", "secrets", "shutil", "socket"}
    outside |= {"sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib"}
    wrong = [one.where for one in imports() if one.module.floor == "core" and _package(one) in outside]
    assert not wrong, _listed("the core touches the world", wrong)


def test_only_wsgi_imports_a_root_from_outside() -> None:
    """`app`, `worker` and `cli` are where things are put together; no other script builds on them."""
    scripts = (read(path) for path in sorted(ROOT.glob("*.py")) if path.name != "wsgi.py")
    wrong = [
        one.where for script in scripts for one in imports_of(script) if _is_ours(one) and _floor(one.target) in TOP
    ]
    assert not wrong, _listed("the roots are imported", wrong)


def test_nothing_of_ours_is_imported_inside_a_function() -> None:
    """An import that hides in a function hides a cycle or a wrong floor."""
    wrong = [f"{one.where} in {one.inside}()" for one in imports() if _is_ours(one) and one.inside]
    assert not wrong, _listed("hidden imports", wrong)


def test_nothing_is_imported_by_a_name_made_at_run_time() -> None:
    """An import that cannot be read cannot be checked."""
    wrong = [one.where for one in imports() if _package(one) in ("importlib", "imp", "pkgutil", "runpy")]
    assert not wrong, _listed("imports by name", wrong)


def test_no_import_goes_in_a_circle() -> None:
    """Each module can be read after all that it imports."""
    edges: dict[str, set[str]] = {name: set() for name in names()}
    for one in imports():
        if _is_ours(one) and one.target != one.module.name:
            edges[one.module.name].add(_module(one.target))
    circle = _circle(edges)
    assert not circle, "an import goes in a circle: " + " → ".join(circle)


def test_the_reader_sees_every_way_to_import() -> None:
    """Plain, from, relative, of a submodule, hidden in a function: all are found with their line."""
    text = (
        "import hotline.storage.vault as v\n"
        "from hotline.core import flow, errors as e\n"
        "from . import engine\n"
        "from ..storage.vault import Vault\n"
        "def late():\n"
        "    if True:\n"
        "        from hotline.settings import load\n"
    )
    found = [(one.line, one.target, one.inside) for one in imports_of(planted("hotline.core.planted", text))]
    assert found == [
        (1, "hotline.storage.vault", ""),
        (2, "hotline.core.flow", ""),
        (2, "hotline.core.errors", ""),
        (3, "hotline.core.engine", ""),
        (4, "hotline.storage.vault", ""),
        (7, "hotline.settings", "late"),
    ]


def test_a_circle_is_found() -> None:
    """The search goes all the way round, and leaves a mere diamond alone."""
    assert _circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a", "b", "c", "a"]
    assert _circle({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()}) == []


def _is_ours(one: Import) -> bool:
    return _package(one) == "hotline"


def _package(one: Import) -> str:
    return one.target.split(".")[0]


def _floor(target: str) -> str:
    parts = target.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def _allowed(module: Module) -> frozenset[str]:
    floor = module.floor
    own = frozenset({floor, "hotline"})
    if floor in TOP:
        return own | TOP[floor] | (OURS.keys() - {"hotline"})
    return own | OURS[floor]


def _module(target: str) -> str:
    """The module that an import of ours runs; what is imported from it may be a name inside."""
    while target not in names():
        target = target.rpartition(".")[0]
    return target


def _circle(edges: dict[str, set[str]]) -> list[str]:
    done: set[str] = set()

    def visit(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        for target in sorted(edges[name]):
            found = visit(target, [*path, name])
            if found:
                return found
        done.add(name)
        return []

    return next((found for name in sorted(edges) if (found := visit(name, []))), [])


def _listed(title: str, lines: Iterable[str]) -> str:
    return f"{title}:\n  " + "\n  ".join(lines)
