"""Calls back: the responder first, then her, only when it is safe, and nothing told to anybody else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from hotline.actions.notice import Notice
from hotline.actions.ring_callbacks import CallingBack
from hotline.core.callback import OPEN
from hotline.core.phone_number import PhoneNumber
from hotline.simulator.carrier import Carrier
from hotline.simulator.journey import Handset
from hotline.simulator.legs import Callback
from hotline.telephony.twilio import ring_back
from hotline.worker import Worker
from tests.journeys.conftest import AMINA, HER, SAIMA, Hotline, open_hotline

PUBLIC = "https://hotline.example.org"
COORDINATOR = "+923990000500"


@dataclass
class CarrierTelephone:
    """The way out to the simulated carrier, without HTTP."""

    carrier: Carrier
    number: str

    def send_text(self, to: PhoneNumber, body: str, errand: str) -> str:
        return self.carrier.texts.send(to.e164, self.number, body).sid

    def place_call(self, to: PhoneNumber, path: str) -> str:
        left = PUBLIC + path.replace("?", "/left?")
        return self.carrier.ring(to.e164, self.number, url=PUBLIC + path, twiml=None, timeout=20,
                                 callback=Callback(left)).sid


@pytest.fixture
def hotline(tmp_path) -> Hotline:
    return open_at_work(tmp_path)


def open_at_work(tmp_path: Path, **more: str) -> Hotline:
    """One lawyer on duty, a coordinator, and the worker at work as time passes."""
    roster = f"name,phone,role,gender,languages,shifts,pin\nAmina,{AMINA},lawyer,female,ur,{ALWAYS},\n"
    found = open_hotline(tmp_path, roster, HOTLINE_COORDINATOR=COORDINATOR, **more)
    found.phone(COORDINATOR, owner="coordinator")
    calling = CallingBack(found.store, Notice(found.settings.coordinator, found.words), found.settings.timezone,
                          partial(ring_back.address, found.store.vault))
    worker = Worker(calling, CarrierTelephone(found.carrier, found.settings.number.e164), found.clock.utc)

    def works() -> None:
        while worker.work_once():
            pass

    found.journey.meanwhile.append(works)
    return found


ALWAYS = "mon-sun 00:00-12:00; mon-sun 12:00-24:00"
ROSTER_OF_TWO = f"""name,phone,role,gender,languages,shifts,pin
Amina,{AMINA},lawyer,female,ur,{ALWAYS},
Saima,{SAIMA},lawyer,female,ur,{ALWAYS},
"""


def she_asks(hotline: Hotline, window: str = "1", days: str = "", card: str = "11") -> None:
    """She asks to be rung on this number about the law, and hangs up; when it is for later, with the keys of `card`."""
    her = hotline.phone().calls().presses("1").presses("3").presses("1").presses(window)
    for key in (*days, *(card if days else ""), "1", "2", "1"):
        her.presses(key)
    her.hears("callback_stored").hangs_up()


def waits(hotline: Hotline, minutes: float) -> None:
    """Time passes in small steps, as the worker sees it."""
    for _ in range(int(minutes)):
        hotline.journey.passes(60)


def rings_soon(hotline: Hotline, phone: Handset, minutes: float = 1) -> None:
    """Time passes until this phone rings."""
    until = hotline.clock() + minutes * 60
    while phone.phone.state != "ringing" and hotline.clock() < until:
        hotline.journey.passes(2)


def state(hotline: Hotline) -> str:
    [request] = hotline.store.callbacks()
    return request.state


def test_the_responder_is_rung_then_she_and_they_talk(hotline: Hotline) -> None:
    """The responder sees the hotline's number and hears the subject; she hears nothing but which key to press."""
    she_asks(hotline)
    amina, her = hotline.phone(AMINA), hotline.phone()
    rings_soon(hotline, amina)
    amina.rings().answers().hears("whisper_back", "subject_law").presses("1").hears("back_ringing")
    her.rings()
    assert her.phone.caller_id == hotline.settings.number.e164
    her.answers().hears("back_confirm").presses("1")
    her.talks_to(amina)
    assert state(hotline) == "claimed"
    her.hangs_up()
    amina.hangs_up()
    waits(hotline, 125)
    her.does_not_ring()
    assert state(hotline) == "done"


def test_somebody_else_answers_and_learns_nothing(hotline: Hotline) -> None:
    """"Wrong number", goodbye, and no further ring that day; the request is tried on another day."""
    she_asks(hotline, "3", "1")  # afternoon, any day: it is two o'clock
    amina, phone = hotline.phone(AMINA), hotline.phone()
    rings_soon(hotline, amina)
    amina.rings().answers().presses("1")
    phone.rings().answers().hears("back_confirm").presses("2").hears("back_wrong").hears_the_end()
    for told in ("subject_", "callback_", "greeting", "talk_law"):
        phone.does_not_hear(told)
    amina.hears("back_no_answer")
    assert state(hotline) == "waiting"
    [request] = hotline.store.callbacks()
    assert request.due_at.astimezone(hotline.settings.timezone).day == 22
    waits(hotline, 300)
    phone.does_not_ring()


def a_friend_asks_for_her(hotline: Hotline) -> None:
    """On another phone, for the same number and the same afternoon."""
    friend = hotline.phone("+923990000002").calls().presses("132").presses(f"0{HER[3:]}#").presses("1")
    for key in ("3", "1", "11", "1", "2", "1"):
        friend.presses(key)
    friend.hears("callback_stored").hangs_up()


def test_after_a_wrong_person_that_phone_rings_for_no_other_request_either(hotline: Hotline) -> None:
    """Friends have asked for the same number, before and after: all wait for another day. What she asks for herself
    afterwards, on that phone, is her word that she has it."""
    she_asks(hotline, "3", "1")
    a_friend_asks_for_her(hotline)
    amina, phone = hotline.phone(AMINA), hotline.phone()
    rings_soon(hotline, amina)
    amina.answers().presses("1")
    phone.rings().answers().hears("back_confirm").presses("2").hears("back_wrong").hears_the_end()
    amina.hangs_up()
    hotline.journey.passes(3)
    rings_soon(hotline, amina, minutes=90)
    amina.does_not_ring()
    a_friend_asks_for_her(hotline)
    rings_soon(hotline, amina, minutes=5)
    amina.does_not_ring()
    assert [(one.state in OPEN, one.due_at.day) for one in hotline.store.callbacks()] == [(True, 22)] * 3
    she_asks(hotline)
    rings_soon(hotline, amina)
    amina.rings().answers().presses("1")
    phone.rings().answers().hears("back_confirm").presses("1")
    phone.talks_to(amina)


def test_while_she_is_rung_or_talks_that_phone_rings_for_no_other_request(hotline: Hotline) -> None:
    """Two responders are free, and two requests name the same number."""
    hotline.has_roster(ROSTER_OF_TWO)
    for number in (AMINA, SAIMA):
        hotline.phone(number)
    she_asks(hotline, "3", "1")
    a_friend_asks_for_her(hotline)
    phone, two = hotline.phone(), (hotline.phone(AMINA), hotline.phone(SAIMA))
    hotline.journey.passes(10)
    [one] = [one for one in two if one.phone.state == "ringing"]
    one.answers().presses("1")
    phone.rings().answers().hears("back_confirm").presses("1")
    phone.talks_to(one)
    waits(hotline, 10)
    for other in two:
        other.does_not_ring()
    assert phone.phone.state == "in call"


def test_on_a_shared_phone_she_is_asked_for_by_name_and_others_hear_something_harmless(hotline: Hotline) -> None:
    """The responder is told whom to ask for, what we are to others, and their word; a stranger hears of a tailor."""
    her = hotline.phone().calls().presses("1").presses("3").presses("1").presses("3").presses("1")
    her.hears("card_shared").presses("2").hears("card_name").presses("2").hears("card_reason").presses("1")
    her.presses("1").presses("2").hears("card_says_name", "ask_for_nasreen", "card_says_reason", "reason_tailor")
    her.hears("callback_confirm").presses("4").hears("card_rose").presses("1").hears("card_says_word", "code_word_rose")
    her.hears("callback_confirm").presses("1").hears("callback_stored").hangs_up()
    amina, phone = hotline.phone(AMINA), hotline.phone()
    rings_soon(hotline, amina)
    amina.rings().answers().hears("whisper_back").presses("1")
    amina.hears("promises_all", "ask_for_nasreen", "back_name", "back_reason", "reason_tailor", "code_word_rose")
    phone.rings().answers().hears("ask_for_nasreen", "back_confirm_name-2").presses("2").hears("harmless_tailor")
    phone.hears_the_end()
    waits(hotline, 300)
    phone.does_not_ring()


@pytest.mark.parametrize("choices", [
    (("3", "callback_afternoon"), ("1", "callback_any"), ("1", "card_own"), ("1", "card_text_no")),
    (("3", "callback_afternoon"), ("1", "callback_any"), ("2", "card_shared"), ("2", "card_nasreen"),
     ("1", "card_tailor")),
])  # fmt: skip
def test_the_card_takes_less_than_forty_seconds(hotline: Hotline, choices: tuple[tuple[str, str], ...]) -> None:
    """In Urdu, from the question for her hours on: she presses each key when its line was said."""
    her = hotline.phone().calls().presses("131")
    began = hotline.clock()
    for key, line in choices:
        her.hears(line)
        [*_, said] = [one for one in her.phone.last_call() if one.says(line)]
        hotline.journey.passes(max(0.0, said.at + (said.seconds or 0.0) - hotline.clock()))
        her.presses(key)
    assert hotline.clock() - began < 40
    her.hears("talk_law")


@pytest.mark.parametrize("consent", [True, False])
def test_only_who_said_so_gets_a_text_that_she_was_not_reached(hotline: Hotline, consent: bool) -> None:
    """Neutral, once, when nobody will try any more; by default nothing is written at all."""
    she_asks(hotline, "3", "1", card="12" if consent else "11")
    [request] = hotline.store.callbacks()
    phone = hotline.phone()
    phone.phone.manner = "no answer"
    hotline.clock.advance(8 * 24 * 3600)
    waits(hotline, 1)
    if consent:
        assert request.reference not in phone.reads("baat nahi ho saki").body
    phone.reads_nothing()


def test_a_machine_hears_nothing_that_matters(hotline: Hotline) -> None:
    she_asks(hotline, "3", "1")
    amina, phone = hotline.phone(AMINA), hotline.phone()
    phone.phone.manner, phone.phone.voicemail_after = "voicemail", 3.0
    rings_soon(hotline, amina)
    amina.rings().answers().presses("1")
    waits(hotline, 2)
    amina.hears("back_no_answer")
    phone.does_not_hear("subject_")
    assert state(hotline) == "waiting"


def test_outside_her_hours_nobody_is_rung(hotline: Hotline) -> None:
    """She said the evening: nothing rings before four o'clock, then it does."""
    she_asks(hotline, "4", "1")
    amina = hotline.phone(AMINA)
    waits(hotline, 115)
    amina.does_not_ring()
    rings_soon(hotline, amina, minutes=8)
    amina.rings()


def test_an_unanswered_responder_is_asked_again_and_her_phone_stays_silent(hotline: Hotline) -> None:
    she_asks(hotline)
    amina, her = hotline.phone(AMINA), hotline.phone()
    rings_soon(hotline, amina)
    amina.rings().answers().presses("2")
    her.does_not_ring()
    rings_soon(hotline, amina, minutes=4)
    amina.rings().answers().presses("1")
    her.rings().refuses()
    amina.hears("back_no_answer")
    assert state(hotline) == "waiting"


def texts_about(hotline: Hotline) -> list[str]:
    """What the coordinator read of the one request, after that it came in."""
    [request] = hotline.store.callbacks()
    first, *more = [text.body for text in hotline.phone(COORDINATOR).phone.inbox]
    assert first == f"New request {request.reference}"
    return [body.replace(request.reference, "…") for body in more]


def test_when_her_hour_is_over_the_coordinator_is_told(hotline: Hotline) -> None:
    """No responder picks up: a person has to look."""
    hotline.phone(AMINA).phone.manner = "busy"
    she_asks(hotline)
    waits(hotline, 75)
    assert state(hotline) == "expired"
    assert texts_about(hotline) == ["Request …: she could not be reached in time. Please look at it."]


def test_she_is_rung_four_times_spaced_and_inside_her_hours(hotline: Hotline) -> None:
    """Nobody answers her phone: after half an hour, after an hour more, the next day, and then no more."""
    she_asks(hotline, "3", "1")  # afternoon, any day: it is two o'clock
    hotline.phone().phone.manner = "no answer"
    rung: list[str] = []
    for _ in range(30 * 60):
        amina = hotline.phone(AMINA)
        if amina.phone.state == "ringing":
            amina.answers().presses("1").hears("back_ringing")
            rung.append(f"{hotline.clock.utc().astimezone(hotline.settings.timezone):%a %H:%M}")
        hotline.journey.passes(60)
    assert rung == ["Sat 14:00", "Sat 14:31", "Sat 15:32", "Sun 12:00"]
    assert state(hotline) == "not_reached"
    assert texts_about(hotline) == ["Request …: she could not be reached in time. Please look at it."]


def test_a_withdrawn_request_is_not_rung(hotline: Hotline) -> None:
    """She texts "do not call" while the responder's phone is ringing already."""
    she_asks(hotline)
    amina, her = hotline.phone(AMINA), hotline.phone()
    rings_soon(hotline, amina)
    amina.rings()
    hotline.store.withdraw_callbacks(HER, hotline.clock.utc())
    amina.answers().presses("1").hears("whisper_gone")
    her.does_not_ring()
