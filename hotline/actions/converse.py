"""Carry one event through the flow: advance, carry out what is wished for, advance again, until she must answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hotline.core.conversation import Conversation
from hotline.core.engine import FlowError, advance
from hotline.core.events import Event, Line, Outcome, Turn, Wish
from hotline.core.flow import Flow

MOST_WISHES = 8  # in answer to one event; more would be a loop


def converse(
    flow: Flow, conversation: Conversation, event: Event, now: float, perform: Callable[[Wish, int], Outcome]
) -> tuple[Conversation, Turn]:
    """Where the caller stands after `event`, and all that she hears on the way.

    `perform` carries out a wish; its second argument is the conversation's turn, which makes the wish's key.
    """
    lines: tuple[Line, ...] = ()
    for _ in range(MOST_WISHES):
        result = advance(flow, conversation, event, now)
        conversation = result.conversation
        turn = replace(result.turn, lines=(*lines, *result.turn.lines)) if lines else result.turn
        if not result.wishes:
            return conversation, turn
        lines = turn.lines
        event = perform(result.wishes[0], conversation.turn)
    raise FlowError(f"more than {MOST_WISHES} wishes in one answer, at {conversation.step}")
