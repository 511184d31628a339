"""`hotline outbox`: what failed is seen, sent again or dropped by somebody's hand."""

from __future__ import annotations

import json

from builders import HINA, ZOYA

from hotline.core.phone_number import PhoneNumber
from tests.commands.conftest import NOW, Desk


def failed(desk: Desk) -> str:
    """One text that failed, beside one that waits."""
    desk.store.post("SM1:1", "sms", PhoneNumber(HINA), "سلام", NOW, NOW)
    taken = desk.store.take(NOW, NOW)
    assert taken
    desk.store.put_back(taken.id, "twilio 30003", None, NOW)
    desk.store.post("SM2:1", "sms", PhoneNumber(ZOYA), "salam", NOW, NOW)
    return taken.id


def test_the_list_tells_why_it_failed_and_what_it_costs(desk: Desk) -> None:
    failed(desk)
    rows = json.loads(desk.types("outbox", "list", "--json", "--state", "failed").output)
    assert [(row["error"], row["parts"], row["paisa"]) for row in rows] == [("twilio 30003", 1, 1000)]


def test_retry_and_drop(desk: Desk) -> None:
    errand = failed(desk)
    assert desk.types("outbox", "retry", errand).exit_code == 0
    assert len(desk.store.outbox(("waiting",))) == 2
    again = desk.types("outbox", "retry", errand)
    assert again.exit_code == 1
    assert "is failed or dropped" in again.output
    assert desk.types("outbox", "drop", errand).exit_code == 0
    assert [row["id"] for row in desk.store.outbox(("dropped",))] == [errand]


def test_an_id_that_nothing_has(desk: Desk) -> None:
    failed(desk)
    for deed in ("retry", "drop"):
        told = desk.types("outbox", deed, "nothing")
        assert told.exit_code == 1
        assert "hotline outbox list" in told.output
