"""What a responder wishes at the keypad is done once, however often it is told, and is never half done."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from builders import AMNA, BILQIS, a_person
from desk import HOUR, on_duty, open_desk, responder
from fakes import FailingStore

from hotline import parts
from hotline.actions.answer_desk import DeskDeeds
from hotline.actions.obey_order import Desk
from hotline.core.events import Outcome, Wish
from hotline.storage.store import SqlStore

OFF, BREAK = Wish("off", "ur"), Wish("break", "ur", (("break_for", "30"),))


@pytest.fixture
def desk(store: SqlStore, now: datetime) -> Desk:
    return open_desk(store, parts.open_words(), now)


def deeds(desk: Desk, now: datetime, call: str = "CA1") -> DeskDeeds:
    return DeskDeeds(desk, responder(desk).id, call, now)


def test_a_key_told_twice_is_one_wish(desk: Desk, now: datetime) -> None:
    """The second answer is the first one, although she is off duty by then."""
    first = deeds(desk, now).perform(OFF, 3)
    assert first.name == "off_alone"
    assert deeds(desk, now + HOUR).perform(OFF, 3) == first
    assert len(desk.store.rota(desk.zone).stretches) == 1
    assert deeds(desk, now + HOUR).perform(OFF, 4).name == "not_on"


def test_the_same_turn_of_another_call_is_another_wish(desk: Desk, now: datetime) -> None:
    deeds(desk, now).perform(BREAK, 3)
    later = deeds(desk, now + HOUR, "CA2").perform(BREAK, 3)
    assert dict(later.answers)["clock"] == "h15"


def test_without_a_database_nothing_is_half_done(desk: Desk, now: datetime) -> None:
    failing = replace(desk, calling=replace(desk.calling, store=FailingStore(desk.store, "keep_turn")))
    failed = DeskDeeds(failing, responder(desk).id, "CA1", now)
    assert failed.perform(OFF, 3) == Outcome("failed")
    assert failed.down
    assert on_duty(desk, now) == ["Amna Khan"]


def test_who_left_the_roster_during_her_call_orders_nothing(desk: Desk, now: datetime) -> None:
    hers = deeds(desk, now)
    desk.store.replace_roster([a_person(name="Bilqis", phone=BILQIS)], now)
    assert hers.perform(OFF, 3) == Outcome("failed")
    assert AMNA not in {one.phone.e164 for one in desk.store.responders()}
