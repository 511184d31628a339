"""A responder calls in: her PIN, the keypad menu, a request rung back; and whoever has only her number is a caller."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hotline.simulator.journey import Handset
from hotline.storage.pins import MOST_WRONG
from tests.journeys.conftest import AMINA, HER, SAIMA, Hotline
from tests.journeys.test_calls_back import rings_soon, waits
from tests.journeys.test_responders_by_phone import COORDINATOR, RIDA, ROSTER, asks_for_a_woman, open_by_phone

PIN, SAIMAS, RIDAS, NO_PIN = "4711#", "4712#", "4713#", "+923991000005"


@pytest.fixture
def hotline(tmp_path) -> Hotline:
    """Saturday, two in the afternoon: Amina is on duty, the others come in the evening; Bano has no PIN."""
    return open_by_phone(tmp_path, ROSTER + "Bano,+923991000005,digital,female,ur,mon-sun 20:00-23:00,\n")


def calls_in(hotline: Hotline, number: str = SAIMA, pin: str = SAIMAS) -> Handset:
    phone = hotline.phone(number).calls().hears("greeting", "desk_pin")
    return phone.presses(pin)


def test_a_whole_shift_by_keypad(hotline: Hotline) -> None:
    """On duty, who is there, a break, a request rung back and closed: no text is written."""
    saima, her = calls_in(hotline), hotline.phone(HER)
    saima.hears("desk_duty", "desk_requests", "desk_shifts", "desk_self")
    saima.presses("1").hears("desk_on", "desk_who").presses("1").hears("told_on", "clock_h22", "minutes_m0")
    saima.presses("1").presses("4").hears("told_who", "digit_1", "desk_duty")
    saima.presses("1").presses("3").presses("2").hears("told_break", "clock_h14", "minutes_m30")
    saima.presses("1").presses("2").hears("told_off").hangs_up()
    hotline.phone(AMINA).texts("OFF").reads("Nobody is on duty now")
    asks_for_a_woman(hotline)
    reference = hotline.store.callbacks()[0].reference
    saima = calls_in(hotline).presses("2").hears("told_requests_wait", "digit_1")
    saima.hears("desk_next", "desk_done", "desk_later", "desk_noreach").presses("1")
    saima.hears("told_request_next", *(f"digit_{digit}" for digit in reference)).hears_the_end()
    rings_soon(hotline, saima)
    saima.rings().answers().hears("whisper_back").presses("1")
    her.rings().answers().hears("back_confirm").presses("1")
    her.talks_to(saima).hangs_up()
    saima.hangs_up()
    saima = calls_in(hotline).presses("2").hears("told_request_held").presses("1")
    saima.hears("told_request_first", "desk_done")
    saima.presses("2").hears("told_request_done", "desk_duty").hangs_up()
    assert [one.state for one in hotline.store.callbacks()] == ["done"]


def test_with_no_request_in_hand_nothing_is_closed(hotline: Hotline) -> None:
    saima = calls_in(hotline).presses("2").hears("told_request_none").presses("3")
    saima.hears("told_request_nothing", "desk_duty")
    saima.presses("2").presses("4").hears("told_request_nothing").hangs_up()


def test_a_shift_is_confirmed_by_keypad(hotline: Hotline) -> None:
    saima = calls_in(hotline).presses("3").hears("told_next_shift", "day_today", "clock_h20", "clock_h23")
    saima.hears("desk_confirm").presses("1").hears("told_not_asked", "desk_duty")
    who, now = hotline.store.responder_of(number_of(hotline, SAIMA)), hotline.clock.utc()
    hotline.store.reminded(who.id, now + timedelta(hours=6), now + timedelta(hours=9), now)
    saima.presses("3").presses("1").hears("told_confirmed")
    assert hotline.store.asked(now)[0].confirmed_at


def test_a_shift_goes_to_a_colleague_by_keypad(hotline: Hotline) -> None:
    """Asked for by one, taken by the other, who calls in as well; a second yes is told that it is hers."""
    calls_in(hotline).presses("3").presses("2").hears("told_swap_asked", "day_today", "clock_h20").hangs_up()
    rida = calls_in(hotline, RIDA, RIDAS).presses("3").presses("4")
    rida.hears("told_swap_yes", "clock_h20").presses("3").presses("4").hears("told_swap_yes").hangs_up()
    hotline.phone(COORDINATOR).reads("Rida takes a shift of Saima")
    calls_in(hotline).presses("3").hears("told_next_shift", "day_tomorrow").presses("4").hears("told_nothing_asked")


def test_she_says_by_keypad_that_she_cannot_come(hotline: Hotline) -> None:
    """Nobody else is there then: colleagues are asked, and until one says yes the shift is hers."""
    rida = calls_in(hotline, RIDA, RIDAS).presses("3").presses("3").hears("told_cant_swap", "desk_duty")
    rida.presses("3").presses("3").hears("told_swap_again").hangs_up()
    hotline.phone(SAIMA).reads("Rida", "16:00-20:00")


def test_she_leaves_her_shift_by_keypad(hotline: Hotline) -> None:
    amina = calls_in(hotline, AMINA, PIN).presses("3").presses("3")
    amina.hears("told_cant", "day_today", "clock_h14", "clock_h17", "told_nobody_left").hangs_up()


@pytest.mark.parametrize("keys", ["#", ""])
def test_without_a_pin_she_goes_on_as_a_caller(hotline: Hotline, keys: str) -> None:
    """She may need help herself."""
    saima = hotline.phone(SAIMA).calls().hears("desk_pin")
    saima = saima.presses(keys) if keys else saima.stays_silent()
    saima.hears("greeting", "language_ur").presses("1").hears("menu_talk")


def test_a_star_at_the_pin_is_innocent(hotline: Hotline) -> None:
    hotline.phone(SAIMA).calls().hears("desk_pin").presses("*#").hears("decoy_1")


@pytest.mark.parametrize("key", ["4", "0"])
def test_who_needs_help_herself_is_a_caller_at_one_key(hotline: Hotline, key: str) -> None:
    calls_in(hotline).hears("desk_self").presses(key).hears("greeting", "language_ur").presses("1").hears("menu_talk")


def test_a_star_in_her_menu_is_innocent(hotline: Hotline) -> None:
    calls_in(hotline).presses("1").presses("*").hears("decoy_1").presses("5").hears("decoy_2")


def test_whoever_says_nothing_in_the_menu_is_let_go(hotline: Hotline) -> None:
    saima = calls_in(hotline)
    saima.stays_silent().stays_silent().stays_silent().hears("goodbye").hears_the_end()


def test_with_her_number_and_a_wrong_pin_nobody_gets_in(hotline: Hotline) -> None:
    """A spoofed number: three tries, then the caller's menu; two more on the next call, and no PIN works for an hour.

    The answer to the right PIN is the same then, and the coordinator is told once.
    """
    thief = hotline.phone("+923990000666", shows=AMINA)
    thief.calls().hears("desk_pin")
    for _ in range(2):
        thief.presses("0000#").hears("desk_pin_wrong", "desk_pin")
    thief.presses("1234#").hears("greeting", "language_ur").hangs_up()
    thief.calls().hears("desk_pin").presses("9999#").hears("desk_pin_wrong").presses("8888#").hears("desk_pin_wrong")
    thief.presses(PIN).hears("greeting", "language_ur").hangs_up()
    calls_in(hotline, AMINA, PIN).hears("desk_pin_wrong").hangs_up()
    waits(hotline, 1)
    texts = [text.body for text in hotline.phone(COORDINATOR).phone.inbox]
    assert [text for text in texts if "PIN" in text] == [
        "Five wrong PINs on the phone of Amina (lawyer). No PIN is taken there for an hour. Please ask her."
    ]
    waits(hotline, 61)
    calls_in(hotline, AMINA, PIN).hears("desk_duty")
    assert hotline.store.rota(hotline.settings.timezone).stretches == ()


def test_without_a_pin_of_her_own_every_one_is_wrong(hotline: Hotline) -> None:
    """The same words as for a wrong one."""
    bano = hotline.phone(NO_PIN).calls().hears("greeting", "desk_pin")
    bano.presses("4711#").hears("desk_pin_wrong", "desk_pin").presses("#").hears("greeting", "language_ur")


@pytest.mark.parametrize("shows", ["anonymous", "+266696687", ""])
def test_a_hidden_number_is_never_asked_for_a_pin(hotline: Hotline, shows: str) -> None:
    hidden = hotline.phone("+923990000777", shows=shows).calls().hears("greeting", "language_ur")
    hidden.does_not_hear("desk_pin")


def test_an_ordinary_caller_hears_nothing_of_it(hotline: Hotline) -> None:
    hotline.phone(HER).calls().hears("greeting", "language_ur").does_not_hear("desk_pin")


def test_without_a_database_everybody_is_a_caller(hotline: Hotline) -> None:
    """And a responder who is in her menu by then hears that it could not be done, and may try again."""
    saima = calls_in(hotline).hears("desk_duty")
    for table in ("responders", "stretches"):
        hotline.store.db.execute(f"alter table {table} rename to {table}_away")
    saima.presses("1").presses("1").hears("told_failed", "desk_duty").hangs_up()
    hotline.phone(AMINA).calls().hears("greeting", "language_ur").presses("1").hears("menu_talk")


def test_guesses_are_counted_in_all_calls_together(hotline: Hotline) -> None:
    for _ in range(MOST_WRONG):
        hotline.phone(AMINA).calls().hears("desk_pin").presses("0000#").hears("desk_pin_wrong").hangs_up()
    calls_in(hotline, AMINA, PIN).hears("desk_pin_wrong")


def number_of(hotline: Hotline, phone: str):
    return next(one.phone for one in hotline.store.responders() if one.phone.e164 == phone)
