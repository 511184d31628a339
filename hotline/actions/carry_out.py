"""Carry out a wish of the engine: the one table from a wish's name to the deed.

A store that cannot answer is an outcome like any other, so that the caller is moved to the next best help.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property

from hotline.actions import go_on
from hotline.actions.ask_responder import OVER, ask_responder
from hotline.actions.erase_there import forget_everywhere
from hotline.actions.notice import Notice
from hotline.actions.ports import Store, StoreDown
from hotline.actions.record_callback import asked_by_responder, asked_for, record_callback
from hotline.actions.ring_wave import Waiting, Wave, handed_over, ring_wave, wanted_of, who_is_left
from hotline.actions.subscribe import stop_texts, subscribe
from hotline.core.events import Outcome, Wish
from hotline.core.phone_number import Caller
from hotline.core.result import Standing
from hotline.core.routing import Lacking

RINGING = ("ring", "look")  # without a store, nobody can be rung
WISHES = frozenset({*RINGING, "ask_responder", "record_callback", "withdraw_callbacks", "stop", "not_mine", "start",
                    "erase", "find_subscription", "subscribe", "unsubscribe", *go_on.DEEDS})  # fmt: skip


@dataclass
class Deeds:
    """The deeds of one webhook: `sid` is the call's or message's id, from which each deed's key is made.

    `wave` is who is to be rung after a `ring` wish; `failures` names what the store could not do, for the log.
    """

    store: Store
    notice: Notice
    zone: tzinfo
    now: datetime
    who: Callable[[], Caller]
    sid: str
    channel: str
    wave: Wave = field(default_factory=Wave)
    failures: list[str] = field(default_factory=list)

    @cached_property
    def caller(self) -> Caller:
        """Who is on the line: most steps of a call need not find out."""
        return self.who()

    def perform(self, wish: Wish, turn: int) -> Outcome:
        """Do what is wished and say what became of it."""
        once = f"{self.sid}:{turn}"
        try:
            match wish.name:
                case "ring":
                    return self._ring(wish, once)
                case "look":
                    return self._look(wish)
                case "ask_responder":
                    return self._ask(wish, once)
                case "record_callback":
                    return self._record(wish, once)
                case "withdraw_callbacks":
                    self._withdraw()
                case "stop" | "not_mine":
                    self._stop(not_mine=wish.name == "not_mine")
                case "start":
                    self._start()
                case "erase":
                    return self._erase()
                case "find_subscription":
                    return self._find_subscription()
                case "subscribe":
                    return self._subscribe(wish)
                case "unsubscribe":
                    self._unsubscribe()
                case name:
                    return go_on.DEEDS[name](self._given(wish, once))
        except StoreDown:
            self.failures.append(wish.name)
            return Outcome("nobody" if wish.name in RINGING else "failed")
        return Outcome("done")

    def _waiting(self, wish: Wish) -> Waiting:
        answers = dict(wish.answers)
        wanted = handed_over(wanted_of(answers, wish.language, urgent=wish.urgent), wish.whom, answers)
        tried = (*wish.tried, answers.get("handed_by", "")) if wish.whom == "role" else wish.tried
        request = asked_by_responder(answers, self.caller, wish.language, self.store.limits.countries)
        return Waiting(self.sid, self.caller, wanted, tried, wish.waves, request)

    def _look(self, wish: Wish) -> Outcome:
        found = who_is_left(self.store, self._waiting(wish), self.now, self.zone)
        return Outcome("free") if found.waves else _nobody(found.lacking)

    def _ring(self, wish: Wish, once: str) -> Outcome:
        first = not wish.whom and not wish.waves  # she wants to be put through, and was not handed over
        standing = self._standing(wish) if first and self.caller.identity else "clear"
        if standing != "clear":
            return Outcome("barred") if standing == "barred" else Outcome("warned", (("warned", "yes"),))
        self.wave = ring_wave(self.store, once, self._waiting(wish), self.now, self.zone)
        if not self.wave.rings:
            return _nobody(self.wave.lacking)
        rung = " ".join(one.id for _, one in self.wave.rings)
        return Outcome("ringing", (("rung", rung), ("left", str(self.wave.left))))

    def _given(self, wish: Wish, once: str) -> go_on.Given:
        return go_on.Given(self.store, self.notice, self.zone, self.caller, dict(wish.answers), once, self.now)

    def _standing(self, wish: Wish) -> Standing:
        """In danger there is no time for a warning."""
        caller = self.caller.identity or ""
        if wish.urgent:
            return "barred" if self.store.is_barred(caller, self.now) else "clear"
        heard = bool(dict(wish.answers).get("warned"))
        return self.store.standing(caller, self.sid, self.now, heard=heard)

    def _ask(self, wish: Wish, once: str) -> Outcome:
        self.wave = ask_responder(self.store, once, self.sid, dict(wish.answers).get("talked", ""), self.now)
        return Outcome("ringing") if self.wave.rings else OVER

    def _record(self, wish: Wish, once: str) -> Outcome:
        try:
            countries = self.store.limits.countries
            request = asked_for(dict(wish.answers), self.caller, wish.language, self.channel, countries)
        except ValueError:
            return Outcome("failed")
        against = self.store.against(once, request, self.caller.identity, self.now)
        if against == "barred":
            return Outcome("barred")
        if against == "refused":
            return Outcome("refused")
        if against:
            if against == "in_all":
                self.notice.full(self.store, self.now.astimezone(self.zone))
            return Outcome("failed")
        reference = record_callback(self.store, self.notice, once, request, self.now, self.zone)
        calls_in = "" if request.number else "yes"
        return Outcome("stored", (("reference", reference), ("calls_in", calls_in), ("pin", "")))

    def _withdraw(self) -> None:
        if self.caller.number:
            self.store.withdraw_callbacks(self.caller.number.e164, self.now)

    def _find_subscription(self) -> Outcome:
        if self.caller.identity and self.store.is_blocked(self.caller.identity):
            return Outcome("blocked")
        found = self.store.subscription(self.caller.identity) if self.caller.identity else None
        return Outcome("done", (("series", found.series), *found.slot.answers)) if found else Outcome("none")

    def _subscribe(self, wish: Wish) -> Outcome:
        kept = subscribe(self.store, self.caller, dict(wish.answers), wish.language, self.now, self.zone)
        return Outcome("done" if kept else "failed")

    def _unsubscribe(self) -> None:
        if self.caller.identity:
            self.store.forget_subscription(self.caller.identity)

    def _stop(self, *, not_mine: bool) -> None:
        if self.caller.identity:
            stop_texts(self.store, self.caller.identity, self.now, calls=not_mine)
        if not_mine:
            self._withdraw()

    def _start(self) -> None:
        if self.caller.identity:
            self.store.unblock(self.caller.identity)

    def _erase(self) -> Outcome:
        if self.caller.identity:
            forget_everywhere(self.store, self.caller.identity, self.caller.number, self.now)
        return Outcome("done", (("keep", str(self.store.keeping.copies)),))


def _nobody(lacking: Lacking) -> Outcome:
    return Outcome(f"no_{lacking}" if lacking else "nobody")
