"""Subscribed for two months: one text a week in her hour, a question now and then, and an end that nobody forgets."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from hotline import parts
from hotline.actions.notice import Notice
from hotline.actions.ring_callbacks import CallingBack
from hotline.core.subscription import Pause
from hotline.simulator.journey import Handset
from hotline.worker import Worker, chores_for_subscribers
from tests.journeys.conftest import HER, Hotline, open_hotline
from tests.journeys.test_calls_back import CarrierTelephone

FRIDAY = 4
SHE_CHOOSES = ("TIPS", "1", "1", "4", "2", "1", "3")  # yes; phone and SIM; Friday; nine in the morning; English
TIPS = ("A code that comes", "Do not lend your SIM", "Before a phone goes")


@pytest.fixture
def hotline(tmp_path) -> Hotline:
    """A hotline with its worker, on a Saturday."""
    found = open_hotline(tmp_path)
    notice = Notice(None, found.words)
    calling = CallingBack(found.store, notice, found.settings.timezone, lambda *_: "/")
    weekly = parts.open_weekly(found.settings, found.store, found.words)
    telephone = CarrierTelephone(found.carrier, found.settings.number.e164)
    worker = Worker(calling, telephone, found.clock.utc, chores_for_subscribers(weekly))

    def works() -> None:
        while worker.work_once():
            pass

    found.journey.meanwhile.append(works)
    return found


def local(hotline: Hotline) -> datetime:
    return hotline.clock.utc().astimezone(hotline.settings.timezone)


def subscribed(hotline: Hotline) -> Handset:
    """She asks for a text a week, chooses, and says yes a second time."""
    her = hotline.phone()
    for choice in SHE_CHOOSES:
        her.texts(choice).reads()
    her.texts("1").reads("It will come")
    return her


def comes(hotline: Hotline, her: Handset) -> list[str]:
    """What she gets until the end of her next hour, and nothing before it."""
    before = len(her.phone.inbox)
    now = local(hotline)
    friday = (now + timedelta(days=(FRIDAY - now.weekday()) % 7 or 7)).replace(hour=9, minute=0, second=0)
    while local(hotline) < friday - timedelta(hours=4):
        hotline.journey.passes(4 * 3600)
    hotline.journey.passes((friday - local(hotline)).total_seconds() - 1)
    assert len(her.phone.inbox) == before, "a text outside her hour"
    for _ in range(4):
        hotline.journey.passes(15 * 60)
    texts = her.phone.inbox[before:]
    return [her.reads().body for _ in texts]


def test_subscribed_for_two_months(hotline: Hotline) -> None:
    """Tips in order, a question that is answered, a week of holidays, and the end of the series."""
    her = subscribed(hotline)
    for tip in TIPS:
        [text] = comes(hotline, her)
        assert text.startswith(tip)
    [question] = comes(hotline, her)
    assert question.startswith("True or false?")
    hotline.journey.passes(3 * 24 * 3600)
    her.texts("2").reads("Right.", "A code is for you alone")
    assert "score" not in her.phone.inbox[-1].body

    # Nothing comes in the holidays; then it goes on where it stood.
    after = local(hotline).date()
    hotline.store.add_pause(Pause(after, after + timedelta(days=7)))
    assert comes(hotline, her) == []
    [text] = comes(hotline, her)
    assert text.startswith("Tell your password to nobody")

    # She does not answer any more; the series comes to its end, and nothing is kept.
    texts = [text for _ in range(4) for text in comes(hotline, her)]
    assert [text.split()[0] for text in texts] == ["If", "Keep", "True", "That"]
    assert comes(hotline, her) == []
    assert hotline.store.subscription(HER) is None


def test_eight_weeks_without_an_answer_end_it(hotline: Hotline) -> None:
    """The eighth text asks whether to go on; without an answer nothing comes after it."""
    her = subscribed(hotline)
    texts = [text for _ in range(8) for text in comes(hotline, her)]
    assert len(texts) == 8
    assert texts[-1].startswith("Shall the weekly tip go on?")
    assert comes(hotline, her) == comes(hotline, her) == []
    assert hotline.store.subscription(HER) is None


def test_an_answer_in_the_eighth_week_goes_on(hotline: Hotline) -> None:
    her = subscribed(hotline)
    for _ in range(8):
        comes(hotline, her)
    her.texts("yes").reads("it goes on")
    [text] = comes(hotline, her)
    assert text.startswith("True or false? A picture of the screen")


@pytest.mark.parametrize(("word", "answer"), [("stop", "unsubscribed"), ("band", "ab msg nahi aaye ga"),
                                              ("ye phone mera nahi", "Is number par"),
                                              ("tips band", "ab nahi aaye gi")])
def test_stop_in_the_middle(hotline: Hotline, word: str, answer: str) -> None:
    """She ends it between two texts, in whichever words; what she chose is gone."""
    her = subscribed(hotline)
    assert len(comes(hotline, her)) == 1
    her.texts(word).reads(answer)
    assert hotline.store.subscription(HER) is None
    assert comes(hotline, her) == comes(hotline, her) == []


def test_the_second_yes_is_asked_with_the_risk_and_no_is_no(hotline: Hotline) -> None:
    her = hotline.phone().texts("TIPS")
    her.reads("parh sakta hai")
    for choice in SHE_CHOOSES[1:-1]:
        her.texts(choice).reads()
    her.texts("3").reads("someone else may read this phone")
    her.texts("2").reads("nothing was changed")
    assert hotline.store.subscription(HER) is None


def test_it_is_changed_by_the_same_word(hotline: Hotline) -> None:
    """Another hour; the tips go on where they were, and "no" leaves everything as it is."""
    her = subscribed(hotline)
    comes(hotline, her)
    her.texts("tips").reads("phone aur SIM")
    for choice in ("1", "1", "4", "2"):
        her.texts(choice).reads()
    for choice in ("2", "3"):
        her.texts(choice).reads()
    her.texts("1").reads("It will come")
    found = hotline.store.subscription(HER)
    assert found
    assert (found.slot.hour, found.told) == (11, "weekly_phone_1")


def test_a_number_that_wants_no_messages_is_not_subscribed(hotline: Hotline) -> None:
    her = hotline.phone().texts("band")
    her.reads()
    her.texts("tips").reads("msg band hain")


def test_an_answer_that_is_none_leads_to_the_menu(hotline: Hotline) -> None:
    """Only a bare answer is taken for one; whatever she writes shows that she is there."""
    her = subscribed(hotline)
    for _ in range(4):
        comes(hotline, her)
    her.texts("kaisi hain aap").reads("Jawab mein number likhein")
    found = hotline.store.subscription(HER)
    assert found
    assert found.silent == 0


def test_a_night_in_ramadan_is_left_out(hotline: Hotline) -> None:
    """Only the hours that are paused: her morning is not one of them."""
    her = subscribed(hotline)
    hotline.store.add_pause(Pause(date(2026, 11, 21), date(2026, 12, 31), 18, 5))
    assert len(comes(hotline, her)) == 1
