"""Where a flow can lead on each channel, with which keys, and everything that it may say there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from hotline.core.engine import NOT_HEARD, WRONG_KEY
from hotline.core.flow import (
    Act,
    AskNumber,
    Channel,
    Choose,
    Connect,
    End,
    Flow,
    Linger,
    Step,
    Tell,
    follows,
    lines_of,
)
from hotline.flows.hotline import ALSO_SAID
from hotline.flows.texts import WHICH

# What ALSO_SAID holds for one channel only, by how the key begins; the rest is said on both.
VOICE_ONLY = (
    "abuse_", "whisper", "result_", "back_", "harmless_", "digit_", "spoken_", "apology", "promises_all",
    "promises_some", "duty_", "test_", "desk_", "told_", "clock_", "minutes_", "day_today", "day_tomorrow",
    "workshop_",
)  # fmt: skip
TO_STAFF = ("staff_", "order_")
SMS_ONLY = (*TO_STAFF, "could_not_reach", "series_", "hour_", "meant_")


def entries(flow: Flow, channel: Channel) -> tuple[str, ...]:
    """The steps where a conversation can begin or be led to from anywhere, the start first."""
    asked = (WHICH,) if WHICH in flow.steps else ()
    by_text = (*flow.intents.values(), *asked, *flow.sent) if channel == "sms" else ()
    return tuple(dict.fromkeys((flow.start[channel], flow.menu[channel], flow.person, flow.decoy, *by_text)))


def reachable(flow: Flow, channel: Channel) -> set[str]:
    """Every step that some caller on this channel can come to."""
    return set(ways(flow, channel))


def ways(flow: Flow, channel: Channel) -> dict[str, tuple[str, ...]]:
    """Every step that some caller on this channel can come to, and all that may follow it there."""
    found: dict[str, tuple[str, ...]] = {}
    waiting = list(entries(flow, channel))
    while waiting:
        name = waiting.pop()
        if name not in found and name in flow.steps:
            found[name] = leads_to(flow.steps[name], channel)
            waiting += found[name]
    return found


def leads_to(step: Step, channel: Channel) -> tuple[str, ...]:
    """Every step that may follow this one here: by text nobody is connected, by voice all are."""
    if isinstance(step, Connect):
        asked = tuple(target for _, target in step.asks)
        return (step.helped, step.nobody, step.later, *asked) if channel == "voice" else (step.elsewhere,)
    return tuple(follows(step))


def without_a_key(step: Step, channel: Channel) -> tuple[str, ...]:
    """Every step that may follow this one when the caller does nothing at all."""
    match step:
        case Choose():
            skipped = (step.options[0].goto,) if step.settles and step.options else ()
            return tuple(filter(None, (step.rescue, step.otherwise, *skipped)))
        case AskNumber():
            return (step.rescue,)
        case Connect() if channel == "voice":
            # Whoever talks is not silent.
            return tuple(target for target in leads_to(step, channel) if target != step.helped)
        case Tell() | Linger() | Act() | Connect():
            return leads_to(step, channel)
        case End():
            return ()


def keys_pressed(flow: Flow, channel: Channel) -> dict[str, int]:
    """The fewest keys that lead from the start to each step through its menus; a number counts as one key."""
    found: dict[str, int] = {}
    waiting = deque([(flow.start[channel], 0)])
    while waiting:
        name, keys = waiting.popleft()
        if name in found or name not in flow.steps:
            continue
        found[name] = keys
        step = flow.steps[name]
        for target in pressed(step):
            waiting.append((target, keys + 1))
        for target in unpressed(step, channel):
            waiting.appendleft((target, keys))
    return found


def pressed(step: Step) -> tuple[str, ...]:
    """The steps that follow when the caller answers, in the order of her keys."""
    if isinstance(step, Choose):
        return tuple(option.goto for option in step.options)
    return (step.goto,) if isinstance(step, AskNumber | Linger) else ()


def unpressed(step: Step, channel: Channel) -> tuple[str, ...]:
    """The steps that follow by themselves, without waiting for a key or for silence."""
    if isinstance(step, Choose):
        return (step.otherwise,) if step.otherwise else ()
    return leads_to(step, channel) if isinstance(step, Tell | Act | Connect) else ()


def said(flow: Flow, channel: Channel) -> set[str]:
    """Every prompt key that may be said on this channel."""
    return set(_said(flow, channel))


def voice_keys(flow: Flow) -> set[str]:
    """Every prompt that needs a recording."""
    return said(flow, "voice")


def sms_keys(flow: Flow) -> set[str]:
    """Every prompt that may stand in a text message."""
    return said(flow, "sms")


def _said(flow: Flow, channel: Channel) -> Iterator[str]:
    for name in reachable(flow, channel):
        step = flow.steps[name]
        if not (isinstance(step, Connect) and channel == "sms"):
            yield from lines_of(step)
    other = SMS_ONLY if channel == "voice" else VOICE_ONLY
    yield from (key for key in ALSO_SAID if not key.startswith(other))
    yield from (NOT_HEARD, WRONG_KEY)
