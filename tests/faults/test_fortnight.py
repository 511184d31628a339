"""Calls back for days: her phone rings in her hours only, tells others nothing, and the referee sees when it does not.

What is right is written down in `her_phone.py` a second time, and held against what the phones felt.
"""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

import pytest

from hotline.simulator.carrier import Carrier
from hotline.simulator.http import Reply
from hotline.simulator.journey import FakeClock, Journey
from hotline.simulator.legs import Account
from hotline.simulator.phone import Heard, Text
from tests.faults.fortnight import lived
from tests.faults.her_phone import KARACHI, HerPhone, Hours, Rung

MONDAY, TUESDAY = (datetime(2026, 11, day, tzinfo=KARACHI).timestamp() for day in (16, 17))
NOON = 12 * 3600.0


def test_a_day_of_calls_back(tmp_path: Path) -> None:
    """Sixty requests until each has come to its end; `make faults` lives through 10,000 in two weeks."""
    found = lived(tmp_path, responders=8, people=60, days=1, seed=1)
    assert found.people == 60
    assert found.rings > 60
    assert found.others > 0
    assert found.is_well, found


@pytest.fixture
def hers() -> HerPhone:
    """A phone that may be rung at noon on weekdays, and whose owner wants no text."""
    clock = FakeClock()
    carrier = Carrier(_nobody, clock, Account("", "", "", None, ""), "")
    handset = Journey(carrier, clock).phone("+923994000000")
    hours = Hours("afternoon", "weekdays", said_at=MONDAY)
    return HerPhone(handset, carrier, hours=hours, kind="reachable", may_text=False, chance=random.Random(1))


def _nobody(*_: object) -> Reply:
    raise AssertionError("nobody asks")


@pytest.mark.parametrize(
    ("began", "ended", "outside"),
    [
        (MONDAY + NOON, MONDAY + NOON + 20, 0),
        (MONDAY + NOON - 1, MONDAY + NOON + 19, 1),
        (MONDAY + NOON + 4 * 3600 - 5, MONDAY + NOON + 4 * 3600 + 15, 1),  # it goes on after her hours
        (MONDAY + 3 * 3600, MONDAY + 3 * 3600 + 5, 1),
        (MONDAY + 5 * 24 * 3600 + NOON, 0.0, 1),  # a Saturday
    ],
)
def test_a_ring_outside_her_hours_is_seen(hers: HerPhone, began: float, ended: float, outside: int) -> None:
    hers.rung.append(Rung("she", began, ended))
    assert hers.outside == outside


def test_a_ring_after_she_withdrew_is_seen(hers: HerPhone) -> None:
    hers.rung.append(Rung("she", MONDAY + NOON + 60))
    hers.withdrew = MONDAY + NOON
    assert hers.outside == 1


@pytest.mark.parametrize(("who", "again"), [("another", 1), ("machine", 1), ("nobody", 0)])
def test_a_ring_on_the_day_of_a_wrong_person_is_seen(hers: HerPhone, who: str, again: int) -> None:
    hers.rung += [Rung(who, MONDAY + NOON), Rung("she", MONDAY + NOON + 3600), Rung("she", TUESDAY + NOON)]
    assert hers.after_wrong == again


@pytest.mark.parametrize(("who", "key", "told"), [("another", "subject_law", 1), ("machine", "goodbye", 1),
                                                  ("she", "subject_law", 0), ("another", "back_wrong", 0)])  # fmt: skip
def test_what_others_may_not_hear_is_seen(hers: HerPhone, who: str, key: str, told: int) -> None:
    hers.rung.append(Rung(who, MONDAY + NOON, heard=(Heard(0, "ring", ""), Heard(0, "play", "", key=key))))
    assert hers.told_others == told


def test_a_text_that_she_did_not_want_is_seen(hers: HerPhone) -> None:
    hers.phone.inbox.append(Text(0, "", "", "", "Salam", 1))
    assert hers.unwanted_texts == 1
    hers.may_text = True
    assert hers.unwanted_texts == 0
