"""Phones that are rung back: when their owners said that a ring is safe, who picks them up, and what they press."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hotline.core.callback import Request
from hotline.simulator.legs import Leg
from hotline.simulator.phone import Heard
from tests.faults.people import Holder

KARACHI = ZoneInfo("Asia/Karachi")
# As it is told to callers, and written down a second time: what is tested may not be asked what is right.
HOURS = {"morning": (8, 12), "afternoon": (12, 16), "evening": (16, 20)}
DAYS = {"any": range(7), "weekdays": range(5), "weekend": range(5, 7)}
NOW_LASTS = 3600.0
REACHABLE = "reachable"
# Who picks up, of a hundred rings: by what kind of phone it is. Who asked to be rung now is beside it.
PICKS_UP = {
    REACHABLE: (("she", 75), ("nobody", 13), ("busy", 2), ("another", 7), ("machine", 3)),
    "reachable, now": (("she", 90), ("nobody", 7), ("busy", 1), ("another", 2)),
    "never hers": (("another", 100),),
    "a machine": (("machine", 100),),
    "lies in a drawer": (("nobody", 60), ("off", 40)),
}
KINDS = ((REACHABLE, 85), ("never hers", 5), ("a machine", 5), ("lies in a drawer", 5))
MANNERS = {"busy": "busy", "machine": "voicemail", "off": "unreachable"}
# What anybody may be told who picks up: whom we ask for and which key to press; then, but for a machine, a goodbye.
ASKED = ("ask_for_", "back_confirm")
HARMLESS = (*ASKED, "back_wrong", "harmless_", "goodbye")
NO_WORDS = ("ring", "end", "silence")
OTHERS_KEYS = ("2", "2", "2", "5", "", "hangs up")  # what somebody else does when asked


@dataclass(frozen=True)
class Hours:
    """When she said that a ring is safe."""

    window: str
    days: str
    said_at: float

    def hold(self, at: float) -> bool:
        """True when this moment lies in them."""
        if self.window == "now":
            return self.said_at <= at <= self.said_at + NOW_LASTS
        local = datetime.fromtimestamp(at, KARACHI)
        begins, ends = HOURS[self.window]
        return local.weekday() in DAYS[self.days] and begins * 3600 <= _seconds(local) <= ends * 3600


@dataclass
class Rung:
    """One ring of her phone: from when until when, who picked it up, and what was heard."""

    who: str
    began: float
    ended: float = 0.0
    heard: tuple[Heard, ...] = ()

    @property
    def is_put_through(self) -> bool:
        """True when whoever picked it up talked to a responder."""
        return any(one.kind == "bridge" for one in self.heard)

    @property
    def tells(self) -> bool:
        """True when something was heard that only she may hear, or left on a machine."""
        may_hear = ASKED if self.who == "machine" else HARMLESS
        return any(one.kind not in NO_WORDS and not one.key.startswith(may_hear) for one in self.heard)


@dataclass
class HerPhone(Holder):
    """A phone for which requests were left; `may_text` is what she agreed to, `request` what was asked for first."""

    hours: Hours = field(kw_only=True)
    kind: str = field(kw_only=True)
    may_text: bool = field(kw_only=True)
    request: Request | None = field(kw_only=True, default=None)
    requests: int = 1
    chance: random.Random = field(kw_only=True)
    rung: list[Rung] = field(default_factory=list)
    withdrew: float = 0.0
    _who: str = ""
    _key: str = ""
    _at: float = 0.0
    _legs: list[Leg] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.comes_next()

    def comes_next(self) -> None:
        """Who will pick up the next ring."""
        self._who = drawn(self.chance, PICKS_UP[self.kind])
        others = self.chance.choice(OTHERS_KEYS)
        self._key = {"she": "1", "another": others}.get(self._who, "")
        self.phone.manner = MANNERS.get(self._who, "ask")  # type: ignore[assignment]
        self.phone.voicemail_after = self.chance.uniform(2, 20)

    def is_rung(self, leg: Leg) -> None:
        """A leg of the carrier's rings it, or tries to."""
        self._legs.append(leg)
        self.rung.append(Rung(self._who, self.carrier.clock()))
        self._wakes(self.chance.uniform(3, 14))

    @property
    def is_over(self) -> bool:
        """True when the ring has come to its end; then the next one is prepared."""
        leg, ring = self._legs[-1], self.rung[-1]
        if not ring.ended and (leg.answered or leg.over):
            ring.ended = leg.answered or leg.ended or 0.0
        if leg.over:
            ring.heard = tuple(one for one in self.phone.heard if one.call_sid == leg.sid)
            self.comes_next()
            self.phone.heard.clear()
        return leg.over

    def acts(self) -> None:
        """Do what is due."""
        if self.carrier.clock() < self._at:
            return
        if self.phone.state == "ringing" and self._who in ("she", "another"):
            self.phone.answer()
            self._wakes(self.chance.uniform(1, 5))
        elif self.phone.state == "in call" and self._key == "hangs up":
            self.phone.hang_up()
        elif self.phone.state == "in call" and self._key and self.is_asked:
            self.phone.press(self._key)
            self._key = ""

    @property
    def outside(self) -> int:
        """Rings that began or went on outside her hours, or after she had withdrawn."""
        return sum(
            not (self.hours.hold(one.began) and self.hours.hold(one.ended or one.began))
            or bool(self.withdrew and one.began > self.withdrew)
            for one in self.rung
        )

    @property
    def after_wrong(self) -> int:
        """Rings on a day on which somebody else, or a machine, had picked up already."""
        wrong, again = set[date](), 0
        for one in self.rung:
            day = datetime.fromtimestamp(one.began, KARACHI).date()
            again += day in wrong
            if one.who in ("another", "machine"):
                wrong.add(day)
        return again

    @property
    def reached(self) -> bool:
        """True when she was put through to a responder."""
        return any(one.who == "she" and one.is_put_through for one in self.rung)

    @property
    def told_others(self) -> int:
        """Rings in which somebody else, or a machine, was put through or heard what is not harmless."""
        return sum(one.who != "she" and one.tells for one in self.rung)

    @property
    def unwanted_texts(self) -> int:
        """Texts that she did not agree to."""
        return 0 if self.may_text else len(self.phone.inbox)

    def _wakes(self, seconds: float) -> None:
        self._at = self.carrier.clock() + seconds
        self.stops_time(seconds)


def drawn(chance: random.Random, table: tuple[tuple[str, int], ...]) -> str:
    """One of the names, as often as its figure says."""
    return chance.choices([what for what, _ in table], [many for _, many in table])[0]


def _seconds(local: datetime) -> float:
    return local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6
