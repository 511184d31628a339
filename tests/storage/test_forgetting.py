"""Forgetting: whoever asks is gone from every table and every file, and nobody else is."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import AMNA, HINA, KEY, OTHER_KEY, ZOYA, a_conversation, a_request, answered, place_of, two_people

from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Ring
from hotline.core.subscription import Slot, Subscription
from hotline.storage import vault as vault_module
from hotline.storage.database import Database
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

# Hashes of a person's number that are meant to stay, each with its reason.
STAYS = {
    "blocked.identity_print": "she wanted no texts: forgetting that would send her some",
    "responders.phone_print": "the roster",
    "line_tests.phone_print": "the roster",
    "bars.caller_print": "else whoever was abusive is put through again by asking to be forgotten; it ends by itself",
    "warnings.caller_print": "else the warning is heard twice; it is gone after a week",
}


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Every hash that is made of Hina's number from here on, with its kind."""
    found: dict[str, str] = {}
    make = vault_module._hashed

    def noting(key: bytes, kind: str, value: str) -> str:
        made = make(key, kind, value)
        if value == HINA:
            found[made] = kind
        return made

    monkeypatch.setattr(vault_module, "_hashed", noting)
    return found


def lives_through(store: SqlStore, who: str, now: datetime) -> None:
    """Everything that can be kept of somebody."""
    amna = store.responders()[0]
    call = f"CA{who}"
    for ring, _ in store.rings_started(f"{call}:1", Ring(call, who), [amna.id], now):
        store.ring_ended(ring, "busy", now)
        store.keep_note(amna.id, f"about {who}", now, ring=ring)
    for index, state in enumerate(("done", "withdrawn", "new")):
        reference = store.record_callback(f"{call}:{index}", a_request(number=who, asked_by=who), now, now)
        one = store.callback(reference)
        assert one
        store.keep_note(amna.id, f"about {who}", now, callback=one.id)
        store.move_callback(one.id, state, None, now)
    answered(store, f"SM{who}", who, now, place=a_conversation())
    store.post(f"{call}:9", "sms", PhoneNumber(who), "salam", now, now)
    store.subscribe(who, PhoneNumber(who), Subscription("", "phone", "ur", Slot(4, 9), now))
    store.guessed(f"{call}:10", "4821", who, now)
    store.missed(call, who, "", now)


def where(store: SqlStore, text: str) -> list[str]:
    """The columns in which a text stands."""
    tables = [row["name"] for row in store.db.query("select name from sqlite_master where type = 'table'")]
    return [f"{table}.{name}" for table in tables for row in store.db.query(f"select * from {table}")
            for name, value in row.items() if value == text]  # fmt: skip


def test_she_is_gone_from_every_table_and_file(store: SqlStore, now: datetime, hashed: dict[str, str]) -> None:
    """Neither her number nor any hash of it; Zoya's rows are untouched."""
    store.replace_roster(two_people(), now)
    lives_through(store, HINA, now)
    lives_through(store, ZOYA, now)
    assert {column for one in hashed for column in where(store, one)} == {
        "rings.caller_print", "callbacks.number_print", "callbacks.asked_print", "turns.identity_print",
        "outbox.number_print", "subscriptions.identity_print", "guesses.caller_print", "missed.number_print",
    }  # fmt: skip
    zoya_before = [row for row in store.db.query("select * from callbacks")
                   if row["number_print"] in store.vault.fingerprints(ZOYA)]  # fmt: skip
    assert store.forget_person(HINA) == {
        "requests": 3, "conversations": 1, "notes": 1, "calls": 1, "askings": 0, "texts": 1, "subscriptions": 1,
        "guesses": 1, "missed": 1,
    }  # fmt: skip
    assert {column for one in hashed for column in where(store, one)} == set()
    files = b"".join(file.read_bytes() for file in store.db.path.parent.iterdir())
    for secret in (*hashed, HINA, HINA.removeprefix("+92")):
        assert secret.encode() not in files
    assert store.db.query("select * from callbacks") == zoya_before
    assert place_of(store, ZOYA, now)
    assert set(store.forget_person(HINA).values()) == {0}
    assert {one.words for one in store.notes()} == {f"about {ZOYA}"}


def test_every_hash_of_a_number_is_forgotten_or_stays_for_a_reason(store: SqlStore) -> None:
    """A new column with a hash of a number needs a line in FORGOTTEN, or a reason here."""
    of_numbers = ("number_print", "identity_print", "caller_print", "phone_print")
    tables = [row["name"] for row in store.db.query("select name from sqlite_master where type = 'table'")]
    columns = {f"{table}.{row['name']}" for table in tables for row in store.db.query(f"pragma table_info({table})")
               if row["name"] in of_numbers}  # fmt: skip
    assert columns - set(STAYS) == {
        "callbacks.number_print", "turns.identity_print", "rings.caller_print", "outbox.number_print",
        "subscriptions.identity_print", "guesses.caller_print", "missed.number_print",
    }  # fmt: skip


def test_her_wish_for_no_texts_outlives_her(store: SqlStore, now: datetime) -> None:
    """Otherwise forgetting her would be the way to send her texts again."""
    store.block(HINA, now, calls=True)
    store.forget_person(HINA)
    assert store.is_blocked(HINA)
    assert store.refuses_calls(HINA)


def test_what_was_written_under_an_older_key_is_found(db: Database, now: datetime) -> None:
    old, new = SqlStore(db, Vault([OTHER_KEY])), SqlStore(db, Vault([KEY, OTHER_KEY]))
    old.record_callback("CA1:1", a_request(number=HINA), now, now)
    assert new.forget_person(HINA)["requests"] == 1


def test_what_waits_for_somebody_on_the_roster_is_no_callers(store: SqlStore, now: datetime) -> None:
    """A responder who erases what she asked for herself is still told that a caller waits."""
    store.replace_roster(two_people(), now)
    store.post("ring:1", "call", PhoneNumber(AMNA), "/path", now, now)
    store.record_callback("CA1:1", a_request(number=AMNA), now, now)
    assert store.forget_person(AMNA)["requests"] == 1
    assert [row["kind"] for row in store.outbox()] == ["call"]


def test_a_phone_that_is_not_hers_is_never_rung_until_start(store: SqlStore, now: datetime) -> None:
    """STOP alone still lets her be rung; the roster's phones are rung whatever is texted from them."""
    store.replace_roster(two_people(), now)
    store.block(HINA, now)
    assert (store.is_blocked(HINA), store.refuses_calls(HINA)) == (True, False)
    for number in (HINA, AMNA):
        store.block(number, now, calls=True)
        store.block(number, now)
    assert (store.refuses_calls(HINA), store.refuses_calls(AMNA), store.refuses_calls(ZOYA)) == (True, False, False)
    store.unblock(HINA)
    assert not store.refuses_calls(HINA)
