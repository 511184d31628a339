"""Lists in two places that must name the same: wishes and deeds, errands and senders, commands and docs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date

import click
from source_tree import Module, kept_files, modules, text_of

from hotline.actions import go_on
from hotline.actions.carry_out import RINGING, WISHES
from hotline.actions.send_errand import SENDERS
from hotline.cli import main
from hotline.core.flow import Act, Connect
from hotline.core.result import RESULTS
from hotline.flows.hotline import build
from hotline.flows.library import load_library

DAY = date(2026, 11, 21)


def test_every_wish_of_a_flow_is_carried_out() -> None:
    """A wish that nobody knows would end in an apology instead of a promise."""
    missing = _wished() - _deeds()
    assert not missing, f"nobody carries out {sorted(missing)}"


def test_every_deed_is_wished_for() -> None:
    """A deed that no flow asks for is dead code, or a flow has lost its way to it."""
    idle = _deeds() - _wished()
    assert not idle, f"no flow wishes for {sorted(idle)}"


def test_the_list_of_wishes_is_the_list_of_deeds() -> None:
    """The flow check at start-up asks this list; it must not promise more than is done."""
    assert _deeds() == WISHES


def test_every_outcome_a_flow_waits_for_can_come() -> None:
    """An Act goes on by the outcome's name; one that is never told leads nowhere, one unknown raises."""
    places = ("hotline.actions.carry_out", "hotline.actions.ask_responder", "hotline.actions.go_on")
    told = {text for name in places for module in _named(name) for text in _outcomes(module)}
    told |= {*go_on.STANDS.values(), "closed", "calls_in"}  # how a request stands
    waited = {name for step in _steps() if isinstance(step, Act) for name, _ in step.outcomes}
    pressed = told | RESULTS  # what a responder chooses by key
    assert waited <= pressed, f"never told: {sorted(waited - pressed)}"
    assert told - {"ringing", "free", "nobody", "warned"} <= waited, f"nothing waits for {sorted(told - waited)}"


def test_every_kind_of_errand_has_a_sender() -> None:
    """What is posted into the outbox can leave it."""
    posted = {kind for module in modules() for kind in _posted(module)}
    assert posted, "nothing is ever posted: this test has lost its way"
    assert posted <= SENDERS.keys(), f"nobody sends {sorted(posted - SENDERS.keys())}"


def test_every_command_is_in_the_documents() -> None:
    """Whoever reads README and docs has met each command, by its whole name."""
    pages = "\n".join(text_of(path) for path in kept_files() if path.suffix == ".md")
    missing = [name for name in _commands(main, "hotline") if not re.search(rf"{re.escape(name)}(?![\w-])", pages)]
    assert not missing, f"not in the documents: {missing}"


def test_every_command_in_the_documents_is_there() -> None:
    """A command that is gone, or never came, is not advertised."""
    known = set(_commands(main, "hotline"))
    groups = {name.rpartition(" ")[0] for name in known}
    wrong = []
    for path in kept_files():
        if path.suffix == ".md":
            for found in re.findall(r"(?:`|bin/)(hotline [a-z]+(?: [a-z]+)?)", text_of(path)):
                head = " ".join(found.split()[:2])
                if found not in known and not (head in known and head not in groups) and found not in groups:
                    wrong.append(f"{path.name}: {found}")
    assert not wrong, f"no such command: {wrong}"


def _wished() -> set[str]:
    wishes = {step.wish for step in _steps() if isinstance(step, Act)}
    return wishes.union(*(RINGING for step in _steps() if isinstance(step, Connect)))


def _steps() -> list[object]:
    return list(build(load_library(), DAY, unreviewed=True).steps.values())


def _deeds() -> set[str]:
    """The names that `Deeds.perform` knows, read from its cases, and those that it finds in a table."""
    cases = (node for module in _named("hotline.actions.carry_out") for node in ast.walk(module.tree))
    return go_on.DEEDS.keys() | {
        value.value.value
        for node in cases
        if isinstance(node, ast.match_case)
        for value in ast.walk(node.pattern)
        if isinstance(value, ast.MatchValue) and isinstance(value.value, ast.Constant)
    }


def _outcomes(module: Module) -> Iterator[str]:
    """The names in `Outcome("…")`, whichever way they are chosen."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Outcome":
            yield from _texts(node.args[0])


def _posted(module: Module) -> Iterator[str]:
    """The kinds in `store.post(once, "kind", …)`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and re.search(r"store\.post$", ast.unparse(node.func)):
            yield from _texts(node.args[1])


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _named(name: str) -> list[Module]:
    return [module for module in modules() if module.name == name]


def _commands(command: click.Command, name: str) -> Iterator[str]:
    """The whole name of every command that does something, such as `hotline db check`."""
    if isinstance(command, click.Group):
        for part, inner in command.commands.items():
            yield from _commands(inner, f"{name} {part}")
    else:
        yield name
