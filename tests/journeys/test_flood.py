"""Somebody asks for hundreds of calls back, for our own number, or for one that costs: others are served as ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.core.limits import Limits
from hotline.core.phone_number import PhoneNumber
from hotline.simulator.journey import Handset
from tests.journeys.conftest import HER, HOTLINE, Hotline, open_hotline
from tests.journeys.test_calls_back import COORDINATOR

DAY = 86400


@pytest.fixture
def hotline(tmp_path: Path) -> Hotline:
    """Five requests a phone and twenty in all."""
    found = open_hotline(tmp_path, HOTLINE_COORDINATOR=COORDINATOR)
    found.store.limits = Limits(5, 20, PhoneNumber(HOTLINE))
    return found


def asks(hotline: Hotline, number: str, for_number: str = "") -> Handset:
    """Asks by voice for a call now, on this phone or another one, and confirms."""
    phone = hotline.phone(number).calls().presses("13")
    phone.presses(f"2{for_number}#1" if for_number else "1")
    return phone.presses("1121")


def stored(hotline: Hotline) -> int:
    return len(hotline.store.callbacks())


def test_one_phone_asks_again_and_again(hotline: Hotline) -> None:
    """By text and by voice: five are stored, whatever numbers they name. Then it hears the truth and may talk; a day
    later it may ask again."""
    phone = hotline.phone()
    for n in range(8):
        for body in ("call me", "2", f"03992{n:06d}", "1", "1", "1", "2"):
            phone.texts(body).reads()
        phone.texts("1").reads("Your number" if n < 5 else "could not be stored")
    assert stored(hotline) == 5
    asks(hotline, HER, "03992000501").hears("callback_failed").hangs_up()
    asks(hotline, "+923990000002").hears("callback_stored").hangs_up()
    asks(hotline, HER).hears("callback_failed").presses("2").hears("connect").hangs_up()
    hotline.clock.advance(DAY + 60)
    asks(hotline, HER).hears("callback_stored")


def test_many_phones_together(hotline: Hotline) -> None:
    """The coordinator is told once. Who is in danger is not turned away because of them."""
    for n in range(30):
        asks(hotline, f"+923992{n:06d}").hears("callback_stored" if n < 20 else "callback_failed").hangs_up()
    assert stored(hotline) == 20
    assert len(hotline.store.outbox()) == 20 + 1


def test_a_webhook_that_comes_twice_is_one_request(hotline: Hotline) -> None:
    """Also the fifth, and long afterwards: the same answer."""
    hotline.carrier.deliver_twice = True
    for n in range(6):
        asks(hotline, HER).hears("callback_stored" if n < 5 else "callback_failed").hangs_up()
    assert stored(hotline) == 5


@pytest.mark.parametrize("number", ["09001234567", "0900123456", "0080012345", "1122", "15", "0014155550100",
                                    "00447700900123", "0" + HOTLINE[3:]])  # fmt: skip
def test_numbers_that_are_never_rung(hotline: Hotline, number: str) -> None:
    """Premium, toll-free, short, foreign, and our own."""
    phone = hotline.phone().calls().presses(f"132{number}#")
    if number.endswith(HOTLINE[3:]):
        phone.hears("callback_check").presses("11121")
    phone.hears("callback_wrong").hangs_up()
    assert stored(hotline) == 0


@pytest.mark.parametrize(("countries", "heard"), [("PK", "callback_wrong"), ("PK, GB", "callback_check")])
def test_a_phone_abroad_is_rung_only_where_that_is_set(tmp_path: Path, countries: str, heard: str) -> None:
    """She keys in the number of a relative: elsewhere she hears at once that it cannot be rung."""
    found = open_hotline(tmp_path, HOTLINE_COUNTRIES=countries)
    found.store.limits = found.settings.limits
    her = found.phone().calls().presses("132").presses("00442079460018#").hears(heard)
    if heard == "callback_check":
        her.presses("1").presses("1").presses("1").presses("2").presses("1").hears("callback_stored")
        [request] = found.store.callbacks()
        assert found.store.callback_number(request.id).e164 == "+442079460018"
