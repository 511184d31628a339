"""What may leave in a time: the caps of a SIM, the cost of a day, and what is spared for staff."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.throttle import Cap, Priority, Throttle, parse_caps

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_the_caps_of_a_pakistani_sim_can_be_written():
    assert parse_caps("150/15m, 250/1h,1000/1d") == (Cap(150, 15 * MINUTE), Cap(250, 60 * MINUTE), Cap(1000, DAY))
    assert parse_caps("") == ()


@pytest.mark.parametrize("text", ["150", "0/1m", "10/0m", "10/1w", "10/2d", "ten/1m", "10/m", "-1/1m", "10/1m;5/1h"])
def test_what_is_no_cap_is_refused(text: str):
    with pytest.raises(ValueError, match=r"^must be like"):
        parse_caps(text)


def test_nothing_is_limited_where_nothing_is_set():
    assert Throttle().spans == ()
    assert Throttle().allows((), 10, Priority.ANSWER)


@given(most=st.integers(1, 1000), sent=st.integers(0, 2000))
def test_staff_may_use_every_text_of_a_cap_and_others_leave_a_tenth(most: int, sent: int):
    throttle = Throttle((Cap(most, MINUTE),))
    assert throttle.allows([(sent, 0)], 1, Priority.STAFF) == (sent < most)
    if throttle.allows([(sent, 0)], 1, Priority.ANSWER):
        assert sent < most
        assert most == 1 or most - sent > most // 10


def test_a_days_money_is_for_texts_to_others():
    """Two parts of 300 paisa fit into what is left of a day, three do not; staff are told whatever it costs."""
    throttle = Throttle(part_paisa=300, paisa_a_day=1000)
    assert throttle.spans == (DAY,)
    assert throttle.allows([(9, 400)], 2, Priority.ANSWER)
    assert not throttle.allows([(9, 400)], 3, Priority.ANSWER)
    assert throttle.allows([(9, 5000)], 3, Priority.STAFF)


@given(most=st.integers(1, 1000), sent=st.integers(0, 2000))
def test_what_goes_to_a_crowd_leaves_room_for_what_goes_to_one(most: int, sent: int):
    throttle = Throttle((Cap(most, MINUTE),))
    if throttle.allows([(sent, 0)], 1, Priority.WEEKLY):
        assert throttle.allows([(sent, 0)], 1, Priority.ANSWER)
    assert throttle.allows([(0, 0)], 1, Priority.WEEKLY)


def test_a_crowd_leaves_a_tenth_of_a_days_money():
    throttle = Throttle(part_paisa=300, paisa_a_day=1000)
    assert throttle.allows([(9, 300)], 2, Priority.WEEKLY)
    assert not throttle.allows([(9, 400)], 2, Priority.WEEKLY)
    assert throttle.allows([(9, 400)], 2, Priority.ANSWER)


@given(sent=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 10_000)), min_size=3, max_size=3))
def test_every_cap_and_the_money_must_allow_it(sent: list[tuple[int, int]]):
    caps = (Cap(150, 15 * MINUTE), Cap(250, 60 * MINUTE))
    whole = Throttle(caps, part_paisa=100, paisa_a_day=5000).allows(sent, 1, Priority.ANSWER)
    alone = [Throttle((cap,)).allows([one], 1, Priority.ANSWER) for cap, one in zip(caps, sent, strict=False)]
    assert whole == (all(alone) and sent[2][1] + 100 <= 5000)
