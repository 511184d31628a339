"""Conversations by text: each person's own, while it is kept; the same reply to the same message."""

from __future__ import annotations

from datetime import datetime, timedelta

from builders import HINA, KEY, OTHER_KEY, ZOYA, a_conversation

from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

DAY = timedelta(hours=24)


def test_everybody_goes_on_where_she_stood(store: SqlStore, now: datetime) -> None:
    """Hina's place is not Zoya's; the latest one counts."""
    store.keep_conversation(HINA, a_conversation("menu"), now + DAY)
    store.keep_conversation(ZOYA, a_conversation("tips", "en", answers=(("topic", "what"),)), now + DAY)
    store.keep_conversation(HINA, a_conversation("window"), now + DAY)
    assert store.conversation(HINA, now) == a_conversation("window")
    assert store.conversation(ZOYA, now) == a_conversation("tips", "en", answers=(("topic", "what"),))
    assert store.conversation("+923990000299", now) is None


def test_after_its_time_she_starts_anew(store: SqlStore, now: datetime) -> None:
    """To the second, also before the broom has passed."""
    store.keep_conversation(HINA, a_conversation(), now + DAY)
    store.keep_conversation(ZOYA, a_conversation(), now + DAY + DAY)
    assert store.conversation(HINA, now + DAY - timedelta(seconds=1))
    assert store.conversation(HINA, now + DAY) is None
    assert store.conversation(ZOYA, now + DAY)


def test_forgetting_one_leaves_the_other(store: SqlStore, now: datetime) -> None:
    """Nothing of Hina's remains, not even the row."""
    store.keep_conversation(HINA, a_conversation(), now + DAY)
    store.keep_conversation(ZOYA, a_conversation(), now + DAY)
    store.forget_conversation(HINA)
    assert store.conversation(HINA, now) is None
    assert store.conversation(ZOYA, now)
    assert store.db.query("select count(*) as n from conversations") == [{"n": 1}]


def test_a_place_that_cannot_be_read_is_a_new_start(store: SqlStore, now: datetime) -> None:
    """A lost key or another version of the program: she is answered all the same."""
    store.keep_conversation(HINA, a_conversation(), now + DAY)
    assert SqlStore(store.db, Vault([KEY, OTHER_KEY])).conversation(HINA, now)
    assert SqlStore(store.db, Vault([OTHER_KEY])).conversation(HINA, now) is None
    print_ = store.vault.fingerprint(HINA, "talks")
    old = store.vault.seal('{"from": "an older version"}', "conversations", "body", print_)
    store.db.execute("update conversations set body = :body", {"body": old})
    assert store.conversation(HINA, now) is None


def test_a_key_change_keeps_the_conversation_and_leaves_one_row(store: SqlStore, now: datetime) -> None:
    """Old rows are found; the next turn replaces them."""
    store.keep_conversation(HINA, a_conversation("menu"), now + DAY)
    store.block(HINA, now)
    store.keep_reply("SM1", "hello", now)
    after = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    assert after.conversation(HINA, now) == a_conversation("menu")
    after.keep_conversation(HINA, a_conversation("window"), now + DAY)
    assert after.conversation(HINA, now) == a_conversation("window")
    assert after.db.query("select count(*) as n from conversations") == [{"n": 1}]
    assert after.is_blocked(HINA)
    assert after.reply_given("SM1") == "hello"
    after.unblock(HINA)
    assert not after.is_blocked(HINA)


def test_the_first_reply_to_a_message_stands(store: SqlStore, now: datetime) -> None:
    """A message delivered twice gets it again; another message has its own."""
    assert store.reply_given("SM1") is None
    store.keep_reply("SM1", "آپ محفوظ ہیں", now)
    store.keep_reply("SM1", "something else", now)
    store.keep_reply("SM2", "hello", now)
    assert (store.reply_given("SM1"), store.reply_given("SM2")) == ("آپ محفوظ ہیں", "hello")


def test_who_wants_no_texts_is_remembered_until_she_does(store: SqlStore, now: datetime) -> None:
    """Twice stopped is stopped; once started is started; Zoya never stopped."""
    store.block(HINA, now)
    store.block(HINA, now)
    assert (store.is_blocked(HINA), store.is_blocked(ZOYA)) == (True, False)
    store.block(ZOYA, now)
    store.unblock(HINA)
    store.unblock(HINA)
    assert (store.is_blocked(HINA), store.is_blocked(ZOYA)) == (False, True)


def test_odd_senders_have_conversations_too(store: SqlStore, now: datetime) -> None:
    """Any text may be an identity."""
    for index, identity in enumerate(("sip:a|b@c", "15", "\x00", "\ud800", "ا" * 5000)):
        store.keep_conversation(identity, a_conversation(f"s{index}"), now + DAY)
    assert store.conversation("\ud800", now) == a_conversation("s3")
    assert store.conversation("15", now) == a_conversation("s1")
