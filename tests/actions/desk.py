"""A roster whose responders order by text: two by day and evening, and a colleague who could take a shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from builders import AMNA, BILQIS, a_person

from hotline import parts
from hotline.actions.answer_text import Reply, Text
from hotline.actions.notice import Notice
from hotline.actions.obey_order import Desk, obey_order
from hotline.actions.ring_callbacks import CallingBack
from hotline.core.duty import Responder
from hotline.core.phone_number import caller_from, parse
from hotline.prompts.words import Words
from hotline.storage.store import SqlStore

KARACHI = ZoneInfo("Asia/Karachi")
COORDINATOR = "+923990000500"
SADIA, TARIQ = "+923990000103", "+923990000104"
HOUR = timedelta(hours=1)


def open_desk(store: SqlStore, words: Words, now: datetime, *, swaps: bool = True) -> Desk:
    """Amna the lawyer is on by day, Bilqis the counsellor in the evening; Sadia and Tariq are lawyers of the night."""
    people = [
        a_person(name="Amna Khan", phone=AMNA, shifts="mon-sun 09:00-17:00", languages=("ur", "en")),
        a_person(name="Bilqis", phone=BILQIS, role="counsellor", shifts="mon-sun 16:00-23:00"),
        a_person(name="Sadia", phone=SADIA, shifts="mon-sun 00:00-06:00"),
        a_person(name="Tariq", phone=TARIQ, gender="male", shifts="mon-sun 01:00-06:00"),
    ]
    store.replace_roster(people, now)
    notice = Notice(parse(COORDINATOR), words)
    calling = CallingBack(store, notice, KARACHI, lambda ring, *_: f"/back?{ring}")
    return Desk(calling, parts.open_orders(), words, swaps)


@dataclass
class Phone:
    """A responder's phone that texts."""

    desk: Desk
    now: datetime
    number: str = AMNA
    sent: int = 0

    def texts(self, body: str, message: str = "", after: timedelta = timedelta()) -> Reply | None:
        """Send it, perhaps later; no two in the same moment."""
        self.sent += 1
        after += self.sent * timedelta(milliseconds=1)
        text = Text(message or f"SM{self.number}{self.sent}", caller_from(self.number), body)
        return obey_order(self.desk, text, self.now + after)

    def reads(self, body: str, message: str = "", after: timedelta = timedelta()) -> str:
        """Send it and read the reply."""
        reply = self.texts(body, message, after)
        assert reply is not None, f"{body!r} was taken for a caller's"
        assert reply.stored
        return reply.body


def responder(desk: Desk, number: str = AMNA) -> Responder:
    """Who has this phone."""
    return next(one for one in desk.store.responders() if one.phone.e164 == number)


def on_duty(desk: Desk, at: datetime) -> list[str]:
    """Who is on duty a second after an instant."""
    return [one.name for one in desk.store.rota(KARACHI).on_duty(at + timedelta(seconds=1))]


def told(desk: Desk, now: datetime) -> list[tuple[str, str]]:
    """Every text that is to leave, as (to, words); calls as their address."""
    found = []
    while errand := desk.store.take(now + timedelta(seconds=1), now + HOUR):
        found.append((errand.to.e164, errand.body))
    return sorted(found)
