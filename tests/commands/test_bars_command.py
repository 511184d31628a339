"""`hotline bars`: who is not put through, without saying who, and the way to end it."""

from __future__ import annotations

import json

from builders import HINA, started, two_people

from tests.commands.conftest import NOW, Desk


def test_a_bar_is_listed_and_lifted(desk: Desk) -> None:
    """Neither the list nor the reply shows a number."""
    store = desk.store
    store.replace_roster(two_people(), NOW)
    for n, who in enumerate(store.responders()):
        ring, _ = started(store, f"CA{n}:1", f"CA{n}", who.id, NOW, caller=HINA)
        store.ring_accepted(ring, NOW)
        store.result_by_text(ring, "abusive", NOW)
        store.bar_if_marked(ring, NOW)
    listed = desk.types("bars", "list", "--json").output
    [row] = json.loads(listed)
    assert (row["begun_at"], row["ends_at"]) == ("2026-11-21T09:00:00Z", "2026-12-21T09:00:00Z")
    assert HINA[-7:] not in listed
    assert desk.types("bars", "lift", row["id"]).exit_code == 0
    assert "nobody is barred" in desk.types("bars", "list").output
    again = desk.types("bars", "lift", row["id"])
    assert again.exit_code == 1
    assert "hotline bars list" in again.output
