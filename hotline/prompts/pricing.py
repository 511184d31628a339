"""What the texts cost: the parts of each item as it is sent, with its choices, and of a subscriber's month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hotline.core.flow import Choose, End, Flow
from hotline.core.sms_length import parts
from hotline.prompts.texting import text_at
from hotline.prompts.words import LANGUAGES, Words

TEXTS_A_MONTH = 52 / 12  # one a week


@dataclass(frozen=True, slots=True)
class Price:
    """One item: the parts of the text that tells it, by language."""

    item: str
    parts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """One language: how many items are told in one part and in two, the mean, and what that costs, in paisa."""

    language: str
    items: int
    in_one_percent: float
    in_two_percent: float
    mean_parts: float
    paisa_each: float
    paisa_a_month: float


def prices(flow: Flow, items: Iterable[str], words: Words) -> list[Price]:
    """The parts of each item in a flow in which everything is told, but for those that are only heard."""
    steps = {line: name for name, step in flow.steps.items() if isinstance(step, Choose | End) for line in step.lines}
    return [Price(item, {language: parts(text_at(flow, steps[item], language, words)) for language in LANGUAGES})
            for item in items if item in steps and words.template("en", item, "sms")]  # fmt: skip


def summaries(told: Iterable[Price], weekly: Iterable[Price], part_cost: int) -> list[Summary]:
    """By language, over all that is told on request; the month is that of a subscriber to the `weekly` texts."""
    told, weekly = list(told), list(weekly)
    return [
        _summary(name, [one.parts[name] for one in told], [one.parts[name] for one in weekly], part_cost)
        for name in LANGUAGES
    ]


def _summary(language: str, told: list[int], weekly: list[int], part_cost: int) -> Summary:
    mean = sum(told) / max(1, len(told))
    month = TEXTS_A_MONTH * sum(weekly) / max(1, len(weekly))
    return Summary(language, len(told), _percent(told, 1), _percent(told, 2), round(mean, 2), round(mean * part_cost),
                   round(month * part_cost))  # fmt: skip


def _percent(counts: list[int], most: int) -> float:
    return round(100 * sum(count <= most for count in counts) / max(1, len(counts)), 1)
