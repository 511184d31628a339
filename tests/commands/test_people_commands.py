"""What a coordinator sees of those who answer: on duty, confirmed, phone tested, texts; and what is wrong."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from hotline.core.line_test import LineTest
from tests.commands.conftest import NOW, Desk

AMINA = "Amina Shah,0399 1000001,lawyer,female,ur;en,mon-sun 09:00-20:00,1234"
SAIMA = "Saima Bibi,0399 1000003,counsellor,female,ur,mon-sun 14:00-02:00,"
HOUR = timedelta(hours=1)


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    """Amina is on duty until eight, Saima since now until two at night."""
    desk.imports(AMINA, SAIMA)
    return desk


def test_the_list_tells_who_is_there_and_whose_phone_works(staffed: Desk) -> None:
    """Amina confirmed and her phone was tested; Saima is absent and once sent STOP. No number is shown."""
    amina, saima = staffed.store.responders()
    staffed.store.keep_line_test(amina, LineTest("ok", 0, NOW, NOW - HOUR))
    staffed.store.called_to_duty(amina.id, NOW - 5 * HOUR, NOW + 6 * HOUR, NOW)
    staffed.store.confirmed(amina.id, NOW)
    staffed.store.called_to_duty(saima.id, NOW, NOW + 12 * HOUR, NOW)
    staffed.store.absent(saima.id, NOW, NOW)
    staffed.store.block(saima.phone.e164, NOW)
    shown = staffed.types("people", "list", "--json").stdout
    assert json.loads(shown) == [
        {"name": "Amina Shah", "role": "lawyer", "on_duty": True, "confirmed": True, "absent": False, "phone": "ok",
         "tested_at": "2026-11-21T08:00:00Z", "texts": True},
        {"name": "Saima Bibi", "role": "counsellor", "on_duty": True, "confirmed": False, "absent": True,
         "phone": "untested", "tested_at": None, "texts": False},
    ]  # fmt: skip
    assert "3991000001" not in shown + staffed.types("people", "list").stdout


def test_whoever_was_not_asked_has_confirmed_nothing(staffed: Desk) -> None:
    """A duty that is still to come says nothing about now."""
    amina, _ = staffed.store.responders()
    staffed.store.reminded(amina.id, NOW + HOUR, NOW + 2 * HOUR, NOW)
    assert [row["confirmed"] for row in json.loads(staffed.types("people", "list", "--json").stdout)] == [None, None]


@pytest.mark.parametrize("by", ["name", "code"])
def test_another_test_is_asked_for_by_name_or_code(staffed: Desk, by: str) -> None:
    amina, saima = staffed.store.responders()
    name = getattr(saima, by)
    for one in (amina, saima):
        staffed.store.keep_line_test(one, LineTest("failed", 3, NOW, NOW))
    assert "Saima Bibi is rung by the worker between 09:00 and 20:00" in staffed.types("people", "test", name).stdout
    states = {who: (test.state, test.tries) for who, test in staffed.store.line_tests([amina, saima]).items()}
    assert states == {amina.id: ("failed", 3), saima.id: ("untested", 0)}


def test_a_name_that_nobody_has_changes_nothing(staffed: Desk) -> None:
    result = staffed.types("people", "test", "Zara")
    assert result.exit_code == 1
    assert "nobody on the roster is called 'Zara'" in result.stderr
    assert staffed.store.line_tests(staffed.store.responders()) == {}


def test_alarms_are_listed_with_the_words_the_coordinator_read(staffed: Desk) -> None:
    """Whether the worker has seen them yet or not; nothing wrong is status 0."""
    staffed.set_clock(NOW)
    assert staffed.types("alarms").stdout == "no alarm is on\n"
    saima = staffed.store.responders()[1]
    staffed.store.block(saima.phone.e164, NOW)
    result = staffed.types("alarms", "--json")
    assert result.exit_code == 1
    row = {"kind": "texts_off", "since": None, "told_at": None,
           "text": "Saima (counsellor) gets no texts: STOP was sent from that phone. START undoes it."}
    assert json.loads(result.stdout) == [row]
    staffed.store.alarm_raised("texts_off", saima.id, NOW)
    staffed.store.alarm_told("texts_off", saima.id, NOW + HOUR)
    seen = {"since": "2026-11-21T09:00:00Z", "told_at": "2026-11-21T10:00:00Z"}
    assert json.loads(staffed.types("alarms", "--json").stdout) == [{**row, **seen}]


def test_the_coming_night_without_anybody_is_an_alarm(staffed: Desk) -> None:
    staffed.set_clock(NOW + 10.5 * HOUR)
    assert "Nobody is on duty from 02:00 to 09:00." in staffed.types("alarms").stdout


def test_a_coordinator_who_gets_no_texts_is_found_by_the_doctor(
    staffed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTLINE_COORDINATOR", "+923990000500")
    assert "STOP" not in staffed.types("doctor").output
    staffed.store.block("+923990000500", NOW)
    assert "HOTLINE_COORDINATOR: STOP was sent from that phone" in staffed.types("doctor").output
