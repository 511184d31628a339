"""Phones as tests speak of them: she calls, hears, presses, stays silent, texts and reads."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from hotline.simulator.audio import seconds_of
from hotline.simulator.carrier import Carrier
from hotline.simulator.legs import Key, Leg, Spoke, Wait
from hotline.simulator.phone import SOUNDING, Heard, Manner, Phone, Text

PATIENCE = 600.0
MAX_STEPS = 5000


class Clock(Protocol):
    """Time that a test moves."""

    def advance(self, seconds: float) -> None:
        """Let time pass."""


@dataclass
class FakeClock:
    """A clock that stands still until it is moved; `utc` shows the same moment to the hotline."""

    seconds: float = 1_790_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds

    def utc(self) -> datetime:
        """The moment as an aware datetime."""
        return datetime.fromtimestamp(self.seconds, UTC)


@dataclass
class Journey:
    """A carrier, a clock, and whoever else must act as time passes (`meanwhile`: the worker, say)."""

    carrier: Carrier
    clock: Clock
    meanwhile: list[Callable[[], None]] = field(default_factory=list)

    def phone(self, number: str, owner: str = "", *, shows: str | None = None,
              manner: Manner = "ask") -> "Handset":
        """The phone with a number, connected now if it was not."""
        known = self.carrier.phones.get(number)
        return Handset(known or self.carrier.add(Phone(number, owner, shows=shows, manner=manner)), self)

    def passes(self, seconds: float) -> None:
        """Let time pass, doing each thing when it is due."""
        end = self.carrier.clock() + seconds
        for _ in range(MAX_STEPS):
            moment = self.carrier.next_moment()
            if moment is None or moment > end:
                break
            self.step()
        self._until(end)

    def step(self) -> bool:
        """Move to the next thing that is due; False when nothing is."""
        self.acts()
        moment = self.carrier.next_moment()
        if moment is None:
            return False
        self._until(moment)
        return True

    def _until(self, moment: float) -> None:
        self.clock.advance(max(0.0, moment - self.carrier.clock()))
        self.acts()

    def acts(self) -> None:
        """Do what is due now, everybody in turn."""
        self.carrier.tick()
        for deed in self.meanwhile:
            deed()
        self.carrier.tick()


class Handset:
    """A phone and the person holding it."""

    def __init__(self, phone: Phone, journey: Journey) -> None:
        self.phone = phone
        self._journey = journey
        self._heard_up_to = 0
        self._read_up_to = 0

    # Calling

    def calls(self, to: str | None = None) -> "Handset":
        """Rings the hotline."""
        self._heard_up_to = len(self.phone.heard)
        self.phone.dial(to)
        return self

    def presses(self, keys: str, *, at_once: bool = False) -> "Handset":
        """Presses keys when keys are listened to, or at once although nobody listens."""
        for key in keys:
            if not at_once:
                self._run_on(until=self._is_listened_to)
            self.phone.press(key)
        return self

    def speaks(self, sound: bytes, key: str = "#") -> "Handset":
        """Speaks after the tone, a WAV file or nothing at all, and ends it with a key."""
        self._run_on(until=self._is_recorded)
        assert self._is_recorded(), f"{self.name} is not recorded:\n{self.transcript()}"
        seconds = seconds_of("audio/wav", sound) or 0.0
        self.phone.speak(sound, seconds)
        self._journey.passes(seconds)
        self.phone.press(key)
        return self

    def stays_silent(self) -> "Handset":
        """Lets the sound end and the question's time run out."""
        self._run_on(until=self._is_waited_for)
        if self._is_waited_for():
            leg = self._leg()
            before = leg.effect if leg else None
            while leg is not None and leg.effect is before and self._journey.step():
                pass
        return self

    def hears(self, *expected: str) -> "Handset":
        """Hears prompts (by key, sentence or words) in this order, with anything between them."""
        for one in expected:
            if not self._hears(one):
                heard = self.transcript()
                raise AssertionError(f"{self.name} never heard {one!r}; heard since then:\n{heard}")
        return self

    def does_not_hear(self, unwanted: str) -> "Handset":
        """Has not heard something in this call so far."""
        if any(item.says(unwanted) for item in self.phone.last_call()):
            raise AssertionError(f"{self.name} heard {unwanted!r}:\n{self.transcript(whole=True)}")
        return self

    def listens(self) -> list[Heard]:
        """Lets the sound end, and tells what was heard since the last time."""
        self._run_on(until=lambda: False)
        items = self.phone.heard[self._heard_up_to:]
        self._heard_up_to = len(self.phone.heard)
        return items

    def hangs_up(self) -> "Handset":
        """Presses the red key."""
        self.phone.hang_up()
        self._journey.acts()
        return self

    def hears_the_end(self) -> "Handset":
        """Lets the sound end; the hotline then hangs up."""
        self._run_on(until=lambda: False)
        assert self.phone.state == "idle", f"{self.name} is still {self.phone.state}:\n{self.transcript()}"
        return self

    def is_in_call(self) -> "Handset":
        """Is connected."""
        assert self.phone.state == "in call", f"{self.name} is {self.phone.state}:\n{self.transcript()}"
        return self

    def talks_to(self, other: "Handset") -> "Handset":
        """Is put through to somebody: both have been bridged, in one call, once the other heard the last words."""
        other._run_on(until=lambda: other._on("bridge"))
        mine, theirs = self._leg(), other._leg()
        related = mine and theirs and (theirs.parent is mine or mine.parent is theirs)
        if not (related and self._on("bridge") and other._on("bridge")):
            raise AssertionError(f"{self.name} does not talk to {other.name}:\n{self.transcript()}")
        return self

    # Being called

    def rings(self, within: float = 60.0) -> "Handset":
        """Its bell is heard before long."""
        limit = self._journey.carrier.clock() + within
        self._journey.acts()
        while self.phone.state != "ringing":
            moment = self._journey.carrier.next_moment()
            if moment is None or moment > limit or not self._journey.step():
                break
        if self.phone.state != "ringing":
            raise AssertionError(f"{self.name} does not ring but is {self.phone.state}")
        return self

    def does_not_ring(self) -> "Handset":
        """Its bell is not heard."""
        assert self.phone.state != "ringing", f"{self.name} rings"
        return self

    def answers(self) -> "Handset":
        """Presses the green key."""
        self._heard_up_to = len(self.phone.heard)
        self.phone.answer()
        return self

    def refuses(self) -> "Handset":
        """Presses the red key while it rings."""
        self.phone.reject()
        return self

    def lets_it_ring(self) -> "Handset":
        """Does not answer, until it stops ringing."""
        self._while(lambda: self.phone.state == "ringing")
        return self

    # Texting

    def texts(self, body: str) -> "Handset":
        """Texts the hotline."""
        self.phone.text(body)
        self._journey.acts()
        return self

    def reads(self, *expected: str, within: float = 30.0) -> Text:
        """Reads the next unread text, which holds the given words."""
        limit = self._journey.carrier.clock() + within
        self._journey.acts()
        while len(self.phone.inbox) <= self._read_up_to:
            moment = self._journey.carrier.next_moment()
            if moment is None or moment > limit or not self._journey.step():
                raise AssertionError(f"{self.name} got no text")
        text = self.phone.inbox[self._read_up_to]
        self._read_up_to += 1
        for words in expected:
            if words.casefold() not in text.body.casefold():
                raise AssertionError(f"{self.name} does not read {words!r} in:\n{text.body}")
        return text

    def reads_nothing(self, within: float = 5.0) -> "Handset":
        """No unread text, and none arrives."""
        self._journey.passes(within)
        if len(self.phone.inbox) > self._read_up_to:
            raise AssertionError(f"{self.name} got a text:\n{self.phone.inbox[self._read_up_to].body}")
        return self

    # For failures and golden transcripts

    @property
    def name(self) -> str:
        """Who is holding it."""
        return self.phone.owner or self.phone.number

    def transcript(self, *, whole: bool = False) -> str:
        """What was heard, a line each."""
        items = self.phone.last_call() if whole else self.phone.heard[self._heard_up_to:]
        lines = (f"  {item.kind} {item.key} {item.text or item.url}".rstrip() for item in items)
        return "\n".join(lines)

    # Inside

    def _leg(self) -> Leg | None:
        legs = self._journey.carrier.legs
        return next((leg for leg in reversed(legs) if leg.sid == self.phone.call_sid), None)

    def _on(self, kind: str) -> bool:
        now = self._journey.carrier.now
        return any(item.kind == kind and item.is_on(now) for item in self.phone.last_call())

    def _sounds(self) -> bool:
        now = self._journey.carrier.now
        return any(item.kind in SOUNDING and item.is_on(now) for item in self.phone.last_call())

    def _is_listened_to(self) -> bool:
        return self._awaits(Key)

    def _is_recorded(self) -> bool:
        return self._awaits(Spoke)

    def _awaits(self, what: type) -> bool:
        leg = self._leg()
        return leg is not None and isinstance(leg.effect, Wait) and what in leg.effect.wants

    def _is_waited_for(self) -> bool:
        return self._is_listened_to() and not self._sounds()

    def _hears(self, expected: str) -> bool:
        while True:
            for index, item in enumerate(self.phone.heard[self._heard_up_to:], self._heard_up_to):
                if item.says(expected):
                    self._heard_up_to = index + 1
                    return True
            if not (self._sounds() and self._journey.step()):
                return False

    def _run_on(self, until: Callable[[], bool]) -> None:
        self._while(lambda: not until() and self._sounds())

    def _while(self, condition: Callable[[], bool]) -> None:
        limit = self._journey.carrier.clock() + PATIENCE
        while condition() and self._journey.carrier.clock() < limit:
            if not self._journey.step():
                return
