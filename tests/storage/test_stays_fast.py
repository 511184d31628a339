"""What is asked often is found by an index, however much is stored; SqlStore is what actions expect."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from builders import HINA, ZOYA, a_conversation, a_request, answered, started, two_people

from hotline.actions.ports import Store
from hotline.core.limits import Limits
from hotline.core.phone_number import PhoneNumber
from hotline.core.subscription import Move, Slot, Subscription
from hotline.core.throttle import Cap, Throttle
from hotline.storage.database import NONE, Database, Row, Values
from hotline.storage.store import SqlStore

SOON = timedelta(minutes=1)
FLOOD = Limits(9, 9)
LIMITS = Throttle((Cap(9, SOON),), per_number=9, part_paisa=1, paisa_a_day=9)


def subscribed(store: SqlStore, now: datetime) -> None:
    store.subscribe(HINA, PhoneNumber(HINA), Subscription("", "phone", "ur", Slot(4, 9), now))


def taken(store: SqlStore, now: datetime) -> None:
    store.post("SM8:1", "sms", PhoneNumber(ZOYA), "x", now, now)
    assert store.take_some(now, now + SOON, 9)
    store.give_back(["x"], now)
    store.put_back("x", "", now, now)


def weekly_text(store: SqlStore, now: datetime) -> None:
    [(one, number)] = store.due_subscriptions(now, 9)
    store.move_subscriptions([Move(one, one, number, "a tip", now, asks=True), Move(one, None)], now)


def marked(store: SqlStore, now: datetime) -> str:
    ring, _ = started(store, "CA9:1", "CA9", store.responders()[0].id, now, caller=HINA)
    store.result_by_text(ring, "abusive", now)
    return ring


ASKED: dict[str, Callable[[SqlStore, datetime], object]] = {
    "wave": lambda store, now: store.wave("CA1:1"),
    "rings_started": lambda store, now: started(store, "CA9:1", "CA9", store.responders()[0].id, now),
    "ring_ended": lambda store, now: store.ring_ended("x", "busy", now),
    "ring_accepted": lambda store, now: store.ring_accepted("x", now),
    "wave_ended": lambda store, now: store.wave_ended("x", "busy", now, joined=False),
    "rings_of_call_ended": lambda store, now: store.rings_of_call_ended("CA1", "busy", now),
    "talk": lambda store, now: store.talk("x"),
    "result_by_key": lambda store, now: store.result_by_key("x", "helped", now),
    "result_of": lambda store, now: store.result_of("x"),
    "result_by_text": lambda store, now: store.result_by_text("x", "helped", now),
    "talks_of": lambda store, now: store.talks_of("x", now),
    "talks_to_ask_about": lambda store, now: store.talks_to_ask_about(now, now, 9),
    "asked_about": lambda store, now: store.asked_about("x", now),
    "kept_request": lambda store, now: store.kept_request("x"),
    "standing": lambda store, now: (marked(store, now), store.standing(HINA, "CA1", now, heard=False)),
    "is_barred": lambda store, now: store.is_barred(HINA, now),
    "bar_if_marked": lambda store, now: store.bar_if_marked(marked(store, now), now),
    "unbar_if_unmarked": lambda store, now: store.unbar_if_unmarked(marked(store, now), now),
    "lift_bar": lambda store, now: store.lift_bar("x"),
    "pass_callback": lambda store, now: store.pass_callback("x", "lawyer"),
    "asked": lambda store, now: store.asked(now),
    "asked her": lambda store, now: store.asked(now, "x"),
    "absent_now": lambda store, now: store.absent_now(now),
    "confirmed": lambda store, now: store.confirmed("x", now),
    "absent": lambda store, now: store.absent("x", now, now),
    "answered_calls": lambda store, now: store.answered_calls(now, now),
    "failing_phones": lambda store, now: store.failing_phones(now),
    "has_talked": lambda store, now: store.has_talked("x", now),
    "alarm_raised": lambda store, now: store.alarm_raised("nobody", "", now),
    "alarm_told": lambda store, now: store.alarm_told("nobody", "", now),
    "alarm_over": lambda store, now: store.alarm_over("nobody", "", now),
    "loads": lambda store, now: store.loads(now, now),
    "record_callback": lambda store, now: store.record_callback("CA9:1", a_request(), now, now),
    "against": lambda store, now: store.against("CA9:1", a_request(asked_by=HINA), HINA, now),
    "withdraw_callbacks": lambda store, now: store.withdraw_callbacks(HINA, now),
    "callbacks": lambda store, now: store.callbacks(("new", "ringing")),
    "callback": lambda store, now: store.callback("1234"),
    "move_callback": lambda store, now: store.move_callback("x", "done", None, now),
    "turn_before": lambda store, now: store.turn_before("SM1", HINA, now),
    "known_messages": lambda store, now: store.known_messages(["SM1", "SM2"]),
    "beat_on": lambda store, now: (store.beat_on("x", None, now), store.beat_on("x", now, now)),
    "keep_turn": lambda store, now: answered(store, "SM1", HINA, now, place=a_conversation()),
    "forget_place": lambda store, now: store.forget_place(store.turn_before("SM1", HINA, now)),
    "settle_claims": lambda store, now: store.settle_claims(now, now),
    "due_callbacks": lambda store, now: store.due_callbacks(now, 5),
    "claim": lambda store, now: store.claim("x", "x", now),
    "last_claim": lambda store, now: store.last_claim("x", now),
    "last_call": lambda store, now: store.last_call("x", now),
    "responder_of": lambda store, now: store.responder_of(PhoneNumber(HINA)),
    "pin_locked": lambda store, now: store.pin_locked("x", now),
    "pin_was_wrong": lambda store, now: store.pin_was_wrong(store.responders()[0].id, "CA1:1", now),
    "swaps_asked_of": lambda store, now: store.swaps_asked_of("x", now),
    "swaps_given_by": lambda store, now: store.swaps_given_by("x", now),
    "swap_taken": lambda store, now: store.swap_taken("x", "y"),
    "is_blocked": lambda store, now: store.is_blocked(HINA),
    "post": lambda store, now: store.post("SM9:1", "sms", PhoneNumber(ZOYA), "x", now, now),
    "take": taken,
    "drop_late": lambda store, now: (taken(store, now), store.drop_late(now + SOON, 9)),
    "receiver": lambda store, now: store.receiver("SMx", "x"),
    "not_ours_yet": lambda store, now: store.not_ours_yet(["SMx", "SMy"]),
    "sent": lambda store, now: store.sent("x", "SMx", now),
    "delivery": lambda store, now: store.delivery("SMx", "delivered", "", now, "x"),
    "subscription": lambda store, now: store.subscription(HINA),
    "heard_from": lambda store, now: store.heard_from(HINA),
    "forget_subscription": lambda store, now: (subscribed(store, now), store.forget_subscription(HINA)),
    "subscribe": lambda store, now: (subscribed(store, now), subscribed(store, now)),
    "due_subscriptions": lambda store, now: store.due_subscriptions(now, 9),
    "move_subscriptions": lambda store, now: (subscribed(store, now), weekly_text(store, now)),
    "sweep": lambda store, now: store.sweep(now),
}


class Watched(Database):
    """A database that asks SQLite for its plan of each statement first."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.plans: list[str] = []
        self.asked = 0

    def query(self, sql: str, values: Values = NONE) -> list[Row]:
        self._note(sql, values)
        return super().query(sql, values)

    def execute(self, sql: str, values: Values = NONE) -> int:
        self._note(sql, values)
        return super().execute(sql, values)

    def execute_each(self, sql: str, rows: Sequence[Values]) -> None:
        for row in rows:
            self._note(sql, row)
        super().execute_each(sql, rows)

    def insert(self, table: str, row: Row, *, lasting: bool = True) -> bool:
        self._note(f"insert into {table} ({', '.join(row)}) values ({', '.join(f':{name}' for name in row)})", row)
        return super().insert(table, row, lasting=lasting)

    def _note(self, sql: str, values: Values) -> None:
        if sql.startswith(("select", "insert", "update", "delete")):
            self.asked += 1
            self.plans += [row["detail"] for row in super().query(f"explain query plan {sql}", values)]


@pytest.mark.parametrize("name", sorted(ASKED))
def test_nothing_reads_a_whole_table(store: SqlStore, now: datetime, name: str) -> None:
    """SQLite plans a search for every statement; only the roster, which stays small, is read whole."""
    store.replace_roster(two_people(), now)
    watched = Watched(store.db.path)
    ASKED[name](SqlStore(watched, store.vault, throttle=LIMITS, limits=FLOOD), now)
    assert watched.asked
    scans = [step for step in watched.plans if step.startswith("SCAN")]
    # Staff write broadcasts and pauses by hand; the two indexes hold open rings only.
    small = ("responders", "shifts", "broadcasts", "pauses",
             "rings USING INDEX rings_one_each", "rings USING INDEX rings_of_call", "(subquery", "CONSTANT ROW")
    assert [step for step in scans if not step.removeprefix("SCAN ").startswith(small)] == []


def test_the_store_is_what_the_actions_expect() -> None:
    """Every method of the protocol is there and takes the same."""
    for name, wanted in vars(Store).items():
        if not name.startswith("_"):
            found = inspect.signature(getattr(SqlStore, name))
            assert list(found.parameters) == list(inspect.signature(wanted).parameters), name
