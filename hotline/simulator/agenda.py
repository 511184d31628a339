"""Walks the scripts of the legs through time, one thing after the other, holding no lock during HTTP."""

import itertools
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from hotline.simulator.legs import Ask, Download, Effect, Event, Expired, Happening, HungUp, Leg, Script, Wait

Errand = Callable[[], Callable[[], None]]


@dataclass
class Agenda:
    """The carrier's timetable.

    Everything that changes a leg happens under the lock and takes no time. What must be asked of the
    hotline becomes an errand, which whichever thread comes by carries out without the lock; until its
    answer is back the leg has nothing to wait for and hears no keys, so no two threads ever walk the same
    script, and a request the hotline makes to the carrier meanwhile finds the lock free.
    """

    clock: Callable[[], float]
    ask: Callable[[Ask | Download], Event]
    now: float = 0.0
    lock: threading.RLock = field(default_factory=threading.RLock)
    legs: list[Leg] = field(default_factory=list)
    _happenings: deque[tuple[Leg, Happening | HungUp | None]] = field(default_factory=deque)
    _errands: deque[Errand] = field(default_factory=deque)
    _later: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _order: "itertools.count[int]" = field(default_factory=itertools.count)

    def start(self, leg: Leg, script: Script[None]) -> None:
        """Begin a leg; its first step is taken by the next run."""
        leg.script, leg.started = script, self.now
        self.legs.append(leg)
        self._happenings.append((leg, None))

    def send(self, leg: Leg, happening: Happening | HungUp) -> None:
        """Let something happen to a leg, after what is happening now."""
        self._happenings.append((leg, happening))

    def errand(self, errand: Errand) -> None:
        """Have something done outside the lock; what it returns is done inside it."""
        self._errands.append(errand)

    def later(self, at: float, deed: Callable[[], None]) -> None:
        """Do something when a moment has come."""
        self._later.append((at, next(self._order), deed))

    def next_moment(self) -> float | None:
        """When the next thing is due, if anything is."""
        with self.lock:
            moments = [leg.effect.until for leg in self.legs if isinstance(leg.effect, Wait)]
            known = [moment for moment in moments if moment is not None]
            return min([*known, *(at for at, _, _ in self._later)], default=None)

    def run(self) -> None:
        """Do everything that is due by the clock, in the order in which it is due."""
        while True:
            with self.lock:
                while not self._errands and self._step():
                    pass
                errand = self._errands.popleft() if self._errands else None
                started = self.now
            if errand is None:
                return
            before = self.clock()
            settle = errand()
            with self.lock:
                self.now = max(self.now, started + self.clock() - before)
                settle()

    def _step(self) -> bool:
        if self._happenings:
            leg, happening = self._happenings.popleft()
            self._deliver(leg, happening)
            return True
        moment = self.next_moment()
        if moment is None or moment > self.clock():
            return False
        self.now = max(self.now, moment)
        self._due(moment)
        return True

    def _due(self, moment: float) -> None:
        soonest = min(self._later, default=None)
        if soonest is not None and soonest[0] <= moment:
            self._later.remove(soonest)
            soonest[2]()
            return
        for leg in self.legs:
            if isinstance(leg.effect, Wait) and leg.effect.until == moment:
                self._resume(leg, Expired())
                return

    def _deliver(self, leg: Leg, happening: Happening | HungUp | None) -> None:
        if happening is None:
            self._resume(leg, None)
        elif isinstance(happening, HungUp):
            if isinstance(leg.effect, Wait):
                self._resume(leg, happening)
            elif leg.script is not None and not leg.over:
                leg.leaving = leg.leaving or happening
        elif isinstance(leg.effect, Wait) and isinstance(happening, leg.effect.wants):
            self._resume(leg, happening)

    def _resume(self, leg: Leg, event: Event | HungUp) -> None:
        script = leg.script
        if script is None:
            return
        leg.effect = None
        try:
            effect = script.throw(event) if isinstance(event, HungUp) else script.send(event)
        except StopIteration:
            leg.script = None
            self.legs.remove(leg)
            return
        self._await(leg, effect)

    def _await(self, leg: Leg, effect: Effect) -> None:
        leg.effect = effect
        if isinstance(effect, Wait):
            if leg.leaving is not None:
                reason, leg.leaving = leg.leaving, None
                self._happenings.append((leg, reason))
            return

        def errand() -> Callable[[], None]:
            answer = self.ask(effect)
            return lambda: self._answered(leg, answer)

        self._errands.append(errand)

    def _answered(self, leg: Leg, answer: Event) -> None:
        if leg.leaving is not None:
            reason, leg.leaving = leg.leaving, None
            self._resume(leg, reason)
        else:
            self._resume(leg, answer)
