"""Conversations by text: each person's own, while it is kept; the same reply to the same message."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, KEY, OTHER_KEY, ZOYA, a_conversation, answered, place_of, reply_to

from hotline.core.conversation import CONTINUES_FOR
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

SECOND = timedelta(seconds=1)
PLACES = "select message_print from turns where place is not null or identity_print is not null"


def test_everybody_goes_on_where_she_stood(store: SqlStore, now: datetime) -> None:
    """Hina's place is not Zoya's; the latest one counts."""
    answered(store, "SM1", HINA, now, place=a_conversation("menu"))
    answered(store, "SM2", ZOYA, now, place=a_conversation("tips", "en", answers=(("topic", "what"),)))
    answered(store, "SM3", HINA, now + SECOND, place=a_conversation("window"))
    assert place_of(store, HINA, now) == a_conversation("window")
    assert place_of(store, ZOYA, now) == a_conversation("tips", "en", answers=(("topic", "what"),))
    assert place_of(store, "+923990000299", now) is None


def test_only_the_latest_place_is_kept(store: SqlStore, now: datetime) -> None:
    """What came before is forgotten at once, whoever wrote meanwhile; its reply can still be told again."""
    for number in range(3):
        answered(store, f"SM{number}", HINA, now, f"reply {number}", a_conversation(f"s{number}"))
    answered(store, "SM9", ZOYA, now, place=a_conversation())
    assert len(store.db.query(PLACES)) == 2
    assert [reply_to(store, f"SM{number}", now) for number in range(3)] == ["reply 0", "reply 1", "reply 2"]


def test_after_its_time_she_starts_anew(store: SqlStore, now: datetime) -> None:
    """To the second, also before the broom has passed."""
    answered(store, "SM1", HINA, now, place=a_conversation())
    answered(store, "SM2", ZOYA, now + SECOND, place=a_conversation())
    assert place_of(store, HINA, now + CONTINUES_FOR - SECOND)
    assert place_of(store, HINA, now + CONTINUES_FOR) is None
    assert place_of(store, ZOYA, now + CONTINUES_FOR)


@pytest.mark.parametrize("end", ["end", "decoy"])
def test_forgetting_one_leaves_the_other(store: SqlStore, now: datetime, end: str) -> None:
    """Nothing of Hina's remains, neither when it ended nor when she took the decoy; a reply alone names nobody."""
    answered(store, "SM1", HINA, now, place=a_conversation())
    answered(store, "SM2", ZOYA, now, place=a_conversation())
    if end == "decoy":
        store.forget_place(store.turn_before("SM3", HINA, now))
    else:
        answered(store, "SM3", HINA, now)
    assert place_of(store, HINA, now) is None
    assert place_of(store, ZOYA, now)
    assert len(store.db.query(PLACES)) == 1


def test_a_place_that_cannot_be_read_is_a_new_start(store: SqlStore, now: datetime) -> None:
    """A lost key or another version of the program: she is answered all the same."""
    answered(store, "SM1", HINA, now, place=a_conversation())
    assert place_of(SqlStore(store.db, Vault([KEY, OTHER_KEY])), HINA, now)
    assert place_of(SqlStore(store.db, Vault([OTHER_KEY])), HINA, now) is None
    print_ = store.vault.fingerprint("SM1", "message")
    old = store.vault.seal('{"from": "an older version"}', "turns", "place", print_)
    store.db.execute("update turns set place = :place", {"place": old})
    assert place_of(store, HINA, now) is None


def test_a_key_change_keeps_the_conversation_and_leaves_one_place(store: SqlStore, now: datetime) -> None:
    """Old rows are found; the next turn takes their place away."""
    answered(store, "SM1", HINA, now, "hello", a_conversation("menu"))
    store.block(HINA, now)
    after = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    assert place_of(after, HINA, now) == a_conversation("menu")
    answered(after, "SM2", HINA, now + SECOND, place=a_conversation("window"))
    assert place_of(after, HINA, now) == a_conversation("window")
    assert len(after.db.query(PLACES)) == 1
    assert after.is_blocked(HINA)
    assert reply_to(after, "SM1", now) == "hello"
    after.unblock(HINA)
    assert not after.is_blocked(HINA)


def test_the_first_reply_to_a_message_stands(store: SqlStore, now: datetime) -> None:
    """A message delivered twice gets it again; another message has its own."""
    assert reply_to(store, "SM1", now) is None
    assert answered(store, "SM1", HINA, now, "آپ محفوظ ہیں", a_conversation("menu")) == "آپ محفوظ ہیں"
    assert answered(store, "SM1", HINA, now, "something else", a_conversation("tips")) == "آپ محفوظ ہیں"
    assert answered(store, "SM1", HINA, now, "something else") == "آپ محفوظ ہیں"
    assert answered(store, "SM2", None, now, "hello", a_conversation("tips")) == "hello"
    assert (reply_to(store, "SM1", now), reply_to(store, "SM2", now)) == ("آپ محفوظ ہیں", "hello")
    assert place_of(store, HINA, now) == a_conversation("menu")


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
        answered(store, f"SM{index}", identity, now, place=a_conversation(f"s{index}"))
    assert place_of(store, "\ud800", now) == a_conversation("s3")
    assert place_of(store, "15", now) == a_conversation("s1")
