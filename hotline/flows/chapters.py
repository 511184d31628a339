"""The services that a caller comes to, and the steps of each: every step belongs to one, so that each can be drawn."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from hotline.core.flow import Channel, Flow
from hotline.flows.reach import entries, leads_to, reachable

GROUP = "group_"


def chapters(flow: Flow, channel: Channel) -> dict[str, tuple[str, ...]]:
    """The steps of each service in the order in which they are come to; no step is in two."""
    first = {name: [step for step in steps if step in flow.steps] for name, steps in _first(flow, channel).items()}
    home = {step: name for name, steps in reversed(first.items()) for step in steps}
    known = reachable(flow, channel)
    waiting = deque(step for steps in first.values() for step in steps if step in known)
    found: dict[str, list[str]] = {name: [] for name in first}
    passed: set[str] = set()
    while waiting:
        step = waiting.popleft()
        if step not in passed:
            passed.add(step)
            found[home[step]].append(step)
            for target in leads_to(flow.steps[step], channel):
                home.setdefault(target, home[step])
                waiting.append(target)
    return {name: tuple(steps) for name, steps in found.items() if steps}


def _first(flow: Flow, channel: Channel) -> Mapping[str, tuple[str, ...]]:
    """Where each service begins. What only a text or a keyword leads to comes last."""
    groups = {step.removeprefix(GROUP): (step,) for step in flow.steps if step.startswith(GROUP)}
    told = tuple(step for step in flow.intents.values() if step.startswith("about_"))
    return {
        "start": (flow.start[channel], flow.menu[channel]),
        "talk": ("talk", flow.person),
        "danger": ("danger",),
        "callback": ("callback",),
        "information": ("info",),
        **groups,
        **{name: (name,) for name in ("near", "quiz", "promises")},
        "decoy": (flow.decoy,),
        "weekly": ("weekly", *flow.sent) if channel == "sms" else (),
        "texts": tuple(step for step in entries(flow, channel) if step not in told),
    }
