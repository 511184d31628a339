"""Renders a turn of the conversation as the body of one text message."""

from __future__ import annotations

from hotline.core.conversation import Conversation
from hotline.core.engine import advance
from hotline.core.events import Began, Turn
from hotline.core.flow import Flow
from hotline.core.sms_length import MOST_PARTS, plain, units
from hotline.prompts.words import Words

LONGEST = 1600  # characters a provider takes


def text_of(turn: Turn, language: str, words: Words) -> str:
    """The sentences in one line, then each choice on a line of its own, in the conversation's language."""
    said = " ".join(filter(None, (words.text(language, line, "sms") for line in turn.lines)))
    offers = (words.text(language, offer.line, "sms") for offer in turn.offers)
    body = "\n".join(filter(None, (said, *offers)))
    return (body if language == "ur" else plain(body))[:LONGEST]


def longest(words: Words, slot: str, values: tuple[str, ...]) -> set[str]:
    """Of all that a slot can hold, what takes most room in each language."""

    def room(value: str, language: str) -> int:
        text = words.value(language, slot, value, "sms")
        return len(text) if language == "ur" else units(plain(text))

    return {max(values, key=lambda value: room(value, language)) for language in MOST_PARTS}


def text_at(flow: Flow, step: str, language: str, words: Words) -> str:
    """What somebody is sent who comes to a step that waits for an answer, or ends."""
    place = Conversation(flow.version(), step, "sms", language)
    return text_of(advance(flow, place, Began(), 0.0).turn, language, words)
