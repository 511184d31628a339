"""What became of an order: a name and facts, which a text or a recording puts into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hotline.core.duty import Responder
from hotline.core.intervals import Interval


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody as her colleagues may know her: her first name, her roles, whether she is a woman."""

    name: str
    roles: tuple[str, ...]
    woman: bool

    @classmethod
    def of(cls, one: Responder) -> OnDuty:
        """What is told of a responder."""
        return cls(first_name(one), one.roles, one.gender == "female")


@dataclass(frozen=True, slots=True)
class Word:
    """A fact that has words of its own, by their key."""

    key: str


Fact = str | int | datetime | Interval | Word | tuple[OnDuty, ...] | list[Interval]


@dataclass(frozen=True, slots=True)
class Told:
    """`name` chooses the sentence, `facts` fill it, `also` follows it. Times are a datetime or a pair of them."""

    name: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    also: tuple[Told, ...] = ()


def first_name(one: Responder) -> str:
    """What she is called among colleagues."""
    return one.name.split()[0]
