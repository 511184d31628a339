"""Where a caller ended, after how long, and whether anybody was stranded on the way."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hotline.core.engine import LONGEST_WAIT
from hotline.simulator.phone import SOUNDING, Heard
from tests.faults.world import LONGEST_CALL, World

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
    """The ending of the call that was just lived through."""
    heard = world.her.heard
    began = heard[0].at if heard else 0.0
    where, at = _where(world, heard)
    return Ending(where, at - began, _longest_wait(world, heard), tuple(_wrongs(world, heard, where)))


def _where(world: World, heard: list[Heard]) -> tuple[str, float]:
    over = heard[-1].at if heard else 0.0
    person = next((one.at for one in heard if one.kind == "bridge"), None)
    if person is not None:
        return PERSON, person
    stored = next((one.at for one in heard if one.sentence == "callback_stored"), None)
    if stored is not None and world.hotline.store.callbacks(("new", "ringing")):
        return STORED, stored
    if world.her.hung_up:
        return LEFT, over
    if heard and _goes_well(heard):
        useful = [one for one in heard if one.sentence in USEFUL]
        return (WORDS, useful[-1].at) if useful else (HARMLESS, over)
    return "nowhere", over


def _goes_well(heard: list[Heard]) -> bool:
    """She heard goodbye before the call ended."""
    return len(heard) > 1 and heard[-1].kind == "end" and heard[-2].sentence == "goodbye"


def _longest_wait(world: World, heard: list[Heard]) -> float:
    """From a first ring until somebody takes her call, she stands in a menu, or the call is over."""
    longest, began = 0.0, None
    for one in heard:
        if one.kind == "ring":
            began = one.at if began is None else began
        elif began is not None and not (one.kind in SOUNDING and one.sentence in WAITING):
            took = [at for person in world.people.values() for at in person.took if began <= at <= one.at]
            ended = max(took) if took and one.kind == "bridge" else one.at
            longest, began = max(longest, ended - began), None
    return longest


def _wrongs(world: World, heard: list[Heard], where: str) -> list[str]:
    wrong = []
    if where == "nowhere":
        wrong.append("STRANDED")
    if any(one.kind == "error" for one in heard):
        wrong.append("heard the carrier's error")
    if _longest_wait(world, heard) > LONGEST_WAIT:
        wrong.append(f"waited {_longest_wait(world, heard):.0f} s")
    if (silence := _longest_silence(heard)) > MOST_SILENCE:
        wrong.append(f"silence for {silence:.0f} s")
    if (ringing := _longest_ring(world, heard)) > MOST_RINGING:
        wrong.append(f"ringing for {ringing:.0f} s")
    if heard and heard[-1].at - heard[0].at >= LONGEST_CALL:
        wrong.append("the call never ended")
    busy = world.hotline.store.busy_responders(world.now)
    if busy or any(one.handset.phone.state != "idle" for one in world.people.values()):
        wrong.append("a responder is not free again")
    if heard and any(rung > heard[-1].at for one in world.people.values() for rung in one.rung):
        wrong.append("a responder was rung for nobody")
    if any(item.kind == "error" for one in world.people.values() for item in one.handset.phone.heard):
        wrong.append("a responder heard the carrier's error")
    return wrong


def _longest_silence(heard: list[Heard]) -> float:
    """Between two sounds of any kind; while she talks to somebody there is none."""
    gaps = [later.at - (one.at + (one.seconds or 0.0)) for one, later in pairwise(heard)]
    return max(gaps, default=0.0)


def _longest_ring(world: World, heard: list[Heard]) -> float:
    """Beyond what somebody spent on the whisper."""
    answered = [one for person in world.people.values() for one in person.handset.phone.heard if one.kind == "play"]
    found = 0.0
    for ring in (one for one in heard if one.kind == "ring"):
        ends = ring.at + (ring.seconds or 0.0)
        listened_to = any(ring.at <= one.at <= ends for one in answered)
        found = max(found, (ring.seconds or 0.0) - (IN_WHISPER if listened_to else 0.0))
    return found
