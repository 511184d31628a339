"""Puts what became of an order into one text: times on the hotline's clock, lists only as long as it may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from hotline.core.events import Line
from hotline.core.shifts import DAYS
from hotline.core.sms_length import MOST_PARTS, parts, plain
from hotline.core.told import Fact, OnDuty, Told, Word
from hotline.prompts.words import Words

MOST_LISTED = 20
A_DAY = timedelta(days=1)
NAMED_BY_DAY = timedelta(days=6)  # later than that, "Monday" could be either of two


@dataclass(frozen=True)
class Teller:
    """Writes for one reader: her language, the hotline's clock, the time it is."""

    words: Words
    zone: tzinfo
    language: str
    now: datetime

    def text(self, told: Told) -> str:
        """The sentences in one line; a long list ends with how many more there are."""
        longest = max((len(fact) for one in (told, *told.also) for fact in one.facts.values()
                       if isinstance(fact, list | tuple)), default=0)  # fmt: skip
        for most in range(min(longest, MOST_LISTED), -1, -1):
            text = " ".join(filter(None, (self._sentence(one, most) for one in (told, *told.also))))
            text = text if self.language == "ur" else plain(text)
            if parts(text) <= MOST_PARTS[self.language]:
                break
        return text

    def when(self, at: datetime) -> str:
        """An instant: its time, with its day unless that is today."""
        local = at.astimezone(self.zone)
        return f"{self._day(at)} {local:%H:%M}".strip()

    def span(self, begins: datetime, ends: datetime) -> str:
        """From one time to another, which has its own day only when it is a day away."""
        until = self.when(ends) if ends - begins >= A_DAY else f"{ends.astimezone(self.zone):%H:%M}"
        return f"{self.when(begins)}-{until}"

    def _sentence(self, told: Told, most: int) -> str:
        written = {name: self._fact(fact, most) for name, fact in told.facts.items()}
        return self.words.text(self.language, Line(f"order_{told.name}"), "sms", written)

    def _fact(self, fact: Fact, most: int) -> str:
        match fact:
            case datetime():
                return self.when(fact)
            case Word(key):
                return self._word(key)
            case list():
                return self._listed([self.span(*span) for span in fact], most)
            case (datetime() as begins, datetime() as ends):
                return self.span(begins, ends)
            case tuple():
                return self._listed([self._person(one) for one in fact if isinstance(one, OnDuty)], most)
        return str(fact)

    def _person(self, one: OnDuty) -> str:
        return f"{one.name} ({', '.join(self._word(f'staff_role_{role}') for role in one.roles)})"

    def _listed(self, items: list[str], most: int) -> str:
        more = f" +{len(items) - most}" if len(items) > most else ""
        return ", ".join(items[:most]) + more

    def _day(self, at: datetime) -> str:
        local, today = at.astimezone(self.zone), self.now.astimezone(self.zone).date()
        if local.date() == today:
            return ""
        day = self._word(f"day_{DAYS[local.weekday()]}")
        return day if timedelta() < at - self.now < NAMED_BY_DAY else f"{day} {local.day}.{local.month}."

    def _word(self, key: str) -> str:
        return self.words.text(self.language, Line(key), "sms")
