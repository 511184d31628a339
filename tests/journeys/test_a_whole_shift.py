"""A Sunday of the example roster, from the first reminder to the end of a shift: on the responders' side, phones alone.

No page is opened and no command is run: all that they do is press, say and text.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from hotline.commands.running import EXAMPLE_ROSTER
from hotline.simulator.journey import Handset
from tests.journeys.conftest import HER, Hotline
from tests.journeys.test_calls_back import rings_soon, waits
from tests.journeys.test_responders_by_phone import COORDINATOR, asks_for_a_woman, open_by_phone
from tests.journeys.test_shift_reminders import until

NADIA, HINA = "+923990000011", "+923990000012"
SATURDAY_TWO_TO_SUNDAY_SIX = 16 * 3600 - 60


@pytest.fixture
def hotline(tmp_path: Path) -> Hotline:
    """Sunday, a minute to six in the morning: three women are there round the clock, two men come at eight."""
    found = open_by_phone(tmp_path, EXAMPLE_ROSTER.read_text(encoding="utf-8"), confirms=True)
    found.clock.advance(SATURDAY_TWO_TO_SUNDAY_SIX)
    return found


@pytest.fixture
def amina(hotline: Hotline) -> Handset:
    """Lawyer and counsellor."""
    return hotline.phone("+923991000001", owner="Amina")


@pytest.fixture
def bilal(hotline: Hotline) -> Handset:
    """Lawyer, from eight to eight."""
    return hotline.phone("+923991000002", owner="Bilal")


@pytest.fixture
def saima(hotline: Hotline) -> Handset:
    """Counsellor."""
    return hotline.phone("+923991000003", owner="Saima")


@pytest.fixture
def tariq(hotline: Hotline) -> Handset:
    """Counsellor, from eight to ten."""
    return hotline.phone("+923991000004", owner="Tariq")


@pytest.fixture
def zara(hotline: Hotline) -> Handset:
    """Digital expert and counsellor."""
    return hotline.phone("+923991000005", owner="Zara")


def who_rings(hotline: Hotline, phones: Iterable[Handset], but: Handset | None = None) -> Handset:
    """Whichever of these phones is rung first."""
    for _ in range(30):
        for phone in phones:
            if phone is not but and phone.phone.state == "ringing":
                return phone
        hotline.journey.passes(1)
    raise AssertionError("nobody is rung")


def test_a_sunday_by_phone_alone(
    hotline: Hotline, amina: Handset, bilal: Handset, saima: Handset, tariq: Handset, zara: Handset
) -> None:
    """Reminded, confirmed, rung, passed on, on a break, rung back, gone home: and nobody who called is left waiting."""
    everybody = (amina, bilal, saima, tariq, zara)

    # Two hours before: Bilal answers the text, Tariq forgets it and is rung when his shift begins.
    until(hotline, 6, 1)
    bilal.reads("duty subah 8 baje")
    bilal.texts("1").reads("shift")
    tariq.reads("duty subah 8 baje")
    until(hotline, 8)
    rings_soon(hotline, tariq, minutes=2)
    tariq.rings().answers().hears("duty_call").presses("1").hears("duty_confirmed")
    bilal.does_not_ring()

    # A woman who wants a woman. Whoever takes her call hears what she was promised, and notes a word about it.
    nadia = hotline.phone(NADIA).calls().presses("1").presses("1").presses("1").hears("connect")
    counsellor = who_rings(hotline, (amina, saima, zara))
    counsellor.answers().hears("whisper").presses("1").hears("promises_all")
    nadia.talks_to(counsellor).hangs_up()
    counsellor.texts("NOTE phir baat karni hai").reads()
    waits(hotline, 2)
    counsellor.reads("08:0", "HELPED")
    counsellor.texts("helped").reads("08:0")

    # Another speaks to anyone. The first passes it on by key, the second takes it, and hands her to a lawyer.
    hina = hotline.phone(HINA).calls().presses("1").presses("1").presses("2").hears("who_anyone").presses("2")
    first = who_rings(hotline, everybody)
    first.answers().hears("whisper").presses("2")
    second = who_rings(hotline, everybody, but=first)
    second.answers().hears("whisper").presses("1")
    hina.talks_to(second)
    second.hangs_up()
    hina.hears("stay_on_line")
    second.rings().answers().hears("result_menu").presses("2").hears("result_pass").presses("1").hears("result_thanks")
    lawyer = who_rings(hotline, (amina, bilal), but=second)
    lawyer.answers().hears("whisper_passed").presses("1")
    hina.talks_to(lawyer).hangs_up()
    waits(hotline, 2)
    lawyer.reads("HELPED")
    lawyer.texts("PASSED").reads("08:")

    # At noon the women rest, one by keypad. Somebody asks to be rung by a woman, and waits.
    until(hotline, 12)
    amina.texts("BREAK 30").reads("break", "12:3")
    zara.texts("waqfa 30").reads("waqfa", "12:3")
    saima.calls().hears("desk_pin").presses("1003#").hears("desk_duty").presses("1").presses("3").presses("2")
    saima.hears("told_break", "clock_h12", "desk_duty").hangs_up()
    asks_for_a_woman(hotline)
    hotline.phone(COORDINATOR).reads("request")
    [asked] = hotline.store.callbacks()

    # Saima cuts her break short for her: she calls in, takes the request, and hangs up to be rung.
    saima.calls().presses("1003#").presses("2").hears("desk_next").presses("1")
    saima.hears("told_request_next", *(f"digit_{digit}" for digit in asked.reference)).hears_the_end()
    rings_soon(hotline, saima)
    saima.answers().hears("whisper_back").presses("1").hears("promises_all", "back_ringing")
    her = hotline.phone(HER).rings().answers().hears("back_confirm").presses("1")
    her.talks_to(saima).hangs_up()
    saima.hears("result_menu").presses("1").hears("result_thanks").hears_the_end()

    # In the afternoon Tariq falls ill, and at eight Bilal's shift is over.
    until(hotline, 14)
    tariq.texts("CANT").reads("absent", "22:00")
    bilal.texts("WHO").reads("Amina", "Bilal", "Saima", "Zara")
    until(hotline, 20, 1)
    there = bilal.texts("WHO").reads("Amina").body
    assert not {"Bilal", "Tariq", "Imran"} & set(there.replace(",", "").split())
    bilal.texts("MY").reads("Mon 08:00-20:00")

    assert [one.words for one in hotline.store.notes()] == ["phir baat karni hai"]
    assert [one.state for one in hotline.store.callbacks()] == ["done"]
    assert hotline.store.busy_responders(hotline.clock.utc()) == set()
    assert [text.body for text in hotline.phone(COORDINATOR).phone.inbox[1:]] == []
