"""What counts as a missed call: it ended by itself, before anybody can have heard the menu."""

from __future__ import annotations

import pytest

from hotline.core.missed import is_missed


@pytest.mark.parametrize(
    ("status", "seconds", "missed"),
    [
        ("completed", "0", True), ("completed", "6", True), ("completed", "7", False), ("completed", "300", False),
        ("completed", "", False),  # nobody knows how long it was
        ("no-answer", "", True), ("canceled", "", True), ("canceled", "0", True),  # she hung up while it rang
        ("busy", "", False),  # that was us
        ("failed", "", False), ("in-progress", "3", False), ("", "", False), ("completed", "x", False),
        ("completed", "-1", False), ("completed", "\u0663", False),
    ],
)  # fmt: skip
def test_a_missed_call_is_short_and_ended_by_her(status: str, seconds: str, missed: bool):
    assert is_missed(status, seconds) is missed
