"""A hotline in which anything may go wrong while somebody calls, and everybody around it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from hotline.actions.notice import Notice
from hotline.actions.ports import TelephoneError
from hotline.actions.ring_callbacks import CallingBack
from hotline.core.duty import Responder
from hotline.core.records import Person as OnRoster
from hotline.telephony.twilio import ring_back
from hotline.telephony.twilio.places import CARRIERS_OWN
from hotline.telephony.twilio.twiml import RETRIED
from hotline.worker import Worker
from tests.fakes import FakeTelephone
from tests.faults.line import Deed, Line, Shaky, Trouble
from tests.faults.people import TAKES, Caller, Manner, Person, in_turn
from tests.journeys.conftest import AMINA, HER, SAIMA, TARIQ, Hotline, open_hotline

ALWAYS = "mon-sun 00:00-12:00; mon-sun 12:00-24:00"
LONGEST_CALL = 900.0
VOICEMAIL_AFTER = 6.0
COORDINATOR = "+923990000500"
MORE = tuple(f"+92399200000{n}" for n in range(6))  # for rosters that are larger than three
Deeds = Callable[[], object]


@dataclass
class World:
    """The hotline, its shaky database, its line to the carrier, the responders, and her who calls."""

    hotline: Hotline
    db: Shaky
    line: Line
    people: dict[str, Person] = field(default_factory=dict)
    her: Caller = field(init=False)
    waiting: list[tuple[Callable[[], bool], Deeds]] = field(default_factory=list)

    # What cases are told with

    def person(self, name: str, *manners: Manner, number: str = "") -> Person:
        """A responder, and how she takes her rings one after the other."""
        known = {"Amina": AMINA, "Saima": SAIMA, "Tariq": TARIQ}
        handset = self.hotline.phone(number or known[name], owner=name)
        handset.phone.voicemail_after = VOICEMAIL_AFTER
        self.people[name] = Person(handset, self.hotline.carrier, in_turn(*(manners or (TAKES,))))
        return self.people[name]

    def everybody(self, *manners: Manner) -> None:
        """All who are known take their rings so."""
        for name, one in self.people.items():
            self.person(name, *manners, number=one.handset.phone.number)

    def roster(self, rows: str) -> None:
        """The roster from now on, and phones for everybody who is new."""
        self.hotline.has_roster(f"name,phone,role,gender,languages,shifts,pin\n{rows}")
        for one in self.hotline.store.responders():
            if one.name not in self.people:
                self.person(one.name, number=one.phone.e164)

    def crowd(self, *manners: Manner) -> None:
        """Six counsellors, and nobody else."""
        rows = (f"R{n},{number},counsellor,female,ur,{ALWAYS},\n" for n, number in enumerate(MORE))
        self.people.clear()
        self.roster("".join(rows))
        self.everybody(*manners)

    def changes(self, change: Callable[[Responder], Responder | None]) -> None:
        """Each responder becomes what `change` makes of her; with None she leaves."""
        changed = [change(one) for one in self.hotline.store.responders()]
        people = [OnRoster(one, "") for one in changed if one]
        self.hotline.store.replace_roster(people, self.now)

    def leaves(self, name: str) -> None:
        """She is taken off the roster."""
        self.changes(lambda one: None if one.name == name else one)

    def id_of(self, name: str) -> str:
        """A responder's id."""
        return next(one.id for one in self.hotline.store.responders() if one.name == name)

    def befalls(self, path: str, deed: Deed, *, times: int = 1, skip: int = 0) -> None:
        """Trouble with the requests whose path ends so."""
        self.line.troubles.append(Trouble(path, deed, times, skip))

    def when(self, comes: Callable[[], bool], deed: Deeds) -> None:
        """Do something once, as soon as something is so."""
        self.waiting.append((comes, deed))

    def after(self, seconds: float, deed: Deeds) -> None:
        """Do something once, after a while."""
        at = self.hotline.clock() + seconds
        self.hotline.carrier.later(seconds, lambda: None)
        self.when(lambda: self.hotline.clock() >= at, deed)

    def hears(self, key: str) -> Callable[[], bool]:
        """Whether she heard this."""
        return lambda: any(one.says(key) for one in self.her.heard)

    def rings(self, name: str) -> Callable[[], bool]:
        """Whether this phone rings."""
        return lambda: self.people[name].rings

    def goes(self, seconds: float | None = None) -> None:
        """The database goes away, for a while or for good."""
        self.db.away = True
        if seconds is not None:
            self.after(seconds, self.comes)

    def comes(self) -> None:
        """The database is back."""
        self.db.away, self.db.goes_at = False, ""

    def skips_to(self, hour: int, minute: int, second: int) -> None:
        """It is so late today, on the hotline's own clock."""
        local = self.now.astimezone(self.hotline.settings.timezone)
        then = local.replace(hour=hour, minute=minute, second=second, microsecond=0)
        self.hotline.clock.advance((then - local).total_seconds())

    def worker(self, *, failing: bool) -> None:
        """The worker is at work; the provider refuses what it asks for."""
        hotline = self.hotline
        calling = CallingBack(hotline.store, Notice(hotline.settings.coordinator, hotline.words),
                              hotline.settings.timezone, partial(ring_back.address, hotline.store.vault))
        telephone = FakeTelephone([TelephoneError("503", permanent=False)] * 99 if failing else [])
        worker = Worker(calling, telephone, hotline.clock.utc)

        def works() -> None:
            while worker.work_once():
                pass

        hotline.journey.meanwhile.append(works)

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.hotline.clock.utc()

    # What happens

    def acts(self) -> None:
        """Everybody does what is due."""
        for comes, deed in list(self.waiting):
            if comes():
                self.waiting.remove((comes, deed))
                deed()
        for one in self.people.values():
            one.acts()
        self.her.acts()

    def lives_on(self, seconds: float = LONGEST_CALL) -> None:
        """She calls, and time passes until her call is over; then what is still on its way arrives."""
        self.her.handset.calls()
        ends = self.hotline.clock() + seconds
        while self.her.handset.phone.state != "idle" and self.hotline.clock() < ends and self.hotline.journey.step():
            pass
        self.comes()
        self.hotline.journey.passes(90.0)


def open_world(folder: Path, keys: str = "", *, shows: str | None = None, **how: object) -> World:
    """A hotline with Amina, Saima and Tariq on duty; she will press `keys` and then act as `how` says."""
    hotline = open_hotline(folder, database=Shaky, HOTLINE_COORDINATOR=COORDINATOR)
    webhooks = hotline.carrier.webhooks
    line = webhooks.http = Line(webhooks.http, hotline.settings.auth_tokens[0], hotline.clock)
    hotline.carrier.account.dial_buffer = CARRIERS_OWN
    hotline.carrier.account.voice_url += RETRIED  # as docs/running-it.md says
    assert isinstance(hotline.store.db, Shaky)
    world = World(hotline, hotline.store.db, line)
    for name in ("Amina", "Saima", "Tariq"):
        world.person(name)
    handset = hotline.phone(HER, shows=shows)
    world.her = Caller(handset, hotline.carrier, line.asked.__getitem__, deque(keys.split()), **how)  # type: ignore[arg-type]
    hotline.journey.meanwhile.append(world.acts)
    return world


def like(one: Responder, **changes: object) -> Responder:
    """The same responder but for this."""
    return replace(one, **changes)  # type: ignore[arg-type]
