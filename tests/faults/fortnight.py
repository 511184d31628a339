"""Calls back for two weeks: people ask to be rung in hours of their own, and what became of each in figures.

`python -m tests.faults.fortnight` lives through 10,000 requests. Each ring of a phone is seen where it rings, at the
carrier, and held against what its owner said.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from hotline.actions.notice import Notice
from hotline.actions.record_callback import record_callback
from hotline.actions.ring_callbacks import CallingBack
from hotline.core.callback import CODE_WORDS, NAMES, OPEN, REASONS, Card, Request
from hotline.telephony.twilio import ring_back
from hotline.worker import Worker
from tests.faults.day import put_on_duty
from tests.faults.her_phone import KARACHI, KINDS, REACHABLE, HerPhone, Hours, drawn
from tests.faults.people import Person
from tests.faults.world import World, open_world
from tests.journeys.test_calls_back import CarrierTelephone

DAY = 24 * 3600.0
DAYS, PEOPLE, RESPONDERS = 14, 10_000, 24
STEP = 15.0  # seconds between two looks of the worker while nothing else happens
LONGER = 30 * DAY  # after the last request: each has come to its end by then
REACHED = 0.95  # of those who can be
WINDOWS = (("now", 25), ("morning", 25), ("afternoon", 25), ("evening", 25))
WEEK = (("any", 60), ("weekdays", 25), ("weekend", 15))
SUBJECTS = (("law", 30), ("feelings", 30), ("online", 10), ("other", 30))
WITHDRAW = 0.02  # who text "do not call" on the next day
TWICE = 0.05  # for whom somebody else asks as well, for the same hours


@dataclass
class Fortnight:
    """A world in which many ask to be rung; `hers` are their phones by number."""

    world: World
    chance: random.Random
    worker: Worker
    hers: dict[str, HerPhone] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    _rung: dict[str, HerPhone] = field(default_factory=dict)

    def acts(self) -> None:
        """Everybody does what is due."""
        while self.worker.work_once():
            pass
        self.world.hotline.carrier.tick()  # what the worker placed begins to ring
        self._watches()
        for one in self.world.people.values():
            one.acts()
            if one.phone.state == "idle":
                one.phone.heard.clear()
        for number, hers in list(self._rung.items()):
            hers.acts()
            if hers.is_over:
                del self._rung[number]

    def somebody_asks(self, number: str) -> None:
        """A request as the menus store one, with a card if it is for later."""
        hotline, chance = self.world.hotline, self.chance
        window, kind = drawn(chance, WINDOWS), drawn(chance, KINDS)
        days = "now" if window == "now" else drawn(chance, WEEK)
        card = Card() if window == "now" else _card(chance)
        subject, woman = drawn(chance, SUBJECTS), chance.random() < 0.7
        request = Request(number, window, days, subject, woman, "ur", "voice", card=card)
        if kind == REACHABLE and window == "now":
            kind = "reachable, now"
        hours = Hours(window, days, hotline.clock())
        self.hers[number] = HerPhone(hotline.phone(number), hotline.carrier, hours=hours, kind=kind,
                                     may_text=card.may_text, chance=random.Random(f"{number} {kind}"),
                                     request=request)  # fmt: skip
        self._records(number, request)

    def _records(self, once: str, request: Request) -> None:
        record_callback(self.world.hotline.store, self.worker.calling.notice, once, request, self.world.now, KARACHI)

    def a_friend_asks(self, number: str) -> None:
        """The same request once more, for the same phone: it is not rung twice as it likes."""
        hers = self.hers[number]
        if hers.request and hers.hours.window != "now" and not hers.withdrew:
            hers.requests += 1
            self._records(f"{number} again", hers.request)

    def somebody_withdraws(self, number: str) -> None:
        """She wants no call any more."""
        if self.world.hotline.store.withdraw_callbacks(number, self.world.now):
            self.hers[number].withdrew = self.world.hotline.clock()

    def lives_on(self, seconds: float, people: int) -> None:
        """So many ask in this time, by day more than by night; then the clock goes on until every request is over."""
        clock, journey, chance = self.world.hotline.clock, self.world.hotline.journey, self.chance
        began = clock()
        asks = [(_moment(chance, seconds), f"+92399{4_000_000 + n}") for n in range(people)]
        twice = [(at + 3600 * chance.random(), one) for at, one in asks if chance.random() < TWICE]
        leave = [(at + DAY * chance.random(), one) for at, one in asks if chance.random() < WITHDRAW]
        deeds = [*((at, self.somebody_asks, one) for at, one in asks),
                 *((at, self.a_friend_asks, one) for at, one in twice),
                 *((at, self.somebody_withdraws, one) for at, one in leave)]  # fmt: skip
        for at, deed, number in sorted(deeds, key=lambda one: one[0]):
            self._passes(began + at)
            deed(number)
        while clock() < began + seconds + LONGER and self._notes_states():
            for _ in range(60):
                journey.passes(60.0)

    def _passes(self, moment: float) -> None:
        clock, journey = self.world.hotline.clock, self.world.hotline.journey
        while clock() < moment:
            day = int(clock() / DAY)
            journey.passes(min(STEP, moment - clock()))
            if int(clock() / DAY) != day:
                self._notes_states()

    def _notes_states(self) -> bool:
        """What became of the requests so far, before the closed ones are deleted; True while one is open."""
        now = {one.id: one.state for one in self.world.hotline.store.callbacks()}
        self.states.update(now)
        return any(state in OPEN for state in now.values())

    def _watches(self) -> None:
        """Every new ring of one of their phones; and of a responder's that is engaged, which she does not notice."""
        legs = self.world.hotline.carrier.legs
        for leg in legs:
            if leg.to in self.hers:
                self.hers[leg.to].is_rung(leg)
                self._rung[leg.to] = self.hers[leg.to]
            elif leg.to in self._responders and self._responders[leg.to].phone.manner == "busy":
                self._responders[leg.to].was_rung()
                self._responders[leg.to].comes_next()
        legs.clear()

    @cached_property
    def _responders(self) -> dict[str, Person]:
        return {one.phone.number: one for one in self.world.people.values()}


def _card(chance: random.Random) -> Card:
    if chance.random() < 0.4:
        return Card(True, chance.choice(("", *NAMES)), chance.choice(REASONS), chance.choice(("", *CODE_WORDS)))
    return Card(may_text=chance.random() < 0.3)


def _moment(chance: random.Random, seconds: float) -> float:
    """Most ask between eight in the morning and eleven at night."""
    day, hour = chance.randrange(int(seconds / DAY) or 1), chance.choices(range(24), [1] * 8 + [6] * 15 + [2])[0]
    return min(day * DAY + hour * 3600.0 + chance.uniform(0, 3600), seconds)


def open_fortnight(folder: Path, responders: int, seed: int) -> Fortnight:
    """So many responders, round the clock; it begins on a Monday at midnight."""
    world = open_world(folder)
    hotline = world.hotline
    begins = datetime(2026, 11, 16, tzinfo=KARACHI).timestamp()
    hotline.clock.seconds = hotline.carrier.agenda.now = begins
    hotline.store.db.query("pragma synchronous = off")  # what a power cut would do is tried elsewhere
    put_on_duty(world, responders, seed)
    notice = Notice(None, hotline.words)
    calling = CallingBack(hotline.store, notice, hotline.settings.timezone,
                          partial(ring_back.address, hotline.store.vault))
    telephone = CarrierTelephone(hotline.carrier, hotline.settings.number.e164)
    found = Fortnight(world, random.Random(seed), Worker(calling, telephone, hotline.clock.utc))
    hotline.journey.meanwhile[:] = [found.acts]
    return found


@dataclass(frozen=True)
class Figures:
    """What two weeks came to."""

    people: int
    rings: int
    outside: int
    after_wrong: int
    told_others: int
    unwanted_texts: int
    others: int
    texts: int
    reachable: int
    reached: int
    more_than_four: int
    states: Counter[str]

    @property
    def is_well(self) -> bool:
        """Nobody was rung when she should not be, nobody was texted who said no, nobody else was told anything, and
        nearly all were reached."""
        wrong = self.outside or self.after_wrong or self.told_others or self.unwanted_texts or self.more_than_four
        return not wrong and self.reached >= REACHED * self.reachable


def figures(found: Fortnight) -> Figures:
    """Of everybody who asked. Reached is who was rung and was put through; who withdrew does not count."""
    hers = list(found.hers.values())
    can_be = [one for one in hers if one.kind.startswith(REACHABLE) and not one.withdrew]
    return Figures(
        people=len(hers),
        rings=sum(len(one.rung) for one in hers),
        outside=sum(one.outside for one in hers),
        after_wrong=sum(one.after_wrong for one in hers),
        told_others=sum(one.told_others for one in hers),
        unwanted_texts=sum(one.unwanted_texts for one in hers),
        others=sum(ring.who in ("another", "machine") for one in hers for ring in one.rung),
        texts=sum(len(one.phone.inbox) for one in hers),
        reachable=len(can_be),
        reached=sum(one.reached for one in can_be),
        more_than_four=sum(len(one.rung) > 4 * one.requests for one in hers),
        states=Counter(found.states.values()),
    )


def lived(folder: Path, responders: int, people: int, days: float, seed: int) -> Figures:
    """So many requests in so many days."""
    found = open_fortnight(folder, responders, seed)
    try:
        found.lives_on(days * DAY, people)
        return figures(found)
    finally:
        found.world.hotline.store.db.close()


def told(found: Figures) -> Iterator[tuple[str, str]]:
    """The figures as they are printed."""
    yield "requests", f"{found.people}, which came to {found.rings} rings of their phones"
    yield "rings outside their hours", f"{found.outside} (0), or after they had withdrawn"
    yield "rings after wrong person", f"{found.after_wrong} (0) on the same day"
    yield "told to others", f"{found.told_others} (0) of {found.others} rings that somebody else or a machine took"
    yield "texts without consent", f"{found.unwanted_texts} (0); with it {found.texts}"
    yield "rung more than four times", f"{found.more_than_four} (0) for one request"
    yield "reachable and reached", f"{found.reached} of {found.reachable}: {found.reached / found.reachable:.1%} (95%)"
    yield "how they ended", ", ".join(f"{many} {state}" for state, many in found.states.most_common())


def main() -> int:
    """Live through two weeks and print what they came to."""
    with tempfile.TemporaryDirectory(prefix="hotline-fortnight-") as folder, redirect_stderr(io.StringIO()):
        found = lived(Path(folder), RESPONDERS, PEOPLE, DAYS, seed=1)
    print(f"{found.people} requests in {DAYS} days, {RESPONDERS} responders on duty\n")
    for what, said in told(found):
        print(f"{what:<26} {said}")
    return int(not found.is_well)


if __name__ == "__main__":
    sys.exit(main())
