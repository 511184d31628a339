"""The hotline was away for a while: what came meanwhile is found by the provider's list, over its own API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import HER, Hotline
from tests.journeys.provider import COORDINATOR, at_work, waits

NEIGHBOUR = "+923990000002"


@pytest.fixture
def hotline(tmp_path: Path) -> Iterator[Hotline]:
    with at_work(tmp_path) as found:
        yield found


class Away:
    """The web process does not answer while this lasts."""

    def __init__(self, hotline: Hotline) -> None:
        self._webhooks, self._http = hotline.carrier.webhooks, hotline.carrier.webhooks.http

    def __enter__(self) -> None:
        def away(*_: object) -> tuple[int, dict[str, str], bytes]:
            return 502, {}, b""

        self._webhooks.http = away

    def __exit__(self, *_: object) -> None:
        self._webhooks.http = self._http


def test_she_is_answered_when_the_hotline_is_back_and_can_go_on(hotline: Hotline) -> None:
    """Once, however often the worker looks; her neighbour, who was answered at once, gets nothing more."""
    her, neighbour = hotline.phone(), hotline.phone(NEIGHBOUR)
    with Away(hotline):
        her.texts("madad").reads_nothing()
    neighbour.texts("madad").reads("Jawab mein")
    waits(hotline, 8)
    her.reads("Jawab mein")
    her.texts("2").reads()
    waits(hotline, 15)
    her.reads_nothing()
    neighbour.reads_nothing()


def test_after_hours_only_the_coordinator_hears_of_it(hotline: Hotline) -> None:
    with Away(hotline):
        hotline.phone().texts("mujhe call karo")
        hotline.journey.meanwhile, asleep = [], hotline.journey.meanwhile
        waits(hotline, 180)
    hotline.journey.meanwhile = asleep
    waits(hotline, 5)
    coordinator = hotline.phone(COORDINATOR)
    coordinator.reads("not answered", ": 1.", "14:00")
    hotline.phone().reads_nothing()
    waits(hotline, 15)
    coordinator.reads_nothing()


@pytest.mark.parametrize("typed", ["STOP", "band"])
def test_a_stop_that_was_lost_holds(hotline: Hotline, typed: str) -> None:
    """The provider's own word, which it answered itself, and ours."""
    with Away(hotline):
        hotline.phone().texts(typed)
    waits(hotline, 8)
    assert hotline.store.is_blocked(HER)


def test_a_call_that_broke_off_is_told_to_the_coordinator(hotline: Hotline) -> None:
    """She heard that the provider is sorry. Nobody rings her: who would answer? A call that went well is none."""
    neighbour = hotline.phone(NEIGHBOUR).calls()
    neighbour.listens()
    neighbour.hangs_up()
    with Away(hotline):
        hotline.phone().calls().hears("application error").hears_the_end()
    waits(hotline, 8)
    coordinator = hotline.phone(COORDINATOR)
    coordinator.reads("broke off", ": 1.")
    hotline.phone().does_not_ring().reads_nothing()
    waits(hotline, 15)
    coordinator.reads_nothing()


def test_a_call_that_broke_off_is_rung_back_where_that_is_switched_on(tmp_path: Path) -> None:
    """Within minutes, by the rules of a missed call; not when the hotline was away for longer."""
    with at_work(tmp_path, HOTLINE_RING_MISSED="on") as hotline:
        her, neighbour = hotline.phone(), hotline.phone(NEIGHBOUR)
        machine_off = Away(hotline)
        with machine_off:
            neighbour.calls().hears_the_end()
        hotline.clock.advance(15 * 60)
        with machine_off:
            her.calls().hears_the_end()
        for _ in range(60):
            hotline.journey.passes(10)
            if her.phone.state == "ringing":
                break
        her.answers().hears("back_confirm").presses("1").hears("greeting")
        her.hangs_up()
        waits(hotline, 15)
        rung = [leg.to for leg in hotline.carrier.legs if leg.direction == "outbound-api"]
        assert rung == [HER]


def listed(hotline: Hotline, number: str) -> list[str]:
    """The texts and calls of a number that the provider lists."""
    texts = [one.body for one in hotline.carrier.texts.messages if number in (one.sender, one.to)]
    return texts + [one.sid for one in hotline.carrier.legs if number in (one.sender, one.to)]


def test_whoever_texts_delete_is_forgotten_by_the_provider_too(hotline: Hotline) -> None:
    her, other = hotline.phone(), hotline.phone("+923990000002")
    her.calls().hangs_up()
    her.texts("delete").reads("1 Yes")
    her.texts("1").reads("Deleted")
    other.texts("hello").reads()
    waits(hotline, 4)
    assert listed(hotline, HER) == []
    assert len(listed(hotline, other.phone.number)) == 2


def test_after_days_the_provider_keeps_neither_texts_nor_calls(hotline: Hotline) -> None:
    """Texts for three days, calls for thirty, as we do."""
    hotline.phone().calls().hangs_up()
    hotline.phone().texts("hello").reads()
    [call] = [one.sid for one in hotline.carrier.legs]
    hotline.clock.advance(3 * 24 * 3600)
    waits(hotline, 61)
    assert listed(hotline, HER) == [call]
    hotline.clock.advance(27 * 24 * 3600)
    waits(hotline, 61)
    assert listed(hotline, HER) == []
