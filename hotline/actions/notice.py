"""Tell the coordinator by text what needs to be known, without a number and without anything about a caller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from hotline.actions.ports import Store
from hotline.core.callback import Callback
from hotline.core.duty import Responder
from hotline.core.events import Line
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Bar
from hotline.core.told import first_name
from hotline.prompts.words import Words

LANGUAGE = "en"


@dataclass(frozen=True)
class Notice:
    """Texts the coordinator; nobody when `to` is None."""

    to: PhoneNumber | None
    words: Words
    language: str = LANGUAGE

    def stored(self, store: Store, once: str, reference: str, now: datetime) -> None:
        """A request came in."""
        if self.to:
            self.post(store, f"stored:{once}", self.sentence("staff_new_request", reference=reference), now)

    def missed(self, store: Store, callback: Callback, now: datetime) -> None:
        """A request ended without her being reached."""
        text = self.sentence("staff_missed_request", reference=callback.reference)
        self.post(store, f"missed:{callback.id}", text, now)

    def back(self, store: Store, once: str, who: Responder, now: datetime) -> None:
        """Somebody who had been found absent is there."""
        self.post(store, f"back:{once}", self.about("staff_back", who), now)

    def swapped(self, store: Store, swap: str, people: tuple[Responder, Responder], shift: str, now: datetime) -> None:
        """One gave a shift to another."""
        giver, taker = people
        names = {"name": first_name(giver), "taker": first_name(taker), "shift": shift}
        self.post(store, f"swap:{swap}", self.sentence("staff_swapped", names), now)

    def cannot_come(self, store: Store, who: Responder, shift: str, begins: datetime, now: datetime) -> None:
        """Somebody cannot come when nobody else would be there, and nobody can be asked."""
        text = self.sentence("staff_cannot_come", {"name": first_name(who), "shift": shift})
        self.post(store, f"cannot come:{who.id}:{begins.isoformat()}", text, now)

    def pin_locked(self, store: Store, who: Responder, once: str, now: datetime) -> None:
        """Somebody tried PINs on a responder's phone."""
        self.post(store, f"pin:{once}", self.about("staff_pin_locked", who), now)

    def lost(self, store: Store, what: str, number: int, first: datetime, now: datetime) -> None:
        """So many texts, or calls, did not reach us; the first on a day and at a time, as her clock shows it."""
        text = self.sentence(f"staff_lost_{what}", {"number": str(number), "time": f"{first:%H:%M}"})
        self.post(store, f"lost:{what}:{now.isoformat()}", text, now)

    def full(self, store: Store, now: datetime) -> None:
        """No more requests are stored; told once a day."""
        self.post(store, f"full:{now.date().isoformat()}", self.sentence("staff_requests_full"), now)

    def barred(self, store: Store, bar: Bar, zone: tzinfo, now: datetime) -> None:
        """Two responders marked a caller as abusive."""
        until = f"{bar.ends_at.astimezone(zone):%d.%m.}"
        self.post(store, f"barred:{bar.id}", self.sentence("staff_barred", {"until": until}), now)

    def about(self, key: str, who: Responder, names: Mapping[str, str] | None = None, /) -> str:
        """A sentence about a responder: her first name and her role."""
        return self.sentence(key, {"name": first_name(who), **(names or {})}, staff_role=who.roles[0])

    def sentence(self, key: str, names: Mapping[str, str] | None = None, /, **slots: str) -> str:
        """A sentence as the coordinator reads it; `names` are written as they are."""
        return self.words.text(self.language, Line(key, tuple(slots.items())), "sms", names)

    def post(self, store: Store, once: str, text: str, now: datetime) -> None:
        """Put a text to the coordinator into the outbox, once for each `once`."""
        if self.to:
            store.post(once, "sms", self.to, text, now, now, to_staff=True)
