"""Counts what is kept anyway before it is deleted: requests, how soon somebody answered, talks, texts that left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo

from hotline.actions.ports import Store
from hotline.core.counting import (
    Counts,
    of_closing,
    of_request,
    of_sending,
    of_talks,
    of_waiting,
    still_open,
)

SETTLED = timedelta(minutes=1)  # after which nothing is written any more with an earlier time
TALKED_OUT = timedelta(hours=3)  # after which every ring of a call is over
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def count_up(store: Store, zone: tzinfo, now: datetime) -> None:
    """Count what has become countable since the last time. Raises StoreDown."""
    kinds: Mapping[str, tuple[timedelta, Callable[[datetime, datetime], Counts]]] = {
        "requests": (SETTLED, lambda since, end: _requests(store, zone, since, end)),
        "sendings": (SETTLED, lambda since, end: of_sending(store.sent_between(since, end), zone)),
        "rings": (TALKED_OUT, lambda since, end: _rings(store, zone, since, end)),
    }
    for what, (after, counted) in kinds.items():
        since, end = store.counted_until(what) or BEGINNING, (now - after).replace(minute=0, second=0, microsecond=0)
        if since < end:
            store.count_until(what, since, end, still_open(counted(since, end), now, zone))


def _requests(store: Store, zone: tzinfo, since: datetime, until: datetime) -> Counts:
    counts = Counts()
    for asked in store.asked_between(since, until):
        counts.update(of_request(asked, zone))
    for closed, reached_at, at in store.closed_between(since, until):
        counts.update(of_closing(closed, reached_at, at, zone))
    return counts


def _rings(store: Store, zone: tzinfo, since: datetime, until: datetime) -> Counts:
    counts = of_waiting(store.waits_between(since, until), zone)
    counts.update(of_talks(store.talks_between(since, until), zone))
    return counts
