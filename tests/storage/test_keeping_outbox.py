"""The outbox: posted once, claimed by one, tried again, and never moved backwards by a late report."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, KEY, OTHER_KEY, ZOYA

from hotline.core.delivery import MOVES
from hotline.core.phone_number import PhoneNumber
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

MINUTE = timedelta(minutes=1)


def post(store: SqlStore, once: str, to: str, due: datetime, body: str = "salam") -> str:
    return store.post(once, "sms", PhoneNumber(to), body, due, due)


def state_of(store: SqlStore, errand: str) -> str:
    return str(next(row["state"] for row in store.outbox() if row["id"] == errand))


def test_the_same_wish_twice_is_one_text(store: SqlStore, now: datetime) -> None:
    """Also after a key change; the other woman's text is another."""
    first = post(store, "SM1:1", HINA, now)
    assert post(store, "SM1:1", HINA, now) == first
    assert post(SqlStore(store.db, Vault([OTHER_KEY, KEY])), "SM1:1", HINA, now) == first
    assert post(store, "SM2:1", ZOYA, now) != first
    assert len(store.outbox()) == 2


def test_what_is_due_first_is_taken_first_and_by_one_only(store: SqlStore, now: datetime) -> None:
    """Each is handed out with its own number and words; what is not yet due waits."""
    later = post(store, "SM1:1", HINA, now, "for Hina")
    sooner = post(store, "SM2:1", ZOYA, now - MINUTE, "for Zoya")
    post(store, "SM3:1", HINA, now + MINUTE)
    one, two = store.take(now, now + MINUTE), store.take(now, now + MINUTE)
    assert one
    assert two
    assert (one.id, one.to.e164, one.body, one.kind, one.attempts) == (sooner, ZOYA, "for Zoya", "sms", 1)
    assert (two.id, two.to.e164, two.body) == (later, HINA, "for Hina")
    assert store.take(now, now + MINUTE) is None


def test_what_a_dead_worker_held_is_taken_again_after_the_lease(store: SqlStore, now: datetime) -> None:
    """Not a second earlier, and the attempts show it."""
    post(store, "SM1:1", HINA, now)
    post(store, "SM2:1", ZOYA, now + timedelta(days=1))
    assert store.take(now, now + MINUTE)
    assert store.take(now + MINUTE - timedelta(seconds=1), now + 2 * MINUTE) is None
    again = store.take(now + MINUTE, now + 2 * MINUTE)
    assert again
    assert (again.to.e164, again.attempts) == (HINA, 2)


def test_sent_is_sent(store: SqlStore, now: datetime) -> None:
    """It is not taken again and keeps the provider's id; the other one still is."""
    first, second = post(store, "SM1:1", HINA, now), post(store, "SM2:1", ZOYA, now + MINUTE)
    assert store.take(now, now + MINUTE)
    store.sent(first, "SMx", now)
    store.put_back(first, "30001", now, now)
    shown = {row["id"]: (row["state"], row["provider_id"]) for row in store.outbox()}
    assert shown == {first: ("sent", "SMx"), second: ("waiting", None)}
    taken = store.take(now + 9 * MINUTE, now + 10 * MINUTE)
    assert taken
    assert taken.id == second
    assert store.take(now + 9 * MINUTE, now + 10 * MINUTE) is None


def test_a_failure_is_tried_later_or_given_up(store: SqlStore, now: datetime) -> None:
    """With a time it waits for that time, without one it has failed."""
    post(store, "SM1:1", HINA, now)
    post(store, "SM2:1", ZOYA, now)
    one, two = store.take(now, now + MINUTE), store.take(now, now + MINUTE)
    assert one
    assert two
    store.put_back(one.id, "20429", now + 5 * MINUTE, now)
    store.put_back(two.id, "21610", None, now)
    assert (state_of(store, one.id), state_of(store, two.id)) == ("waiting", "failed")
    assert store.take(now + 4 * MINUTE, now + 9 * MINUTE) is None
    again = store.take(now + 5 * MINUTE, now + 9 * MINUTE)
    assert again
    assert (again.id, again.attempts) == (one.id, 2)


def test_receipts_move_a_text_forwards_only(store: SqlStore, now: datetime) -> None:
    """From every state with every report; Zoya's text is never touched by Hina's receipts."""
    hina, zoya = post(store, "SM1:1", HINA, now), post(store, "SM2:1", ZOYA, now)
    for errand, provider in ((hina, "SMhina"), (zoya, "SMzoya")):
        store.db.execute(
            "update outbox set state = 'sent', provider_id = :p where id = :id", {"p": provider, "id": errand}
        )
    for before, allowed in MOVES.items():
        for after in (*MOVES, "queued", ""):
            store.db.execute("update outbox set state = :s where id = :id", {"s": before, "id": hina})
            assert store.delivery("SMhina", after, "", now) == (after in allowed)
            assert state_of(store, hina) == (after if after in allowed else before)
    assert state_of(store, zoya) == "sent"
    assert not store.delivery("SMunknown", "delivered", "", now)


@pytest.mark.parametrize(("error", "kept"), [("30003", "30003"), ("timeout", "timeout"), ("", ""),
                                             (f"The number {HINA} is not reachable", "other"),
                                             ("0399 0000201", "other")])
def test_a_providers_sentence_is_not_stored(store: SqlStore, now: datetime, error: str, kept: str) -> None:
    """It may quote the number; a code cannot."""
    post(store, "SM1:1", HINA, now)
    post(store, "SM2:1", ZOYA, now + MINUTE)
    errand = store.take(now, now + MINUTE)
    assert errand
    store.put_back(errand.id, error, None, now)
    assert [row["error"] for row in store.outbox(("failed",))] == [kept]


def test_what_does_not_open_holds_up_nobody(store: SqlStore, now: datetime) -> None:
    """The broken one has failed, the next is handed out."""
    broken = post(store, "SM1:1", HINA, now - MINUTE)
    good = post(store, "SM2:1", ZOYA, now)
    store.db.execute("update outbox set body = 'tampered' where id = :id", {"id": broken})
    taken = store.take(now, now + MINUTE)
    assert taken
    assert taken.id == good
    assert state_of(store, broken) == "failed"


def test_the_list_shows_no_number_and_no_words(store: SqlStore, now: datetime) -> None:
    """Only what a coordinator needs, by state."""
    post(store, "SM1:1", HINA, now, "secret words")
    post(store, "SM2:1", ZOYA, now + MINUTE)
    store.take(now, now + 2 * MINUTE)
    shown = store.outbox(("sending",))
    assert [(row["kind"], row["state"], row["attempts"], row["due_at"]) for row in shown] == [
        ("sms", "sending", 1, now + 2 * MINUTE)
    ]
    assert HINA not in str(store.outbox())
    assert "secret" not in str(store.outbox())


def test_a_receipt_may_be_quicker_than_the_answer(store: SqlStore, now: datetime) -> None:
    """It names the errand; what it said stands when the answer comes. Zoya's text is not touched."""
    hina, zoya = post(store, "SM1:1", HINA, now), post(store, "SM2:1", ZOYA, now)
    assert store.take(now, now + MINUTE)
    assert store.take(now, now + MINUTE)
    assert store.delivery("SMhina", "delivered", "", now, hina)
    store.sent(hina, "SMhina", now)
    store.sent(zoya, "SMzoya", now)
    shown = {row["id"]: (row["state"], row["provider_id"]) for row in store.outbox()}
    assert shown == {hina: ("delivered", "SMhina"), zoya: ("sent", "SMzoya")}
    assert not store.delivery("SMother", "delivered", "", now, zoya)


def test_what_comes_too_late_is_dropped(store: SqlStore, now: datetime) -> None:
    """A reminder of what is past does not leave; one in time does, and what has no end waits for ever."""
    number = PhoneNumber(HINA)
    late = store.post("one", "sms", number, "late", now, now, now + MINUTE)
    good = store.post("two", "sms", number, "good", now, now, now + 3 * MINUTE)
    always = store.post("three", "sms", number, "always", now, now)
    later = now + MINUTE
    taken = [store.take(later, later + MINUTE) for _ in range(3)]
    assert [one.id for one in taken if one] == [good, always]
    assert state_of(store, late) == "dropped"
    store.put_back(good, "timeout", later, later)
    assert store.take(now + 4 * MINUTE, now + 5 * MINUTE) != good
    assert state_of(store, good) == "dropped"
