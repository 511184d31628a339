"""The worker: claims what is due and does it, keeps house by the clock, and stops cleanly when it is told to."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog

from hotline import logs, parts
from hotline.actions.ports import StoreDown, Telephone
from hotline.actions.record_callback import Notice
from hotline.actions.ring_callbacks import CallingBack, ring_callbacks
from hotline.actions.send_errand import send_errand
from hotline.settings import Settings
from hotline.telephony.twilio import ring_back
from hotline.telephony.twilio.outgoing import TwilioTelephone

log = structlog.get_logger("worker")
IDLE = 1.0  # seconds until the outbox is looked at again
RING_EVERY = timedelta(seconds=5)
BEAT_EVERY = timedelta(seconds=30)
SWEEP_EVERY = timedelta(hours=1)
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass
class Worker:
    """One pass at a time; `clock` says when. What fails is logged without content and tried again later."""

    calling: CallingBack
    telephone: Telephone
    clock: Callable[[], datetime]
    stop: threading.Event = field(default_factory=threading.Event)
    rung_at: datetime = NEVER
    beaten_at: datetime = NEVER
    swept_at: datetime = NEVER

    def run(self) -> None:
        """Work until `stop` is set; the job in hand is finished first."""
        while not self.stop.is_set():
            if not self.work_once():
                self.stop.wait(IDLE)

    def work_once(self) -> bool:
        """Chores that are due, then one errand; True when there may be another."""
        try:
            self._chores()
            kind = send_errand(self.calling.store, self.telephone, self.clock())
        except StoreDown:
            log.error("store did not answer")
            return False
        except Exception as error:  # noqa: BLE001 - a bug stops this errand, never the loop
            log.error("errand failed", error=type(error).__name__)
            return False
        if kind:
            log.info("errand", kind=kind)
        return kind is not None

    def _chores(self) -> None:
        now = self.clock()
        if now - self.rung_at >= RING_EVERY:
            ring_callbacks(self.calling, now)
            self.rung_at = now
        if now - self.beaten_at >= BEAT_EVERY:
            self.calling.store.beat("worker", now)
            self.beaten_at = now
        if now - self.swept_at >= SWEEP_EVERY:
            counts = self.calling.store.sweep(now)
            log.info("swept", **counts)
            self.swept_at = now


def calling_back(settings: Settings) -> CallingBack:
    """What the worker needs to start calls back."""
    store = parts.open_store(settings)
    notice = Notice(settings.coordinator, parts.open_words())
    return CallingBack(store, notice, settings.timezone, partial(ring_back.address, store.vault))


def run(settings: Settings) -> None:
    """Run a worker on these settings until SIGTERM or SIGINT."""
    logs.configure()
    token = settings.auth_tokens[0]
    telephone = TwilioTelephone(settings.account_sid, token, settings.number, settings.public_url, settings.api_url)
    worker = Worker(calling_back(settings), telephone, lambda: datetime.now(UTC))
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: worker.stop.set())
    worker.run()
