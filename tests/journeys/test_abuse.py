"""Somebody insults those who answer: warned once, then not put through for thirty days; help stays within reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.simulator.journey import Handset
from tests.journeys.conftest import AMINA, HER, ROSTER, SAIMA, TARIQ, Hotline
from tests.journeys.test_after_the_call import talks
from tests.journeys.test_responders_by_phone import COORDINATOR, open_by_phone

DAY = 24 * 3600.0


@pytest.fixture
def hotline(tmp_path: Path) -> Hotline:
    """All three are on duty round the clock."""
    return open_by_phone(tmp_path, ROSTER)


def is_marked(hotline: Hotline, number: str, word: str = "abuse", caller: str = HER) -> None:
    """He calls, and whoever talks to him says what it was."""
    responder = hotline.phone(number)
    talks(hotline, responder, number=caller).hangs_up()
    texted(responder, word)


def texted(responder: Handset, word: str) -> str:
    """The last reply."""
    responder.texts(word)
    responder._journey.passes(5)
    return responder.phone.inbox[-1].body


def calls_for_a_person(hotline: Hotline, number: str = HER) -> Handset:
    """He wants to talk to anyone."""
    return hotline.phone(number).calls().presses("1").presses("1").presses("4")


def nobody_rings(hotline: Hotline) -> None:
    hotline.journey.passes(30)
    for number in (AMINA, SAIMA, TARIQ):
        hotline.phone(number).does_not_ring()


def test_two_responders_mark_a_caller_who_is_warned_and_then_barred(hotline: Hotline) -> None:
    """Before the next ring he hears the warning. After the second mark nobody is rung, and the tips are still told."""
    is_marked(hotline, SAIMA)
    calls_for_a_person(hotline).hears("connect", "abuse_warning").hangs_up()
    hotline.journey.passes(60)
    calls_for_a_person(hotline).hears("connect").does_not_hear("abuse_warning").hangs_up()
    hotline.journey.passes(60)
    is_marked(hotline, AMINA)
    hotline.phone(COORDINATOR).reads("marked a caller as abusive", "21.12.")
    him = calls_for_a_person(hotline).hears("barred", "danger_no_numbers", "barred_info").does_not_hear("ring")
    nobody_rings(hotline)
    him.presses("1").hears("group_home").presses("0").hears("barred")
    him.hangs_up().calls().presses("1").presses("4").hears("danger_no_numbers").presses("1").hears("barred").hangs_up()
    nobody_rings(hotline)


def test_thirty_days_later_he_is_put_through_again(hotline: Hotline) -> None:
    for number in (SAIMA, AMINA):
        calls_for_a_person(hotline).hangs_up()
        hotline.journey.passes(60)
        is_marked(hotline, number)
    calls_for_a_person(hotline).hears("barred").hangs_up()
    hotline.clock.advance(29 * DAY)
    calls_for_a_person(hotline).hears("barred").hangs_up()
    hotline.clock.advance(1.1 * DAY)
    calls_for_a_person(hotline).hears("connect").hangs_up()


def test_in_danger_there_is_no_time_for_a_warning(hotline: Hotline) -> None:
    """The phones ring at once; the warning waits for a calmer call."""
    is_marked(hotline, SAIMA)
    her = hotline.phone(HER).calls().presses("1").presses("4").hears("danger_connect").presses("1")
    her.hears("connect").does_not_hear("abuse_warning").hangs_up()
    hotline.journey.passes(60)
    calls_for_a_person(hotline).hears("abuse_warning")


def test_nobody_is_barred_who_was_not_warned(hotline: Hotline) -> None:
    """Both marks came before he called again: he is warned and put through, and barred from the next call on."""
    him = talks(hotline, hotline.phone(SAIMA)).hangs_up()
    talks(hotline, hotline.phone(AMINA)).hangs_up()
    for number in (SAIMA, AMINA):
        texted(hotline.phone(number), "abuse")
    calls_for_a_person(hotline).hears("connect", "abuse_warning").hangs_up()
    hotline.journey.passes(60)
    calls_for_a_person(hotline).hears("barred").hangs_up()
    him.texts("call").reads()


def test_by_text_he_gets_tips_but_no_call(hotline: Hotline) -> None:
    for number in (SAIMA, AMINA):
        calls_for_a_person(hotline).hangs_up()
        hotline.journey.passes(60)
        is_marked(hotline, number)
    him = hotline.phone(HER)
    him.texts("call me").reads()
    for answer in ("1", "2", "1", "1", "4", "2"):
        him.texts(answer)
        hotline.journey.passes(5)
    assert hotline.store.callbacks() == []
    him.texts("pics").reads()


@pytest.mark.parametrize("word", ["silent", "wrong", "helped", "hard"])
def test_nothing_but_abuse_is_a_mark(hotline: Hotline, word: str) -> None:
    """A caller who cannot speak is never counted as abusive, however often she calls."""
    for number in (SAIMA, AMINA, TARIQ):
        is_marked(hotline, number, word)
        hotline.clock.advance(3600)
    calls_for_a_person(hotline).hears("connect").does_not_hear("abuse_warning")


def test_one_responder_alone_bars_nobody(hotline: Hotline) -> None:
    for _ in range(3):
        is_marked(hotline, SAIMA)
        hotline.journey.passes(60)
    calls_for_a_person(hotline).hears("connect")


def test_marks_more_than_a_week_apart_bar_nobody(hotline: Hotline) -> None:
    is_marked(hotline, SAIMA)
    hotline.clock.advance(7.1 * DAY)
    is_marked(hotline, AMINA)
    calls_for_a_person(hotline).hears("connect")
    assert hotline.store.bars(hotline.clock.utc()) == []


def test_another_caller_is_not_barred(hotline: Hotline) -> None:
    """Nor are all those barred whose numbers are not shown."""
    is_marked(hotline, SAIMA)
    is_marked(hotline, AMINA, caller="+923990000002")
    calls_for_a_person(hotline, "+923990000003").hears("connect").does_not_hear("abuse_warning")


def test_a_mark_by_mistake_is_taken_back(hotline: Hotline) -> None:
    """The last word stands, and the bar is gone."""
    for number in (SAIMA, AMINA):
        calls_for_a_person(hotline).hangs_up()
        hotline.journey.passes(60)
        is_marked(hotline, number)
    assert len(hotline.store.bars(hotline.clock.utc())) == 1
    assert "madad" in texted(hotline.phone(AMINA), "helped")
    calls_for_a_person(hotline).hears("connect")


def test_a_key_marks_as_well_as_a_text(hotline: Hotline) -> None:
    """He is barred at once, in the same call."""
    is_marked(hotline, SAIMA)
    him, amina = hotline.phone(HER), hotline.phone(AMINA)
    talks(hotline, amina)
    amina.hangs_up()
    amina.rings().answers().hears("result_menu").presses("4").presses("3").hears("result_thanks").hears_the_end()
    him.hears("after_talk").presses("1").presses("1").presses("4").hears("connect", "barred")


def test_every_webhook_twice_is_one_warning_and_one_ring(hotline: Hotline) -> None:
    is_marked(hotline, SAIMA)
    hotline.carrier.deliver_twice = True
    before = len(hotline.store.db.query("select id from rings"))
    him = calls_for_a_person(hotline).hears("connect", "abuse_warning")
    assert [item.says("abuse_warning") for item in him.phone.last_call()].count(True) == 1
    assert len(hotline.store.db.query("select id from rings")) == before + 1
    assert not hotline.carrier.problems


def test_the_database_is_away_and_he_hears_what_helps(hotline: Hotline) -> None:
    is_marked(hotline, SAIMA)
    hotline.store.db.execute("alter table bars rename to away")
    calls_for_a_person(hotline).hears("nobody")
