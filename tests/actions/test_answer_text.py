"""Texts are answered with and without a store, once, and never with words that promise what was not kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, KARACHI, ZOYA
from fakes import FailingStore

from hotline import parts
from hotline.actions.answer_text import Text, Texting, answer_text
from hotline.actions.notice import Notice
from hotline.actions.tally import Tally
from hotline.core.phone_number import caller_from
from hotline.flows.hotline import build
from hotline.prompts.words import Words
from hotline.storage.store import SqlStore

NOBODY = "anonymous"
REQUEST = ("mujhe call karo", "1", "1", "1", "1")  # a whole request but for its confirmation


@pytest.fixture(scope="module")
def words() -> Words:
    return parts.open_words()


@pytest.fixture
def texting(store: SqlStore, words: Words, now: datetime) -> Texting:
    flow = build(parts.open_library(), now.date())
    return Texting(flow, words, parts.open_matcher(), store, Notice(None, words), Tally(KARACHI, 0), KARACHI)


class Subscriber:
    """Somebody who texts; every text has an id of its own."""

    def __init__(self, texting: Texting, now: datetime, number: str = HINA) -> None:
        self.texting, self.now, self.number, self.sent = texting, now, number, 0

    def texts(self, body: str, message: str = "") -> str:
        """Send it and read the reply."""
        self.sent += 1
        text = Text(message or f"SM{self.number}{self.sent}", caller_from(self.number), body)
        return answer_text(self.texting, text, self.now).body


def without(texting: Texting, *methods: str) -> Texting:
    """The same hotline while its database is gone, or a part of it."""
    return Texting(texting.flow, texting.words, texting.matcher, FailingStore(texting.store, *methods),  # type: ignore[arg-type]
                   texting.notice, texting.tally, texting.zone)  # fmt: skip


def test_a_text_that_comes_twice_is_answered_as_the_first_time(texting: Texting, now: datetime) -> None:
    """The conversation moves on once; another person's text of the same words is her own."""
    her = Subscriber(texting, now)
    first = her.texts("madad", "SM-a")
    second = her.texts("2", "SM-b")
    assert her.texts("2", "SM-b") == second != first
    assert her.texts("madad", "SM-a") == first
    assert Subscriber(texting, now + timedelta(hours=1), ZOYA).texts("madad") == first


def test_a_request_that_comes_twice_is_stored_once(texting: Texting, store: SqlStore, now: datetime) -> None:
    her = Subscriber(texting, now)
    for body in REQUEST:
        her.texts(body)
    assert store.callbacks() == []
    assert her.texts("1", "SM-yes") == her.texts("1", "SM-yes")
    [callback] = store.callbacks()
    assert callback.reference in her.texts("1", "SM-yes")


@pytest.mark.parametrize("body", ["madad", "مدد", "help", "1", "stop", "call me", "galat number", "x", "", "*", "0"])
def test_without_a_store_it_is_answered_all_the_same(texting: Texting, now: datetime, body: str) -> None:
    reply = Subscriber(without(texting), now).texts(body)
    assert reply.strip()
    assert reply == Subscriber(without(texting), now).texts(body)


def test_nothing_is_promised_that_was_not_kept(texting: Texting, store: SqlStore, words: Words, now: datetime) -> None:
    """The database goes away just before she confirms, or just as it is to be written: no reference is told."""
    her = Subscriber(texting, now)
    for body in REQUEST:
        her.texts(body)
    for broken in ((), ("record_callback",), ("keep_turn",)):
        her.texting = without(texting, *broken)
        reply = her.texts("1", "SM-yes")
        assert "Aap ka number" not in reply
        assert reply.strip()
        assert store.callbacks() == []
    her.texting = texting  # what was not kept is where it was
    assert her.sent


def test_stop_is_not_confirmed_when_it_could_not_be_kept(texting: Texting, store: SqlStore, now: datetime) -> None:
    said = Subscriber(texting, now, ZOYA).texts("band")
    reply = Subscriber(without(texting, "block"), now).texts("band")
    assert reply != said
    assert not store.is_blocked(HINA)
    assert store.is_blocked(ZOYA)


def test_nothing_of_a_withheld_sender_is_kept(texting: Texting, store: SqlStore, now: datetime) -> None:
    """She stands for many: neither her place nor a block."""
    hidden = Subscriber(texting, now, NOBODY)
    for body in ("madad", "1", "band", "call me"):
        assert hidden.texts(body).strip()
    assert store.db.query("select * from turns where identity_print is not null or place is not null") == []
    assert store.db.query("select * from blocked") == []


def test_the_decoy_leaves_no_place_to_come_back_to(texting: Texting, store: SqlStore, now: datetime) -> None:
    """After the star, whoever takes the phone finds nothing open."""
    her = Subscriber(texting, now)
    her.texts("madad")
    her.texts("*")
    assert store.db.query("select * from turns where identity_print is not null or place is not null") == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("kasur", "Punjab:"), ("main multan mein hun", "Multan:"), ("zila larkana sindh", "Larkana:"),
        ("hum dera ghazi khan se hain", "Punjab:"), ("ضلع کوئٹہ میں", "بلوچستان۔"),
        ("peshawar mein rehti hun", "KP:"),
    ],
)  # fmt: skip
def test_where_she_was_asked_for_her_district_its_name_may_stand_in_a_sentence(
    texting: Texting, now: datetime, typed: str, told: str
) -> None:
    """Also a name that is another word elsewhere: kasur is a fault, but not an answer to "which district?"."""
    her = Subscriber(texting, now)
    her.texts("madad")
    for key in ("2", "4", "1", "4"):
        asked = her.texts(key)
    assert "zile ka naam" in asked
    assert her.texts(typed).startswith(told)


def test_elsewhere_a_place_is_named_only_by_who_wants_something_there(texting: Texting, now: datetime) -> None:
    """Who says where she lives is not told of crisis cells: somebody else may read it."""
    her = Subscriber(texting, now)
    menu = her.texts("madad")
    for text in ("main multan mein hun", "multan ka halwa bhejo na"):
        assert "Multan" not in her.texts(text)
    assert menu
    assert "Multan" in her.texts("main multan mein hun kahan jaun")
