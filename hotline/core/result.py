"""What came of a talk, as the responder says it: by the keypad at once, or by text within a day. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Literal

from hotline.core.duty import ROLES
from hotline.core.records import Talk

# Each menu is the prompt that says it; a choice is the next menu, or what came of the talk.
MENU = "result_menu"
MENUS: Mapping[str, tuple[str, ...]] = {
    MENU: ("helped", "result_pass", "callback", "result_other"),
    "result_pass": ROLES,
    "result_other": ("silent", "wrong", "abusive", "hard"),
}
TOLD_WITHIN = timedelta(days=1)  # what came of a talk can be told, and corrected, by text for this long
ASKED_AFTER = timedelta(minutes=1)  # without a word of hers by then, she is asked by text …
ASKED_WITHIN = timedelta(hours=6)  # … unless nobody could be, for so long
MARK_LASTS = timedelta(days=7)  # two marks of abuse by different responders within this time bar a caller …
MARKS = 2
BARRED_FOR = timedelta(days=30)  # … from being put through, for this long
AGAIN = frozenset({"callback", *ROLES})  # the caller goes on, or is rung back
RESULTS = frozenset({"helped", "passed", *AGAIN, "silent", "wrong", "abusive", "hard"})
# A caller who wants to be put through: `warned` once, of what is to come; `barred` only after that.
Standing = Literal["clear", "warned", "barred"]


def chosen(menu: str, key: str) -> str:
    """What a key of this menu means: a result, another menu, or nothing."""
    choices = dict(enumerate(MENUS.get(menu, ()), 1))
    return choices.get(int(key), "") if key.isascii() and key.isdigit() else ""


def going_on(talks: Sequence[Talk]) -> Talk | None:
    """The talk that a responder is in; while she is in none, the one that she means."""
    now = [talk for talk in talks if not talk.ended_at]
    return now[-1] if now else meant(talks)


def meant(talks: Sequence[Talk]) -> Talk | None:
    """The talk that a responder means: of those that are over the one that was spoken of last, or was last."""
    over = [talk for talk in talks if talk.ended_at] or talks
    return max(over, key=lambda talk: talk.mentioned_at, default=None)
