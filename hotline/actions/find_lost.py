"""Find again what a failed webhook lost: what the provider lists and nobody answered is answered late, or told.

Of each sender only the last text counts: whoever wrote again has been answered since, or is answered now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hotline.actions.answer_text import Text, Texting, answer_text
from hotline.actions.obey_order import Desk, obey_order
from hotline.actions.ports import Store, StoreDown, Telephone
from hotline.actions.ring_missed import Missed, ring_missed
from hotline.actions.subscribe import stop_texts
from hotline.actions.tally import Tally
from hotline.core.flow import Flow
from hotline.core.keywords import Matcher
from hotline.core.lost import FURTHEST, LATE, SETTLED, Arrived, last_of_each, to_obey, was_answered
from hotline.core.missed import LATEST

TEXTS, CALLS = "texts found", "calls found"  # until when they have been looked for
MOST_CALLS = 50  # looked at in one go: the provider is asked about each


@dataclass(frozen=True)
class Finding:
    """What answering late needs."""

    desk: Desk
    matcher: Matcher
    flow_on: Callable[[date], Flow]
    tally: Tally
    missed: Missed | None = None  # how missed calls are rung back, if they are

    @property
    def store(self) -> Store:
        """Where everything is kept."""
        return self.desk.store

    def texting(self, now: datetime) -> Texting:
        """What answering a text needs on this day."""
        flow = self.flow_on(now.astimezone(self.desk.zone).date())
        notice, zone = self.desk.calling.notice, self.desk.zone
        return Texting(flow, self.desk.words, self.matcher, self.store, notice, self.tally, zone)


@dataclass(frozen=True, slots=True)
class Found:
    """How many texts were answered late or obeyed, how many texts and calls the coordinator was told of, and whether
    there may be more."""

    answered: int = 0
    obeyed: int = 0
    told: int = 0
    more: bool = False


def find_texts(finding: Finding, telephone: Telephone, now: datetime) -> Found:
    """Answer or obey every text that was lost since the last time. Raises StoreDown and TelephoneError."""
    store, seen = finding.store, finding.store.last_beat(TEXTS)
    since, settled = _since(seen, now), now - SETTLED
    if since >= settled:
        return Found()
    texts = telephone.received_texts(since)
    known = store.known_messages([one.id for one in texts])
    lost = {one.id for one in texts if one.id not in known and since < one.at <= settled}
    waiting = [one for one in last_of_each(texts) if one.id in lost]
    replies = telephone.replies(since) if waiting else []
    waiting = [one for one in waiting if not was_answered(one, texts, replies)]
    answered = {one.id for one in waiting if one.at > now - LATE and _answer(finding, one, now)}
    words = to_obey(texts, lambda one: finding.matcher.match(one.body, open_question=False).intent)
    obeyed = {one.id: word for one, word in words if one.id in lost - answered}
    for one in texts:
        if one.id in obeyed:
            _obey(store, one, obeyed[one.id], now)
    left = [one for one in waiting if one.id not in answered | obeyed.keys()]
    return Found(len(answered), len(obeyed), _tell(finding, TEXTS, left, (seen, settled), now))


def find_calls(finding: Finding, telephone: Telephone, now: datetime) -> Found:
    """Tell of every call that broke off because of us since the last time, and ring back where that is switched on.

    A missed call of which no report reached us is rung back too, if it is as young as any that is.
    Raises StoreDown and TelephoneError.
    """
    seen = finding.store.last_beat(CALLS)
    since, settled = _since(seen, now), now - SETTLED
    if since >= settled:
        return Found()
    last = [one for one in last_of_each(telephone.received_calls(since)) if since < one.at <= settled]
    looked_at = [one for one in last if one.at <= last[min(MOST_CALLS, len(last)) - 1].at]
    more = len(looked_at) < len(last)
    until = looked_at[-1].at if more else settled
    broke = [one for one in looked_at if telephone.call_broke(one)]
    for one in looked_at:
        if one.missed or one in broke:
            _ring_back(finding.missed, one, now)
    return Found(told=_tell(finding, CALLS, broke, (seen, until), now), more=more)


def _ring_back(missed: Missed | None, one: Arrived, now: datetime) -> None:
    """As the webhook would have done it, once; an older call is nobody's wish any more."""
    if missed and one.sender.number and one.at > now - LATEST:
        ring_missed(missed, one.id, one.sender.number, now)


def _since(seen: datetime | None, now: datetime) -> datetime:
    """From when on to look. A clock that was ahead and is right again has seen nothing yet."""
    if seen is None:
        return now - LATE
    return max(seen, now - FURTHEST) if seen <= now else now - FURTHEST


def _answer(finding: Finding, one: Arrived, now: datetime) -> bool:
    """What the webhook would have done; the reply leaves by the outbox. False when there is nobody to write to."""
    if one.sender.number is None or one.sender.identity is None:
        return False
    text, store = Text(one.id, one.sender, one.body), finding.store
    with store.atomic():
        order = obey_order(finding.desk, text, now)
        reply = order or answer_text(finding.texting(now), text, now)
        if not reply.stored:
            raise StoreDown("the store went away")
        if not store.is_blocked(one.sender.identity):
            store.post(f"late:{one.id}", "sms", one.sender.number, reply.body, now, now, now + LATE,
                       to_staff=order is not None)  # fmt: skip
    return True


def _obey(store: Store, one: Arrived, word: str, now: datetime) -> None:
    """Do what holds however late it is read, and say nothing."""
    identity = one.sender.identity or ""
    match word:
        case "stop":
            stop_texts(store, identity, now)
        case "not_mine":
            stop_texts(store, identity, now, calls=True)
        case "start":
            store.unblock(identity)
        case "unsubscribe":
            store.forget_subscription(identity)
    if word in ("not_mine", "dont_call") and one.sender.number:
        store.withdraw_callbacks(one.sender.number.e164, now, one.at)


def _tell(
    finding: Finding, what: str, lost: Sequence[Arrived], looked: tuple[datetime | None, datetime], now: datetime
) -> int:
    """Note until when was looked, and tell the coordinator; of several workers only the first does."""
    seen, until = looked
    notice = finding.desk.calling.notice
    with finding.store.atomic():
        if not finding.store.beat_on(what, seen, until):
            return 0
        if lost:
            first = min(one.at for one in lost).astimezone(finding.desk.zone)
            notice.lost(finding.store, what.split()[0], len(lost), first, now)
    return len(lost)
