"""Which part of the menus a step belongs to: what is counted of where callers are, instead of the step itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from hotline.core.conversation import Conversation
from hotline.core.counting import NOT_CHOSEN, Stand
from hotline.core.events import Wait

# The first of these that the name of a step begins with.
STAGES: Sequence[tuple[str, tuple[str, ...]]] = (
    ("language", ("greeting", "language")),
    ("asked", ("callback_stored", "callin_stored", "pin_kept")),
    ("waiting", ("token_connect", "token_nobody")),
    ("request", ("callback", "callin", "card", "later", "rescue", "request_promises", "stored_pin", "keep_pin",
                 "pin_failed", "token")),
    ("talked", ("helped", "after_talk", "stay", "ask_responder", "pass_")),
    ("waiting", ("connect", "nobody")),
    ("choosing", ("talk", "no_woman", "no_language", "no_person", "barred")),
    ("danger", ("danger", "distress")),
    ("information", ("info", "group_", "about_", "tip_", "step_", "help_", "law_", "near", "quiz", "promises")),
    ("menu", ("menu",)),
)
TOPIC = re.compile(r"(?:about|tip|step|help|law)_([a-z]+)(?:_\w+)?|(near|quiz)(?:_\w+)?")  # no place is counted
OTHER = "end"  # farewell, goodbye, what only texts lead to


def stand_of(place: Conversation, wait: Wait = "key") -> Stand:
    """Where somebody stands who hears this step; `wait` is the turn's, which is over when the call is."""
    return _stand(place.step, place.language, over=wait == "end")


def stage_of(step: str) -> str:
    """The part of the menus that a step belongs to."""
    return next((stage for stage, names in STAGES if step.startswith(names)), OTHER)


@cache  # asked at every key of every call; a flow has a few hundred steps
def _stand(step: str, language: str, *, over: bool) -> Stand:
    stage, topic = OTHER if over else stage_of(step), TOPIC.fullmatch(step)
    return Stand(stage, NOT_CHOSEN if stage == "language" else language, (topic[1] or topic[2]) if topic else "")
