"""Finds what is wrong with a flow before a caller does: ways that lead nowhere, menus that cannot be used."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from hotline.core.engine import MOST_HOPS
from hotline.core.flow import Act, AskNumber, Channel, Choose, Connect, End, Flow, Step, follows
from hotline.flows.measure import sms_turns, too_long
from hotline.flows.reach import (
    TO_STAFF,
    entries,
    keys_pressed,
    reachable,
    said,
    sms_keys,
    voice_keys,
    ways,
    without_a_key,
)

__all__ = ["TO_STAFF", "check", "check_words", "reachable", "said", "sms_keys", "sms_turns", "too_late", "too_long",
           "voice_keys"]

OPTION_KEYS = "12345678"
MOST_OPTIONS = 4
KEYS_TO_A_PERSON = 3
LONGEST_BEFORE = 12.0  # seconds of sound before the choices of a menu
LANGUAGES: dict[Channel, tuple[str, ...]] = {"voice": ("ur", "en"), "sms": ("ur", "ur_Latn", "en")}
Text = Callable[[str, str, Channel], str | None]
Known = Mapping[str, tuple[str, ...]]  # the steps that a caller can come to on a channel, and where each leads
_A_KEY = re.compile(r"(?<!\d)[1-8](?!\d)")


def check(flow: Flow, wishes: Collection[str]) -> list[str]:
    """One sentence for each problem. `wishes` are the names that somebody carries out."""
    known = {channel: dict(sorted(ways(flow, channel).items())) for channel in flow.channels}
    problems = [*_dangling(flow), *_unreached(flow, known)]
    for name, step in flow.steps.items():
        problems += _menu(name, step)
        problems += _wish(name, step, wishes)
    for channel, steps in known.items():
        problems += _misplaced(flow, channel, steps)
        problems += _dead_ends(flow, channel, steps)
        problems += _silence(flow, channel, steps)
    return problems + list(_person(flow))


def check_words(flow: Flow, text: Text) -> list[str]:
    """Options whose sentence names another key than their own. `text` gives None for what is not written."""
    problems: list[str] = []
    for channel in flow.channels:
        for name in sorted(reachable(flow, channel)):
            step = flow.steps[name]
            for option in step.options if isinstance(step, Choose) else ():
                own = flow.spoken_in.get(option.line)
                for language in (own,) if own else LANGUAGES[channel]:
                    words = text(language, option.line, channel)
                    if words is not None:
                        found = _words(option.digit, words, channel)
                        problems += (f"{language}: {option.line} in {name} {wrong}" for wrong in found)
    return problems


def too_late(flow: Flow, seconds: Callable[[str], float], told: Collection[str] = ()) -> list[str]:
    """Menus whose choices come too late. Of what she chose to hear (`told`), it is one piece that may last so long."""
    problems = []
    for name in sorted(reachable(flow, "voice")):
        step = flow.steps[name]
        if isinstance(step, Choose | AskNumber):
            pieces = [seconds(line) for line in step.lines if line in told]
            heard = sum(seconds(line) for line in step.lines if line not in told) + max(pieces, default=0.0)
            if heard > LONGEST_BEFORE:
                problems.append(f"{name} says {heard:.1f} seconds before its choices, {LONGEST_BEFORE:.0f} are allowed")
    return problems


def _words(digit: str, words: str, channel: Channel) -> Iterator[str]:
    keys = set(_A_KEY.findall(words))
    if digit not in keys:
        yield f"does not name its key {digit} on {channel}"
    if keys - {digit}:
        yield f"names the key {', '.join(sorted(keys - {digit}))} beside its own {digit} on {channel}"
    if channel == "sms" and not words.startswith(f"{digit} "):
        yield f"does not begin with '{digit} ' in a text"


def _dangling(flow: Flow) -> Iterator[str]:
    named = {(name, target) for name, step in flow.steps.items() for target in follows(step)}
    named |= {("an entry", target) for channel in flow.channels for target in entries(flow, channel)}
    for name, target in sorted(named):
        if target not in flow.steps:
            yield f"{name} leads to {target}, which does not exist"


def _unreached(flow: Flow, known: Mapping[Channel, Known]) -> Iterator[str]:
    found = set().union(*known.values())
    yield from (f"{name} cannot be reached" for name in flow.steps if name not in found)


def _misplaced(flow: Flow, channel: Channel, known: Known) -> Iterator[str]:
    for name in known:
        if channel not in flow.steps[name].channels:
            yield f"{name} is not meant for {channel} but can be reached there"


def _menu(name: str, step: Step) -> Iterator[str]:
    if not isinstance(step, Choose):
        return
    digits = [option.digit for option in step.options]
    if not digits:
        yield f"{name} is a menu without options"
    if len(digits) > MOST_OPTIONS:
        yield f"{name} has {len(digits)} options, {MOST_OPTIONS} are allowed"
    for digit in sorted(set(digits)):
        if digits.count(digit) > 1:
            yield f"{name} uses the key {digit} twice"
        if len(digit) != 1 or digit not in OPTION_KEYS:
            yield f"{name} uses the key {digit!r}, which is not one of {OPTION_KEYS[0]} to {OPTION_KEYS[-1]}"


def _wish(name: str, step: Step, wishes: Collection[str]) -> Iterator[str]:
    if isinstance(step, Connect):
        yield from (f"{name} wishes for {wish!r}, which nobody carries out"
                    for wish in ("ring", "look") if wish not in wishes)  # fmt: skip
    if isinstance(step, Act):
        if step.wish not in wishes:
            yield f"{name} wishes for {step.wish!r}, which nobody carries out"
        if not step.outcomes:
            yield f"{name} has no outcome to go on with"


def _dead_ends(flow: Flow, channel: Channel, known: Known) -> Iterator[str]:
    """Steps from which no key and no patience leads to a person, a request or a last useful word."""
    good = {name for name in known if _helps(flow.steps[name], channel)}
    grown = True
    while grown:
        more = {name for name, targets in known.items() if name not in good and not good.isdisjoint(targets)}
        good |= more
        grown = bool(more)
    yield from (f"{name} leads to no help and no end on {channel}" for name in known if name not in good)


def _helps(step: Step, channel: Channel) -> bool:
    match step:
        case Connect():
            return channel == "voice"
        case Act():
            return step.wish == "record_callback"
        case _:
            return isinstance(step, End)


def _silence(flow: Flow, channel: Channel, known: Known) -> Iterator[str]:
    """Who does nothing must come to an end: no step may follow itself, nor the way be too long."""
    longest: dict[str, int] = {}
    reported: set[frozenset[str]] = set()
    for name in known:
        loop = _walk_silently(flow, channel, name, (), longest)
        if loop and frozenset(loop) not in reported:
            reported.add(frozenset(loop))
            yield f"{' -> '.join(loop)} goes round for ever in silence on {channel}"
        elif longest.get(name, 0) > MOST_HOPS:
            yield f"{name} takes {longest[name]} steps to end in silence on {channel}, more than {MOST_HOPS}"


def _walk_silently(
    flow: Flow, channel: Channel, name: str, path: tuple[str, ...], longest: dict[str, int]
) -> tuple[str, ...]:
    """The first loop below `name`, or nothing; `longest` keeps how many steps each one is from the end."""
    if name in path:
        return (*path[path.index(name) :], name)
    if name in longest or name not in flow.steps:
        return ()
    below = 0
    for target in without_a_key(flow.steps[name], channel):
        loop = _walk_silently(flow, channel, target, (*path, name), longest)
        if loop:
            return loop
        below = max(below, longest.get(target, 0))
    longest[name] = below + 1
    return ()


def _person(flow: Flow) -> Iterator[str]:
    if isinstance(flow.steps.get(flow.person), End):
        return  # the key for a person leads out of this flow
    keys = keys_pressed(flow, "voice")
    fewest = min((keys[name] for name in keys if isinstance(flow.steps[name], Connect)), default=None)
    if fewest is None:
        yield "no menu leads to a person"
    elif fewest > KEYS_TO_A_PERSON:
        yield f"a person is {fewest} keys away from the start, {KEYS_TO_A_PERSON} are allowed"
