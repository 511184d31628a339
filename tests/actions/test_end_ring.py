"""Whether somebody was helped is what her key said: the carrier's word alone never makes it so."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import started, two_people

from hotline.actions.end_ring import end_ring, end_wave
from hotline.storage.store import SqlStore
from hotline.telephony.twilio.codes import RINGS

TOLD = sorted({*RINGS.values(), "refused", "left"})


@pytest.fixture
def rings(store: SqlStore, now: datetime) -> tuple[str, str]:
    """Two callers' rings, to two responders."""
    store.replace_roster(two_people(), now)
    amna, bilqis = store.responders()
    return started(store, "CA1:1", "CA1", amna.id, now)[0], started(store, "CA2:1", "CA2", bilqis.id, now)[0]


@pytest.mark.parametrize("told", TOLD)
def test_without_a_key_it_was_no_help(store: SqlStore, rings: tuple[str, str], now: datetime, told: str) -> None:
    """A voicemail is completed too. The other ring goes on."""
    mine, theirs = rings
    assert end_ring(store, mine, told, now) == ("refused" if told == "helped" else told)
    assert store.ring_accepted(theirs, now) == "accepted"


@pytest.mark.parametrize("told", TOLD)
def test_with_a_key_it_was_help_whatever_is_told(
    store: SqlStore, rings: tuple[str, str], now: datetime, told: str
) -> None:
    mine, theirs = rings
    store.ring_accepted(mine, now)
    assert end_ring(store, mine, told, now) == "helped"
    assert end_ring(store, theirs, told, now) != "helped"


@pytest.mark.parametrize("later", TOLD)
@pytest.mark.parametrize("first", TOLD)
def test_a_second_report_changes_nothing(
    store: SqlStore, rings: tuple[str, str], now: datetime, first: str, later: str
) -> None:
    """Late, doubled, or of another kind."""
    mine, _ = rings
    outcome = end_ring(store, mine, first, now)
    assert end_ring(store, mine, later, now) == outcome
    assert store.ring_accepted(mine, now) == "over"


@pytest.mark.parametrize("told", TOLD)
def test_of_a_ring_nobody_knows_no_help_is_believed(store: SqlStore, now: datetime, told: str) -> None:
    assert end_ring(store, "unknown", told, now) != "helped"


@pytest.mark.parametrize(
    ("key", "told", "joined", "outcome"),
    [
        (True, "helped", True, "helped"),
        (True, "helped", None, "helped"),
        (True, "refused", False, "refused"),
        (False, "helped", None, "refused"),
        (False, "helped", True, "helped"),
        (False, "no_answer", False, "no_answer"),
    ],
)
def test_what_the_carrier_says_of_two_being_put_through_is_believed(
    store: SqlStore, rings: tuple[str, str], now: datetime, key: bool, told: str, joined: bool | None, outcome: str
) -> None:
    """Her key won the caller, and she was gone before they talked; or no store could note her key, and they did."""
    mine, _ = rings
    if key:
        store.ring_accepted(mine, now)
    assert end_wave(store, mine, told, now, joined=joined).outcome == outcome
