"""A text of which no receipt came: the provider is asked once what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA
from fakes import FakeTelephone

from hotline.actions.ask_receipts import AT_ONCE, WAITS, ask_receipts
from hotline.actions.ports import TelephoneError
from hotline.actions.send_errand import send_errand
from hotline.core.phone_number import PhoneNumber
from hotline.storage.store import SqlStore


def sent(store: SqlStore, now: datetime, many: int = 1) -> FakeTelephone:
    """The provider took so many texts and says nothing."""
    telephone = FakeTelephone()
    for n in range(many):
        store.post(f"once:{n}", "sms", PhoneNumber(HINA), f"Salam {n}", now, now)
        send_errand(store, telephone, now)
    return telephone


def states(store: SqlStore) -> list[tuple[str, str | None]]:
    return [(row["state"], row["error"]) for row in store.outbox()]


@pytest.mark.parametrize(("became", "state"), [
    (("delivered", ""), ("delivered", "")), (("failed", "30003"), ("failed", "30003")), (("sent", ""), ("sent", None)),
])  # fmt: skip
def test_what_became_of_it_is_asked_after_an_hour(
    store: SqlStore, now: datetime, became: tuple[str, str], state: tuple[str, str | None]
) -> None:
    telephone = sent(store, now)
    telephone.became["SM1"] = became
    ask_receipts(store, telephone, now + WAITS - timedelta(seconds=1))
    assert states(store) == [("sent", None)]
    ask_receipts(store, telephone, now + WAITS)
    assert states(store) == [state]
    telephone.became["SM1"] = ("failed", "30005")
    ask_receipts(store, telephone, now + 2 * WAITS)
    assert states(store) == [state], "it is asked once"


def test_one_whose_receipt_came_is_not_asked_about(store: SqlStore, now: datetime) -> None:
    telephone = sent(store, now)
    store.delivery("SM1", "delivered", "", now)
    telephone.became["SM1"] = ("failed", "30003")
    ask_receipts(store, telephone, now + WAITS)
    assert states(store) == [("delivered", "")]


def test_a_few_at_a_time_and_a_provider_that_is_away_is_asked_again(store: SqlStore, now: datetime) -> None:
    telephone = sent(store, now, AT_ONCE + 1)
    telephone.became = {f"SM{n + 1}": ("delivered", "") for n in range(AT_ONCE + 1)}
    telephone.failing = [None, TelephoneError("twilio unreachable", permanent=False)]
    with pytest.raises(TelephoneError):
        ask_receipts(store, telephone, now + WAITS)
    assert ask_receipts(store, telephone, now + WAITS)
    assert not ask_receipts(store, telephone, now + WAITS)
    assert {state for state, _ in states(store)} == {"delivered"}


def test_one_that_the_provider_does_not_know_is_left_as_it_is(store: SqlStore, now: datetime) -> None:
    telephone = sent(store, now)
    telephone.failing = [TelephoneError("twilio 20404", permanent=True)]
    ask_receipts(store, telephone, now + WAITS)
    assert states(store) == [("sent", None)]
    assert store.unheard(now + WAITS, 1) == []
