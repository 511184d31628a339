"""Stand-ins for what is outside: a telephone that remembers, a store that goes away; both fail when told to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from hotline.core.errors import StoreDown
from hotline.core.lost import Arrived
from hotline.core.phone_number import PhoneNumber


@dataclass
class FakeTelephone:
    """Takes every text and call; each error in `failing` meets one request, where None lets it pass."""

    failing: list[Exception | None] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    came: list[Arrived] = field(default_factory=list)
    answered: list[tuple[str, datetime]] = field(default_factory=list)
    rang: list[Arrived] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    became: dict[str, tuple[str, str]] = field(default_factory=dict)
    kept: dict[str, list[tuple[str, datetime, str]]] = field(default_factory=dict)

    def send_text(self, to: PhoneNumber, body: str, errand: str) -> str:
        """Take a text and give it an id."""
        self._fail()
        self.texts.append((to.e164, body))
        return f"SM{len(self.texts)}"

    def place_call(self, to: PhoneNumber, path: str) -> str:
        """Take a call and give it an id."""
        self._fail()
        self.calls.append((to.e164, path))
        return f"CA{len(self.calls)}"

    def sent_texts(self, to: PhoneNumber, body: str, since: datetime) -> list[str]:
        """The ids of texts like this."""
        self._fail()
        return [f"SM{n}" for n, sent in enumerate(self.texts, 1) if sent == (to.e164, body)]

    def placed_calls(self, to: PhoneNumber, since: datetime) -> list[str]:
        """The ids of calls to this number."""
        self._fail()
        return [f"CA{n}" for n, (number, _) in enumerate(self.calls, 1) if number == to.e164]

    def received_texts(self, since: datetime) -> list[Arrived]:
        """What came since then."""
        self._fail()
        return [one for one in self.came if one.at >= since]

    def replies(self, since: datetime) -> list[tuple[str, datetime]]:
        """What was answered since then."""
        self._fail()
        return [one for one in self.answered if one[1] >= since]

    def received_calls(self, since: datetime) -> list[Arrived]:
        """The calls that ended since then."""
        self._fail()
        return [one for one in self.rang if one.at >= since]

    def call_broke(self, call: Arrived) -> bool:
        """Whether a call broke off."""
        self._fail()
        return call.id in self.broken

    def became_of(self, text: str) -> tuple[str | None, str]:
        """What became of a text: it is as if it were on its way, unless it is known better."""
        self._fail()
        return self.became.get(text, ("sent", ""))

    def kept_there(
        self, what: str, most: int, before: datetime | None = None, number: PhoneNumber | None = None
    ) -> list[str]:
        """The ids of texts or calls that are kept: of each, its id, when it was, and whose."""
        self._fail()
        return [one for one, at, whose in self.kept.get(what, [])
                if (before is None or at < before) and (number is None or whose == number.e164)][:most]  # fmt: skip

    def erase_there(self, what: str, provider_id: str) -> None:
        """It is kept no more."""
        self._fail()
        self.kept[what] = [one for one in self.kept[what] if one[0] != provider_id]

    def _fail(self) -> None:
        if self.failing and (error := self.failing.pop(0)):
            raise error


class FailingStore:
    """A real store in which some methods find the database gone; all of them when none is named."""

    def __init__(self, store: Any, *methods: str) -> None:
        self._store = store
        self._methods = methods

    def __getattr__(self, name: str) -> Any:
        if name in self._methods or not self._methods:
            return _gone
        return getattr(self._store, name)


def _gone(*_: object, **__: object) -> NoReturn:
    raise StoreDown("gone")
