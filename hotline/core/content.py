"""Topics, tips and referral numbers: where each fact comes from, and whether a live caller may hear it yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DIAL_TEST_LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Tip:
    """One piece of advice. `needs` lists the sign-offs without which no live caller hears it."""

    key: str
    source: tuple[str, ...]
    confidence: str
    checked_on: date
    needs: tuple[str, ...]
    numbers: tuple[str, ...]
    reviewer: str
    signed_on: str

    def signed(self) -> bool:
        """True when nobody has to sign, or a named reviewer did on a date. Dial tests belong to the numbers."""
        return not set(self.needs) - {"dial-test"} or bool(self.reviewer and self.signed_on)


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of the information menu with its tips in order."""

    id: str
    tips: tuple[Tip, ...]


@dataclass(frozen=True, slots=True)
class Weekly:
    """A text of a series that is sent unasked: a tip, or a question with its `answer` ("true" or "false")."""

    tip: Tip
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A subject of a subscription with its texts in order."""

    id: str
    texts: tuple[Weekly, ...]


@dataclass(frozen=True, slots=True)
class Referral:
    """A number of another service. It is spoken only for 30 days after our own staff dialled it."""

    id: str
    source: tuple[str, ...]
    last_dialled: str
    tested_by: str

    def fresh(self, today: date) -> bool:
        """True when a named person dialled it within the last 30 days."""
        return bool(self.tested_by and self.last_dialled) and (
            date.fromisoformat(self.last_dialled) + DIAL_TEST_LASTS >= today
        )


@dataclass(frozen=True, slots=True)
class Library:
    """All that the hotline may tell, and the rule for what it tells today."""

    topics: tuple[Topic, ...]
    referrals: tuple[Referral, ...]
    series: tuple[Series, ...] = ()

    def tips(self) -> list[Tip]:
        """All of them, those that are sent by the week after the others."""
        weekly = [text.tip for one in self.series for text in one.texts]
        return [*(tip for topic in self.topics for tip in topic.tips), *weekly]

    def may_tell(self, tip: Tip, today: date) -> bool:
        """True when the tip is signed and every number that it names is fresh."""
        fresh = {one.id for one in self.referrals if one.fresh(today)}
        return tip.signed() and fresh.issuperset(tip.numbers)

    def may_name(self, numbers: tuple[str, ...], today: date) -> bool:
        """True when all these numbers were dialled lately."""
        return {one.id for one in self.referrals if one.fresh(today)}.issuperset(numbers)
