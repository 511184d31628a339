"""One look at a page: who looks, in which language, at what time; and how times and numbers are written for her."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from gettext import NullTranslations
from typing import Any

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from flask import Response, flash, make_response, redirect, render_template, request, session, url_for

from hotline.actions.ports import Store
from hotline.actions.ring_callbacks import CallingBack
from hotline.actions.staffing import Staffing
from hotline.core.staff import Session, Staff
from hotline.prompts.recordings import Recordings
from hotline.prompts.words import Words

RIGHT_TO_LEFT = ("ur",)
LOCALES = {"en": "en_GB", "ur": "ur_PK"}
SEE_OTHER = 303


@dataclass(frozen=True)
class Console:
    """What the pages need, put together in `app.py`. `example` is True in a demo, where nobody needs a password."""

    store: Store
    words: Words
    recordings: Recordings
    staffing: Callable[[str], Staffing]
    calling: CallingBack
    sentences: Mapping[str, NullTranslations]
    zone: tzinfo
    clock: Callable[[], datetime]
    public_url: str
    example: bool


@dataclass(frozen=True)
class Visit:
    """A page that is asked for. `staff` and `session` are None while nobody is signed in."""

    console: Console
    staff: Staff | None
    session: Session | None
    language: str
    now: datetime

    @property
    def store(self) -> Store:
        """Where everything is kept."""
        return self.console.store

    @property
    def who(self) -> Staff:
        """Whoever is signed in; only pages that somebody must be signed in for may ask."""
        if self.staff is None:
            raise LookupError("nobody is signed in")
        return self.staff

    @property
    def role(self) -> str:
        """What she may do; nothing while nobody is signed in."""
        return self.staff.role if self.staff else ""

    @property
    def locale(self) -> str:
        """How dates and numbers are written for her."""
        return LOCALES[self.language]

    @property
    def comma(self) -> str:
        """What stands between the things of a list."""
        return "\u060c " if self.language in RIGHT_TO_LEFT else ", "

    @property
    def sentences(self) -> NullTranslations:
        """The words of her language."""
        return self.console.sentences[self.language]

    @property
    def direction(self) -> str:
        """Which way her language runs."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    # words, times and numbers

    def say(self, message: str, **values: object) -> str:
        """A message in her language."""
        text = self.sentences.gettext(message)
        return text % values if values else text

    def clock(self, at: datetime) -> str:
        """The time of day, on the hotline's clock."""
        return format_time(self.local(at), "HH:mm", locale=self.locale)

    def day(self, at: datetime | date) -> str:
        """A day with its weekday."""
        return format_date(self._date(at), "EEE d MMM", locale=self.locale)

    def long_day(self, at: datetime | date) -> str:
        """A day in full, but for the year."""
        return format_date(self._date(at), "EEEE d MMMM", locale=self.locale)

    def when(self, at: datetime) -> str:
        """An instant: its time, with its day unless that is today."""
        same = self.local(at).date() == self.local(self.now).date()
        return self.clock(at) if same else f"{self.day(at)} {self.clock(at)}"

    def span(self, begins: datetime, ends: datetime) -> str:
        """From one time to another; the day of the end is told when it is another."""
        last = self.local(ends - timedelta(microseconds=1))
        until = self.clock(ends) if self.local(begins).date() == last.date() else self.when(ends)
        return f"{self.when(begins)} – {until}"

    def number(self, value: float) -> str:
        """A number as her language writes it."""
        return format_decimal(value, locale=self.locale)

    def local(self, at: datetime) -> datetime:
        """An instant on the hotline's clock."""
        return at.astimezone(self.console.zone)

    def _date(self, at: datetime | date) -> date:
        return self.local(at).date() if isinstance(at, datetime) else at

    # answers

    def page(self, template: str, **values: Any) -> str:
        """A page of the site."""
        return render_template(template, visit=self, **values)

    def unless_same(self, body: str) -> Response:
        """An answer of nothing but "not modified", when the browser has this already."""
        response = make_response(body)
        response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:32], weak=True)
        return response.make_conditional(request)  # type: ignore[return-value]

    def go(self, page: str, **places: object) -> Response:
        """After a change: on to a page."""
        return redirect(url_for(page, **places), SEE_OTHER)  # type: ignore[return-value, arg-type]

    def tell(self, message: str, **values: object) -> None:
        """Say something on the next page that she sees."""
        flash(self.say(message, **values))

    def warn(self, message: str, **values: object) -> None:
        """Say on the next page that something was not done, and why."""
        flash(self.say(message, **values), "problem")

    def audit(self, what: str, about: str = "") -> None:
        """Note what she does."""
        self.store.record(self.who.id, what, about, self.now)


def signed_in(token: str, language: str) -> None:
    """Put into the cookie what stands for her session, and nothing of before."""
    session.clear()
    session["token"] = token
    session["language"] = language


