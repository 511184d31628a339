"""People and requests for tests: give what the test is about, the rest is ordinary."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher

from hotline.core.callback import Request
from hotline.core.content import Fact
from hotline.core.conversation import Conversation
from hotline.core.duty import Responder, Rota
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Person, Ring
from hotline.core.shifts import Shift, parse_shifts
from hotline.storage.passwords import Passwords

ALWAYS = tuple(Shift(day * 24 * 60, 24 * 60) for day in range(7))
AMNA, BILQIS = "+923990000101", "+923990000102"  # responders
HINA, ZOYA = "+923990000201", "+923990000202"  # callers
QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))  # what is guessed is not their subject
KEY, OTHER_KEY = bytes(range(32)), bytes(range(32, 64))


def a_responder(
    name: str = "Amna",
    phone: str = AMNA,
    role: str = "lawyer",
    gender: str = "female",
    languages: tuple[str, ...] = ("ur",),
    shifts: str | tuple[Shift, ...] = ALWAYS,
    id: str = "",  # noqa: A002
    **more: object,
) -> Responder:
    """Somebody on duty round the clock; `shifts` may be written as in a roster file."""
    hours = parse_shifts(shifts) if isinstance(shifts, str) else shifts
    return Responder(id, name, PhoneNumber(phone), tuple(role.split(";")), gender, languages, hours, **more)  # type: ignore[arg-type]


KARACHI = ZoneInfo("Asia/Karachi")


def a_rota(*responders: Responder, **more: object) -> Rota:
    """A roster of these people, in Karachi."""
    return Rota(KARACHI, responders, **more)  # type: ignore[arg-type]


def a_person(pin: str = "", **responder: object) -> Person:
    """A row of a roster file."""
    return Person(a_responder(**responder), pin)  # type: ignore[arg-type]


def started(
    store: Any, once: str, call: str, responder: str, now: datetime, **more: Any
) -> tuple[str, str] | None:
    """One phone is rung: the ring and its responder; None when she is on another call."""
    rings = store.rings_started(once, Ring(call, **more), [responder], now)
    return rings[0] if rings else None


def two_people() -> list[Person]:
    """Amna, a lawyer, and Bilqis, a counsellor."""
    return [a_person(name="Amna", phone=AMNA), a_person(name="Bilqis", phone=BILQIS, role="counsellor")]


def a_request(
    number: str = HINA,
    window: str = "evening",
    days: str = "any",
    subject: str = "law",
    woman_only: bool = False,
    language: str = "ur",
    channel: str = "voice",
    **more: object,
) -> Request:
    """A wish to be rung back."""
    return Request(number, window, days, subject, woman_only, language, channel, **more)  # type: ignore[arg-type]


def a_conversation(step: str = "menu", language: str = "ur_Latn", **more: object) -> Conversation:
    """A conversation by text."""
    return Conversation("main", step, "sms", language, **more)  # type: ignore[arg-type]


def answered(store: Any, message: str, who: str | None, now: datetime, reply: str = "salam", place: Any = None) -> str:
    """A text was answered, which left her at `place`; what stands as the reply."""
    return str(store.keep_turn(store.turn_before(message, who, now), reply, place, now))


def place_of(store: Any, who: str, now: datetime) -> Conversation | None:
    """Where she stands."""
    found: Conversation | None = store.turn_before("SM-next", who, now).place
    return found


def reply_to(store: Any, message: str, now: datetime) -> str | None:
    """What was answered to a message."""
    found: str | None = store.turn_before(message, None, now).reply
    return found


def a_fact(**more: Any) -> Fact:
    """A fact that nobody has to sign."""
    known = {"id": "A1", "says": "So it is.", "source": "a page", "confidence": "high", "checked_on": date(2026, 11, 1)}
    return Fact(**(known | more))
