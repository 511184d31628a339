"""A reference and the PIN that she chose open her request; guesses are few, and tell nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from builders import HINA, KEY, OTHER_KEY, ZOYA, a_request

from hotline.storage.store import SqlStore
from hotline.storage.tokens import MOST_IN_ALL, MOST_OF_CALLER, MOST_OF_REFERENCE
from hotline.storage.vault import Vault

PIN, WRONG = "2468", "1357"
DAY = timedelta(days=1)


def asked(store: SqlStore, now: datetime, number: str = HINA, pin: str = PIN, once: str = "CA1:1") -> str:
    return store.record_callback(once, a_request(number=number, pin=pin), now, now)


@contextmanager
def statements(store: SqlStore) -> Iterator[list[str]]:
    """Everything that the database is asked meanwhile, with its values written out."""
    found: list[str] = []
    connection = store.db._port().conn
    connection.set_trace_callback(found.append)
    yield found
    connection.set_trace_callback(None)


def test_a_request_opens_to_its_own_token_only(store: SqlStore, now: datetime) -> None:
    reference = asked(store, now)
    other = asked(store, now, ZOYA, WRONG, "CA2:1")
    found = store.request_of(reference, PIN)
    assert found
    assert found.reference == reference
    for token in ((reference, WRONG), (other, PIN), (reference, ""), ("1000", PIN), ("", ""), (reference, f"{PIN} ")):
        assert store.request_of(*token) is None


def test_without_a_pin_nothing_opens_and_one_can_be_chosen_once(store: SqlStore, now: datetime) -> None:
    """A PIN that is kept is not replaced by another; the same one again is the same key told twice."""
    reference = asked(store, now, pin="")
    assert store.request_of(reference, "") is None
    assert [store.keep_pin(reference, pin) for pin in (PIN, PIN, WRONG)] == [True, True, False]
    assert store.request_of(reference, PIN)
    assert not store.keep_pin("1000", PIN)


def test_a_closed_request_takes_no_pin_but_opens_to_its_own(store: SqlStore, now: datetime) -> None:
    """She may hear what became of it; a reference that is used again belongs to whoever chose the PIN."""
    kept, bare = asked(store, now), asked(store, now, ZOYA, "", "CA2:1")
    for reference in (kept, bare):
        found = store.callback(reference)
        assert found
        store.move_callback(found.id, "done", None, now)
    opened = store.request_of(kept, PIN)
    assert opened
    assert opened.state == "done"
    assert not store.keep_pin(bare, PIN)


def test_no_number_kept_is_nothing_to_ring_or_find(store: SqlStore, now: datetime) -> None:
    """It is never due, however old; only its token leads to it."""
    reference = asked(store, now, number="")
    found = store.request_of(reference, PIN)
    assert found
    assert found.calls_in
    assert store.due_callbacks(now + DAY, 5) == []
    with pytest.raises(LookupError):
        store.callback_number(found.id)
    [row] = store.db.query("select number, number_print from callbacks")
    assert row == {"number": "", "number_print": ""}


def test_after_a_key_change_her_token_still_fits(store: SqlStore, now: datetime) -> None:
    reference = asked(store, now)
    later = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    assert later.request_of(reference, PIN)
    assert later.keep_pin(reference, PIN)
    assert SqlStore(store.db, Vault([OTHER_KEY])).request_of(reference, PIN)


@pytest.mark.parametrize(
    ("most", "guess"),
    [
        (MOST_OF_REFERENCE, lambda n: ("4821", f"+92399000{n:04d}")),
        (MOST_OF_CALLER, lambda n: (f"{4000 + n}", HINA)),
        (MOST_IN_ALL, lambda n: (f"{4000 + n}", f"+92399000{n:04d}")),
    ],
    ids=["of one reference", "from one number", "in all"],
)
def test_guesses_are_few(store: SqlStore, now: datetime, most: int, guess) -> None:
    """A day after the first one a token is taken again."""
    for n in range(most):
        assert not store.guessed_too_often(*guess(0), now)
        store.guessed(f"CA{n}:1", *guess(n), now)
    assert store.guessed_too_often(*guess(0), now)
    assert not store.guessed_too_often(*guess(0), now + DAY)


def test_who_withholds_a_number_is_stopped_by_the_reference_and_in_all(store: SqlStore, now: datetime) -> None:
    """They are many people: one of them does not stop the others."""
    for n in range(MOST_OF_CALLER):
        store.guessed(f"CA{n}:1", f"{4000 + n}", None, now)
    assert not store.guessed_too_often("4821", None, now)


def test_a_guess_told_twice_counts_once(store: SqlStore, now: datetime) -> None:
    for _ in range(MOST_OF_REFERENCE):
        store.guessed("CA1:1", "4821", HINA, now)
    assert not store.guessed_too_often("4821", HINA, now)


def test_wrong_and_unknown_cost_the_same_statements(store: SqlStore, now: datetime) -> None:
    """Nobody learns from the time an answer takes whether a reference is somebody's."""
    reference = asked(store, now)

    def asks(about: str) -> list[str]:
        with statements(store) as found:
            assert store.request_of(about, WRONG) is None
            store.guessed(f"CA{about}:2", about, ZOYA, now)
        return [sql.split("'")[0] for sql in found]

    assert asks(reference) == asks("1000")


def test_guesses_are_swept_after_a_day(store: SqlStore, now: datetime) -> None:
    store.guessed("CA1:1", "4821", HINA, now)
    assert store.sweep(now + DAY / 2)["guesses"] == 0
    assert store.sweep(now + DAY)["guesses"] == 1


def closed(store: SqlStore, reference: str, state: str, now: datetime) -> str:
    found = store.callback(reference)
    assert found
    assert store.move_callback(found.id, state, None, now)
    return found.id


@pytest.mark.parametrize(
    ("state", "after"),
    [("new", "new"), ("ringing", "ringing"), ("waiting", "waiting"), ("claimed", "waiting"), ("expired", "waiting"),
     ("not_reached", "waiting"), ("done", None), ("withdrawn", None)],
)  # fmt: skip
def test_other_hours_open_what_was_not_reached_and_nothing_that_is_done(
    store: SqlStore, now: datetime, state: str, after: str | None
) -> None:
    """With as many rings as at first, and "now" counts from now on."""
    reference = asked(store, now)
    store.db.execute("update callbacks set state = :state, rings = 4", {"state": state})
    found = store.request_of(reference, PIN)
    assert found
    later = now + timedelta(hours=5)
    assert store.other_hours(found.id, "now", "now", later, later) is (after is not None)
    changed = store.request_of(reference, PIN)
    assert changed
    if after:
        assert (changed.state, changed.window, changed.due_at, changed.rings) == (after, "now", later, 0)
        assert (changed.created_at, changed.said_at) == (now, later)
    else:
        assert changed == found


def test_a_reference_that_is_used_again_is_not_opened_twice(
    store: SqlStore, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number belongs to whoever has it now."""
    first = closed(store, asked(store, now), "expired", now)
    reference = store.callbacks()[0].reference
    monkeypatch.setattr("hotline.storage.callbacks._reference", lambda _: reference)
    assert asked(store, now + DAY, ZOYA, WRONG, "CA2:1") == reference
    assert not store.other_hours(first, "evening", "any", now + DAY, now + DAY)
    opened = store.request_of(reference, WRONG)
    assert opened
    assert opened.id != first
