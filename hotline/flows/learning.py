"""Learning by question and answer: yes or no, the reason, the next question. Nothing is counted or kept."""

from __future__ import annotations

from collections.abc import Iterator

from hotline.core.content import REASON, Item
from hotline.core.flow import Choose, Option, Step
from hotline.flows.telling import Telling

QUIZ = "quiz"
ANSWERS = (("1", "quiz_yes", "true"), ("2", "quiz_no", "false"))


def steps(telling: Telling) -> tuple[Step, ...]:
    """The questions that may be asked today, round and round."""
    asked = [item for item in telling.library.quiz if telling.lines(item)]
    found: list[Step] = []
    for index, item in enumerate(asked):
        last = index + 1 == len(asked)
        onward = Option("1", "quiz_again", _step(0)) if last else Option("1", "quiz_next", _step(index + 1))
        found += _question(telling, item, _step(index), onward)
    return tuple(found)


def _step(index: int) -> str:
    return f"{QUIZ}_{index + 1}" if index else QUIZ


def _question(telling: Telling, item: Item, name: str, onward: Option) -> Iterator[Step]:
    options = tuple(Option(digit, line, f"{name}_{answer}") for digit, line, answer in ANSWERS)
    yield Choose(name, telling.lines(item), options)
    after = (onward, Option("2", "item_other", "info"), Option("3", "tip_talk", "talk"))
    for _, _, answer in ANSWERS:
        said = "quiz_right" if answer == item.answer else "quiz_wrong"
        yield Choose(f"{name}_{answer}", (said, f"{item.key}{REASON}"), after)
