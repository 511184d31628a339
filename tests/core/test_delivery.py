"""A message's life goes forward only, and trying again comes to an end."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

from hotline.core.delivery import BY_HAND, MOST_ATTEMPTS, MOVES, may_move, retry_after


def test_a_late_report_cannot_undo_a_delivery():
    """Reports come doubled and out of order: "sent" after "delivered" changes nothing."""
    for state in ("waiting", "sending", "sent", "failed"):
        assert not may_move("delivered", state)
    assert may_move("sent", "delivered")
    assert may_move("sending", "delivered")


def test_no_state_leads_round_except_trying_again():
    """Only a message that is being sent may go back to waiting."""
    back = {(before, after) for before, after in product(MOVES, MOVES)
            if may_move(before, after) and may_move(after, before)}  # fmt: skip
    assert back == {("waiting", "sending"), ("sending", "waiting")}


def test_every_state_is_known_and_unknown_ones_go_nowhere():
    assert {after for moves in MOVES.values() for after in moves} <= MOVES.keys()
    assert not may_move("?", "sent")
    assert not may_move("sent", "?")


def test_each_try_waits_longer_half_an_hour_at_most_and_for_about_a_day():
    waits = [retry_after(attempts) for attempts in range(1, MOST_ATTEMPTS)]
    assert waits == sorted(waits)
    assert max(waits) == timedelta(minutes=30)
    assert timedelta(hours=22) < sum(waits, timedelta()) < timedelta(hours=26)
    assert retry_after(MOST_ATTEMPTS) is None
    assert retry_after(999) is None


def test_a_report_proves_that_it_left_whatever_we_know_of_it():
    """A worker died before it wrote that a text was sent; the report on it moves it on all the same."""
    assert may_move("waiting", "delivered")


def test_by_hand_nothing_that_left_is_sent_again_or_taken_back():
    assert not {"sent", "delivered", "sending"} & {state for states in BY_HAND.values() for state in states}
