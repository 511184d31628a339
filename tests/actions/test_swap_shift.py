"""A shift changes hands by text: asked, taken by the first, told to the coordinator; an absence leaves nobody alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import AMNA, BILQIS, a_person
from desk import COORDINATOR, HOUR, KARACHI, SADIA, TARIQ, Phone, on_duty, open_desk, responder, told

from hotline import parts
from hotline.actions.obey_order import Desk
from hotline.prompts.words import Words
from hotline.storage.store import SqlStore

DAY = timedelta(days=1)
TOMORROW = "Sun 09:00-17:00"


@pytest.fixture(scope="module")
def words() -> Words:
    return parts.open_words()


@pytest.fixture
def desk(store: SqlStore, words: Words, now: datetime) -> Desk:
    return open_desk(store, words, now)


def test_the_first_to_say_yes_takes_the_shift_and_everybody_knows(desk: Desk, now: datetime) -> None:
    amna, sadia = Phone(desk, now), Phone(desk, now, SADIA)
    assert amna.reads("SWAP") == (
        f"Asked 1 of your colleagues for {TOMORROW}. It stays yours until one says yes; you get a text then."
    )
    assert told(desk, now) == [
        (SADIA, ("Amna ka aana mumkin nahi: Itwar 09:00-17:00. Kya aap ka aana mumkin hai?"
                " Shift lene ke liye YES likhein.")),
    ]  # fmt: skip
    assert on_duty(desk, now + DAY) == ["Amna Khan"]
    assert sadia.reads("Yes") == "Shukriya. Itwar 09:00-17:00 ab aap ki shift hai."
    assert on_duty(desk, now + DAY) == ["Sadia"]
    assert on_duty(desk, now) == ["Amna Khan"]  # today's is not touched
    assert told(desk, now) == [
        (AMNA, f"Sadia ne aap ki shift le li: {TOMORROW.replace('Sun', 'Itwar')}. Aap ko aane ki zaroorat nahi."),
        (COORDINATOR, f"Sadia takes a shift of Amna: {TOMORROW}."),
    ]


def test_a_womans_shift_is_offered_to_men_only_when_no_woman_can(desk: Desk, now: datetime) -> None:
    desk.store.add_stretch(responder(desk, SADIA).id, now, now + 3 * DAY, "calendar", now, on=False)
    Phone(desk, now).reads("swap")
    assert [to for to, _ in told(desk, now)] == [TARIQ]


def test_nobody_of_another_role_is_asked(desk: Desk, now: datetime) -> None:
    """Bilqis, the only counsellor, keeps her shift."""
    assert Phone(desk, now, BILQIS).reads("badli").startswith("16:00-23:00 koi nahi le sakta.")
    assert told(desk, now) == []


def test_the_second_yes_comes_too_late(desk: Desk, now: datetime, store: SqlStore) -> None:
    desk.store.swap_asked(responder(desk).id, (now + DAY, now + DAY + HOUR),
                          [responder(desk, one).id for one in (SADIA, TARIQ)], now)  # fmt: skip
    assert "ab aap ki shift hai" in Phone(desk, now, TARIQ).reads("haan")
    assert Phone(desk, now, SADIA).reads("haan").startswith("Shukriya, magar wo shift ab khali nahi.")
    assert Phone(desk, now, TARIQ).reads("ok").endswith("ab aap ki shift hai.")
    assert on_duty(desk, now + DAY + HOUR / 2) == ["Tariq"]


def test_a_swap_with_oneself_changes_nothing(desk: Desk, now: datetime) -> None:
    amna = Phone(desk, now)
    amna.reads("SWAP")
    assert amna.reads("YES").startswith("It is your own shift")
    assert on_duty(desk, now + DAY) == ["Amna Khan"]
    assert not desk.store.swap_taken(desk.store.swaps_given_by(responder(desk).id, now)[0].id, responder(desk).id)


def test_to_ask_twice_sends_no_second_text(desk: Desk, now: datetime) -> None:
    amna = Phone(desk, now)
    amna.reads("SWAP")
    told(desk, now)
    assert amna.reads("SWAP").startswith(f"Your colleagues are asked for {TOMORROW} already.")
    assert told(desk, now) == []


def test_whoever_was_not_asked_cannot_say_yes(desk: Desk, now: datetime) -> None:
    Phone(desk, now).reads("SWAP")
    for number in (BILQIS, TARIQ):
        assert Phone(desk, now, number).texts("YES") is None
    assert on_duty(desk, now + DAY) == ["Amna Khan"]


def test_somebody_on_duty_then_by_now_does_not_take_a_second_shift(desk: Desk, now: datetime) -> None:
    """Otherwise one person would stand for two."""
    Phone(desk, now).reads("SWAP")
    desk.store.add_stretch(responder(desk, SADIA).id, now + DAY, now + DAY + HOUR, "roster", now, on=True)
    assert Phone(desk, now, SADIA).reads("YES").startswith("Shukriya, magar")
    assert "Amna Khan" in on_duty(desk, now + DAY)


def test_a_shift_that_is_over_cannot_be_taken(desk: Desk, now: datetime) -> None:
    Phone(desk, now).reads("SWAP")
    assert Phone(desk, now, SADIA).texts("YES", after=2 * DAY) is None


def test_the_coordinator_may_forbid_swaps(store: SqlStore, words: Words, now: datetime) -> None:
    desk = open_desk(store, words, now, swaps=False)
    assert Phone(desk, now).reads("SWAP") == "Swaps are switched off; nothing was changed. Please ring the coordinator."
    assert told(desk, now) == []


def test_an_absence_is_kept_when_others_are_there(desk: Desk, now: datetime) -> None:
    """Sadia's night is Tariq's too, but for its first hour; so she stays away from it when he covers all of it."""
    desk.store.add_stretch(responder(desk, TARIQ).id, now + 10 * HOUR, now + 11 * HOUR, "roster", now, on=True)
    assert Phone(desk, now, SADIA).reads("nahi aa sakti") == "Save ho gaya: aap ki ghair hazri Itwar 00:00-06:00."
    assert on_duty(desk, now + 12 * HOUR) == ["Tariq"]
    assert told(desk, now) == []


def test_an_absence_that_leaves_nobody_becomes_a_question(desk: Desk, now: datetime) -> None:
    """For one hour of Sadia's night nobody else would be there."""
    said = Phone(desk, now, SADIA).reads("CANT")
    assert said.startswith("Itwar 00:00-06:00 aur koi nahi, is liye shift abhi aap ki hai. 1 sathiyon se poocha hai")
    assert on_duty(desk, now + 10.5 * HOUR) == ["Sadia"]
    assert [to for to, _ in told(desk, now)] == [AMNA]
    assert Phone(desk, now, AMNA).reads("YES") == "Thank you. Sun 00:00-06:00 is your shift now."
    assert on_duty(desk, now + 10.5 * HOUR) == ["Amna Khan"]


def test_an_absence_that_nobody_can_fill_is_refused_and_told(desk: Desk, now: datetime) -> None:
    said = Phone(desk, now, BILQIS).reads("CANT")
    assert said.startswith("16:00-23:00 aur koi nahi, is liye shift aap ki hai. Coordinator ko bata diya hai")
    assert told(desk, now) == [
        (COORDINATOR, ("Bilqis cannot come 16:00-23:00. Nobody else is on duty then and nobody could be asked."
                      " Please look at it.")),
    ]  # fmt: skip
    assert on_duty(desk, now + 5 * HOUR) == ["Bilqis"]


def test_in_the_middle_of_a_shift_she_knows_best(desk: Desk, now: datetime) -> None:
    """She goes at once; she and whoever could come hear that nobody is left."""
    said = Phone(desk, now).reads("can't come")
    assert said == ("Saved: you are absent 14:00-17:00. Nobody is on duty now; the coordinator is told."
                    " Asked 1 of your colleagues to come.")  # fmt: skip
    assert on_duty(desk, now) == []
    assert [to for to, _ in told(desk, now)] == [SADIA]  # the coordinator is told by the alarm
    assert "14:00-17:00 ab aap ki shift" in Phone(desk, now, SADIA).reads("Ji", after=timedelta(seconds=9))
    assert on_duty(desk, now + HOUR) == ["Sadia"]


def test_the_same_absence_said_twice_takes_no_second_shift(desk: Desk, now: datetime) -> None:
    """She did not know whether the first text arrived."""
    desk.store.add_stretch(responder(desk, TARIQ).id, now + 10 * HOUR, now + 11 * HOUR, "roster", now, on=True)
    sadia = Phone(desk, now, SADIA)
    sadia.reads("CANT")
    assert sadia.reads("CANT", after=HOUR / 2).startswith("Aap ki ghair hazri Itwar 00:00-06:00 pehle se save hai.")
    assert on_duty(desk, now + 34.5 * HOUR) == ["Sadia"]


def test_a_closed_hotline_needs_nobody(store: SqlStore, words: Words, now: datetime) -> None:
    """On a holiday there is no gap to leave."""
    desk = open_desk(store, words, now)
    tomorrow = (now + DAY).astimezone(KARACHI).date()
    service = store.service()
    store.set_service(type(service)(service.hours, frozenset({tomorrow})))
    store.replace_roster([a_person(name="Amna Khan", phone=AMNA, shifts="mon-sun 09:00-17:00")], now)
    assert Phone(desk, now + 4 * HOUR).reads("CANT").startswith("Peer 09:00-17:00 aur koi nahi")
