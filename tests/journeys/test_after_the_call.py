"""After a talk: the responder says by one text what came of it, and what has to happen then happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.simulator.journey import Handset
from tests.journeys.conftest import AMINA, HER, ROSTER, SAIMA, TARIQ, Hotline
from tests.journeys.test_calls_back import rings_soon, waits
from tests.journeys.test_responders_by_phone import COORDINATOR, open_by_phone

ASKED = ("ka kya hua?", "HELPED")
ANYONE, LAWYER = ("1", "1", "4"), ("1", "1", "2", "2")


@pytest.fixture
def hotline(tmp_path: Path) -> Hotline:
    """All three are on duty round the clock."""
    return open_by_phone(tmp_path, ROSTER)


@pytest.fixture
def saima(hotline: Hotline) -> Handset:
    """The counsellor."""
    return hotline.phone(SAIMA)


@pytest.fixture
def amina(hotline: Hotline) -> Handset:
    """The lawyer."""
    return hotline.phone(AMINA)


def talks(hotline: Hotline, responder: Handset, *, number: str = HER, keys: tuple[str, ...] = ANYONE) -> Handset:
    """She calls, and they talk: whoever is rung before passes her on."""
    her = hotline.phone(number).calls()
    for key in keys:
        her.presses(key)
    her.hears("connect")
    for _ in range(60):
        if responder.phone.state == "ringing":
            break
        for other in (AMINA, SAIMA, TARIQ):
            if other != responder.phone.number and hotline.phone(other).phone.state == "ringing":
                hotline.phone(other).refuses()
        hotline.journey.passes(1)
    responder.rings().answers().hears("whisper").presses("1")
    return her.talks_to(responder)


def result(hotline: Hotline) -> str | None:
    """What is known of the only talk."""
    [row] = hotline.store.db.query("select result from rings where accepted_at is not null and asks is null")
    return row["result"]


def test_she_hangs_up_first_and_the_responder_is_asked_by_one_text(hotline: Hotline, saima: Handset) -> None:
    """A minute later, and once; one word answers it, in any of three scripts, and the last word stands."""
    talks(hotline, saima).hangs_up()
    saima.reads_nothing(within=50)
    waits(hotline, 2)
    saima.reads(*ASKED)
    saima.texts("خاموش").reads("کوئی نہیں بولا")
    assert result(hotline) == "silent"
    saima.texts("Helped").reads("madad ho gayi")
    assert result(hotline) == "helped"
    saima.reads_nothing(within=7200)


def test_who_has_said_it_by_key_gets_no_text(hotline: Hotline, saima: Handset) -> None:
    her = talks(hotline, saima)
    saima.hangs_up()
    saima.rings().answers().hears("result_menu").presses("1").hears("result_thanks").hears_the_end()
    her.hears("after_talk").hangs_up()
    saima.reads_nothing(within=7200)
    assert result(hotline) == "helped"


def test_her_credit_ran_out_so_she_is_rung_back(hotline: Hotline, saima: Handset) -> None:
    """By the next one who is free, on the number that she called from; she hears nothing before she presses a key."""
    her = talks(hotline, saima).hangs_up()
    waits(hotline, 2)
    saima.reads(*ASKED)
    [reference] = saima.texts("call back").reads("aik ghante ke andar").body.split()[1:2]
    hotline.phone(COORDINATOR).reads(reference.rstrip(":"))
    one = next_to_ring(hotline)
    one.answers().hears("whisper_back").presses("1").hears("promises_all", "back_ringing")
    her.rings().answers().hears("back_confirm").presses("1")
    her.talks_to(one)


def test_after_the_talk_a_lawyer_is_to_ring_her_first_of_all(hotline: Hotline, saima: Handset, amina: Handset) -> None:
    her = talks(hotline, saima).hangs_up()
    saima.texts("Pass lawyer").reads("sab se pehle")
    rings_soon(hotline, amina)
    amina.answers().hears("whisper_back").presses("1")
    her.rings().answers().presses("1")
    her.talks_to(amina)


def test_an_hour_later_nobody_knows_whether_it_is_safe(hotline: Hotline, saima: Handset) -> None:
    """Nor is anybody rung whose number is not shown."""
    talks(hotline, saima).hangs_up()
    waits(hotline, 2)
    saima.reads(*ASKED)
    hotline.journey.passes(3600)
    saima.texts("callback").reads("Unhein khud dobara call karni ho gi")
    assert hotline.store.callbacks() == []


def test_without_a_number_nobody_can_be_rung(hotline: Hotline, saima: Handset) -> None:
    hidden = hotline.phone("+923990000077", shows="anonymous")
    hidden.calls().presses("1").presses("1").presses("1").hears("connect")
    saima.rings().answers().presses("1")
    hidden.talks_to(saima).hangs_up()
    saima.texts("callback").reads("number nahi hai")


def test_a_promise_that_she_gives_up_while_they_talk_goes_with_her(
    hotline: Hotline, saima: Handset, amina: Handset
) -> None:
    """The lawyer who takes over hears it; and whoever rings her back later hears that she took it back."""
    talks(hotline, saima, number="+923990000002").hangs_up()  # an earlier call, of somebody else
    her = talks(hotline, saima)
    saima.texts("LIFT POLICE").reads("police aur adalat ko bataya ja sakta hai")
    saima.hangs_up()
    saima.rings().answers().presses("2").presses("1").hears("result_thanks")
    amina.rings().answers().hears("whisper_passed").presses("1").hears("promises_some", "bound_police_yes")
    her.talks_to(amina).hangs_up()
    amina.texts("keep police").reads("nahi bataya jaye ga")
    amina.texts("callback").reads("aik ghante")
    assert [one.promises for one in hotline.store.callbacks()] == [("family", "police", "media")]
    rings_soon(hotline, amina)
    amina.answers().presses("1").hears("promises_all")


def test_a_request_keeps_what_the_responder_changes(hotline: Hotline, saima: Handset) -> None:
    """Whoever rings her next hears it."""
    talks(hotline, saima).hangs_up()
    saima.texts("callback").reads("aik ghante")
    one = next_to_ring(hotline)
    one.answers().presses("1").hears("promises_all")
    hotline.phone(HER).rings().answers().presses("1")
    hotline.phone(HER).talks_to(one)
    one.texts("lift ghar").reads("ghar mein bataya ja sakta hai")
    assert [one.lifted for one in hotline.store.callbacks()] == [("family",)]


def next_to_ring(hotline: Hotline) -> Handset:
    """Whoever is rung within half a minute."""
    for _ in range(30):
        for number in (AMINA, SAIMA, TARIQ):
            if hotline.phone(number).phone.state == "ringing":
                return hotline.phone(number)
        hotline.journey.passes(1)
    raise AssertionError("nobody is rung")


def test_without_a_talk_the_words_are_a_callers(hotline: Hotline, saima: Handset) -> None:
    """A responder who texts them may need help herself."""
    stranger = hotline.phone(HER)
    for word in ("abuse", "callback", "silent"):
        assert saima.texts(word).reads().body == stranger.texts(word).reads().body
    saima.texts("LIFT POLICE").reads("waday")
