"""A responder's texts are orders, done once; whatever else she writes, and whoever else writes, is a caller."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from builders import AMNA, BILQIS, ZOYA, a_conversation, a_person, answered
from desk import COORDINATOR, HOUR, KARACHI, Phone, on_duty, open_desk, responder
from fakes import FailingStore
from staff import staffing

from hotline import parts
from hotline.actions.answer_text import Reply
from hotline.actions.obey_order import DEEDS, Desk
from hotline.actions.raise_alarms import raise_alarms
from hotline.prompts.words import Words
from hotline.storage.store import SqlStore


@pytest.fixture(scope="module")
def words() -> Words:
    return parts.open_words()


@pytest.fixture
def desk(store: SqlStore, words: Words, now: datetime) -> Desk:
    return open_desk(store, words, now)


def without(desk: Desk, *methods: str) -> Desk:
    """The same desk while its database is gone, or a part of it."""
    return replace(desk, calling=replace(desk.calling, store=FailingStore(desk.store, *methods)))


def test_every_order_has_its_deed(desk: Desk) -> None:
    assert set(DEEDS) == desk.orders.names


def test_on_is_on_for_eight_hours(desk: Desk, now: datetime) -> None:
    bilqis = Phone(desk, now, BILQIS)
    assert bilqis.reads("ON") == "Aap 22:00 tak duty par hain. Khatam karne ke liye OFF."
    assert on_duty(desk, now) == ["Amna Khan", "Bilqis"]
    assert on_duty(desk, now + 8.5 * HOUR) == ["Bilqis"]  # her evening shift


def test_off_ends_the_duty_and_no_more(desk: Desk, now: datetime) -> None:
    said = Phone(desk, now).reads("OFF")
    assert said == ("Saved: you are off duty from now. ON brings you back. Nobody is on duty now;"
                    " the coordinator is told."
                    " Your next shift: Sun 09:00-17:00.")  # fmt: skip
    assert on_duty(desk, now) == []
    assert on_duty(desk, now + 24 * HOUR) == ["Amna Khan"]


def test_who_is_on_round_the_clock_goes_off_for_a_day(desk: Desk, now: datetime) -> None:
    """Her duty has no end that could be told."""
    always = "mon-sun 00:00-12:00; mon-sun 12:00-24:00"
    desk.store.replace_roster([a_person(name="Amna Khan", languages=("ur", "en"), shifts=always)], now)
    amna = Phone(desk, now)
    assert amna.reads("MY") == "By the roster you are on duty round the clock. OFF: off for a day."
    assert "on again from Sun 14:00" in amna.reads("OFF")
    assert on_duty(desk, now + 23 * HOUR) == []
    assert on_duty(desk, now + 24 * HOUR) == ["Amna Khan"]
    assert amna.reads("ON") == "You are on duty until Sun 14:00. OFF ends it."


def test_the_coordinator_hears_once_that_nobody_is_left(desk: Desk, now: datetime) -> None:
    """However often somebody goes and comes back within the hour; the worker looks each minute."""
    amna = Phone(desk, now)
    for minutes, body in enumerate(("OFF", "ON", "OFF")):
        amna.reads(body, after=minutes * HOUR / 60)
        raise_alarms(staffing(desk.store, COORDINATOR), now + (minutes + 0.5) * HOUR / 60)
    errand = desk.store.take(now + HOUR, now + 2 * HOUR)
    assert errand is not None
    assert (errand.to.e164, errand.body) == (COORDINATOR, "Nobody is on duty now, until 16:00.")
    assert desk.store.take(now + HOUR, now + 2 * HOUR) is None


def test_on_brings_back_whoever_was_taken_for_absent(desk: Desk, now: datetime) -> None:
    amna = desk.store.rota(KARACHI).on_duty(now)[0]
    desk.store.called_to_duty(amna.id, now - HOUR, now + HOUR, now - HOUR)
    desk.store.absent(amna.id, now - HOUR, now)
    Phone(desk, now).reads("ON")
    assert desk.store.absent_now(now) == set()


def test_off_does_not_trouble_anybody_while_others_are_there(desk: Desk, now: datetime) -> None:
    assert "Nobody" not in Phone(desk, now + 2.5 * HOUR).reads("off")


@pytest.mark.parametrize("order", ["off", "break 30"])
def test_off_duty_there_is_nothing_to_leave(desk: Desk, now: datetime, order: str) -> None:
    said = Phone(desk, now, BILQIS).reads(order)
    assert said == "Aap abhi duty par nahi, kuch nahi badla. Aap ki agli shift: 16:00-23:00."
    assert desk.store.rota(KARACHI).stretches == ()


def test_a_break_ends_by_itself(desk: Desk, now: datetime) -> None:
    said = Phone(desk, now).reads("BREAK 30")
    assert said == ("Break until 14:30, then you are on duty again. ON ends it sooner."
                    " Nobody else is on duty meanwhile.")  # fmt: skip
    assert on_duty(desk, now + HOUR / 3) == []
    assert on_duty(desk, now + HOUR / 2) == ["Amna Khan"]


def test_on_ends_a_break_and_not_more(desk: Desk, now: datetime) -> None:
    """Her shift ends when it would have ended."""
    amna = Phone(desk, now)
    amna.reads("BREAK 60")
    assert amna.reads("ON", after=HOUR / 2) == "The break is over. You are on duty until 17:00."
    assert on_duty(desk, now + HOUR / 2) == ["Amna Khan"]
    assert on_duty(desk, now + 3.5 * HOUR) == ["Bilqis"]


def test_a_second_break_takes_the_place_of_the_first(desk: Desk, now: datetime) -> None:
    amna = Phone(desk, now)
    amna.reads("BREAK 120")
    amna.reads("BREAK 10", after=HOUR / 6)
    assert on_duty(desk, now + HOUR / 2) == ["Amna Khan"]


def test_off_in_a_break_is_off(desk: Desk, now: datetime) -> None:
    amna = Phone(desk, now)
    amna.reads("BREAK 30")
    amna.reads("OFF")
    assert on_duty(desk, now + HOUR) == []


@pytest.mark.parametrize("minutes", ["0", "4", "241", "99999999"])
def test_a_break_of_no_sense_changes_nothing(desk: Desk, now: datetime, minutes: str) -> None:
    said = Phone(desk, now).reads(f"BREAK {minutes}")
    assert said == "A break lasts 5 to 240 minutes, such as BREAK 30. Nothing was changed."
    assert on_duty(desk, now) == ["Amna Khan"]


def test_who_tells_first_names_and_roles_and_no_number(desk: Desk, now: datetime) -> None:
    said = Phone(desk, now, BILQIS).reads("WHO")
    assert said == "Abhi duty par: Amna (wakeel)."


def test_my_shifts_begin_with_the_one_she_is_in(desk: Desk, now: datetime) -> None:
    assert Phone(desk, now).reads("MY").startswith("Your shifts: 14:00-17:00, Sun 09:00-17:00, Mon 09:00-17:00")


@pytest.mark.parametrize(
    ("order", "told"), [("break 30", "Break until"), ("waqfa 30", "tak waqfa"), ("وقفہ ۳۰", "وقفہ")]
)
def test_the_answer_is_in_the_script_that_she_wrote(desk: Desk, now: datetime, order: str, told: str) -> None:
    assert told in Phone(desk, now).reads(order)


def test_yes_confirms_a_shift_that_she_was_asked_about(desk: Desk, now: datetime) -> None:
    amna, begins = Phone(desk, now), now + HOUR
    assert amna.texts("YES") is None
    desk.store.reminded(responder(desk).id, begins, begins + HOUR, now)
    assert amna.reads("ji haan") == "Shukriya, aap ki shift confirm hai."
    [asked] = desk.store.asked(now)
    assert asked.confirmed_at
    assert amna.reads("1") == "Thank you, your shift is confirmed."


def test_a_one_answers_the_menu_that_she_is_in_as_a_caller(desk: Desk, now: datetime) -> None:
    desk.store.reminded(responder(desk).id, now + HOUR, now + 2 * HOUR, now)
    answered(desk.store, "SM-menu", AMNA, now, place=a_conversation())
    assert Phone(desk, now).texts("1") is None
    assert Phone(desk, now).texts("YES") is not None


def test_an_order_that_comes_twice_is_one_order(desk: Desk, now: datetime) -> None:
    """The second comes later, and is answered as the first was."""
    amna = Phone(desk, now)
    first = amna.reads("BREAK 30", message="SM-a")
    assert amna.reads("BREAK 30", message="SM-a", after=HOUR) == first
    assert len(desk.store.rota(KARACHI).stretches) == 1


@pytest.mark.parametrize("number", [ZOYA, "anonymous", "Telco"])
def test_nobody_else_can_order(desk: Desk, now: datetime, number: str) -> None:
    for body in ("ON", "OFF", "WHO", "BREAK 30", "NOTE x", "help"):
        assert Phone(desk, now, number).texts(body) is None
    assert desk.store.rota(KARACHI).stretches == ()


def test_who_left_the_roster_can_order_no_more(desk: Desk, now: datetime) -> None:
    desk.store.replace_roster([a_person(name="Bilqis", phone=BILQIS, role="counsellor")], now)
    assert Phone(desk, now).texts("OFF") is None


@pytest.mark.parametrize("body", ["madad", "مجھے مدد چاہیے", "kaun hai", "stop", "2", "*", "he is hitting me", ""])
def test_what_is_no_order_is_a_callers_text(desk: Desk, now: datetime, body: str) -> None:
    """She may need help herself."""
    assert Phone(desk, now).texts(body) is None


def test_without_a_store_an_order_is_asked_for_again(desk: Desk, now: datetime) -> None:
    """Nobody is told that it was done; what a caller may mean as well is left to the caller's menu."""
    gone = without(desk)
    assert Phone(gone, now).texts("OFF") == Reply("Sorry, please send that again in a little while.", stored=False)
    assert Phone(gone, now).texts("help") is None


@pytest.mark.parametrize("method", ["add_stretch", "keep_turn", "rota"])
def test_what_was_not_kept_was_not_done(desk: Desk, now: datetime, method: str) -> None:
    gone = without(desk, method)
    reply = Phone(gone, now).texts("OFF")
    assert reply is not None
    assert not reply.stored
    assert desk.store.rota(KARACHI).stretches == ()
