"""People who behave: responders who answer, refuse, pass on or do nothing, and callers who press what is offered."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from hotline.simulator.carrier import Carrier
from hotline.simulator.journey import Handset
from hotline.simulator.legs import Key, Leg, Wait
from hotline.simulator.phone import Heard

ANOTHER_NUMBER = "03995556677#"
MOST_KEYS = 8  # that a caller presses after those she came with; then she falls silent
READS = 3.0  # seconds until she presses a key


@dataclass(frozen=True)
class Manner:
    """What a responder does when she is rung: picks up or refuses `after` seconds, or neither; what she presses
    `later`; hangs up `talks` seconds after that. `phone` is what her phone does by itself."""

    answers: bool = True
    after: float = 4.0
    key: str = "1"
    later: float = 2.0
    talks: float = 60.0
    refuses: bool = False
    phone: str = "ask"


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


def leg_of(carrier: Carrier, handset: Handset) -> Leg | None:
    """The leg that a phone is on."""
    sid = handset.phone.call_sid
    return next((leg for leg in reversed(carrier.legs) if leg.sid == sid), None) if sid else None


def is_asked(leg: Leg | None) -> bool:
    """True while keys are listened to."""
    return leg is not None and isinstance(leg.effect, Wait) and Key in leg.effect.wants


@dataclass
class Person:
    """A responder and how she takes one ring after the other; the last manner stays."""

    handset: Handset
    carrier: Carrier
    manners: list[Manner]
    rung: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    _call: str = ""
    _since: float = 0.0
    _pressed: bool = False
    _acted: bool = False

    def __post_init__(self) -> None:
        self._sets_phone()

    @property
    def manner(self) -> Manner:
        """How she takes the ring that is on, or the next one."""
        return self.manners[max(0, min(len(self.rung) - 1, len(self.manners) - 1))]

    @property
    def rings(self) -> bool:
        """True while her bell is heard."""
        return self.handset.phone.state == "ringing"

    def acts(self) -> None:
        """Do what is due."""
        phone, now, manner = self.handset.phone, self.carrier.clock(), self.manner
        if phone.state == "idle":
            self._call = ""
        elif phone.call_sid != self._call:
            self._call, self._acted, self._pressed = phone.call_sid or "", False, False
            self.rung.append(now)
            self._wakes(self.manner.after)
        elif phone.state == "ringing" and not self._acted and now >= self._since + manner.after:
            self._acted = True
            if manner.refuses:
                phone.reject()
            elif manner.answers:
                phone.answer()
                self._wakes(manner.later)
        elif phone.state == "in call" and manner.answers and now >= self._since:
            self._in_call(now)

    def _in_call(self, now: float) -> None:
        manner = self.manner
        if self._pressed:
            if now >= self._since + manner.talks:
                self.handset.phone.hang_up()
        elif now >= self._since + manner.later and (not manner.key or is_asked(leg_of(self.carrier, self.handset))):
            self._pressed = True
            self._wakes(manner.talks)
            if manner.key not in ("", "2"):
                self.took.append(now)
            if manner.key:
                self.handset.phone.press(manner.key)

    def _wakes(self, seconds: float) -> None:
        self._since = self.carrier.clock()
        self.carrier.later(seconds, _nothing)
        self._sets_phone()

    def _sets_phone(self) -> None:
        self.handset.phone.manner = self.manner.phone  # type: ignore[assignment]


@dataclass
class Caller:
    """Somebody who calls: presses `keys`, one at each menu, then `then` at each that follows, and between two rings
    `at_pause`, or `at_guard` when she has heard of her credit. She hangs up `leaves_after` seconds after she began to
    hear `leaves_at`."""

    handset: Handset
    carrier: Carrier
    asked: Callable[[str], int]  # how many documents were fetched for a call so far
    keys: deque[str]
    then: str = ""
    at_pause: str = ""
    at_guard: str = ""
    leaves_at: str = ""
    leaves_after: float = 1.0
    reads: float = READS
    hung_up: bool = False
    _menu: int = 0
    _since: float = 0.0
    _from: int = 0
    _left: int = MOST_KEYS

    @property
    def heard(self) -> list[Heard]:
        """Everything of this call."""
        return self.handset.phone.last_call()

    def acts(self) -> None:
        """Do what is due."""
        if self.handset.phone.state == "idle":
            return
        now = self.carrier.clock()
        if self.leaves_at and (heard := next((one for one in self.heard if one.says(self.leaves_at)), None)):
            if now >= heard.at + self.leaves_after:
                self.hung_up, self.leaves_at = True, ""
                self.handset.phone.hang_up()
                return
            self.carrier.later(heard.at + self.leaves_after - now, _nothing)
        self._at_a_menu(now)

    def _at_a_menu(self, now: float) -> None:
        leg = leg_of(self.carrier, self.handset)
        if leg is None or not is_asked(leg):
            return
        documents = self.asked(leg.sid)
        if documents != self._menu:
            self._menu, self._since = documents, now
            self._from = sum(1 for one in self.heard if one.at < now)
            self.carrier.later(self.reads, _nothing)
        elif self._since and now >= self._since + self.reads:
            self._since = 0.0
            self._press()

    def _press(self) -> None:
        said = {one.sentence for one in self.heard[self._from:]}
        if said & {"wait_next", "wait_guard"}:
            self.handset.phone.press(self.at_pause or (self.at_guard if "wait_guard" in said else ""))
        elif self.keys:
            self.handset.phone.press(self.keys.popleft())
        elif self.then and self._left and not self._has_what_she_wanted():
            self._left -= 1
            self.handset.phone.press(ANOTHER_NUMBER if "callback_other" in said else self.then)

    def _has_what_she_wanted(self) -> bool:
        return any(one.kind == "bridge" or one.sentence == "callback_stored" for one in self.heard)


def _nothing() -> None:
    """So that time stops at this moment and everybody can act."""
