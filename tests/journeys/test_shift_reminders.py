"""An afternoon at the hotline: duties are announced, confirmed or not, phones are tested, the coordinator is told."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from hotline.actions.notice import Notice
from hotline.actions.ring_callbacks import CallingBack
from hotline.actions.staffing import Staffing
from hotline.simulator.journey import Handset
from hotline.telephony.twilio import ring_back, staff_call
from hotline.worker import Worker, chores_for
from tests.journeys.conftest import AMINA, SAIMA, TARIQ, Hotline, open_hotline
from tests.journeys.test_calls_back import COORDINATOR, CarrierTelephone

ALWAYS = "mon-sun 00:00-12:00; mon-sun 12:00-24:00"
ROSTER = f"""name,phone,role,gender,languages,shifts,pin
Amina Shah,{AMINA},lawyer,female,ur,{ALWAYS},
Saima Bibi,{SAIMA},counsellor,female,ur;pa,sat 16:00-20:00,
Tariq Aziz,{TARIQ},counsellor,male,ur;en,sat 16:00-20:00,
"""


def opened(folder: Path, *, tests: bool) -> Hotline:
    """It is Saturday, two o'clock; the worker is at work as time passes, and tests new phones when it is told to."""
    found = open_hotline(folder, ROSTER, HOTLINE_COORDINATOR=COORDINATOR)
    found.phone(COORDINATOR, owner="coordinator")
    store, zone = found.store, found.settings.timezone
    notice = Notice(found.settings.coordinator, found.words)
    staffing = Staffing(store, notice, zone, partial(staff_call.address, store.vault))
    worker = Worker(
        CallingBack(store, notice, zone, partial(ring_back.address, store.vault)),
        CarrierTelephone(found.carrier, found.settings.number.e164), found.clock.utc,
        chores_for(staffing, confirms=True, simulated=not tests),
    )  # fmt: skip

    def works() -> None:
        while worker.work_once():
            pass

    found.journey.meanwhile.append(works)
    return found


@pytest.fixture
def hotline(tmp_path: Path) -> Hotline:
    return opened(tmp_path, tests=False)


def until(hotline: Hotline, hour: int, minute: int = 0) -> None:
    """Time passes until this hour of the day, as the worker sees it."""
    while True:
        local = hotline.clock.utc().astimezone(hotline.settings.timezone)
        if (local.hour, local.minute) >= (hour, minute):
            return
        hotline.journey.passes(60)


def rings(hotline: Hotline, phone: Handset) -> Handset:
    """Its bell is heard before the minute is over."""
    for _ in range(30):
        if phone.phone.state != "ringing":
            hotline.journey.passes(2)
    return phone.rings()


def test_one_confirms_and_one_does_not(hotline: Hotline) -> None:
    """Both are reminded. Saima presses the key; Tariq does not answer, and is told on by name
    and role. The next caller is brought to Saima, and only then to Tariq."""
    saima, tariq, coordinator = hotline.phone(SAIMA), hotline.phone(TARIQ), hotline.phone(COORDINATOR)
    until(hotline, 14, 1)
    assert saima.reads("Aap ki duty shaam 4 baje shuru ho gi").parts == 1
    tariq.reads("Aap ki duty shaam 4 baje shuru ho gi")

    until(hotline, 15, 59)
    rings(hotline, saima)
    assert saima.phone.caller_id == hotline.settings.number.e164
    saima.answers().hears("duty_call").presses("1").hears("duty_confirmed").hears_the_end()
    rings(hotline, tariq).lets_it_ring()

    until(hotline, 16, 14)
    coordinator.reads_nothing()
    until(hotline, 16, 18)
    told = coordinator.reads("Tariq (counsellor) is not there for the duty that began at 16:00.").body
    assert not any(number.removeprefix("+92") in told for number in (SAIMA, TARIQ, AMINA))
    until(hotline, 16, 40)
    coordinator.reads_nothing()
    saima.reads_nothing().does_not_ring()

    her = hotline.phone().calls()
    her.presses("1").presses("1").presses("4").hears("connect")
    saima.rings().refuses()
    hotline.phone(AMINA).rings().refuses()
    tariq.rings().answers().presses("1")
    her.talks_to(tariq)


def test_a_text_confirms_too_and_late_is_better_than_never(hotline: Hotline) -> None:
    """Saima answers the reminder and is not rung. Tariq wakes up at half past, and the coordinator may stop looking."""
    saima, tariq, coordinator = hotline.phone(SAIMA), hotline.phone(TARIQ), hotline.phone(COORDINATOR)
    until(hotline, 14, 1)
    saima.reads("1 ya HAAN")
    saima.texts("HAN").reads("confirm")
    tariq.reads("1 ya HAAN")
    for _ in range(130):
        hotline.journey.passes(60)
        saima.does_not_ring()
    until(hotline, 16, 30)
    coordinator.reads("Tariq (counsellor) is not there")
    tariq.texts("1").reads("confirm")
    coordinator.reads("Tariq (counsellor) is on duty now after all.")
    assert hotline.store.absent_now(hotline.clock.utc()) == set()


def test_somebody_who_cannot_come_says_so_by_a_key(hotline: Hotline) -> None:
    """She is off duty at once, the coordinator hears it within the minute, and nobody rings her for a caller."""
    saima, coordinator = hotline.phone(SAIMA), hotline.phone(COORDINATOR)
    until(hotline, 15, 59)
    rings(hotline, saima).answers().hears("duty_call").presses("7").hears("duty_call")
    saima.presses("2").hears("duty_refused").hears_the_end()
    until(hotline, 16, 2)
    coordinator.reads("Saima (counsellor) is not there for the duty that began at 16:00.", "not a woman")
    her = hotline.phone().calls()
    her.presses("1").presses("1").presses("4").hears("connect")
    saima.does_not_ring()
    hotline.phone(TARIQ).rings().answers().presses("1")
    her.talks_to(hotline.phone(TARIQ))


def test_a_machine_confirms_nothing(hotline: Hotline) -> None:
    """Her voicemail listens to the whole call; she is absent all the same."""
    saima = hotline.phone(SAIMA)
    saima.phone.manner, saima.phone.voicemail_after = "voicemail", 3.0
    until(hotline, 16, 18)
    hotline.phone(COORDINATOR).reads("Saima (counsellor) is not there")


def test_whoever_picks_up_learns_nothing(hotline: Hotline) -> None:
    """Neither the texts nor the call say what the duty is."""
    saima = hotline.phone(SAIMA)
    until(hotline, 15, 59)
    rings(hotline, saima).answers().hears("duty_call").stays_silent()
    heard = " ".join([*(item.text or "" for item in saima.phone.heard), *(text.body for text in saima.phone.inbox)])
    assert "duty" in heard
    for secret in ("ہراس", "hotline", "helpline", "harass", "وکیل", "مدد", "madad", "law", "caller"):
        assert secret not in heard.lower()


def test_new_phones_are_tested_and_a_voicemail_does_not_pass(tmp_path: Path) -> None:
    """Amina presses the key. Tariq's voicemail takes three calls on the day and the next morning; then the coordinator
    is told, and he is not rung again."""
    hotline = opened(tmp_path, tests=True)
    amina, tariq, saima = hotline.phone(AMINA), hotline.phone(TARIQ), hotline.phone(SAIMA)
    tariq.phone.manner, tariq.phone.voicemail_after = "voicemail", 3.0
    rings(hotline, amina).answers().hears("test_call").presses("1").hears("test_works").hears_the_end()
    rings(hotline, saima).answers().hears("test_call").stays_silent()
    hotline.journey.passes(60)
    people = hotline.store.responders()

    def states() -> list[tuple[str, int]]:
        return [(test.state, test.tries) for test in map(hotline.store.line_tests(people).get, [p.id for p in people])]

    assert states() == [("ok", 0), ("untested", 1), ("untested", 1)]
    until(hotline, 16, 59)
    rings(hotline, saima).answers().hears("test_call").presses("1").hears("test_works")
    until(hotline, 23)
    hotline.journey.passes(3 * 3600)
    until(hotline, 9, 20)
    assert states() == [("ok", 0), ("ok", 0), ("failed", 3)]
    told = [text.body for text in hotline.phone(COORDINATOR).phone.inbox if "cannot be reached" in text.body]
    assert told == ["The phone of Tariq (counsellor) cannot be reached."]
