"""Read what is to be told to all subscribers, and refuse what is too long, incomplete or tells too much."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date

from hotline.actions.plan_weekly import Weekly
from hotline.core.broadcast import problems_of
from hotline.core.errors import Reason
from hotline.core.flow import End
from hotline.core.sms_length import MOST_PARTS, plain
from hotline.prompts.neutral import Telltale

LARGEST = 20_000  # bytes; three short texts are far smaller


class BroadcastError(Exception):
    """It was refused; `problems` has a sentence for each reason."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def text_of_key(weekly: Weekly, key: str, today: date) -> dict[str, str]:
    """A text of a series in each language, if it may be told today. Raises BroadcastError."""
    flow = weekly.flow_on(today)
    if key not in flow.sent or key not in (text for texts in weekly.series.values() for text in texts):
        raise BroadcastError("is neither a file nor a weekly text that may be told today (hotline/content/weekly.toml)")
    if not isinstance(flow.steps[key], End):
        raise BroadcastError("is a question: it belongs to its series")
    return {language: weekly.text(flow, key, language) for language in MOST_PARTS}


def read_words(content: bytes, telltale: Telltale) -> dict[str, str]:
    """The texts of a TOML file: `en`, `ur` and `ur_Latn`. Raises BroadcastError."""
    try:
        table = tomllib.loads(content[:LARGEST].decode())
    except (ValueError, UnicodeDecodeError):
        raise BroadcastError('is not TOML in UTF-8 with lines such as: en = "…"') from None
    if unknown := sorted(table.keys() - MOST_PARTS.keys()):
        raise BroadcastError(f"has {', '.join(unknown)} beside {', '.join(MOST_PARTS)}")
    return checked_words({language: str(text) for language, text in table.items()}, telltale)


def checked_words(given: Mapping[str, str], telltale: Telltale) -> dict[str, str]:
    """The texts as they are sent. Raises BroadcastError for what is missing, too long or tells too much."""
    texts = {language: " ".join(text.split()) for language, text in given.items()}
    words = {language: text if language == "ur" else plain(text) for language, text in texts.items()}
    found = [Reason("%(language)s: must not say: %(words)s", language=language, words=", ".join(told))
             for language, text in words.items() if (told := telltale.found(text))]  # fmt: skip
    if problems := [*problems_of(words), *found]:
        raise BroadcastError(*problems)
    return words
