"""Where a caller stands in a flow: one small frozen value that fits into a sealed URL or a sealed row."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import NamedTuple

from hotline.core.flow import Channel

CONTINUES_FOR = timedelta(hours=24)  # after her last text, by text
_encoded = json.JSONEncoder(separators=(",", ":")).encode


class Conversation(NamedTuple):  # each webhook makes several, and a changed tuple costs a quarter
    """The place, the language, what was answered, and what was rung so far.

    `turn` counts webhooks answered, so that a wish made here has a key of its own. While she waits for a person:
    who was `tried` in how many `waves`, how many are `left`, since when (`rung_at`, seconds since 1970), and whether
    she was told that her credit is running. `number_known` says whether the caller's number can be rung.
    """

    flow: str
    step: str
    channel: Channel
    language: str
    answers: tuple[tuple[str, str], ...] = ()
    trail: tuple[str, ...] = ()
    misses: int = 0
    turn: int = 0
    tried: tuple[str, ...] = ()
    waves: int = 0
    left: int = 0
    rung_at: float = 0.0
    guarded: bool = False
    number_known: bool = True

    def answer(self, name: str) -> str:
        """What was answered to `name`, or an empty text."""
        return dict(self.answers).get(name, "")

    def having(self, pairs: tuple[tuple[str, str], ...]) -> Conversation:
        """The same place with these answers set; `language` is the conversation's own."""
        if not pairs:
            return self
        known = dict(self.answers)
        known.update(pair for pair in pairs if pair[0] != "language")
        language = dict(pairs).get("language", self.language)
        return self._replace(answers=tuple(known.items()), language=language)

    def without(self, names: tuple[str, ...]) -> Conversation:
        """The same place with these answers forgotten."""
        if not names:
            return self
        return self._replace(answers=tuple(pair for pair in self.answers if pair[0] not in names))

    def to_json(self) -> str:
        """A short text for sealing; `from_json` reads it back."""
        return _encoded(self._asdict())

    @classmethod
    def from_json(cls, text: str) -> Conversation:
        """Raise ValueError when the text is not a conversation of this version of the program."""
        try:
            raw = json.loads(text)
            raw["answers"] = tuple((str(name), str(value)) for name, value in raw["answers"])
            raw["trail"] = tuple(raw["trail"])
            raw["tried"] = tuple(raw["tried"])
            return cls(**raw)
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError("not a conversation") from error
