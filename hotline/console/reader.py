"""How words, times and numbers are written for whoever reads: in her language, on the hotline's clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from gettext import NullTranslations

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent

from hotline.core.errors import Reason

RIGHT_TO_LEFT = ("ur",)
A_DAY = timedelta(days=1)
LOCALES = {"en": "en_GB", "ur": "ur_PK"}


@dataclass(frozen=True)
class Reader:
    """Somebody who reads, at a page or in a file."""

    language: str
    now: datetime
    zone: tzinfo
    sentences: NullTranslations

    @property
    def locale(self) -> str:
        """How dates and numbers are written for her."""
        return LOCALES[self.language]

    @property
    def comma(self) -> str:
        """What stands between the things of a list."""
        return "\u060c " if self.language in RIGHT_TO_LEFT else ", "

    @property
    def direction(self) -> str:
        """Which way her language runs."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def say(self, message: str, **values: object) -> str:
        """A message in her language."""
        text = self.sentences.gettext(message)
        return text % values if values else text

    def reason(self, why: str) -> str:
        """Why something was refused, in her language."""
        if not isinstance(why, Reason):
            return why
        filled = {name: self.reason(value) if isinstance(value, str) else value for name, value in why.values.items()}
        return self.say(why.text, **filled)

    def named(self, codes: Iterable[str], labels: Mapping[str, str]) -> list[tuple[str, str]]:
        """Codes with what they are called, to choose from."""
        return [(code, self.say(labels[code])) for code in codes]

    def homes(self, homes: Iterable[str], labels: Mapping[str, str]) -> list[tuple[str, str]]:
        """Where sentences belong; a topic has no other name than its own."""
        return [(one, self.say(labels[one]) if one in labels else one) for one in homes]

    def listed(self, codes: Iterable[str], labels: Mapping[str, str]) -> str:
        """What codes are called, as one list."""
        return self.comma.join(self.say(labels[code]) for code in codes)

    def clock(self, at: datetime) -> str:
        """The time of day."""
        return format_time(self.local(at), "HH:mm", locale=self.locale)

    def day(self, at: datetime | date) -> str:
        """A day with its weekday."""
        return format_date(self._date(at), "EEE d MMM", locale=self.locale)

    def long_day(self, at: datetime | date) -> str:
        """A day in full, but for the year."""
        return format_date(self._date(at), "EEEE d MMMM", locale=self.locale)

    def weekday(self, at: date) -> str:
        """A weekday, short."""
        return format_date(at, "EEE", locale=self.locale)

    def full_date(self, at: date) -> str:
        """A day with its year, as a letter has it."""
        return format_date(at, "d MMMM yyyy", locale=self.locale)

    def month(self, month: str, *, short: bool = False) -> str:
        """A month such as 2026-11, in words."""
        pattern = "MMM yy" if short else "MMMM yyyy"
        return format_date(date.fromisoformat(f"{month}-01"), pattern, locale=self.locale)

    def when(self, at: datetime) -> str:
        """An instant: its time, with its day unless that is today."""
        same = self.local(at).date() == self.local(self.now).date()
        return self.clock(at) if same else f"{self.day(at)} {self.clock(at)}"

    def span(self, begins: datetime, ends: datetime) -> str:
        """From one time to another; the day of the end is told when it is another."""
        last = self.local(ends - timedelta(microseconds=1))
        until = self.clock(ends) if self.local(begins).date() == last.date() else self.when(ends)
        return self.say("%(begins)s – %(ends)s", begins=self.when(begins), ends=until)

    def hours(self, begins: datetime, ends: datetime) -> str:
        """From one time of the day to another, where nobody needs to be told which day."""
        if ends - begins >= A_DAY:
            return self.say("round the clock")
        return self.say("%(begins)s–%(ends)s", begins=self.clock(begins), ends=self.clock(ends))

    def days(self, first: date, last: date) -> str:
        """From one day to another."""
        return self.say("%(begins)s – %(ends)s", begins=self.day(first), ends=self.day(last))

    def number(self, value: float) -> str:
        """A number as her language writes it."""
        return format_decimal(value, locale=self.locale)

    def percent(self, value: int) -> str:
        """A share in percent."""
        return format_percent(value / 100, locale=self.locale)

    def local(self, at: datetime) -> datetime:
        """An instant on the hotline's clock."""
        return at.astimezone(self.zone)

    def midnight(self, day: date) -> datetime:
        """When a day begins on the hotline's clock."""
        return datetime.combine(day, time(0), self.zone).astimezone(self.now.tzinfo)

    def _date(self, at: datetime | date) -> date:
        return self.local(at).date() if isinstance(at, datetime) else at
