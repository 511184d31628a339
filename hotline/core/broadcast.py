"""A broadcast: something that staff tell all subscribers, or those of one series, in place of a week's text. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hotline.core.errors import Reason
from hotline.core.sms_length import MOST_PARTS, alphabet, parts

# Allowed moves.
MOVES: dict[str, tuple[str, ...]] = {
    "running": ("paused", "done", "dropped"),
    "paused": ("running", "dropped"),
    "done": (),
    "dropped": (),
}
OPEN = tuple(state for state, moves in MOVES.items() if moves)


@dataclass(frozen=True, slots=True)
class Broadcast:
    """Its text by language, to whom it goes ("" is everybody), how many there were, and how many got it so far.

    `parts` are those paid for until now.
    """

    id: str
    series: str
    words: Mapping[str, str]
    state: str
    people: int
    told: int
    parts: int
    begun_at: datetime

    def is_for(self, series: str) -> bool:
        """True when subscribers of this series get it now."""
        return self.state == "running" and bool(self.words) and self.series in ("", series)


@dataclass(frozen=True, slots=True)
class Audience:
    """How many subscribers of one series read one language."""

    series: str
    language: str
    people: int


def problems_of(words: Mapping[str, str]) -> list[Reason]:
    """What is wrong with the text, a sentence each: every language is there, and none costs too much."""
    found = [Reason("%(language)s: has no text", language=language)
             for language in MOST_PARTS if not words.get(language)]  # fmt: skip
    for language, most in MOST_PARTS.items():
        text = words.get(language, "")
        if language != "ur" and alphabet(text) != "gsm7":
            odd = "".join(sorted({one for one in text if alphabet(one) != "gsm7"}))
            found.append(Reason("%(language)s: has characters that double its cost: %(odd)s",
                                language=language, odd=odd))  # fmt: skip
        if parts(text) > most:
            found.append(Reason("%(language)s: takes %(parts)s parts, %(most)s are allowed", language=language,
                                parts=parts(text), most=most))  # fmt: skip
    return found
