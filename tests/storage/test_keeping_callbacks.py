"""Requests to be rung back: stored once, found by reference, moved only forwards, withdrawn by number."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, KEY, OTHER_KEY, ZOYA, a_request

from hotline.core.callback import KEPT_FOR, MOVES
from hotline.core.errors import SealBroken, StoreDown
from hotline.storage import callbacks as module
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault


def two_requests(store: SqlStore, now: datetime) -> tuple[str, str]:
    """Hina's, due now, and Zoya's, due an hour later."""
    zoya = store.record_callback("CA2:5", a_request(number=ZOYA), now + timedelta(hours=1), now)
    return store.record_callback("CA1:5", a_request(number=HINA), now, now), zoya


def id_of(store: SqlStore, reference: str) -> str:
    found = store.callback(reference)
    assert found
    return found.id


def test_a_request_comes_back_as_it_was_confirmed(store: SqlStore, now: datetime) -> None:
    """Every answer is there; the number is opened only when asked for."""
    due = now + timedelta(hours=3)
    expected = ("morning", "weekend", "online", True)
    asked = a_request(ZOYA, "morning", "weekend", "online", True, "en", "sms")
    store.record_callback("CA0:1", a_request(), now, now)
    found = store.callback(store.record_callback("SM1:2", asked, due, now))
    assert found
    assert (found.window, found.days, found.subject, found.woman_only) == expected
    assert (found.language, found.channel, found.state, found.attempts) == ("en", "sms", "new", 0)
    assert (found.created_at, found.due_at, found.expires_at) == (now, due, due + KEPT_FOR)
    assert store.callback_number(found.id).e164 == ZOYA
    assert ZOYA not in repr(found)


def test_the_same_webhook_twice_stores_one_request(store: SqlStore, now: datetime) -> None:
    """It gets the same reference, and the other caller hers."""
    hina, zoya = two_requests(store, now)
    assert two_requests(store, now + timedelta(minutes=1)) == (hina, zoya)
    assert hina != zoya
    assert len(store.callbacks()) == 2


def test_a_key_change_between_the_two_doubles_nothing(store: SqlStore, now: datetime) -> None:
    """Requests under the old key are found, opened and withdrawn under the new."""
    first = two_requests(store, now)
    after = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    assert two_requests(after, now) == first
    assert after.callback_number(id_of(after, first[0])).e164 == HINA
    assert after.withdraw_callbacks(HINA, now) == 1


def test_references_have_four_digits_and_no_leading_zero(store: SqlStore, now: datetime) -> None:
    """All open ones differ."""
    found = {store.record_callback(f"CA{n}:1", a_request(), now, now) for n in range(300)}
    assert len(found) == 300
    assert all(len(one) == 4 and one.isdecimal() and one[0] != "0" for one in found)


def test_when_short_references_run_out_longer_ones_are_given(
    store: SqlStore, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request is never refused for want of a number; and when even those are gone it ends, as StoreDown."""
    monkeypatch.setattr(module, "_reference", lambda length: "7" * length)
    given = [store.record_callback(f"CA{n}:1", a_request(), now, now) for n in range(3)]
    assert given == ["7777", "777777", "77777777"]
    with pytest.raises(StoreDown):
        store.record_callback("CA9:1", a_request(), now, now)
    store.withdraw_callbacks(HINA, now)
    assert store.record_callback("CA9:1", a_request(number=ZOYA), now, now) == "7777"


def test_a_reference_used_again_means_the_open_request(
    store: SqlStore, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The closed one of Hina is hidden by Zoya's open one; of two closed ones the later is shown."""
    monkeypatch.setattr(module, "_reference", lambda length: "7777")
    store.record_callback("CA1:1", a_request(number=HINA), now, now)
    assert store.move_callback(id_of(store, "7777"), "done", None, now)
    store.record_callback("CA2:1", a_request(number=ZOYA), now, now - timedelta(hours=1))
    assert store.callback_number(id_of(store, "7777")).e164 == ZOYA
    store.move_callback(id_of(store, "7777"), "done", None, now)
    assert store.callback_number(id_of(store, "7777")).e164 == HINA
    assert store.callback("1234") is None


def test_withdrawing_takes_back_only_her_own_open_requests(store: SqlStore, now: datetime) -> None:
    """Hina has two, one of them done; Zoya's stays."""
    _, zoya = two_requests(store, now)
    done = store.record_callback("CA3:1", a_request(number=HINA), now, now)
    store.move_callback(id_of(store, done), "done", None, now)
    assert store.withdraw_callbacks(HINA, now) == 1
    assert store.withdraw_callbacks(HINA, now) == 0
    assert [one.reference for one in store.callbacks(("new",))] == [zoya]
    assert [one.reference for one in store.callbacks(("done",))] == [done]


def test_a_request_moves_only_as_the_table_of_its_life_allows(store: SqlStore, now: datetime) -> None:
    """From every state to every state; Zoya's request never moves along."""
    for number, (before, allowed) in enumerate(MOVES.items()):
        for after in MOVES:
            once = f"CA{number}{after}:1"
            one = id_of(store, store.record_callback(once, a_request(number=HINA), now, now))
            store.db.execute("update callbacks set state = :s where id = :id", {"s": before, "id": one})
            assert store.move_callback(one, after, None, now) == (after in allowed)
            store.db.execute("delete from callbacks where id = :id", {"id": one})
    _, zoya = two_requests(store, now)
    assert [one.reference for one in store.callbacks(("new",))][-1] == zoya
    assert not store.move_callback("unknown", "done", None, now)
    assert not store.move_callback(id_of(store, zoya), "nonsense", None, now)


def test_each_ring_counts_as_an_attempt_and_may_come_back_later(store: SqlStore, now: datetime) -> None:
    """Nobody answered: it waits, due later, with one attempt behind it."""
    hina, zoya = two_requests(store, now)
    later = now + timedelta(minutes=30)
    assert store.move_callback(id_of(store, hina), "ringing", None, now)
    assert not store.move_callback(id_of(store, hina), "ringing", None, now)
    assert store.move_callback(id_of(store, hina), "waiting", later, now)
    one, two = store.callback(hina), store.callback(zoya)
    assert one
    assert two
    assert (one.state, one.attempts, one.due_at, two.attempts) == ("waiting", 1, later, 0)


def test_lists_are_by_state_the_first_due_first(store: SqlStore, now: datetime) -> None:
    """Hina's is due before Zoya's though it was stored after it."""
    hina, zoya = two_requests(store, now)
    assert [one.reference for one in store.callbacks()] == [hina, zoya]
    store.move_callback(id_of(store, zoya), "ringing", None, now)
    assert [one.reference for one in store.callbacks(("ringing", "done"))] == [zoya]


def test_a_number_that_does_not_open_or_is_not_there(store: SqlStore, now: datetime) -> None:
    """Hina's sealed number put into Zoya's row gives nobody's number away."""
    hina, zoya = two_requests(store, now)
    ids = {"hina": id_of(store, hina), "zoya": id_of(store, zoya)}
    store.db.execute(
        "update callbacks set number = (select number from callbacks where id = :hina) where id = :zoya", ids
    )
    assert store.callback_number(ids["hina"]).e164 == HINA
    with pytest.raises(SealBroken):
        store.callback_number(ids["zoya"])
    with pytest.raises(LookupError):
        store.callback_number("unknown")
