"""A message's life goes forward only, and trying again comes to an end."""

from __future__ import annotations

from itertools import product

from hotline.core.delivery import MOVES, RETRY_AFTER, may_move, retry_after


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


def test_each_try_waits_longer_and_the_last_gives_up():
    waits = [retry_after(attempts) for attempts in range(1, len(RETRY_AFTER) + 1)]
    assert waits == sorted(waits)
    assert retry_after(len(RETRY_AFTER) + 1) is None
    assert retry_after(99) is None
