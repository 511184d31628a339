"""`hotline twilio reconcile`: by hand what the worker does by the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import HINA
from fakes import FakeTelephone

from hotline.actions.ports import TelephoneError
from hotline.commands import carrier
from hotline.core.lost import Arrived
from hotline.core.phone_number import caller_from
from tests.commands.conftest import NOW, Desk

MINUTE = timedelta(minutes=1)


@pytest.fixture
def telephone(monkeypatch: pytest.MonkeyPatch) -> FakeTelephone:
    found = FakeTelephone()
    monkeypatch.setattr(carrier, "open_telephone", lambda _: found)
    monkeypatch.setattr(carrier, "now", lambda: NOW)
    return found


def test_it_says_what_was_found_and_finds_it_once(desk: Desk, telephone: FakeTelephone) -> None:
    telephone.came.append(Arrived("SM1", caller_from(HINA), NOW - 9 * MINUTE, "madad"))
    telephone.came.append(Arrived("SM2", caller_from("anonymous"), NOW - 9 * MINUTE, "madad"))
    telephone.rang += [Arrived(f"CA{n}", caller_from("anonymous"), NOW - n * MINUTE) for n in range(3, 58)]
    telephone.broken.update(f"CA{n}" for n in range(3, 58))
    found = desk.types("twilio", "reconcile")
    assert "1 answered late, 0 obeyed, 1 not answered; calls that broke off: 55" in found.output
    assert "HOTLINE_COORDINATOR" in found.output
    assert found.exit_code == 1
    again = desk.types("twilio", "reconcile")
    assert (again.exit_code, "0 answered late" in again.output) == (0, True)


def test_a_provider_that_does_not_answer_is_one_line(desk: Desk, telephone: FakeTelephone) -> None:
    telephone.failing.append(TelephoneError("twilio unreachable", False))
    found = desk.types("twilio", "reconcile")
    assert (found.exit_code, "try again later" in found.output) == (1, True)
