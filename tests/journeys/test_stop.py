"""She wants no more texts, or the phone is not hers: what was about to leave does not, and START undoes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.core.phone_number import PhoneNumber
from hotline.simulator.journey import Handset
from tests.journeys.conftest import HER, HOTLINE, Hotline
from tests.journeys.provider import at_work, waits
from tests.journeys.test_weekly_texts import SHE_CHOOSES

NEIGHBOUR = "+923990000002"
HOUR, WEEK = 60, 7 * 24 * 60


@pytest.fixture
def hotline(tmp_path: Path) -> Iterator[Hotline]:
    with at_work(tmp_path) as found:
        yield found


def a_text_waits(hotline: Hotline, number: str = HER) -> None:
    """Something that would leave in an hour."""
    now = hotline.clock.utc()
    hotline.journey.passes(1)
    later = hotline.clock.utc().replace(minute=0) + (hotline.clock.utc() - now) * 3600
    hotline.store.post(f"later {number} {now}", "sms", PhoneNumber(number), "the words that wait", later, now)


def subscribed(hotline: Hotline, number: str = HER) -> Handset:
    her = hotline.phone(number)
    for choice in (*SHE_CHOOSES, "1"):
        her.texts(choice).reads()
    return her


def what_left(hotline: Hotline) -> list[str]:
    """Why errands did not leave; empty for one that did."""
    return sorted(row["error"] or "" for row in hotline.store.outbox(("sent", "delivered", "failed", "dropped")))


@pytest.mark.parametrize("word", ["BAND", "بند", "message mat bhejo"])
def test_stop(hotline: Hotline, word: str) -> None:
    """Her weekly text ends and what waits does not leave; her neighbour's does. START undoes it."""
    her, neighbour = subscribed(hotline), hotline.phone(NEIGHBOUR)
    a_text_waits(hotline)
    a_text_waits(hotline, NEIGHBOUR)
    her.texts(word).reads()
    waits(hotline, 2 * HOUR)
    her.reads_nothing()
    neighbour.reads("the words that wait")
    assert what_left(hotline) == ["", "blocked"]
    assert hotline.store.subscription(HER) is None
    her.texts("START").reads()
    a_text_waits(hotline)
    waits(hotline, 2 * HOUR)
    her.reads("the words that wait")


def test_stop_in_the_providers_own_word(hotline: Hotline) -> None:
    """It answers by itself and lets nothing through; we do not even try. START undoes it at both."""
    her = hotline.phone().texts("STOP")
    her.reads("unsubscribed")
    a_text_waits(hotline)
    waits(hotline, 2 * HOUR)
    her.reads_nothing()
    assert what_left(hotline) == ["blocked"]
    her.texts("START").reads("re-subscribed")
    her.reads()
    a_text_waits(hotline)
    waits(hotline, 2 * HOUR)
    her.reads("the words that wait")


def test_the_provider_knows_of_a_stop_that_we_never_saw(hotline: Hotline) -> None:
    """It refuses with 21610: from then on she is blocked here too, and loses her weekly text."""
    her = subscribed(hotline)
    hotline.carrier.texts.blocked.add((HER, HOTLINE))
    a_text_waits(hotline)
    waits(hotline, 2 * HOUR)
    assert what_left(hotline) == ["twilio 21610"]
    assert hotline.store.is_blocked(HER)
    assert hotline.store.subscription(HER) is None
    hotline.carrier.texts.blocked.clear()
    a_text_waits(hotline)
    waits(hotline, 2 * HOUR)
    her.reads_nothing()


def test_this_phone_is_not_mine(hotline: Hotline) -> None:
    """Nothing is ever sent or rung again: not what waits, not a request that was left for it before or is left now."""
    friend = hotline.phone(NEIGHBOUR).calls()
    for key in ("1", "3", "2", "0" + HER[3:] + "#", "1", "2", "1", "1", "1", "1", "1", "1", "2", "1"):
        friend.presses(key)
        if hotline.store.callbacks():
            break
    friend.hangs_up()
    [request] = hotline.store.callbacks()
    assert hotline.store.callback_number(request.id).e164 == HER
    a_text_waits(hotline)
    his = hotline.phone().texts("ye phone mera nahi hai")
    his.reads("koi msg ya call nahi aaye gi")
    assert [one.state for one in hotline.store.callbacks()] == ["withdrawn"]
    for _ in range(48):
        waits(hotline, 30)
        his.does_not_ring()
    his.reads_nothing()
    assert what_left(hotline).count("blocked") == 1
