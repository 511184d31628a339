"""The worker's clock jumps, as after a power cut or when somebody sets it wrong: nothing is lost nor sent twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hotline.core.phone_number import PhoneNumber
from hotline.simulator.journey import Handset
from tests.journeys.conftest import HER, HOTLINE, Hotline
from tests.journeys.provider import Machine, at_work, waits

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def hotline(tmp_path: Path, machine: Machine) -> Iterator[Hotline]:
    with at_work(tmp_path, machine) as found:
        yield found


@pytest.fixture
def her(hotline: Hotline) -> Handset:
    return hotline.phone()


def writes(hotline: Hotline, machine: Machine, words: str) -> datetime:
    """Put a text to her into the outbox; return the time by our clock."""
    now = hotline.clock.utc() + machine.ahead
    hotline.store.post(words, "sms", PhoneNumber(HER), words, now, now)
    return now


def got(her: Handset) -> list[str]:
    return sorted(text.body for text in her.phone.inbox)


@pytest.mark.parametrize("jump", [-400 * DAY, -6 * HOUR, 6 * HOUR, 400 * DAY])
def test_a_clock_that_is_wrong_for_a_while(hotline: Hotline, machine: Machine, her: Handset, jump: timedelta) -> None:
    """What is written before, meanwhile and afterwards arrives, each once; the worker shows that it is alive."""
    writes(hotline, machine, "before")
    machine.ahead = jump
    writes(hotline, machine, "meanwhile")
    waits(hotline, 5)
    machine.ahead = timedelta()
    writes(hotline, machine, "afterwards")
    waits(hotline, 5)
    beat = hotline.store.last_beat("worker")
    assert beat is not None
    assert abs(beat - hotline.clock.utc()) < timedelta(minutes=1)
    waits(hotline, 120)
    assert got(her) == ["afterwards", "before", "meanwhile"]


def test_what_was_put_off_by_a_clock_that_was_ahead(hotline: Hotline, machine: Machine, her: Handset) -> None:
    """The provider was away meanwhile, so it waits for a day that is far away; within the hour it leaves."""
    machine.ahead, machine.on = 400 * DAY, False
    now = writes(hotline, machine, "put off")
    errand = hotline.store.take(now, now)
    assert errand
    hotline.store.put_back(errand.id, "twilio 20503", now, now)
    machine.ahead, machine.on = timedelta(), True
    waits(hotline, 65)
    assert got(her) == ["put off"]


def test_a_worker_that_died_with_a_clock_that_was_ahead(hotline: Hotline, machine: Machine, her: Handset) -> None:
    """Between sending and noting. The provider's clock is right: by ours, the text left before it was written."""
    machine.ahead, machine.on = 6 * HOUR, False
    now = writes(hotline, machine, "once")
    assert hotline.store.take(now, now)
    hotline.carrier.texts.send(HER, HOTLINE, "once")
    machine.ahead, machine.on = timedelta(), True
    waits(hotline, 120)
    assert got(her) == ["once"]
    assert [row["state"] for row in hotline.store.outbox()] == ["delivered"], "the provider was asked what became of it"
