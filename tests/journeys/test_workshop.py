"""The coordinator records sentences by phone, and callers hear them from the next call on."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline import parts
from hotline.prompts import catalogue
from hotline.prompts.numbers import numbers_of
from hotline.simulator.journey import Handset
from tests.journeys.conftest import AMINA, Hotline, open_hotline
from tests.voices import as_wav, begun_too_soon, hiss, voice

COORDINATOR, PIN = "+923990000500", "907214"
MENU_TALK = str(next(number for number, clip in numbers_of(parts.open_words()).items() if clip == "menu_talk"))


@pytest.fixture
def hotline(tmp_path: Path) -> Hotline:
    found = open_hotline(tmp_path, HOTLINE_COORDINATOR=COORDINATOR, HOTLINE_COORDINATOR_PIN=PIN)
    found.phone(COORDINATOR, owner="coordinator")
    return found


def calls_in(hotline: Hotline, pin: str = PIN) -> Handset:
    return hotline.phone(COORDINATOR).calls().hears("greeting", "desk_pin").presses(pin + "#")


def picks(her: Handset, number: str = MENU_TALK) -> Handset:
    """In English, the sentence with a number."""
    her.hears("workshop_next").presses("3").hears("workshop_language").presses("2").hears("workshop_which")
    return her.presses(number)


def menu_heard(hotline: Hotline) -> str:
    """The address of the recording that a caller hears at the menu."""
    her = hotline.phone().calls().presses("2").hears("menu_talk")
    address = next(item.url for item in her.phone.last_call() if item.key == "menu_talk")
    her.hangs_up()
    return address


def test_a_stand_in_is_replaced_by_phone_and_heard_in_the_next_call(hotline: Hotline) -> None:
    before = menu_heard(hotline)
    her = picks(calls_in(hotline)).hears("workshop_words", "menu_talk", "workshop_speak", "tone")
    her.speaks(as_wav(voice())).hears("workshop_heard", "workshop_keep", "workshop_leave")
    assert any("/drafts/" in item.url for item in her.phone.last_call()), "she hears herself"
    assert menu_heard(hotline) == before, "nothing is kept that she did not decide on"
    her.presses("1").hears("workshop_kept", "workshop_next").hangs_up()
    assert menu_heard(hotline) != before
    entry = catalogue.read(hotline.settings.recordings)["en", "menu_talk"]
    assert (entry.speaker, entry.stand_in) == ("coordinator", False)
    assert hotline.carrier.recordings == {}, "nothing stays at the provider"
    assert not hotline.carrier.problems


def test_what_callers_should_not_hear_is_said_again(hotline: Hotline) -> None:
    her = picks(calls_in(hotline)).hears("workshop_speak")
    her.speaks(as_wav(hiss())).hears("workshop_no_speech", "workshop_words", "menu_talk", "workshop_speak")
    her.speaks(as_wav(begun_too_soon())).hears("workshop_cut_off", "workshop_speak")
    her.speaks(as_wav(voice())).hears("workshop_heard")
    her.presses("2").hears("workshop_words", "workshop_speak")
    her.speaks(as_wav(voice())).hears("workshop_heard").presses("3").hears("workshop_next").hangs_up()
    assert catalogue.read(hotline.settings.recordings) == {}


def test_whoever_says_nothing_is_told(hotline: Hotline) -> None:
    picks(calls_in(hotline)).hears("workshop_speak").speaks(b"").hears("workshop_no_speech", "workshop_speak")


def test_the_next_that_nobody_has_read_comes_by_itself(hotline: Hotline) -> None:
    """One after the other, without a number, and none twice."""
    her, read = calls_in(hotline), []
    her.hears("workshop_next").presses("3").hears("workshop_next")
    for _ in range(3):
        her.presses("1").hears("workshop_words", "workshop_speak")
        read.append([item.key for item in her.phone.last_call() if item.kind == "play"][-2])
        her.speaks(as_wav(voice())).hears("workshop_heard", "workshop_leave").presses("3").hears("workshop_next")
    assert len(set(read)) == 3


def test_a_number_that_nothing_has_is_told(hotline: Hotline) -> None:
    picks(calls_in(hotline), "0000").hears("workshop_unknown", "workshop_next")


def test_every_webhook_may_come_twice(hotline: Hotline) -> None:
    hotline.carrier.deliver_twice = True
    her = picks(calls_in(hotline)).hears("workshop_speak")
    her.speaks(as_wav(hiss())).hears("workshop_no_speech", "workshop_speak")
    her.speaks(as_wav(voice())).hears("workshop_heard").presses("1").hears("workshop_kept").hangs_up()
    assert list(catalogue.read(hotline.settings.recordings)) == [("en", "menu_talk")]
    assert not hotline.carrier.problems


def test_a_wrong_pin_opens_nothing_and_five_of_them_close_the_door(hotline: Hotline) -> None:
    her = calls_in(hotline, "1111").hears("desk_pin_wrong").presses("2222#").hears("desk_pin_wrong").presses("3333#")
    her.hears("language_ur").hangs_up()
    calls_in(hotline, "4444").hears("desk_pin_wrong").presses("5555#").hangs_up()
    calls_in(hotline).hears("desk_pin_wrong").hangs_up()
    hotline.journey.passes(3601)
    calls_in(hotline).hears("workshop_next")


def test_whoever_rings_with_another_phone_is_a_caller(hotline: Hotline) -> None:
    hotline.phone().calls().hears("greeting", "language_ur").hangs_up()
    hotline.phone(AMINA).calls().hears("desk_pin").presses(PIN + "#").hears("desk_pin_wrong")


def test_without_a_pin_nobody_records(tmp_path: Path) -> None:
    found = open_hotline(tmp_path, HOTLINE_COORDINATOR=COORDINATOR)
    found.phone(COORDINATOR).calls().hears("greeting", "language_ur")


def test_a_coordinator_on_the_roster_chooses_by_her_pin(tmp_path: Path) -> None:
    always = "mon-sun 00:00-12:00; mon-sun 12:00-24:00"
    roster = f"name,phone,role,gender,languages,shifts,pin\nNida,{COORDINATOR},lawyer,female,ur,{always},4711\n"
    found = open_hotline(tmp_path, roster, HOTLINE_COORDINATOR=COORDINATOR, HOTLINE_COORDINATOR_PIN=PIN)
    calls_in(found, "4711").hears("desk_duty").hangs_up()
    calls_in(found).hears("workshop_next")
