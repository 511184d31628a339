"""What came of a talk, as the responder says it: by the keypad at once, or by text within a day. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from hotline.core.duty import ROLES

# Each menu is the prompt that says it; a choice is the next menu, or what came of the talk.
MENU = "result_menu"
MENUS: Mapping[str, tuple[str, ...]] = {
    MENU: ("helped", "result_pass", "callback", "result_other"),
    "result_pass": ROLES,
    "result_other": ("silent", "wrong", "abusive", "hard"),
}
MARK_LASTS = timedelta(days=7)  # two marks of abuse by different responders within this time bar a caller …
BARRED_FOR = timedelta(days=30)  # … from being put through, for this long
TOLD_WITHIN = timedelta(days=1)  # what came of a talk can be told by text for this long
RESULTS = frozenset({"helped", "callback", *ROLES, "silent", "wrong", "abusive", "hard"})


def chosen(menu: str, key: str) -> str:
    """What a key of this menu means: a result, another menu, or nothing."""
    choices = dict(enumerate(MENUS.get(menu, ()), 1))
    return choices.get(int(key), "") if key.isascii() and key.isdigit() else ""
