"""The provider's words for what became of a call or a text, each in ours, and nothing guessed of a new one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.delivery import MOVES
from hotline.telephony.twilio.codes import RINGS, TEXTS, ring_outcome, text_state

# As Twilio lists them, for a Dial and for a message.
DIAL_STATUSES = {"completed", "answered", "busy", "no-answer", "failed", "canceled"}
MESSAGE_STATUSES = {"queued", "sending", "sent", "failed", "delivered", "undelivered", "accepted", "scheduled", "read",
                    "partially_delivered", "canceled"}


def test_every_status_twilio_lists_is_in_the_tables() -> None:
    assert set(RINGS) == DIAL_STATUSES
    assert set(TEXTS) == MESSAGE_STATUSES
    assert set(TEXTS.values()) <= set(MOVES)


@pytest.mark.parametrize(("status", "bridged", "outcome"), [
    ("completed", "true", "helped"), ("completed", "", "helped"), ("completed", "false", "refused"),
    ("answered", "false", "refused"), ("busy", "false", "busy"), ("no-answer", "", "no_answer"),
    ("failed", "", "failed"), ("canceled", "false", "canceled"),
])
def test_what_a_ring_came_to(status: str, bridged: str, outcome: str) -> None:
    """A refused whisper is completed too: only `DialBridged` tells it apart."""
    assert ring_outcome(status, bridged) == outcome


@given(st.text(max_size=20).filter(lambda text: text not in RINGS), st.text(max_size=6))
def test_an_unknown_end_of_a_ring_leads_to_the_next_person(status: str, bridged: str) -> None:
    assert ring_outcome(status, bridged) == "failed"


@given(st.text(max_size=20).filter(lambda text: text not in TEXTS))
def test_an_unknown_status_of_a_text_changes_nothing(status: str) -> None:
    assert text_state(status) is None


def test_no_state_before_the_final_one_can_undo_a_delivery() -> None:
    """Receipts come out of order: nothing leads on from what is final."""
    assert not MOVES["delivered"]
    assert not MOVES["failed"]
    assert "sent" not in MOVES["sent"]
