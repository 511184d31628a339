"""The worker: claims what is due and does it, keeps house by the clock, and stops cleanly when it is told to."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import structlog

from hotline import logs, parts
from hotline.actions.ask_receipts import ask_receipts
from hotline.actions.ask_results import ask_results
from hotline.actions.count_up import count_up
from hotline.actions.erase_there import erase_old, erase_people
from hotline.actions.find_lost import Finding, find_calls, find_texts
from hotline.actions.notice import Notice
from hotline.actions.obey_order import Desk
from hotline.actions.plan_weekly import Weekly, plan_weekly
from hotline.actions.ports import StoreDown, Telephone
from hotline.actions.raise_alarms import raise_alarms
from hotline.actions.record_prompt import sweep_drafts
from hotline.actions.remind_shifts import remind_shifts
from hotline.actions.ring_back import pick_up_forgotten
from hotline.actions.ring_callbacks import CallingBack, ring_callbacks
from hotline.actions.ring_missed import Missed
from hotline.actions.send_errand import send_errands
from hotline.actions.staffing import Staffing
from hotline.actions.tally import Tally
from hotline.actions.try_lines import try_lines
from hotline.settings import Settings
from hotline.storage.store import SqlStore
from hotline.telephony.twilio import missed, ring_back, staff_call
from hotline.telephony.twilio.outgoing import TwilioTelephone

log = structlog.get_logger("worker")
MOST_AT_ONCE = 50  # errands that are claimed together, when the last ones left as quickly as that
IDLE = 1.0  # seconds until the outbox is looked at again
RING_EVERY = timedelta(seconds=5)
BEAT_EVERY = timedelta(seconds=30)
PICK_UP_EVERY = timedelta(minutes=1)
LOOK_AT_STAFF_EVERY = timedelta(minutes=1)
SWEEP_EVERY = timedelta(hours=1)
TOLD_AFTER = 5000  # rows that were swept, how far it is
SWEEP_PAUSE = 0.04  # seconds between two batches, in which callers have the database to themselves
COUNT_EVERY = timedelta(minutes=20)
DROP_EVERY = timedelta(seconds=20)
DROPPED_AT_ONCE = 500  # in one transaction, so that a caller's write never waits long
PLAN_EVERY = timedelta(seconds=20)
FIND_EVERY = timedelta(minutes=5)
EVEN = timedelta(seconds=2)  # by so much a clock is set back all the time
NICE = 5  # what is planned for a crowd takes what the web processes leave
NEVER = datetime.min.replace(tzinfo=UTC)
Chores = Mapping[str, tuple[timedelta, Callable[[datetime], object]]]


@dataclass
class Worker:
    """One pass at a time; `clock` says when."""

    calling: CallingBack
    telephone: Telephone
    clock: Callable[[], datetime]
    more_chores: Chores = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)
    done_at: dict[str, datetime] = field(default_factory=dict)
    at_once: int = 1
    swept: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        """Work until `stop` is set; the job in hand is finished first."""
        while not self.stop.is_set():
            if not self.work_once():
                self.stop.wait(IDLE)

    def work_once(self) -> bool:
        """Chores that are due, then one errand; True when there may be another.

        A chore that answers True has done a part only: it goes on at once, after the errand.
        """
        unfinished = False
        for name, (every, chore) in self.chores.items():
            now = self.clock()
            since = now - self.done_at.get(name, NEVER)
            if since >= every or since < -EVEN:  # the clock was ahead, and is right again
                self.done_at[name] = now
                if self._safely(name, chore, now) is True:
                    unfinished = True
                    del self.done_at[name]
        return bool(self._safely("errand", self._send, self.clock())) or unfinished

    def _safely(self, name: str, deed: Callable[[datetime], object], now: datetime) -> object:
        """What breaks is logged without content and tried again later; it never stops the other deeds."""
        try:
            return deed(now)
        except StoreDown:
            log.error("store did not answer", deed=name)
        except Exception as error:  # noqa: BLE001 - a bug stops this deed, never the loop
            log.error("deed failed", deed=name, error=type(error).__name__)
        return None

    @property
    def chores(self) -> Chores:
        """What is done by the clock: how often, and the deed."""
        return {
            "beat": (BEAT_EVERY, lambda now: self.calling.store.beat("worker", now)),
            "ring callbacks": (RING_EVERY, lambda now: ring_callbacks(self.calling, now)),
            "pick up forgotten": (PICK_UP_EVERY, lambda now: pick_up_forgotten(self.calling.ringing, now)),
            "drop late": (DROP_EVERY, lambda now: self.calling.store.drop_late(now, DROPPED_AT_ONCE)),
            "sweep": (SWEEP_EVERY, self._sweep),
            **self.more_chores,
        }

    def _sweep(self, now: datetime) -> bool:
        counts, more = self.calling.store.sweep_some(now)
        self.swept.update(counts)
        if not more or self.swept.total() >= TOLD_AFTER:
            log.info("swept", **{name: count for name, count in self.swept.items() if count}, more=more)
            self.swept.clear()
        if more:
            self.stop.wait(SWEEP_PAUSE)
        return more

    def _send(self, _now: datetime) -> bool:
        kinds = send_errands(self.calling.store, self.telephone, self.clock, self.at_once)
        if kinds:
            log.info("errand", kinds=" ".join(kinds))
            self.at_once = min(2 * len(kinds), MOST_AT_ONCE)
        return bool(kinds)


def chores_for(staffing: Staffing, *, confirms: bool, simulated: bool) -> Chores:
    """What is done for those who answer. Simulated phones are tested only when somebody asks for it."""
    deeds: dict[str, Callable[[datetime], object]] = {
        "remind shifts": lambda now: remind_shifts(staffing, now) if confirms else 0,
        "try lines": lambda now: try_lines(staffing, now, unasked=not simulated),
        "ask results": lambda now: ask_results(staffing, now),
        "raise alarms": lambda now: raise_alarms(staffing, now),
    }
    return {name: (LOOK_AT_STAFF_EVERY, deed) for name, deed in deeds.items()}


def chores_for_subscribers(weekly: Weekly) -> Chores:
    """What is done for those who want a text a week."""
    return {
        "plan weekly": (PLAN_EVERY, lambda now: plan_weekly(weekly, now)),
        "end broadcast": (SWEEP_EVERY, weekly.store.end_broadcast),
    }


def chores_for_recordings(folder: Path) -> Chores:
    """What is done for whoever records sentences."""
    return {"sweep drafts": (SWEEP_EVERY, lambda now: sweep_drafts(folder, now))}


def chores_for_lost(finding: Finding, telephone: Telephone) -> Chores:
    """What is done for those whose text or call did not reach us."""
    return {
        "find texts": (FIND_EVERY, lambda now: find_texts(finding, telephone, now).more),
        "ask receipts": (FIND_EVERY, lambda now: ask_receipts(finding.store, telephone, now)),
        "erase people there": (DROP_EVERY, lambda now: erase_people(finding.store, telephone, now)),
        "erase old there": (SWEEP_EVERY, lambda now: erase_old(telephone, finding.store.keeping, now)),
        "find calls": (FIND_EVERY, lambda now: find_calls(finding, telephone, now).more),
    }


def open_telephone(settings: Settings) -> TwilioTelephone:
    """The carrier's way out. No web process opens it: its library is large."""
    token = settings.auth_tokens[0]
    return TwilioTelephone(settings.account_sid, token, settings.number, settings.public_url, settings.api_url,
                           settings.missed_number)  # fmt: skip


def open_finding(settings: Settings, store: SqlStore) -> Finding:
    """What answering a lost text needs."""
    words = parts.open_words(settings.recordings)
    notice = Notice(settings.coordinator, words)
    calling = CallingBack(store, notice, settings.timezone, partial(ring_back.address, store.vault))
    desk = Desk(calling, parts.open_orders(), words, settings.swaps)
    flow_on = parts.flows_by_day(parts.open_library(words), unreviewed=settings.unreviewed, words=words,
                                 countries=settings.countries)  # fmt: skip
    rules = settings.ring_back
    ring = Missed(store, rules, partial(missed.address, store.vault)) if rules else None
    tally = Tally(settings.timezone, part_paisa=0, replies_leave=False)  # by the outbox, where it is paid
    return Finding(desk, parts.open_matcher(), flow_on, tally, ring)


def run(settings: Settings) -> None:
    """Run a worker on these settings until SIGTERM or SIGINT. Callers who wait for an answer come first."""
    os.nice(NICE)
    logs.configure()
    telephone, store, zone = open_telephone(settings), parts.open_store(settings), settings.timezone
    finding = open_finding(settings, store)
    calling, words = finding.desk.calling, finding.desk.words
    staffing = Staffing(store, calling.notice, zone, partial(staff_call.address, store.vault))
    chores = {
        **chores_for(staffing, confirms=settings.confirm_shifts, simulated=settings.simulator),
        **chores_for_subscribers(parts.open_weekly(settings, store, words)),
        **chores_for_lost(finding, telephone),
        **chores_for_recordings(settings.recordings),
        "count up": (COUNT_EVERY, lambda now: count_up(store, zone, now)),
        "count texts": (COUNT_EVERY, lambda now: finding.tally.settle(store, now)),
    }
    worker = Worker(calling, telephone, lambda: datetime.now(UTC), chores)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: worker.stop.set())
    worker.run()
