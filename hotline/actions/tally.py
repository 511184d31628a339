"""Counts what menus and texts do, in memory first: a caller who only listens writes nothing while she is on the line.

Each process remembers what it answered, and adds it to the month's counts when a call is over. What it remembers dies
with it: a few counts, never a request.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from hotline.actions.ports import Store
from hotline.core.conversation import Conversation
from hotline.core.counting import Counts, Stand, of_moving, of_text, of_wish, still_open
from hotline.core.events import Wait, Wish
from hotline.core.sms_length import parts
from hotline.flows.stages import stand_of

MOST_REMEMBERED = 1000  # should the store be away for long: some hours of a busy line, half a megabyte
MOST_AT_ONCE = 200  # whoever's webhook it is waits for that
OFTEN = timedelta(minutes=1)
TALKED = "talked"
parts_of = lru_cache(maxsize=1024)(parts)  # the same words go to many


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn of a call or of a conversation by text: where she stood, if anywhere, and where she stands.

    `once` tells the turn apart from all others: a webhook that comes twice is counted once.
    """

    once: str
    at: datetime
    before: Stand | None
    after: Stand
    wish: tuple[str, str] | None = None  # the subject, and the district that she named, when a person was asked for
    reply: str | None = None  # to a text; only its length is counted


@dataclass
class Tally:
    """What one process has yet to count; one part of a text costs `part_paisa`.

    `replies_leave`: in the webhook's answer, past the outbox, which counts for itself what leaves.
    """

    zone: tzinfo
    part_paisa: int
    replies_leave: bool = True
    waiting: list[Heard] = field(default_factory=list)
    since: datetime | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)

    def heard(
        self, call: str, before: Conversation | None, after: Conversation, wait: Wait, at: datetime,
        wishes: Sequence[Wish] = (),
    ) -> None:  # fmt: skip
        """A caller has come to a step; `before` is none when the call begins. The decoy leaves no trace.

        Whoever is passed on after a talk has asked for a person before.
        """
        if wait != "any":
            turn, stood = (before.turn, stand_of(before)) if before else (0, None)
            wish = None if stood and stood.stage == TALKED else _asked_for(wishes)
            self._remember(Heard(f"{call}:{turn}", at, stood, stand_of(after, wait), wish))

    def talked(self, call: str, before: Conversation, at: datetime) -> None:
        """A caller hung up after a talk, not in the waiting."""
        stood = stand_of(before)
        self._remember(Heard(f"{call}:{before.turn}", at, stood, Stand(TALKED, stood.language)))

    def texted(
        self, message: str, before: Conversation | None, after: Conversation, wait: Wait, at: datetime, reply: str
    ) -> None:
        """A text was answered."""
        if wait != "any":
            stood = stand_of(before) if before else None
            self._remember(Heard(message, at, stood, stand_of(after, wait), reply=reply))

    def is_due(self, now: datetime) -> bool:
        """True when something has waited for a while."""
        return self.since is not None and now - self.since >= OFTEN

    def settle(self, store: Store, now: datetime) -> None:
        """Add what has waited longest to the counts; while another thread does it nobody waits. Raises StoreDown."""
        if not self.waiting or not self.turn.acquire(blocking=False):
            return
        try:
            taken = self.waiting[:MOST_AT_ONCE]
            with store.atomic():
                store.count_once([(one.once, still_open(self._counts(one), now, self.zone)) for one in taken], now)
                if self.replies_leave:
                    store.count_replies([(one.at, parts_of(one.reply)) for one in taken if one.reply])
            del self.waiting[: len(taken)]
            self.since = self.waiting[0].at if self.waiting else None
        finally:
            self.turn.release()

    def _remember(self, heard: Heard) -> None:
        if len(self.waiting) < MOST_REMEMBERED:
            self.waiting.append(heard)
            self.since = self.since or heard.at

    def _counts(self, heard: Heard) -> Counts:
        if heard.reply is not None:
            paisa = self.part_paisa * parts_of(heard.reply)
            return of_text(heard.before, heard.after, paisa, heard.at, self.zone)
        counts = of_moving(heard.before, heard.after, heard.at, self.zone)
        if heard.wish:
            counts.update(of_wish(*heard.wish, heard.at, self.zone))
        return counts


def _asked_for(wishes: Sequence[Wish]) -> tuple[str, str] | None:
    for wish in wishes:
        if wish.name == "ring" and not wish.waves:
            answers = dict(wish.answers)
            return answers.get("subject", ""), answers.get("not_from", "")
    return None
