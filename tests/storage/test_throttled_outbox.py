"""What is over a limit waits and is not lost; calls and texts to staff leave before it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, ZOYA

from hotline.core.phone_number import PhoneNumber
from hotline.core.subscription import Move, Slot, Subscription
from hotline.core.throttle import Cap, Throttle, parse_caps
from hotline.storage.database import Database
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STAFF = "+923990000500"


def limited(store: SqlStore, throttle: Throttle) -> SqlStore:
    """The same store under limits."""
    return SqlStore(store.db, store.vault, throttle=throttle)


def post(store: SqlStore, count: int, now: datetime, to: str = "", **how: object) -> None:
    """So many texts, each to another number if none is given."""
    first = len(store.outbox())
    for n in range(first, first + count):
        number = PhoneNumber(to or f"+92399{n:07d}")
        store.post(f"once:{n}", str(how.get("kind", "sms")), number, str(how.get("body", "salam")), now, now,
                   to_staff=bool(how.get("to_staff")))  # fmt: skip


def sends(store: SqlStore, now: datetime) -> list[str]:
    """Send all that may leave now; to whom it went."""
    went = []
    while errand := store.take(now, now + MINUTE):
        store.sent(errand.id, f"SM{errand.id}", now)
        went.append(errand.to.e164)
    return went


def test_a_day_of_a_pakistani_sim(store: SqlStore, now: datetime) -> None:
    """1,500 texts wait: never more than 150 in a quarter, 250 in an hour, 1,000 in a day; the rest the day after."""
    store = limited(store, Throttle(parse_caps("150/15m,250/1h,1000/1d")))
    with store.atomic():
        post(store, 1500, now)
    at, when = now, []
    while at < now + 2 * DAY:
        with store.atomic():
            when += [at] * len(sends(store, at))
        at += 5 * MINUTE
    for most, within in ((150, 15 * MINUTE), (250, HOUR), (1000, DAY)):
        assert max(sum(one <= other < one + within for other in when) for one in set(when)) <= most
    assert len(when) == 1500
    assert 800 <= sum(one < now + DAY for one in when) <= 1000


def test_calls_and_staff_come_before_the_crowd_and_staff_has_room_left(store: SqlStore, now: datetime) -> None:
    store = limited(store, Throttle((Cap(10, MINUTE),)))
    post(store, 30, now - HOUR)
    post(store, 2, now, STAFF, to_staff=True)
    post(store, 1, now, HINA, kind="call")
    went = sends(store, now)
    assert went[:3] == [HINA, STAFF, STAFF]
    assert len(went) == 1 + 9
    post(store, 3, now, STAFF, to_staff=True)
    assert sends(store, now) == [STAFF]
    assert sends(store, now + 2 * MINUTE)[:2] == [STAFF, STAFF]


def test_what_goes_to_a_crowd_leaves_last_and_fills_nothing_up(store: SqlStore, now: datetime) -> None:
    """Of ten a minute it takes eight, an answer to a caller nine, and staff all."""
    store = limited(store, Throttle((Cap(10, MINUTE),)))
    for number in (f"+923991{n:06d}" for n in range(20)):
        subscribe = Subscription("", "phone", "en", Slot(4, 9), now)
        store.subscribe(number, PhoneNumber(number), subscribe)
    due = store.due_subscriptions(now, 50)
    store.move_subscriptions([Move(one, one, number, "a tip", now + HOUR) for one, number in due], now)
    assert len(sends(store, now)) == 8
    post(store, 2, now, HINA)
    post(store, 2, now, STAFF, to_staff=True)
    assert sends(store, now) == [STAFF, STAFF]
    assert sends(store, now + 2 * MINUTE)[:2] == [HINA, HINA]


def test_calls_are_not_counted_as_texts(store: SqlStore, now: datetime) -> None:
    store = limited(store, Throttle((Cap(2, MINUTE),)))
    post(store, 5, now, HINA, kind="call")
    post(store, 1, now)
    assert len(sends(store, now)) == 6


def test_a_day_costs_no_more_than_it_may(store: SqlStore, now: datetime) -> None:
    """Three parts each, since it is Urdu: two such texts fit into 650 paisa, and two more on the next day."""
    store = limited(store, Throttle(part_paisa=100, paisa_a_day=650))
    post(store, 4, now, body="س" * 150)
    assert [(row["parts"], row["paisa"]) for row in store.outbox()] == [(3, 300)] * 4
    assert len(sends(store, now)) == 2
    assert sends(store, now + 23 * HOUR) == []
    assert len(sends(store, now + DAY + MINUTE)) == 2


def test_one_number_gets_only_so_many_in_a_day(store: SqlStore, now: datetime) -> None:
    """The fourth waits until the first is a day old; Zoya's is not held up, nor what goes to staff."""
    store = limited(store, Throttle(per_number=3))
    for index in range(5):
        post(store, 1, now + index * SECOND, HINA)
    post(store, 1, now + MINUTE, ZOYA)
    assert sends(store, now + MINUTE) == [HINA] * 3 + [ZOYA]
    assert sends(store, now + 20 * HOUR) == []
    assert sends(store, now + DAY + 2 * HOUR) == [HINA] * 2
    post(store, 5, now, HINA, to_staff=True)
    assert len(sends(store, now + MINUTE)) == 5


def test_what_was_refused_is_not_counted(store: SqlStore, now: datetime) -> None:
    """A provider that is away all day does not use up the day; what may have left is counted."""
    store = limited(store, Throttle((Cap(2, DAY),)))
    post(store, 2, now)
    for maybe_sent in (False, False, True):
        errand = store.take(now, now + MINUTE)
        assert errand
        store.put_back(errand.id, "twilio 20429", now, now, maybe_sent=maybe_sent)
    assert sum(row["texts"] for row in store.db.query("select texts from sendings")) == 1


def test_a_claim_that_ran_out_is_counted_once(db: Database, vault: Vault, now: datetime) -> None:
    store = SqlStore(db, vault, throttle=Throttle((Cap(5, DAY),)))
    post(store, 1, now)
    first, again = store.take(now, now + MINUTE), store.take(now + MINUTE, now + 2 * MINUTE)
    assert first
    assert again
    assert (first.lost, again.lost) == (0, 1)
    assert store.db.query("select texts from sendings") == [{"texts": 1}]


@pytest.mark.parametrize(("before", "deed", "after"), [
    ("failed", "retry", "waiting"), ("dropped", "retry", "waiting"), ("waiting", "drop", "dropped"),
    ("failed", "drop", "dropped"), ("sent", "retry", None), ("waiting", "retry", None), ("sent", "drop", None),
    ("sending", "drop", None),
])  # fmt: skip
def test_by_hand(store: SqlStore, now: datetime, before: str, deed: str, after: str | None) -> None:
    """Only what did not leave is sent again, only what has not left is dropped; nobody else's errand is touched."""
    post(store, 2, now)
    one, other = (row["id"] for row in store.outbox())
    store.db.execute("update outbox set state = :state, attempts = 9, drop_at = :now", {"state": before, "now": "2000"})
    done = (store.retry_errand if deed == "retry" else store.drop_errand)(one, now)
    assert done == (after is not None)
    states = {row["id"]: (row["state"], row["attempts"]) for row in store.outbox()}
    assert states[other] == (before, 9)
    assert states[one][0] == (after or before)
    if after == "waiting":
        assert states[one][1] == 0
        assert store.take(now, now + MINUTE)
