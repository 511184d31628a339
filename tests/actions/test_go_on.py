"""Going on with a request by its token: a webhook told twice changes nothing, and a revived one is told as new."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, KARACHI, ZOYA, a_request

from hotline import parts
from hotline.actions.go_on import Given, change_request, keep_pin, open_request, request_helped, withdraw_request
from hotline.actions.notice import Notice
from hotline.core.events import Outcome
from hotline.core.phone_number import Caller, PhoneNumber
from hotline.storage.store import SqlStore
from hotline.storage.tokens import MOST_OF_REFERENCE

COORDINATOR = "+923990000500"
PIN = "2468"
HOUR = timedelta(hours=1)


@pytest.fixture
def reference(store: SqlStore, now: datetime) -> str:
    asked = a_request(HINA, "evening", "weekend", woman_only=True, pin=PIN, not_from="multan", lifted=("police",))
    return store.record_callback("CA1:1", asked, now + 2 * HOUR, now)


def given(store: SqlStore, now: datetime, once: str = "CA2:5", **answers: str) -> Given:
    caller = Caller(PhoneNumber(ZOYA), ZOYA)
    return Given(store, Notice(PhoneNumber(COORDINATOR), parts.open_words()), KARACHI, caller, answers, once, now)


def opened(store: SqlStore, now: datetime, reference: str) -> Given:
    outcome = open_request(given(store, now, token=reference, pin=PIN))
    return given(store, now, **dict(outcome.answers))


def told(store: SqlStore, now: datetime) -> list[str]:
    found = []
    while errand := store.take(now, now + HOUR):
        found.append(errand.body)
    return found


def test_what_she_asked_for_stands_behind_her_token(store: SqlStore, now: datetime, reference: str) -> None:
    """A ring goes by it; neither token nor PIN is carried on, and no number is."""
    outcome = open_request(given(store, now, token=reference, pin=PIN))
    answers = dict(outcome.answers)
    assert outcome.name == "waits"
    assert (answers["window2"], answers["days2"], answers["by"], answers["not_from"]) == (
        "evening", "weekend", "woman", "multan",
    )  # fmt: skip
    assert (answers["tell_police"], answers["tell_family"]) == ("yes", "no")
    assert (answers["token"], answers["pin"]) == ("", "")
    assert HINA not in answers.values()


@pytest.mark.parametrize(
    ("state", "stands"),
    [("new", "waits"), ("waiting", "waits"), ("ringing", "taken"), ("claimed", "taken"), ("not_reached", "missed"),
     ("expired", "missed"), ("done", "closed"), ("withdrawn", "closed")],
)  # fmt: skip
def test_how_it_stands(store: SqlStore, now: datetime, reference: str, state: str, stands: str) -> None:
    store.db.execute("update callbacks set state = :state", {"state": state})
    assert open_request(given(store, now, token=reference, pin=PIN)).name == stands


def test_a_wrong_token_opens_nothing_and_closes_what_was_open(store: SqlStore, now: datetime, reference: str) -> None:
    """The same answer for a wrong PIN, a reference that nobody has, and no answers at all."""
    wrong = [open_request(given(store, now, f"CA{n}:1", **answers)) for n, answers in enumerate((
        {"token": reference, "pin": "1357"}, {"token": "1000", "pin": PIN}, {"request": "x"},
    ))]  # fmt: skip
    assert set(wrong) == {Outcome("wrong", (("token", ""), ("pin", ""), ("request", "")))}


def test_a_guess_told_again_and_again_counts_once(store: SqlStore, now: datetime, reference: str) -> None:
    for _ in range(MOST_OF_REFERENCE + 1):
        assert open_request(given(store, now, token=reference, pin="1357")).name == "wrong"
    assert open_request(given(store, now, token=reference, pin=PIN)).name == "waits"


def test_too_many_guesses_stop_the_right_one_too(store: SqlStore, now: datetime, reference: str) -> None:
    """And those that come after them are not even kept."""
    for n in range(MOST_OF_REFERENCE + 3):
        open_request(given(store, now, f"CA{n}:1", token=reference, pin="1357"))
    assert open_request(given(store, now, token=reference, pin=PIN)).name == "wrong"
    assert store.db.one("select count(*) as n from guesses") == {"n": MOST_OF_REFERENCE}


def test_a_pin_is_kept_with_the_request_of_this_call_only(store: SqlStore, now: datetime) -> None:
    reference = store.record_callback("CA3:1", a_request(ZOYA), now, now)
    assert keep_pin(given(store, now, reference=reference, pin=PIN)).name == "done"
    assert keep_pin(given(store, now, pin=PIN)).name == "failed"
    assert keep_pin(given(store, now, reference=reference, pin="1357")).name == "failed"


def test_other_hours_are_hers_from_now_on(store: SqlStore, now: datetime, reference: str) -> None:
    """It is Saturday, two o'clock."""
    hers = opened(store, now, reference)
    for _ in range(2):
        changed = given(store, now, **{**hers.answers, "window2": "morning", "days2": "any"})
        assert change_request(changed).name == "done"
    found = store.request_of(reference, PIN)
    assert found
    assert found.due_at == now + 18 * HOUR
    assert told(store, now + HOUR) == []


def test_a_revived_request_is_told_to_the_coordinator_once(store: SqlStore, now: datetime, reference: str) -> None:
    hers = opened(store, now, reference)
    store.db.execute("update callbacks set state = 'not_reached'")
    for _ in range(2):
        assert change_request(given(store, now, **{**hers.answers, "window2": "now", "days2": "now"})).name == "done"
    assert told(store, now + HOUR) == [f"New request {reference}"]


def test_whoever_calls_in_cannot_be_rung_now(store: SqlStore, now: datetime) -> None:
    """The menu does not offer it; a place from elsewhere changes nothing."""
    reference = store.record_callback("CA3:1", a_request("", pin=PIN), now, now)
    hers = opened(store, now, reference)
    assert change_request(given(store, now, **{**hers.answers, "window2": "now", "days2": "now"})).name == "closed"


def test_withdrawn_twice_is_withdrawn(store: SqlStore, now: datetime, reference: str) -> None:
    hers = opened(store, now, reference)
    assert [withdraw_request(hers).name for _ in range(2)] == ["done", "done"]
    found = store.request_of(reference, PIN)
    assert found
    assert found.state == "withdrawn"
    assert change_request(hers).name == "closed"


def test_what_is_done_cannot_be_withdrawn(store: SqlStore, now: datetime, reference: str) -> None:
    hers = opened(store, now, reference)
    assert request_helped(hers).name == "done"
    assert withdraw_request(hers).name == "closed"


def test_nothing_is_done_to_a_request_that_is_gone(store: SqlStore, now: datetime, reference: str) -> None:
    """It was erased while she listened."""
    hers = opened(store, now, reference)
    store.forget_person(HINA)
    became = [deed(hers).name for deed in (change_request, withdraw_request, request_helped)]
    assert became == ["closed", "done", "done"]
