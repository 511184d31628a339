"""What a process remembers of calls is added to the counts a little at a time: a caller's webhook waits for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hotline.actions.tally import MOST_AT_ONCE, Tally
from hotline.core.conversation import Conversation
from hotline.core.phone_number import PhoneNumber
from hotline.core.throttle import Cap, Throttle
from hotline.storage.store import SqlStore

MINUTE = timedelta(minutes=1)


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


def test_answers_to_texts_count_against_what_a_sim_may_send(store: SqlStore, now: datetime) -> None:
    """They leave in the webhook's own answer; what waits in the outbox leaves them their share."""
    store.throttle = Throttle((Cap(20, MINUTE * 15),), part_paisa=100, paisa_a_day=1700)
    place = Conversation("", "menu", "sms", "ur_Latn")
    for leave in (True, False):
        tally = Tally(ZoneInfo("Asia/Karachi"), 100, replies_leave=leave)
        for number in range(8):
            tally.texted(f"SM{leave}{number}", None, place, "key", now + MINUTE * number, "Salam")
        tally.settle(store, now + MINUTE * 8)
        assert not store.text_money_is_spent(now + MINUTE * 8)
    assert store.db.query("select sum(texts) as n, sum(paisa) as p from sendings") == [{"n": 8, "p": 800}]
    for n in range(30):
        store.post(f"once:{n}", "sms", PhoneNumber(f"+92399{n:07d}"), "Salam", now, now)
    left = store.take_some(now + MINUTE * 8, now + MINUTE * 9, 30)
    assert len(left) == 9, "of seventeen parts that the money is enough for"
    store.take_some(now + MINUTE * 8, now + MINUTE * 9, 30)
    assert store.text_money_is_spent(now + MINUTE * 8)
    assert not store.text_money_is_spent(now + timedelta(days=1, minutes=9))
