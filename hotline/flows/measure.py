"""Every text message that a flow can answer with, and whether one of them is longer than it may be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import product

from hotline.core.conversation import Conversation
from hotline.core.engine import advance
from hotline.core.events import Advance, Began, Event, Keys, Line, Outcome, Silence, Turn
from hotline.core.flow import Act, AskNumber, Choose, Flow, Step, Tell, lines_of
from hotline.core.phone_number import EXAMPLES
from hotline.core.sms_length import MOST_PARTS, parts
from hotline.flows.reach import reachable
from hotline.flows.texts import EITHER, MEANT

A_NUMBER = EXAMPLES + "0" * 7
A_REFERENCE = "0000"  # also stands for an answer that no menu gives
NOTHING_UNDERSTOOD: tuple[Event, ...] = (Began(), Keys("?"), Silence())


Chosen = Callable[[str, tuple[str, ...]], Iterable[str]]


def sms_turns(flow: Flow, chosen: Chosen = lambda _slot, values: values) -> Iterator[Turn]:
    """Every turn by text: each step, alone and after a wrong answer, with every value that it can name.

    `chosen` picks from a slot's values those that matter: to measure, the longest will do.
    """
    values = {slot: tuple(chosen(slot, found)) for slot, found in _values(flow).items()}
    for name in sorted(reachable(flow, "sms")):
        slots = _slots_ahead(flow, name)
        for filled in product(*(values.get(slot, (A_REFERENCE,)) for slot in slots)):
            answers = (*zip(slots, filled, strict=True), *_needed(flow.steps[name]))
            place = Conversation(flow.version(), name, "sms", "ur", answers)
            asks = isinstance(flow.steps[name], Choose | AskNumber)
            for event in NOTHING_UNDERSTOOD if asks else (Began(),):
                yield from _carried_out(flow, advance(flow, place, event, 0.0), ())


def too_long(turns: Iterable[Turn], render: Callable[[Turn, str], str]) -> list[str]:
    """One sentence for each text that costs too many parts. `render` takes a turn and a language."""
    worst: dict[tuple[str, str], int] = {}
    for turn in turns:
        for language, most in MOST_PARTS.items():
            count = parts(render(turn, language))
            if count > most:
                place = (language, _name(turn))
                worst[place] = max(count, worst.get(place, 0))
    return [
        f"{language}: the text with {name} takes {count} parts, {MOST_PARTS[language]} are allowed"
        for (language, name), count in sorted(worst.items())
    ]


def _name(turn: Turn) -> str:
    lines = turn.lines or tuple(offer.line for offer in turn.offers)
    return lines[-1].key if lines else "nothing"


def _needed(step: Step) -> Iterator[tuple[str, str]]:
    """What must be answered for this menu not to be skipped."""
    if isinstance(step, Choose) and step.needs not in ("", "number"):
        yield step.needs, A_REFERENCE


def _values(flow: Flow) -> dict[str, tuple[str, ...]]:
    """What each answer can be: all that menus set, and a number of the usual length."""
    found: dict[str, dict[str, None]] = {}
    for step in flow.steps.values():
        if isinstance(step, AskNumber):
            found.setdefault(step.name, {})[A_NUMBER] = None
        for option in step.options if isinstance(step, Choose) else ():
            for name, value in option.sets:
                found.setdefault(name, {})[value] = None
    for name in EITHER.values():
        found[name] = dict.fromkeys(MEANT)
    return {name: tuple(values) for name, values in found.items()}


def _slots_ahead(flow: Flow, name: str) -> tuple[str, ...]:
    """The slots of a step's sentences and, when it only tells something or may be skipped, of those that follow."""
    slots: dict[str, None] = {}
    passed: set[str] = set()
    while name not in passed:
        passed.add(name)
        step = flow.steps[name]
        for key in lines_of(step):
            slots |= dict.fromkeys(flow.slots.get(key, ()))
        name = step.goto if isinstance(step, Tell) else getattr(step, "otherwise", "") or name
    return tuple(slots)


def _carried_out(flow: Flow, result: Advance, before: tuple[Line, ...]) -> Iterator[Turn]:
    """The turns that come of a result, once for each outcome of what it wishes for."""
    lines = (*before, *result.turn.lines)
    if not result.wishes:
        yield replace(result.turn, lines=lines)
        return
    step = flow.steps[result.conversation.step]
    for name, _ in step.outcomes if isinstance(step, Act) else ():
        yield from _carried_out(flow, advance(flow, result.conversation, Outcome(name), 0.0), lines)
