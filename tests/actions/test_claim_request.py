"""NEXT gives a responder the oldest request that she may ring now; DONE, LATER and NOREACH say what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import AMNA, BILQIS, HINA, ZOYA, a_request, started
from desk import COORDINATOR, HOUR, KARACHI, SADIA, TARIQ, Phone, open_desk, responder, told

from hotline import parts
from hotline.actions.obey_order import Desk
from hotline.actions.ring_back import TALK_SETTLES, accept_back, confirm_back, pick_up_forgotten
from hotline.core.callback import Callback, Request, first_due
from hotline.prompts.words import Words
from hotline.storage.store import SqlStore

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture(scope="module")
def words() -> Words:
    return parts.open_words()


@pytest.fixture
def desk(store: SqlStore, words: Words, now: datetime) -> Desk:
    return open_desk(store, words, now)


def asks(desk: Desk, now: datetime, number: str = HINA, **how: object) -> str:
    """Somebody asks to be rung; returns her reference. It is two in the afternoon."""
    request: Request = a_request(number=number, **{"window": "afternoon", **how})  # type: ignore[arg-type]
    due = first_due(request.window, request.days, now, KARACHI)
    return desk.store.record_callback(f"{number}{now}", request, due, now)


def request(desk: Desk, reference: str) -> Callback:
    found = desk.store.callback(reference)
    assert found
    return found


def talk(desk: Desk, reference: str, now: datetime) -> None:
    """The responder took the call and she pressed the key."""
    ring = desk.store.db.query("select id from rings where state = 'ringing'")[0]["id"]
    callback = request(desk, reference).id
    assert accept_back(desk.calling.ringing, ring, callback, now)
    assert confirm_back(desk.calling.ringing, callback, now)
    desk.store.ring_ended(ring, "helped", now)


def test_next_rings_her_phone_for_the_oldest_request(desk: Desk, now: datetime) -> None:
    older = asks(desk, now - HOUR)
    asks(desk, now - HOUR / 2, ZOYA)
    assert Phone(desk, now).reads("NEXT") == (
        f"Request {older}: your phone rings now, then hers. Afterwards text DONE, LATER or NOREACH."
        " Promised: tell nobody, not the family, the police or the media."
    )
    assert request(desk, older).state == "ringing"
    [(to, address)] = told(desk, now)
    assert to == AMNA
    assert address.startswith("/back?")


def test_the_promises_are_shown_with_the_request_as_they_bind_her(desk: Desk, now: datetime) -> None:
    """Nothing in them is for the responder to say: what the caller did not lift, holds."""
    asks(desk, now, lifted=("police",))
    assert Phone(desk, now, SADIA).reads("agli").endswith(
        "Wada hai: Ghar mein kisi ko nahi batana. Police ya adalat se madad le sakte hain. Akhbar ya TV ko kuch nahi."
    )


@pytest.mark.parametrize("how", [{"window": "evening"}, {"language": "en"}, {"woman_only": True}, {"code": "00"}])
def test_what_she_may_not_ring_now_is_not_given_to_her(desk: Desk, now: datetime, how: dict) -> None:
    """Another hour, another language, a woman only, somebody else in person: Tariq gets none of these."""
    asks(desk, now, **how)
    assert Phone(desk, now, TARIQ).reads("NEXT") == "Abhi aap ke liye koi darkhwast nahi."
    assert told(desk, now) == []


def test_one_request_is_given_to_one_person(desk: Desk, now: datetime) -> None:
    asks(desk, now)
    assert "baje ga" in Phone(desk, now, SADIA).reads("agli")
    assert "koi darkhwast nahi" in Phone(desk, now, TARIQ).reads("agli")


def test_on_a_call_she_gets_no_other(desk: Desk, now: datetime) -> None:
    asks(desk, now)
    started(desk.store, "CA1:1", "CA1", responder(desk).id, now)
    assert Phone(desk, now).reads("NEXT") == "You are on a call. Text NEXT when it is over."


def test_first_she_says_what_became_of_the_last_one(desk: Desk, now: datetime) -> None:
    first = asks(desk, now - HOUR)
    second = asks(desk, now, ZOYA)
    amna = Phone(desk, now)
    amna.reads("NEXT")
    talk(desk, first, now)
    assert amna.reads("next") == f"First say what became of request {first}: DONE, LATER or NOREACH."
    assert amna.reads(f"done {first}") == f"Request {first} is done. Thank you."
    assert second in amna.reads("NEXT")


def test_done_is_done(desk: Desk, now: datetime) -> None:
    reference = asks(desk, now)
    amna = Phone(desk, now)
    amna.reads("NEXT")
    talk(desk, reference, now)
    assert request(desk, reference).state == "claimed"
    assert amna.reads("DONE") == amna.reads("ho gaya").replace("Darkhwast", "Request").replace(
        "mukammal hai. Shukriya.", "is done. Thank you."
    )
    assert request(desk, reference).state == "done"


def test_a_talk_of_which_nothing_is_said_is_done_after_two_hours(desk: Desk, now: datetime) -> None:
    reference = asks(desk, now)
    Phone(desk, now).reads("NEXT")
    talk(desk, reference, now)
    pick_up_forgotten(desk.calling.ringing, now + TALK_SETTLES - MINUTE)
    assert request(desk, reference).state == "claimed"
    pick_up_forgotten(desk.calling.ringing, now + TALK_SETTLES)
    assert request(desk, reference).state == "done"


def test_later_waits_inside_her_hours(desk: Desk, now: datetime) -> None:
    """It is after three: an hour later her afternoon is over, so it is tomorrow's."""
    late = now + 1.5 * HOUR
    reference = asks(desk, late)
    amna = Phone(desk, late)
    amna.reads("NEXT")
    talk(desk, reference, late)
    assert amna.reads("LATER") == f"Request {reference} waits; it is tried again from Sun 12:00."
    assert (request(desk, reference).state, request(desk, reference).attempts) == ("waiting", 1)


def test_later_after_now_waits_a_quarter_of_an_hour(desk: Desk, now: datetime) -> None:
    reference = asks(desk, now, window="now", days="now")
    amna = Phone(desk, now)
    amna.reads("NEXT")
    talk(desk, reference, now)
    assert amna.reads("later") == f"Request {reference} waits; it is tried again from 14:15."


def test_no_safe_time_is_left_and_the_coordinator_is_told(desk: Desk, now: datetime) -> None:
    reference = asks(desk, now, window="now", days="now")
    amna = Phone(desk, now + 50 * MINUTE)
    amna.reads("NEXT")
    talk(desk, reference, now + 50 * MINUTE)
    told(desk, now + 50 * MINUTE)
    assert amna.reads("LATER").startswith(f"Request {reference} is closed")
    assert request(desk, reference).state == "expired"
    assert told(desk, now + HOUR) == [
        (COORDINATOR, f"Request {reference}: she could not be reached in time. Please look at it.")
    ]


def test_not_reached_counts_as_a_try_and_rests_until_tomorrow(desk: Desk, now: datetime) -> None:
    reference = asks(desk, now)
    amna = Phone(desk, now)
    amna.reads("NEXT")
    talk(desk, reference, now)
    assert amna.reads("NOREACH") == f"Request {reference} waits; it is tried again from Sun 12:00."
    assert amna.reads("no reach") == f"Request {reference} waits; it is tried again from Sun 12:00."
    assert (request(desk, reference).state, request(desk, reference).attempts) == ("waiting", 1)


def test_who_was_reached_and_wants_another_time_is_tried_as_often_as_before(desk: Desk, now: datetime) -> None:
    reference = asks(desk, now)
    desk.store.db.execute("update callbacks set rings = 3")
    amna = Phone(desk, now)
    amna.reads("NEXT")
    talk(desk, reference, now)
    amna.reads("LATER")
    assert (request(desk, reference).state, request(desk, reference).rings) == ("waiting", 0)


def test_after_four_rings_of_her_phone_it_is_not_reached(desk: Desk, now: datetime) -> None:
    reference = asks(desk, now)
    desk.store.db.execute("update callbacks set rings = 3")
    amna = Phone(desk, now)
    amna.reads("NEXT")
    talk(desk, reference, now)
    assert "closed" in amna.reads("NOREACH")
    assert request(desk, reference).state == "not_reached"


@pytest.mark.parametrize("order", ["DONE", "LATER", "NOREACH", "DONE 1"])
def test_without_a_request_in_hand_there_is_nothing_to_say(desk: Desk, now: datetime, order: str) -> None:
    """Nor of another's, nor of a wrong reference."""
    reference = asks(desk, now)
    Phone(desk, now, SADIA).reads("NEXT")
    amna = Phone(desk, now)
    assert amna.reads(order).startswith("You have no such request in hand")
    assert request(desk, reference).state == "ringing"


def test_what_she_withdrew_stays_withdrawn(desk: Desk, now: datetime) -> None:
    reference = asks(desk, now)
    amna = Phone(desk, now)
    amna.reads("NEXT")
    desk.store.withdraw_callbacks(HINA, now)
    assert "was withdrawn by the caller" in amna.reads("LATER")
    assert request(desk, reference).state == "withdrawn"


def test_a_note_is_kept_with_what_she_had_in_hand_last(desk: Desk, now: datetime) -> None:
    """First a caller's call, then a request; a note of each."""
    amna = Phone(desk, now)
    assert amna.reads("NOTE she is safe").startswith("You had no call")
    ring = started(desk.store, "CA1:1", "CA1", responder(desk).id, now)
    desk.store.ring_accepted(ring[0], now)
    desk.store.ring_ended(ring[0], "helped", now)
    assert amna.reads("note: ring her aunt") == "Your note is kept sealed with your last call."
    reference = asks(desk, now + MINUTE)
    amna.reads("NEXT", after=2 * MINUTE)
    assert amna.reads("NOTE after six", after=3 * MINUTE) == f"Your note is kept sealed with request {reference}."
    assert amna.reads("NOTE ").startswith("Write the words after NOTE")
    assert [(one.by, one.reference, one.words) for one in desk.store.notes()] == [
        ("Amna Khan", reference, "after six"),
        ("Amna Khan", None, "ring her aunt"),
    ]


def test_the_words_of_a_note_are_hers_in_any_script(desk: Desk, now: datetime) -> None:
    asks(desk, now)
    bilqis = Phone(desk, now, BILQIS)
    bilqis.reads("اگلی")
    assert "محفوظ" in bilqis.reads("نوٹ: وہ ۶ بجے کے بعد بات کریں گی")
    assert desk.store.notes()[0].words == "وہ ۶ بجے کے بعد بات کریں گی"
