"""People who behave: responders who answer, refuse, pass on or do nothing, and callers who press what is offered."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from hotline.simulator.carrier import Carrier
from hotline.simulator.journey import Handset
from hotline.simulator.legs import Key, Leg, Wait
from hotline.simulator.phone import Heard, Phone
from hotline.simulator.phone import Manner as PhoneManner

ANOTHER_NUMBER = "03995556677#"
MOST_KEYS = 8  # that a caller presses after those she came with; then she falls silent
READS = 3.0  # seconds until she presses a key


@dataclass(frozen=True)
class Manner:
    """What a responder does when she is rung: picks up or refuses `after` seconds, or neither; what she presses
    `later`, one key at each menu; hangs up `talks` seconds after the last. `phone` is what her phone does by itself."""

    answers: bool = True
    after: float = 4.0
    key: str = "1"
    later: float = 2.0
    talks: float = 60.0
    refuses: bool = False
    phone: PhoneManner = "ask"


TAKES = Manner()
REFUSES = Manner(answers=False, refuses=True)
IGNORES = Manner(answers=False)
PASSES = Manner(key="2")
SAYS_NOTHING = Manner(key="")
LEAVES_WHISPER = Manner(key="", talks=3.0)
TAKES_AND_GOES = Manner(talks=0.0)
BUSY = Manner(answers=False, phone="busy")
DEAD = Manner(answers=False, phone="unreachable")
MACHINE = Manner(answers=False, phone="voicemail")


Choose = Callable[[int], Manner]  # how she takes her first ring (0), her second, …


def in_turn(*manners: Manner) -> Choose:
    """One manner after the other; the last one stays."""
    return lambda ring: manners[min(ring, len(manners) - 1)]


@dataclass
class Holder:
    """Somebody who holds a phone."""

    handset: Handset
    carrier: Carrier
    _leg: Leg | None = field(default=None, init=False)

    @property
    def phone(self) -> Phone:
        """The phone."""
        return self.handset.phone

    @property
    def leg(self) -> Leg | None:
        """The leg that it is on."""
        sid = self.phone.call_sid
        if self._leg is None or self._leg.sid != sid:
            self._leg = next((leg for leg in self.carrier.agenda.legs if leg.sid == sid), None)
        return self._leg

    @property
    def is_asked(self) -> bool:
        """True while keys are listened to."""
        leg = self.leg
        return leg is not None and isinstance(leg.effect, Wait) and Key in leg.effect.wants

    def stops_time(self, seconds: float) -> None:
        """Time stops then for a moment, so that everybody can act. The carrier's own time may lag behind the clock."""
        self.carrier.agenda.later(self.carrier.clock() + seconds, _nothing)


@dataclass
class Person(Holder):
    """A responder, when she was rung and when she took a call."""

    chooses: Choose = field(default_factory=lambda: in_turn(TAKES))
    rung: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    _call: str = ""
    _since: float = 0.0
    _keys: int = 0
    _menu: object = None
    _acted: bool = False

    def __post_init__(self) -> None:
        self.comes_next()

    @property
    def rings(self) -> bool:
        """True while her bell is heard."""
        return self.phone.state == "ringing"

    def comes_next(self) -> None:
        """Be ready for the next ring; her phone may take it by itself."""
        self._next = self.chooses(len(self.rung))
        self.phone.manner = self._next.phone

    def was_rung(self) -> None:
        """Her phone rings, or tried to."""
        self.rung.append(self.carrier.clock())
        self._manner = self._next

    def acts(self) -> None:
        """Do what is due."""
        phone, now = self.phone, self.carrier.clock()
        if phone.state == "idle":
            if self._call:
                self._call = ""
                self.comes_next()
        elif phone.call_sid != self._call:
            self._call, self._acted, self._keys, self._menu = phone.call_sid or "", False, 0, None
            self.was_rung()
            self._wakes(self._manner.after)
        elif phone.state == "ringing" and not self._acted and now >= self._since + self._manner.after:
            self._acted = True
            if self._manner.refuses:
                phone.reject()
            elif self._manner.answers:
                phone.answer()
                self._wakes(self._manner.later)
        elif phone.state == "in call" and self._manner.answers:
            self._in_call(now)

    def _in_call(self, now: float) -> None:
        manner = self._manner
        if self._keys and self._keys >= len(manner.key):
            if now >= self._since + manner.talks:
                self.phone.hang_up()
        elif now >= self._since + manner.later and (self._is_asked_anew() or not manner.key):
            key = manner.key[self._keys:][:1]
            self._keys += 1
            self._wakes(manner.talks if self._keys >= len(manner.key) else manner.later)
            if manner.key not in ("", "2"):
                self.took.append(now)
            self.phone.press(key)

    def _is_asked_anew(self) -> bool:
        """At a menu at which she has pressed no key yet."""
        if not self.is_asked or self.leg is None or self.leg.effect is self._menu:
            return False
        self._menu = self.leg.effect
        return True

    def _wakes(self, seconds: float) -> None:
        self._since = self.carrier.clock()
        self.stops_time(seconds)


@dataclass
class Caller(Holder):
    """Somebody who calls: presses `keys`, one at each menu, then `then` at each that follows, and between two rings
    `at_pause`, or `at_guard` when she has heard of her credit. She hangs up `leaves_after` seconds after she began to
    hear `leaves_at`. Only what she heard from `since` on counts, if that is given."""

    asked: Callable[[str], int] = lambda _: 0  # how many documents were fetched for a call so far
    keys: deque[str] = field(default_factory=deque)
    then: str = ""
    at_pause: str = ""
    at_guard: str = ""
    leaves_at: str = ""
    leaves_after: float = 1.0
    reads: float = READS
    since: str = ""
    hung_up: bool = False
    _menu: int = 0
    _since: float = 0.0
    _from: int = 0
    _left: int = MOST_KEYS

    @property
    def heard(self) -> list[Heard]:
        """Everything of this call that counts."""
        heard = self.phone.last_call()
        first = next((at for at, one in enumerate(heard) if self.since and one.says(self.since)), 0)
        return heard[first:]

    def acts(self) -> None:
        """Do what is due."""
        if self.phone.state == "idle":
            return
        now = self.carrier.clock()
        if self.leaves_at and (heard := next((one for one in self.heard if one.says(self.leaves_at)), None)):
            if now >= heard.at + self.leaves_after:
                self.hung_up, self.leaves_at = True, ""
                self.phone.hang_up()
                return
            self.stops_time(heard.at + self.leaves_after - now)
        self._at_a_menu(now)

    def _at_a_menu(self, now: float) -> None:
        if not self.is_asked:
            return
        documents = self.asked(self.phone.call_sid or "")
        if documents != self._menu:
            self._menu, self._since = documents, now
            self._from = sum(1 for one in self.heard if one.at < now)
            self.stops_time(self.reads)
        elif self._since and now >= self._since + self.reads:
            self._since = 0.0
            self.phone.press(self._key({one.sentence for one in self.heard[self._from:]}))

    def _key(self, said: set[str]) -> str:
        """What she presses after these words."""
        if said & {"wait_next", "wait_guard"}:
            return self.at_pause or (self.at_guard if "wait_guard" in said else "")
        if self.keys:
            return self.keys.popleft()
        if not self.then or not self._left or self._has_what_she_wanted():
            return ""
        self._left -= 1
        return ANOTHER_NUMBER if "callback_other" in said else self.then

    def _has_what_she_wanted(self) -> bool:
        return any(one.kind == "bridge" or one.sentence == "callback_stored" for one in self.heard)


def _nothing() -> None:
    """Nothing is due but time."""
