"""Callers for tests: each walks the real flow, and a town without a database answers what she wishes for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from hotline.core.conversation import Conversation
from hotline.core.engine import advance
from hotline.core.events import Began, Event, Jump, Keys, Outcome, Silence, Turn, Wish
from hotline.core.flow import Channel, Flow
from hotline.flows.hotline import build
from hotline.flows.library import load_library

DAY = date(2026, 11, 21)
LIVE = build(load_library(), DAY)
DEMO = build(load_library(), DAY, unreviewed=True)
FLOWS = (LIVE, DEMO)


def all_goes_well(wish: Wish) -> Outcome:
    """Somebody is on duty, and everything can be stored."""
    if wish.name == "ring":
        return Outcome("ringing", (("rung", f"r{len(wish.tried) + 1}"), ("left", "9")))
    if wish.name == "look":
        return Outcome("free")
    if wish.name == "ask_responder":
        return Outcome("ringing")
    if wish.name == "record_callback":
        calls_in = "" if dict(wish.answers).get("number") else "yes"
        return Outcome("stored", (("reference", "4821"), ("calls_in", calls_in), ("pin", "")))
    if wish.name == "open_request":
        return Outcome("waits", (("request", "c1"), ("has_number", "yes"), ("window2", "evening"), ("days2", "any")))
    if wish.name == "find_subscription":
        return Outcome("none")
    return Outcome("done", (("keep", "7"),) if wish.name == "erase" else ())


def nobody_is_there(wish: Wish) -> Outcome:
    """Nobody is on duty, and everything can be stored."""
    return Outcome("nobody") if wish.name in ("ring", "look") else all_goes_well(wish)


def nothing_works(wish: Wish) -> Outcome:
    """No store answers."""
    return Outcome("nobody" if wish.name in ("ring", "look") else "failed")


@dataclass
class Caller:
    """Somebody with a phone: what she did led to `turn`; `asked` is every wish, with where she stood before it."""

    flow: Flow = LIVE
    channel: Channel = "voice"
    language: str = "ur"
    number_known: bool = True
    town: Callable[[Wish], Outcome] = all_goes_well
    now: float = 1_800_000_000.0
    asked: list[tuple[str, Event, Wish]] = field(default_factory=list)
    heard: list[Turn] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.place = Conversation(
            self.flow.version(), self.flow.start[self.channel], self.channel, self.language,
            number_known=self.number_known,
        )  # fmt: skip
        self.does(Began())

    @property
    def turn(self) -> Turn:
        return self.heard[-1]

    @property
    def step(self) -> str:
        return self.place.step

    def does(self, event: Event) -> Turn:
        """One event, and all that is wished for because of it."""
        self.now += 10
        lines: tuple = ()
        before, cause = self.step, event
        if isinstance(event, Jump):  # a keyword begins anew
            self.place = self.place._replace(answers=(), trail=())
        while True:
            result = advance(self.flow, self.place, event, self.now)
            self.place = result.conversation
            lines += result.turn.lines
            if not result.wishes:
                self.heard.append(replace(result.turn, lines=lines))
                return self.turn
            self.asked.append((before, cause, result.wishes[0]))
            event = self.town(result.wishes[0])

    def presses(self, *keys: str) -> Turn:
        for one in keys:
            self.does(Keys(one))
        return self.turn

    def is_silent(self) -> Turn:
        """Nothing is pressed; while a phone rings, nobody answers it."""
        return self.does(Outcome("no_answer") if self.turn.wait == "ring" else Silence())

    def wishes(self) -> list[str]:
        return [wish.name for _, _, wish in self.asked]

    def keys(self) -> list[str]:
        """The prompt keys of what she heard last."""
        return [line.key for line in self.turn.lines]
