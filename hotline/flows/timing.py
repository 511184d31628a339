"""How long a caller listens before she comes to each step: the seconds of sound on the shortest way there."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator

from hotline.core.flow import Choose, Flow, Step, lines_of
from hotline.flows.reach import leads_to

Seconds = Callable[[str], float]


def heard_before(flow: Flow, seconds: Seconds, start: str = "") -> dict[str, float]:
    """By step: the sound before it begins, on the way that takes least, pressing as soon as an option was named.

    `seconds` tells how long a prompt is; what fills its slots is not counted.
    """
    found: dict[str, float] = {}
    waiting = [(0.0, start or flow.start["voice"])]
    while waiting:
        heard, name = heapq.heappop(waiting)
        if name in found or name not in flow.steps:
            continue
        found[name] = heard
        for target, more in _ways_on(flow.steps[name], seconds):
            heapq.heappush(waiting, (heard + more, target))
    return found


def _ways_on(step: Step, seconds: Seconds) -> Iterator[tuple[str, float]]:
    """Every step that may follow, and the sound until then."""
    if not isinstance(step, Choose):
        said = sum(map(seconds, lines_of(step)))
        yield from ((target, said) for target in leads_to(step, "voice"))
        return
    heard = sum(map(seconds, step.lines))
    for option in step.options:
        heard += seconds(option.line)
        yield option.goto, heard
    if step.otherwise:
        yield step.otherwise, 0.0
    if step.settles:
        yield step.options[0].goto, 0.0
