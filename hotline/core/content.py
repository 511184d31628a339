"""What the hotline may tell: items, the facts they rest on, who has to sign them and who did, what is told today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

DIAL_TEST_LASTS: Final = timedelta(days=30)
CHECK_LASTS: Final = timedelta(days=365)  # a fact that was looked up longer ago is to be looked up again
DIAL_TEST: Final = "dial-test"
NATIVE: Final = "native"  # asked about every item, and waited for by none
REASON: Final = "_why"  # ends the key of the reason for the answer to a question
REVIEWERS: Final = ("lawyer", "doctor", "psychologist", NATIVE, DIAL_TEST)
STAND_INS: Final = ("1099", "15")  # named instead of a number that was not dialled lately
CONFIDENCES: Final = ("low", "low-medium", "medium", "medium-high", "high")


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the fact list: what it says, where that was found, how sure it is, who has to answer for it."""

    id: str
    says: str
    source: str
    confidence: str
    checked_on: date
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignOff:
    """A named reviewer's yes to an item as it was worded then, or a dial test of a number."""

    item: str
    kind: str
    by: str
    on: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is told, with the numbers that it names; `answer` makes it a question.

    `asked_of` are reviewers beside those of its facts, `instead` the number that stands in first for one of its own,
    `ask` what its reviewers have to decide beyond whether it is right.
    """

    key: str
    facts: tuple[Fact, ...] = ()
    asked_of: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    answer: str = ""
    instead: str = ""
    ask: str = ""

    @property
    def needs(self) -> tuple[str, ...]:
        """Who has to sign it: all who have to answer for any of its facts."""
        asked = {kind for fact in self.facts for kind in fact.needs} | set(self.asked_of)
        return tuple(kind for kind in REVIEWERS if kind in asked)

    @property
    def confidence(self) -> str:
        """That of the least sure of its facts."""
        return min((fact.confidence for fact in self.facts), key=CONFIDENCES.index, default=CONFIDENCES[0])

    @property
    def checked_on(self) -> date:
        """When the oldest of its facts was looked up."""
        return min((fact.checked_on for fact in self.facts), default=date.min)


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of the information menu: what it is, what to do today, tips, who can help, the law by province."""

    id: str
    about: tuple[Item, ...] = ()
    steps: tuple[Item, ...] = ()
    tips: tuple[Item, ...] = ()
    help: tuple[Item, ...] = ()
    law: tuple[tuple[str, Item], ...] = ()

    def items(self) -> Iterator[Item]:
        """All that it tells."""
        for part in (self.about, self.steps, self.tips, self.help):
            yield from part
        yield from (item for _, item in self.law)


@dataclass(frozen=True, slots=True)
class Group:
    """A menu of topics, or of other parts of the flow, by their ids."""

    id: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A province, or a city `within` one, and who to go to there."""

    id: str
    within: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A subject of a subscription with its texts in order; one with an `answer` is a question."""

    id: str
    texts: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Referral:
    """A number of another service, and the facts that say whose it is."""

    id: str
    who: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Library:
    """All that the hotline may tell, and the rule for what it tells today."""

    groups: tuple[Group, ...] = ()
    topics: tuple[Topic, ...] = ()
    places: tuple[Place, ...] = ()
    quiz: tuple[Item, ...] = ()
    referrals: tuple[Referral, ...] = ()
    series: tuple[Series, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    def parts(self) -> dict[str, tuple[Item, ...]]:
        """All items by where they belong: a topic, a place, the questions, a series that is sent by the week."""
        return {
            **{topic.id: tuple(topic.items()) for topic in self.topics},
            **{f"near {place.id}": place.items for place in self.places},
            "quiz": self.quiz,
            **{f"weekly {one.id}": one.texts for one in self.series},
        }

    def items(self) -> list[Item]:
        """All of them."""
        return [item for items in self.parts().values() for item in items]

    def asked_for(self) -> set[str]:
        """The prompts of what is told only to whoever chose that very subject: all but the texts of the week."""
        sent = {text.key for one in self.series for text in one.texts}
        chosen = [item for item in self.items() if item.key not in sent]
        return {item.key for item in chosen} | {item.key + REASON for item in chosen if item.answer}

    def as_worded(self, words: Mapping[str, str]) -> Library:
        """The same with the fingerprint of each item's words: a sign-off of other words counts no longer."""
        return replace(self, words=words)

    def signed(self, item: str) -> dict[str, SignOff]:
        """The sign-offs of an item that count, by kind; the last one of each."""
        now = self.words.get(item)
        counting = (one for one in self.sign_offs if one.item == item and now in (None, one.words))
        return {one.kind: one for one in sorted(counting, key=lambda one: one.on)}

    def lapsed(self, item: str) -> list[SignOff]:
        """The sign-offs of an item that were given to other words than are written now."""
        now = self.words.get(item)
        return [one for one in self.sign_offs if one.item == item and now is not None and one.words != now]

    def unread(self, item: Item) -> bool:
        """True when no native speaker has said yes to it as it is worded now; it may be told all the same."""
        return NATIVE not in self.signed(item.key)

    def is_signed(self, item: Item) -> bool:
        """True when everybody signed who has to; dial tests are those of its numbers."""
        return self.signed(item.key).keys() >= set(item.needs)

    def waits_for(self, item: Item, today: date) -> tuple[str, ...]:
        """Whose sign-off keeps it from being told today; dial tests are those of its numbers."""
        open_ = tuple(kind for kind in item.needs if kind not in self.signed(item.key))
        return open_ if self.may_name(item.numbers, today) else (*open_, DIAL_TEST)

    def may_tell(self, item: Item, today: date) -> bool:
        """True when everybody signed who has to, and every number that it names is fresh."""
        return not self.waits_for(item, today)

    def may_name(self, numbers: tuple[str, ...], today: date) -> bool:
        """True when all these numbers were dialled lately."""
        return all(self.is_fresh(number, today) for number in numbers)

    def is_fresh(self, number: str, today: date) -> bool:
        """True when a named person dialled this number within the last 30 days."""
        if number not in {one.id for one in self.referrals}:
            return False
        tested = [one.on for one in self.sign_offs if (one.item, one.kind) == (number, DIAL_TEST)]
        return bool(tested) and timedelta() <= today - max(tested) <= DIAL_TEST_LASTS

    def stand_in(self, item: Item, today: date) -> str:
        """The number that is named in place of one that was not dialled lately; "" when none is needed or fresh."""
        if self.may_name(item.numbers, today):
            return ""
        wanted = (item.instead, *STAND_INS)
        return next((number for number in wanted if number and self.is_fresh(number, today)), "")

    def as_if_signed(self, today: date) -> Library:
        """The same as it will be told once everybody has signed and every number was dialled."""
        items = [SignOff(item.key, kind, "", today, self.words.get(item.key, ""))
                 for item in self.items() for kind in item.needs]  # fmt: skip
        numbers = [SignOff(one.id, DIAL_TEST, "", today) for one in self.referrals]
        return replace(self, sign_offs=(*items, *numbers))
