"""Where a caller ended, after how long, and whether anybody was stranded on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from hotline.core.callback import OPEN
from hotline.core.engine import LONGEST_WAIT
from hotline.simulator.phone import SOUNDING, Heard
from tests.faults.people import Caller, Person
from tests.faults.world import World

PERSON, STORED, WORDS, HARMLESS, LEFT = "a person", "a stored request", "useful words", "harmless words", "she hung up"
WAITING = ("connect", "wait_next", "wait_guard")
USEFUL = ("useful_no_numbers", "useful_numbers")
MOST_SILENCE = 12.0  # a menu waits eight seconds for a key; a slow answer of the hotline may come on top
MOST_RINGING = 20.0
IN_WHISPER = 20.0  # longer when somebody has answered and listens to what it is about


@dataclass(frozen=True)
class Ending:
    """What became of one caller: where she ended, after how many seconds of the call that was, how long she waited at
    most from a first ring until a person or a menu, and what was wrong, if anything was."""

    where: str
    after: float
    waited: float
    wrong: tuple[str, ...] = ()


def judged(world: World) -> Ending:
    """The ending of the one call of a case, and whether the hotline is as it was before."""
    ending = ending_of(world.her, world.people.values())
    wrong = list(ending.wrong)
    if ending.where == STORED and not world.hotline.store.callbacks(OPEN):
        wrong.append("STRANDED: nothing is stored")
    busy = world.hotline.store.busy_responders(world.now)
    if busy or any(one.phone.state != "idle" for one in world.people.values()):
        wrong.append("a responder is not free again")
    if any(rung > world.her.heard[-1].at for one in world.people.values() for rung in one.rung):
        wrong.append("a responder was rung for nobody")
    if any(item.kind == "error" for one in world.people.values() for item in one.phone.heard):
        wrong.append("a responder heard the carrier's error")
    return replace(ending, wrong=tuple(wrong))


def ending_of(caller: Caller, people: Iterable[Person]) -> Ending:
    """The ending of a call that is over, as the caller heard it."""
    heard = caller.heard
    where, at = _where(caller, heard)
    waited, silence = _longest_wait(heard, people), _longest_silence(heard)
    found = {
        "STRANDED": where == "nowhere",
        "heard the carrier's error": any(one.kind == "error" for one in heard),
        f"waited {waited:.0f} s": waited > LONGEST_WAIT,
        f"silence for {silence:.0f} s": silence > MOST_SILENCE,
        "rang for too long": any(_rings_on(one, people) for one in heard if one.kind == "ring"),
        "rang again without a word": _rings_twice(heard),
        "the call never ended": heard[-1].kind != "end",
    }
    return Ending(where, at - heard[0].at, waited, tuple(what for what, so in found.items() if so))


def _where(caller: Caller, heard: list[Heard]) -> tuple[str, float]:
    over = heard[-1].at
    person = next((one.at for one in heard if one.kind == "bridge"), None)
    if person is not None:
        return PERSON, person
    stored = next((one.at for one in heard if one.sentence == "callback_stored"), None)
    if stored is not None:
        return STORED, stored
    if caller.hung_up:
        return LEFT, over
    if len(heard) > 1 and heard[-1].kind == "end" and heard[-2].sentence == "goodbye":
        useful = [one for one in heard if one.sentence in USEFUL]
        return (WORDS, useful[-1].at) if useful else (HARMLESS, over)
    return "nowhere", over


def _longest_wait(heard: list[Heard], people: Iterable[Person]) -> float:
    """From a first ring until somebody takes her call, she stands in a menu, or the call is over."""
    longest, began = 0.0, None
    for one in heard:
        if one.kind == "ring":
            began = one.at if began is None else began
        elif began is not None and not (one.kind in SOUNDING and one.sentence in WAITING):
            took = [at for person in people for at in person.took[-5:] if began <= at <= one.at]
            ended = max(took) if took and one.kind == "bridge" else one.at
            longest, began = max(longest, ended - began), None
    return longest


def _longest_silence(heard: list[Heard]) -> float:
    """Between two sounds of any kind; while she talks to somebody there is none."""
    gaps = [later.at - (one.at + (one.seconds or 0.0)) for one, later in pairwise(heard)]
    return max(gaps, default=0.0)


def _rings_twice(heard: list[Heard]) -> bool:
    """Between two rings she hears nothing, and can press no key."""
    return any(one.kind == later.kind == "ring" for one, later in pairwise(heard))


def _rings_on(ring: Heard, people: Iterable[Person]) -> bool:
    """She hears ringing for too long; somebody who has answered may listen to what it is about meanwhile."""
    seconds = ring.seconds or 0.0
    if seconds <= MOST_RINGING:
        return False
    listens = any(ring.at <= one.at <= ring.at + seconds and one.kind == "play"
                  for person in people for one in person.phone.heard)  # fmt: skip
    return seconds > MOST_RINGING + (IN_WHISPER if listens else 0.0)
