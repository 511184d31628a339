"""Plan the weekly texts: look at those whose time has come, a batch at a time, and put what is due into the outbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property

from hotline.actions.ports import Store
from hotline.core.broadcast import Broadcast
from hotline.core.content import Library
from hotline.core.flow import Choose, Flow
from hotline.core.phone_number import PhoneNumber
from hotline.core.sms_length import parts
from hotline.core.subscription import Move, Pause, Subscription, due, next_due
from hotline.prompts.texting import text_at
from hotline.prompts.words import Words

BATCH = 250  # looked at in one commit: a web process that wants to write waits a few milliseconds


@dataclass(frozen=True)
class Weekly:
    """What planning needs; `flow_on` gives the flow of a day, whose `sent` steps may be told then."""

    store: Store
    library: Library
    words: Words
    flow_on: Callable[[date], Flow]
    zone: tzinfo
    texts: dict[tuple[str, str, str], str] = field(default_factory=dict)

    @cached_property
    def series(self) -> Mapping[str, tuple[str, ...]]:
        """The texts of each series in order."""
        return {one.id: tuple(text.key for text in one.texts) for one in self.library.series}

    def text(self, flow: Flow, step: str, language: str) -> str:
        """A step as it is sent; each is written once."""
        name = (f"{flow.version()} {self.words.edition()}", step, language)
        if name not in self.texts:
            self.texts[name] = text_at(flow, step, language, self.words)
        return self.texts[name]


def plan_weekly(weekly: Weekly, now: datetime) -> bool:
    """Look at one batch; True when there may be more. Several workers may do so at once. Raises StoreDown."""
    found = weekly.store.due_subscriptions(now, BATCH)
    if not found:
        return False
    flow = weekly.flow_on(now.astimezone(weekly.zone).date())
    week = Week(weekly, flow, weekly.store.pauses(), weekly.store.open_broadcast(), now)
    weekly.store.move_subscriptions([week.move(one, number) for one, number in found], now)
    return len(found) == BATCH


@dataclass(frozen=True)
class Week:
    """What holds for everybody who is looked at now."""

    weekly: Weekly
    flow: Flow
    pauses: Sequence[Pause]
    broadcast: Broadcast | None
    now: datetime

    def move(self, one: Subscription, number: PhoneNumber | None) -> Move:
        """What she is sent. Only in her hour and in no pause; otherwise she is looked at again in her next one."""
        if number is None:
            return Move(one, None)
        if not one.slot.holds(self.now, self.weekly.zone):
            return Move(one, replace(one, look_at=self._next(one, self.now)))
        later = self._next(one, self._hour_ends)
        if self._is_paused:
            return Move(one, replace(one, look_at=later))
        news = self.broadcast if self.broadcast and self.broadcast.is_for(one.series) else None
        what = due(one, self.weekly.series.get(one.series, ()), self.flow.sent, later, news.id if news else "")
        if news and what.says == news.id:
            body = news.words[one.language]
            counts = parts(body) if one.broadcast != news.id else 0
            return Move(one, what.then, number, body, self._hour_ends, counts=counts)
        body = self.weekly.text(self.flow, what.says, one.language) if what.says else ""
        asks = isinstance(self.flow.steps.get(what.says), Choose)
        return Move(one, what.then, number, body, self._hour_ends, asks)

    def _next(self, one: Subscription, after: datetime) -> datetime:
        return next_due(one.slot, after, self.weekly.zone, self.pauses, one.id)

    @cached_property
    def _is_paused(self) -> bool:
        return any(pause.covers(self.now, self.weekly.zone) for pause in self.pauses)

    @cached_property
    def _hour_ends(self) -> datetime:
        local = self.now.astimezone(self.weekly.zone)
        into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        return self.now - into + timedelta(hours=1)
