"""The project's own source as syntax trees: its modules, what each imports, and the files that git keeps."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "hotline"
OUTSIDE = frozenset({"__pycache__", "node_modules", "instance"})
MADE = frozenset({".mo", ".pyc", ".db", ".db-wal", ".db-shm"})


@dataclass(frozen=True)
class Module:
    """One source file of the project."""

    name: str
    path: Path
    text: str = field(repr=False)
    tree: ast.Module = field(repr=False)

    @property
    def floor(self) -> str:
        """`core`, `flows`, … or, at the top of the package, the module's own name."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else parts[0]

    @property
    def is_package(self) -> bool:
        """True for an `__init__.py`."""
        return self.path.name == "__init__.py"

    def at(self, line: int) -> str:
        """`hotline/core/flow.py:12`, as an editor opens it."""
        return f"{self.path.relative_to(ROOT).as_posix()}:{line}"


@dataclass(frozen=True)
class Import:
    """One name that a module imports, with the place that says so."""

    module: Module
    line: int
    target: str
    inside: str

    @property
    def where(self) -> str:
        """The place and the offending name."""
        return f"{self.module.at(self.line)} imports {self.target}"


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package, by path."""
    return tuple(_read(path) for path in sorted((ROOT / PACKAGE).rglob("*.py")))


@cache
def names() -> frozenset[str]:
    """The dotted name of every module of the package."""
    return frozenset(module.name for module in modules())


@cache
def imports() -> tuple[Import, ...]:
    """Every import of every module, wherever it stands, those for type checking included."""
    return tuple(one for module in modules() for one in imports_of(module))


def read(path: Path) -> Module:
    """A module outside the package, such as `wsgi.py`."""
    return _read(path)


def imports_of(module: Module) -> Iterator[Import]:
    """What one module imports; of a module of ours the module, of anything else the dotted name."""
    for node, function in _walk(module.tree, ""):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, node.lineno, alias.name, function)
        elif isinstance(node, ast.ImportFrom):
            base = _base(module, node)
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                ours = base.split(".")[0] == PACKAGE and whole not in names()
                yield Import(module, node.lineno, base if ours else whole, function)


def strings(module: Module) -> Iterator[tuple[int, str]]:
    """Every text of a module that is no docstring; of a formatted one its fixed parts, joined."""
    skipped = {id(node) for node in _docstrings(module.tree)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part for part in node.values if isinstance(part, ast.Constant)]
            skipped.update(map(id, parts))
            yield node.lineno, "…".join(str(part.value) for part in parts)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


def functions(module: Module) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function and method with its dotted name inside the module, nested ones included."""
    yield from _functions(module.tree, "")


@cache
def kept_files() -> tuple[Path, ...]:
    """The files that git keeps; without git (an unpacked archive) every file that is not made by a tool."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
        return tuple(sorted(path for path in paths if path.is_file()))
    return tuple(sorted(path for path in ROOT.rglob("*") if path.is_file() and not _made(path.relative_to(ROOT))))


@cache
def text_of(path: Path) -> str:
    """The words of a file; nothing for a recording or a picture."""
    content = path.read_bytes()
    return "" if b"\0" in content[:8000] or path.suffix == ".mp3" else content.decode("utf-8")


def _made(path: Path) -> bool:
    return (
        path.suffix in MADE
        or any(part in OUTSIDE or part.endswith(".egg-info") for part in path.parts)
        or (path.parts[0].startswith(".") and path.parts[0] not in (".ci", ".gitignore"))
    )


def planted(name: str, text: str) -> Module:
    """A module that exists only in a test, to see that a rule finds what it looks for."""
    return Module(name, ROOT / Path(*name.split(".")).with_suffix(".py"), text, ast.parse(text))


def _read(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    text = path.read_text(encoding="utf-8")
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, path, text, ast.parse(text, str(path)))


def _walk(node: ast.AST, function: str) -> Iterator[tuple[ast.AST, str]]:
    for child in ast.iter_child_nodes(node):
        yield child, function
        deeper = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function
        yield from _walk(child, deeper)


def _base(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    above = parts[: len(parts) - node.level + (1 if module.is_package else 0)]
    return ".".join([*above, *([node.module] if node.module else [])])


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{prefix}{child.name}", child
            yield from _functions(child, f"{prefix}{child.name}.")
        else:
            deeper = f"{prefix}{child.name}." if isinstance(child, ast.ClassDef) else prefix
            yield from _functions(child, deeper)
