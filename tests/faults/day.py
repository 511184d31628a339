"""A simulated day: many callers at once, responders as people are, and what came of it in figures.

`python -m tests.faults.day` lives through 200 calls an hour for eight hours.
"""

from __future__ import annotations

import io
import math
import random
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hotline.core.engine import LONGEST_WAIT
from hotline.simulator.legs import Leg
from tests.faults.people import BUSY, IGNORES, MACHINE, Caller, Choose, Manner, Person
from tests.faults.verdict import PERSON, Ending, ending_of
from tests.faults.world import ALWAYS, World, open_world

HOUR = 3600.0
WITHIN = (20, 60, 120)  # seconds from the first ring
FAIREST = 1.5  # times the mean: nobody is rung more often
TALK, SPREAD, SHORTEST, LONGEST = 180.0, 0.6, 60.0, 480.0  # seconds: the median, how wide, at least, at most
# What a responder does when she is rung, and how often of a hundred times. Who takes it answers after 3 to 12 seconds.
ANSWERS = (("takes", 70), ("ignores", 15), ("busy", 5), ("refuses", 5), ("machine", 5))
# What callers want, by their keys, and how many of a hundred.
WISHES = (("1 1 1", 35), ("1 1 4", 35), ("1 1 2 2", 12), ("1 1 3 2", 12), ("1 4 1", 6))
# What they do when it takes long, and how many of a hundred.
PATIENCE = (("goes on", 75), ("presses 3", 15), ("hangs up", 10))


@dataclass
class Day:
    """A world in which many call; `busy_when_rung` counts phones that were rung while somebody talked on them."""

    world: World
    chance: random.Random
    callers: list[Caller] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    busy_when_rung: int = 0
    _seen: int = 0

    def acts(self) -> None:
        """Everybody does what is due."""
        self._watches()
        for one in (*self.world.people.values(), *self.callers):
            one.acts()
        for caller in [one for one in self.callers if one.phone.state == "idle" and one.phone.heard]:
            self.callers.remove(caller)
            self.endings.append(ending_of(caller, self.world.people.values()))

    def somebody_calls(self, number: str) -> None:
        """Somebody new, with a wish and with as much patience as she has."""
        hotline = self.world.hotline
        patience = _drawn(self.chance, PATIENCE)
        how: dict[str, Any] = {"leaves_at": "stay_on_line"}  # after a talk everybody hangs up
        if patience == "hangs up":
            how = {"leaves_at": "ring", "leaves_after": self.chance.uniform(10, 90)}
        keys = deque(_drawn(self.chance, WISHES).split())
        caller = Caller(hotline.phone(number), hotline.carrier, self.world.line.asked.__getitem__, keys, "1",
                        "3" if patience == "presses 3" else "", **how)  # fmt: skip
        self.callers.append(caller)
        caller.handset.calls()

    def lives_on(self, seconds: float, calls: Iterable[float]) -> None:
        """Time passes; somebody calls at each of these seconds. Then all calls end."""
        clock, journey = self.world.hotline.clock, self.world.hotline.journey
        began = clock()
        for number, at in enumerate(sorted(calls)):
            journey.passes(max(0.0, began + at - clock()))
            self.somebody_calls(f"+923993{number:06d}")
        journey.passes(max(0.0, began + seconds - clock()))
        while self.callers:
            journey.passes(60.0)

    def _watches(self) -> None:
        """Every new ring: a phone in a call is never rung, and one that does not ring has been tried."""
        legs = self.world.hotline.carrier.legs
        by_number = {one.phone.number: one for one in self.world.people.values()}
        for leg in legs[self._seen:]:
            person = by_number.get(leg.to)
            if leg.direction == "outbound-dial" and leg.status == "busy" and person and _never_rang(leg):
                if person.phone.manner == "busy":
                    person.was_rung()
                    person.comes_next()
                else:
                    self.busy_when_rung += 1
        self._seen = len(legs)


def open_day(folder: Path, responders: int, seed: int) -> Day:
    """So many are on duty, three in four of them women, half of them counsellors."""
    world, chance = open_world(folder), random.Random(seed)
    put_on_duty(world, responders, seed)
    day = Day(world, chance)
    world.hotline.journey.meanwhile[:] = [day.acts]
    return day


def put_on_duty(world: World, responders: int, seed: int) -> None:
    """So many people with roles and languages, who take what rings as people do."""
    roles = ("counsellor", "lawyer", "counsellor", "digital")
    world.people.clear()
    world.roster("".join(
        f"R{n:02d},+923992{n:06d},{roles[n % 4]},{'male' if n % 16 // 4 == 3 else 'female'},ur;en,{ALWAYS},\n"
        for n in range(responders)
    ))  # fmt: skip
    for name, one in world.people.items():
        world.people[name] = Person(one.handset, one.carrier, _human(random.Random(f"{seed} {name}")))


def _human(chance: random.Random) -> Choose:
    """A responder as people are; how she takes a ring is drawn once."""
    drawn: dict[int, Manner] = {}
    return lambda ring: drawn.setdefault(ring, _manner(chance))


def _manner(chance: random.Random) -> Manner:
    match _drawn(chance, ANSWERS):
        case "takes":
            talks = min(max(chance.lognormvariate(math.log(TALK), SPREAD), SHORTEST), LONGEST)
            return Manner(after=chance.uniform(3, 12), later=chance.uniform(1, 9), talks=talks)
        case "ignores":
            return IGNORES
        case "busy":
            return BUSY
        case "refuses":
            return Manner(answers=False, refuses=True, after=chance.uniform(1, 8))
        case _:
            return MACHINE


def _drawn(chance: random.Random, table: tuple[tuple[str, int], ...]) -> str:
    return chance.choices([what for what, _ in table], [many for _, many in table])[0]


def _never_rang(leg: Leg) -> bool:
    return leg.ended is not None and leg.ended == leg.started


@dataclass(frozen=True)
class Figures:
    """What a day came to: shares are of all calls, `talking` is of the responders' time."""

    calls: int
    ends: Counter[str]
    within: dict[int, float]
    longest: float
    stranded: int
    busy_when_rung: int
    rings: float
    most_rung: float
    talking: float

    @property
    def is_well(self) -> bool:
        """Nobody stranded, nobody rung while busy, nobody kept waiting, nobody rung much more than others."""
        wrong = self.stranded or self.busy_when_rung or self.longest > LONGEST_WAIT or self.most_rung > FAIREST
        return not wrong


def figures(day: Day, seconds: float) -> Figures:
    """Of everybody who called in so many seconds."""
    people, calls = list(day.world.people.values()), len(day.endings)
    rings = sum(len(one.rung) for one in people) / len(people)
    reached = [one.waited for one in day.endings if one.where == PERSON]
    talked = sum(item.seconds or 0.0 for one in people for item in one.phone.heard if item.kind == "bridge")
    return Figures(
        calls=calls,
        ends=Counter(one.where for one in day.endings),
        within={limit: sum(one <= limit for one in reached) / calls for limit in WITHIN},
        longest=max(one.waited for one in day.endings),
        stranded=sum(1 for one in day.endings if one.wrong),
        busy_when_rung=day.busy_when_rung,
        rings=rings,
        most_rung=max(len(one.rung) for one in people) / rings,
        talking=talked / (len(people) * seconds),
    )


def lived(folder: Path, responders: int, an_hour: int, hours: float, seed: int) -> Figures:
    """A day of so many calls an hour, at moments drawn by chance."""
    day, chance, seconds = open_day(folder, responders, seed), random.Random(seed), hours * HOUR
    try:
        day.lives_on(seconds, [chance.uniform(0, seconds) for _ in range(int(an_hour * hours))])
        return figures(day, seconds)
    finally:
        day.world.hotline.store.db.close()


def told(found: Figures) -> Iterator[tuple[str, str]]:
    """The figures as they are printed."""
    yield "where they ended", ", ".join(f"{many / found.calls:.1%} {end}" for end, many in found.ends.most_common())
    yield "somebody took the call", ", ".join(f"{share:.0%} within {limit} s" for limit, share in found.within.items())
    yield "longest wait", f"{found.longest:.0f} s (at most {LONGEST_WAIT:.0f})"
    yield "stranded", f"{found.stranded} (0)"
    yield "phones rung while busy", f"{found.busy_when_rung} (0)"
    yield "rings of a responder", f"{found.rings:.0f}; of one {found.most_rung:.2f} times that (at most {FAIREST})"
    yield "responders' time in talks", f"{found.talking:.0%}"


def main() -> int:
    """Live through a whole day and print what it came to."""
    responders, an_hour, hours = 24, 200, 8
    with tempfile.TemporaryDirectory(prefix="hotline-day-") as folder, redirect_stderr(io.StringIO()):
        found = lived(Path(folder), responders, an_hour, hours, seed=1)
    print(f"{found.calls} calls in {hours} hours, {responders} responders on duty\n")
    for what, said in told(found):
        print(f"{what:<26} {said}")
    return int(not found.is_well)


if __name__ == "__main__":
    sys.exit(main())
