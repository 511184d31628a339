"""A responder's whole work by a basic phone: on duty, a break, her shifts, her colleagues. No browser, no terminal."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from hotline.actions.notice import Notice
from hotline.actions.ring_callbacks import CallingBack
from hotline.actions.staffing import Staffing
from hotline.simulator.journey import Handset
from hotline.telephony.twilio import ring_back, staff_call
from hotline.worker import Worker, chores_for
from tests.journeys.conftest import AMINA, HER, SAIMA, Hotline, open_hotline
from tests.journeys.test_calls_back import CarrierTelephone, rings_soon, waits

COORDINATOR, RIDA = "+923990000500", "+923991000004"
ROSTER = """name,phone,role,gender,languages,shifts,pin
Amina Bibi,+923991000001,lawyer,female,ur;en,mon-sun 09:00-17:00,4711
Saima,+923991000003,counsellor,female,ur,mon-sun 20:00-23:00,4712
Rida,+923991000004,counsellor,female,ur,mon-sun 16:00-20:00,4713
"""


@pytest.fixture
def hotline(tmp_path) -> Hotline:
    """Saturday, two in the afternoon: Amina is on duty, the others come in the evening."""
    return open_by_phone(tmp_path)


def open_by_phone(folder: Path, roster: str = ROSTER, *, confirms: bool = False) -> Hotline:
    """A hotline with its worker, whose responders have nothing but phones."""
    found = open_hotline(folder, roster, HOTLINE_COORDINATOR=COORDINATOR)
    found.phone(COORDINATOR, owner="coordinator")
    parts_of_both = (found.store, Notice(found.settings.coordinator, found.words), found.settings.timezone)
    calling = CallingBack(*parts_of_both, partial(ring_back.address, found.store.vault))
    staffing = Staffing(*parts_of_both, partial(staff_call.address, found.store.vault))
    worker = Worker(calling, CarrierTelephone(found.carrier, found.settings.number.e164), found.clock.utc,
                    chores_for(staffing, confirms=confirms, simulated=True))  # fmt: skip

    def works() -> None:
        while worker.work_once():
            pass

    found.journey.meanwhile.append(works)
    return found


class Responder:
    """A responder's phone; a minute passes before each of her texts."""

    def __init__(self, hotline: Hotline, number: str) -> None:
        self.hotline, self.phone = hotline, hotline.phone(number)

    def texts(self, body: str) -> Handset:
        self.hotline.journey.passes(60)
        return self.phone.texts(body)


def test_she_comes_takes_a_break_and_goes_by_text_alone(hotline: Hotline) -> None:
    """Callers reach her when she says that she is there, and only then."""
    saima, her = Responder(hotline, SAIMA), hotline.phone(HER)
    saima.texts("kon hai").reads()  # no order: a stranger's question
    saima.texts("WHO").reads("Abhi duty par: Amina (wakeel).")
    saima.texts("On").reads("tak duty par")
    saima.texts("brake 30").reads("tak waqfa")
    her.calls().presses("1").presses("1").presses("1").hears("connect")
    saima.phone.does_not_ring()
    hotline.phone(AMINA).rings().refuses()
    her.hangs_up()
    saima.texts("ON").reads("Waqfa khatam")
    her.calls().presses("1").presses("1").presses("1").hears("connect")
    saima.phone.rings().answers().presses("1")
    her.talks_to(saima.phone).hangs_up()
    waits(hotline, 2)
    saima.phone.reads("14:0", "HELPED")
    saima.texts("مدد ہو گئی").reads("14:0")
    saima.texts("آف").reads("ڈیوٹی پر نہیں", "اگلی شفٹ: 20:00-23:00")
    her.calls().presses("1").presses("1").presses("1").hears("connect")
    saima.phone.does_not_ring()


def test_an_order_from_a_stranger_is_a_callers_text(hotline: Hotline) -> None:
    """She reads the menu, nothing of the roster, and nobody's duty changes."""
    stranger = hotline.phone(HER)
    for body in ("WHO", "OFF", "MY", "BREAK 30", "card"):
        reply = stranger.texts(body).reads()
        assert not {"Amina", "Saima", "Rida", "duty"} & set(reply.body.split())
    assert hotline.store.rota(hotline.settings.timezone).stretches == ()


def test_a_responder_who_needs_help_gets_it(hotline: Hotline) -> None:
    """What is no order of hers is answered as any caller's text."""
    amina = hotline.phone(AMINA)
    hers = amina.texts("madad").reads().body
    assert hers == hotline.phone(HER).texts("madad").reads().body
    amina.texts("4").reads()
    amina.texts("help").reads("BREAK 30", "MADAD")


def test_a_whole_shift_by_text(hotline: Hotline) -> None:
    """On duty, a caller, a break, a swap, a request rung back and closed: no browser, no command line."""
    saima, rida, her = Responder(hotline, SAIMA), Responder(hotline, RIDA), hotline.phone(HER)
    coordinator = hotline.phone(COORDINATOR)
    saima.texts("ON").reads("tak duty par")
    her.calls().presses("1").presses("1").presses("1").hears("connect")
    saima.phone.rings().answers().hears("whisper").presses("1")
    her.talks_to(saima.phone)
    saima.texts("NOTE dobara baat karni hai").reads("pichli call ke sath mehfooz")
    her.hangs_up()
    waits(hotline, 2)
    saima.phone.reads("14:01 wali call ka kya hua?")
    saima.texts("passed").reads("14:01 wali call: aage bheja")
    saima.texts("BREAK 30").reads("tak waqfa")

    saima.texts("SWAP").reads("1 sathiyon se poocha hai", "20:00-23:00")
    rida.phone.reads("Saima ka aana mumkin nahi", "20:00-23:00", "YES")
    rida.texts("Yes").reads("20:00-23:00 ab aap ki shift hai")
    saima.phone.reads("Rida ne aap ki shift le li")
    coordinator.reads("Rida takes a shift of Saima", "20:00-23:00")

    saima.texts("OFF").reads("abhi se duty par nahi")
    Responder(hotline, AMINA).texts("off").reads("Nobody is on duty now; the coordinator is told.")
    waits(hotline, 1)
    coordinator.reads("Nobody is on duty now, until 16:00.")
    asks_for_a_woman(hotline)
    coordinator.reads("New request")
    saima.texts("NEXT").reads("abhi aap ka phone baje ga, phir un ka")
    rings_soon(hotline, saima.phone)
    saima.phone.rings().answers().hears("whisper_back").presses("1").hears("back_ringing")
    her.rings()
    assert her.phone.caller_id == hotline.settings.number.e164
    assert saima.phone.phone.caller_id == hotline.settings.number.e164
    her.answers().hears("back_confirm").presses("1")
    her.talks_to(saima.phone).hangs_up()
    saima.phone.hangs_up()
    waits(hotline, 2)
    saima.phone.reads("HELPED")
    saima.texts("NOTE kal shaam ko behtar hai").reads("darkhwast", "mehfooz")
    saima.texts("DONE").reads("mukammal hai")
    assert [one.state for one in hotline.store.callbacks()] == ["done"]
    assert [one.words for one in hotline.store.notes()] == ["kal shaam ko behtar hai", "dobara baat karni hai"]
    waits(hotline, 60)
    her.does_not_ring()


def asks_for_a_woman(hotline: Hotline) -> None:
    """She asks to be rung now, by a woman only, and hangs up."""
    her = hotline.phone(HER).calls().presses("1").presses("3").presses("1").presses("1")
    for key in ("2", "1", "1"):
        her.presses(key)
    her.hears("callback_stored").hangs_up()
