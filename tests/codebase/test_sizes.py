"""Small enough to be read: the length of modules and functions, and the sentence that opens each."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from source_tree import Module, functions, modules

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LONGEST_SENTENCE = 160
DOCUMENTED = ("core", "actions", "storage", "flows", "prompts")


def test_no_module_is_too_long() -> None:
    """A module of more than 300 lines is two modules."""
    long = [f"{module.at(1)} has {_lines(module)}" for module in modules() if _lines(module) > LONGEST_MODULE]
    assert not long, f"more than {LONGEST_MODULE} lines:\n  " + "\n  ".join(long)


def test_no_function_is_too_long() -> None:
    """A function of more than 40 lines does more than one thing."""
    long = [
        f"{module.at(node.lineno)} {name}() has {_length(node)}"
        for module in modules()
        for name, node in functions(module)
        if _length(node) > LONGEST_FUNCTION
    ]
    assert not long, f"more than {LONGEST_FUNCTION} lines:\n  " + "\n  ".join(long)


def test_every_module_opens_with_a_sentence() -> None:
    """Somebody who reads only the first line of each module knows what the hotline does."""
    wrong = [
        f"{module.at(1)}: {_first_line(module.tree)!r}"
        for module in modules()
        if not _is_sentence(_first_line(module.tree))
    ]
    assert not wrong, "no sentence at the top:\n  " + "\n  ".join(wrong)


def test_every_public_function_says_what_it_does() -> None:
    """On the floors where the rules are, a name alone is not enough."""
    wrong = [f"{module.at(node.lineno)} {name}" for module, name, node in _public() if not ast.get_docstring(node)]
    assert not wrong, "without a docstring:\n  " + "\n  ".join(wrong)


def test_nothing_is_left_for_later() -> None:
    """What is in the tree is finished."""
    marks = ("TO-DO", "FIX-ME", "XX-X", "HA-CK")  # written so that this test does not find itself
    mark = re.compile(r"\b(" + "|".join(marks).replace("-", "") + r")\b|NotImplemented")
    wrong = [
        f"{module.at(number)}: {line.strip()[:60]}"
        for module in modules()
        for number, line in enumerate(module.text.splitlines(), 1)
        if mark.search(line)
    ]
    assert not wrong, "left for later:\n  " + "\n  ".join(wrong)


def test_nothing_has_a_name_that_says_nothing() -> None:
    """Verbs name actions, nouns name things."""
    empty = re.compile(r"(^|_)(utils?|helpers?|managers?|services?|misc|common)($|_)")
    wrong = [module.at(1) for module in modules() if any(empty.search(part) for part in module.name.split("."))]
    assert not wrong, "names that say nothing: " + ", ".join(wrong)


def _public() -> Iterator[tuple[Module, str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Functions and methods for others to call; a protocol's methods are told by its own docstring."""
    for module in modules():
        if module.floor not in DOCUMENTED:
            continue
        hidden = {id(node) for node in _undocumented_by_design(module.tree)}
        for name, node in functions(module):
            if id(node) not in hidden and not any(part.startswith("_") for part in name.split(".")):
                yield module, name, node


def _undocumented_by_design(tree: ast.AST) -> Iterator[ast.AST]:
    """Methods of a protocol, and functions inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Protocol" for base in node.bases):
            yield from node.body
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (child for child in ast.walk(node) if child is not node)


def _lines(module: Module) -> int:
    return len(module.text.splitlines())


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _first_line(tree: ast.Module) -> str:
    return (ast.get_docstring(tree) or "").split("\n\n")[0].replace("\n", " ").strip()


def _is_sentence(text: str) -> bool:
    return bool(text) and (text[0].isupper() or text[0] == "`") and text.endswith(".") and len(text) <= LONGEST_SENTENCE
