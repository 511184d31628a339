"""What a process remembers of calls is added to the counts a little at a time: a caller's webhook waits for it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from hotline.actions.tally import MOST_AT_ONCE, Tally
from hotline.core.conversation import Conversation
from hotline.storage.store import SqlStore


def test_whoever_comes_after_a_crowd_adds_a_part_of_it(store: SqlStore, now: datetime) -> None:
    tally = Tally(ZoneInfo("Asia/Karachi"), 300)
    place = Conversation("", "menu", "voice", "ur")
    for number in range(MOST_AT_ONCE + 50):
        tally.heard(f"CA{number}", None, place, "key", now)
    tally.settle(store, now)
    assert len(tally.waiting) == 50
    assert tally.since == now
    tally.settle(store, now)
    assert tally.waiting == []
    assert tally.since is None
