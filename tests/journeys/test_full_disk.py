"""The disk is full: no file may grow. All are told the truth and offered the other ways; nothing is half written."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hotline.core.phone_number import PhoneNumber
from tests.journeys.conftest import AMINA, HER, Hotline
from tests.journeys.provider import at_work, waits

TABLES = ("callbacks", "outbox", "turns", "rings", "subscriptions", "blocked", "stretches")


@pytest.fixture
def hotline(tmp_path: Path) -> Iterator[Hotline]:
    with at_work(tmp_path) as found:
        yield found


@contextmanager
def full(hotline: Hotline) -> Iterator[None]:
    """No file of this process may be larger than the write-ahead log is now, and a reader keeps that from shrinking."""
    path = hotline.store.db.path
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from beats").fetchone()
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.with_name(f"{path.name}-wal").stat().st_size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))
        reader.close()


def rows(hotline: Hotline) -> dict[str, int]:
    return {table: hotline.store.db.query(f"select count(*) as n from {table}")[0]["n"] for table in TABLES}


def test_a_request_by_voice_is_not_promised_and_the_other_ways_are_offered(hotline: Hotline) -> None:
    """She hears that it was not stored; trying again fails too; nobody can be rung, since nobody could tell who is
    taken; information is there. When there is room again, the same call goes on to a stored request."""
    before = rows(hotline)
    with full(hotline):
        her = hotline.phone().calls().presses("1").presses("3").presses("1").presses("1").presses("1").presses("2")
        her.presses("1").hears("callback_failed", "callback_again", "callback_talk").presses("1")
        her.hears("callback_failed").presses("2").hears("nobody", "nobody_callback", "nobody_info")
        her.does_not_hear("callback_stored").does_not_hear("apology")
        assert rows(hotline) == before
    her.presses("1").presses("1").hears("callback_stored").hangs_up()
    assert rows(hotline) == {**before, "callbacks": before["callbacks"] + 1, "outbox": before["outbox"] + 1}
    assert not hotline.carrier.problems


def test_information_goes_on(hotline: Hotline) -> None:
    with full(hotline):
        hotline.phone().calls().presses("1").presses("2").hears("group_home").hangs_up()
    assert not hotline.carrier.problems


def test_texts_are_answered_and_nothing_is_claimed_that_was_not_done(hotline: Hotline) -> None:
    """Help is a menu as ever. What had to be written down is asked for again, and holds when it is sent again."""
    her, amina = hotline.phone(), hotline.phone(AMINA)
    before = rows(hotline)
    with full(hotline):
        her.texts("madad").reads("Jawab mein")
        her.texts("band").reads("phir bhejein")
        assert not hotline.store.is_blocked(HER)
        amina.texts("OFF").reads("again")
        assert rows(hotline) == before
    her.texts("band").reads("ab msg nahi aaye ga")
    assert hotline.store.is_blocked(HER)
    assert not hotline.carrier.problems


def test_nothing_leaves_that_cannot_be_noted(hotline: Hotline) -> None:
    """A text that waits is not sent over and over; it leaves once when there is room."""
    now = hotline.clock.utc()
    hotline.store.post("one", "sms", PhoneNumber(HER), "the words that wait", now, now)
    with full(hotline):
        waits(hotline, 10)
        assert hotline.phone().phone.inbox == []
    waits(hotline, 10)
    assert [text.body for text in hotline.phone().phone.inbox] == ["the words that wait"]
    assert hotline.store.db.query("pragma integrity_check") == [{"integrity_check": "ok"}]
