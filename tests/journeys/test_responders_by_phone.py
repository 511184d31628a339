"""A responder's whole work by a basic phone: on duty, a break, her shifts, her colleagues. No browser, no terminal."""

from __future__ import annotations

import pytest

from hotline.simulator.journey import Handset
from tests.journeys.conftest import AMINA, HER, SAIMA, Hotline, open_hotline

COORDINATOR = "+923990000500"
ROSTER = """name,phone,role,gender,languages,shifts,pin
Amina Bibi,+923991000001,lawyer,female,ur;en,mon-sun 09:00-17:00,4711
Saima,+923991000003,counsellor,female,ur,mon-sun 20:00-23:00,4712
Tariq,+923991000004,counsellor,male,ur,mon-sun 16:00-20:00,4713
"""


@pytest.fixture
def hotline(tmp_path) -> Hotline:
    """Saturday, two in the afternoon: Amina is on duty, the others come in the evening."""
    found = open_hotline(tmp_path, ROSTER, HOTLINE_COORDINATOR=COORDINATOR)
    found.phone(COORDINATOR, owner="coordinator")
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
    saima.texts("آف").reads("ڈیوٹی پر نہیں", "اگلی شفٹ: 20:00-23:00")
    her.calls().presses("1").presses("1").presses("1").hears("connect")
    saima.phone.does_not_ring()


def test_an_order_from_a_stranger_is_a_callers_text(hotline: Hotline) -> None:
    """She reads the menu, nothing of the roster, and nobody's duty changes."""
    stranger = hotline.phone(HER)
    for body in ("WHO", "OFF", "MY", "BREAK 30", "card"):
        reply = stranger.texts(body).reads()
        assert not {"Amina", "Saima", "Tariq", "duty"} & set(reply.body.split())
    assert hotline.store.rota(hotline.settings.timezone).stretches == ()


def test_a_responder_who_needs_help_gets_it(hotline: Hotline) -> None:
    """What is no order of hers is answered as any caller's text."""
    amina = hotline.phone(AMINA)
    hers = amina.texts("madad").reads().body
    assert hers == hotline.phone(HER).texts("madad").reads().body
    amina.texts("4").reads()
    amina.texts("help").reads("BREAK 30", "MADAD")
