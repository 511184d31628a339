"""Send what is due in the outbox: one errand, claimed for a while, sent outside any transaction, then noted.

Whoever dies between sending and noting leaves a claim that runs out; the next one asks the carrier first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from hotline.actions.ports import Errand, Store, Telephone, TelephoneError
from hotline.actions.subscribe import stop_texts
from hotline.core.delivery import retry_after

LEASE = timedelta(seconds=60)  # then another worker may try
IN_HAND = timedelta(seconds=1)  # after which nothing more of a claim is begun, so that a call never waits long
MOST_LOST = 4  # claims that ran out: whoever took it died of it, and it is set aside
CLOCKS_DIFFER = timedelta(hours=12)  # between the carrier and us; what we sent is known for longer


class Sender(Protocol):
    """Sends one kind of errand and returns the provider's id, or raises TelephoneError."""

    def __call__(self, telephone: Telephone, errand: Errand) -> str: ...


class Finder(Protocol):
    """The provider's ids of what was sent like this errand since it was written, or raises TelephoneError."""

    def __call__(self, telephone: Telephone, errand: Errand) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of errand is sent, and looked for."""

    send: Sender
    find: Finder


def _text(telephone: Telephone, errand: Errand) -> str:
    return telephone.send_text(errand.to, errand.body, errand.id)


def _texts(telephone: Telephone, errand: Errand) -> list[str]:
    return telephone.sent_texts(errand.to, errand.body, errand.since - CLOCKS_DIFFER)


def _call(telephone: Telephone, errand: Errand) -> str:
    return telephone.place_call(errand.to, errand.body)


def _calls(telephone: Telephone, errand: Errand) -> list[str]:
    return telephone.placed_calls(errand.to, errand.since - CLOCKS_DIFFER)


SENDERS: Mapping[str, Kind] = {"sms": Kind(_text, _texts), "call": Kind(_call, _calls)}


def send_errand(store: Store, telephone: Telephone, now: datetime) -> str | None:
    """Send the next due errand and return its kind, or None when nothing is due. Raises StoreDown."""
    return next(iter(send_errands(store, telephone, lambda: now, 1)), None)


def send_errands(store: Store, telephone: Telephone, clock: Callable[[], datetime], most: int) -> list[str]:
    """Send what is due, so many at most; return the kind of each. Raises StoreDown.

    They are claimed in one commit and noted in one, since a commit can take longer than the sending: whoever dies in
    between leaves all of them to be looked up. What a slow carrier leaves no time for is given back.
    """
    begun = clock()
    errands = store.take_some(begun, begun + LEASE, most)
    sent: list[tuple[str, str]] = []
    done: list[str] = []
    try:
        for errand in errands:
            if clock() - begun > IN_HAND:
                break
            done.append(errand.kind)
            provider_id = _send(store, telephone, errand, clock)
            if provider_id:
                sent.append((errand.id, provider_id))
    finally:
        with store.atomic():
            for errand_id, provider_id in sent:
                store.sent(errand_id, provider_id, clock())
            store.give_back([errand.id for errand in errands[len(done) :]], clock())
    return done


def _send(store: Store, telephone: Telephone, errand: Errand, clock: Callable[[], datetime]) -> str | None:
    """The provider's id, or None when it was not sent and that is noted."""
    if _is_refused(store, errand):
        store.put_back(errand.id, "blocked", None, clock())
        return None
    if errand.lost > MOST_LOST:
        store.put_back(errand.id, "gave up", None, clock(), maybe_sent=True)
        return None
    try:
        kind = SENDERS[errand.kind]
        found = store.not_ours_yet(kind.find(telephone, errand)) if errand.lost else None
        return found or kind.send(telephone, errand)
    except TelephoneError as error:
        now = clock()
        if error.unwanted:
            stop_texts(store, errand.to.e164, now)
        wait = None if error.permanent else retry_after(errand.attempts)
        store.put_back(errand.id, error.code, now + wait if wait else None, now, maybe_sent=error.maybe_sent)
        return None
    except Exception:
        # Else it would be sent again each time its claim runs out.
        store.put_back(errand.id, "bug", None, clock(), maybe_sent=True)
        raise


def _is_refused(store: Store, errand: Errand) -> bool:
    """True when the person wants no texts, or no call."""
    asked = store.refuses_calls if errand.kind == "call" else store.is_blocked
    return asked(errand.to.e164)
