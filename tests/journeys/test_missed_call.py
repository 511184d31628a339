"""A missed call: she pays nothing, is rung back, and whoever answers learns nothing before a key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.journeys.conftest import AMINA, HER, Hotline
from tests.journeys.test_calls_back import open_at_work, rings_soon, she_asks, waits

BUSY = "+923990000009"


def opened(folder: Path, **more: str) -> Hotline:
    found = open_at_work(folder, HOTLINE_MISSED_NUMBER=BUSY, **more)
    found.carrier.account = replace(found.carrier.account, owned=frozenset({BUSY}))
    return found


@pytest.fixture
def hotline(tmp_path: Path) -> Hotline:
    return opened(tmp_path, HOTLINE_RING_MISSED="on")


def test_she_calls_the_busy_number_and_is_rung_back(hotline: Hotline) -> None:
    """It was busy: nothing to pay. Half a minute later her phone rings; after a key she is at the front desk."""
    her = hotline.phone().calls(BUSY)
    hotline.journey.passes(1)
    assert her.phone.state == "idle"
    assert hotline.carrier.legs[-1].status == "busy"
    her.does_not_ring()
    rings_soon(hotline, her)
    her.rings()
    assert her.phone.caller_id == hotline.settings.number.e164
    her.answers().hears("back_confirm")
    her.does_not_hear("greeting")
    her.presses("1").hears("greeting", "language_ur").presses("1").hears("menu_talk").presses("1").presses("4")
    amina = hotline.phone(AMINA).rings().answers().presses("1")
    her.talks_to(amina)


def test_her_own_number_is_the_one_that_a_request_is_for(hotline: Hotline) -> None:
    """Rung by us, she asks to be rung "on this number": hers, not ours."""
    her = hotline.phone().calls().hangs_up()
    rings_soon(hotline, her)
    her.answers().presses("1").presses("1").presses("3").presses("1").presses("1").presses("1").presses("2")
    her.presses("1").hears("callback_stored").hangs_up()
    [request] = hotline.store.callbacks()
    assert hotline.store.callback_number(request.id).e164 == HER


def test_several_missed_calls_give_one_ring(hotline: Hotline) -> None:
    """Before it is answered, and before the menu; nobody is rung twice for it."""
    her = hotline.phone()
    for _ in range(3):
        her.calls().hangs_up()
        hotline.journey.passes(2)
    rings_soon(hotline, her)
    her.rings().lets_it_ring()
    waits(hotline, 15)
    assert [leg.to for leg in hotline.carrier.legs if leg.direction == "outbound-api"] == [HER]


def test_somebody_else_answers_and_it_is_not_tried_again(hotline: Hotline) -> None:
    """"Wrong number", goodbye; all day nothing rings, whoever calls from that phone."""
    phone = hotline.phone().calls(BUSY)
    rings_soon(hotline, phone)
    phone.answers().hears("back_confirm").presses("2").hears("back_wrong", "goodbye").hears_the_end()
    for told in ("greeting", "menu_talk"):
        phone.does_not_hear(told)
    waits(hotline, 20)
    phone.calls(BUSY)
    waits(hotline, 5)
    phone.does_not_ring()


def test_a_missed_call_after_a_wrong_person_is_not_rung_back(hotline: Hotline) -> None:
    """Whoever picked up when she was called back rings the number that was shown, and hangs up."""
    she_asks(hotline)
    amina, phone = hotline.phone(AMINA), hotline.phone()
    rings_soon(hotline, amina)
    amina.answers().presses("1")
    phone.rings().answers().presses("2").hears("back_wrong").hears_the_end()
    phone.calls(BUSY)
    waits(hotline, 5)
    phone.does_not_ring()
    assert [leg.to for leg in hotline.carrier.legs if leg.direction == "outbound-api"] == [AMINA]


def test_a_machine_or_silence_is_left_nothing(hotline: Hotline) -> None:
    phone = hotline.phone()
    phone.phone.manner, phone.phone.voicemail_after = "voicemail", 3.0
    phone.calls(BUSY)
    waits(hotline, 3)
    assert [item.sentence for item in phone.phone.heard if item.kind == "play"] == ["back_confirm"]
    assert phone.phone.state == "idle"
    phone.reads_nothing()


def test_whoever_listens_and_hangs_up_is_not_rung(hotline: Hotline) -> None:
    """Perhaps somebody came in. Nor is she for the missed call that she made a moment before."""
    her = hotline.phone().calls(BUSY)
    hotline.journey.passes(5)
    her.calls().presses("1", at_once=True)
    hotline.journey.passes(1)
    her.hangs_up()
    waits(hotline, 3)
    her.does_not_ring()


def test_whoever_heard_the_question_of_languages_to_its_end_is_not_rung(hotline: Hotline) -> None:
    """She had time to press a key and did not."""
    her = hotline.phone().calls().hears("language_en")
    hotline.journey.passes(5)
    her.hangs_up()
    waits(hotline, 3)
    her.does_not_ring()


@pytest.mark.parametrize("shown", ["anonymous", "+447700900123", "1122"])
def test_who_cannot_be_rung_is_not(hotline: Hotline, shown: str) -> None:
    """A hidden number, a foreign one, a short one: no number but the one that called is ever rung."""
    hotline.phone("+923990000077", shows=shown).calls(BUSY)
    waits(hotline, 3)
    assert [leg for leg in hotline.carrier.legs if leg.direction == "outbound-api"] == []


def test_it_is_off_unless_it_is_switched_on(tmp_path: Path) -> None:
    """Somebody else may hold the phone: the number is then one like the other, and nobody is rung."""
    hotline = opened(tmp_path)
    her = hotline.phone().calls(BUSY).hears("greeting").hangs_up()
    waits(hotline, 3)
    her.does_not_ring()


def test_her_number_is_not_kept_in_the_clear(hotline: Hotline, tmp_path: Path) -> None:
    her = hotline.phone().calls(BUSY)
    hotline.journey.passes(5)
    her.does_not_ring()
    hotline.store.db.query("pragma wal_checkpoint(truncate)")
    assert HER.removeprefix("+92").encode() not in (tmp_path / "hotline.db").read_bytes()
    assert not any(HER.removeprefix("+92") in exchange.request.url for exchange in hotline.carrier.exchanges)
