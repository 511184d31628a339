"""The coordinator changes the roster by date, and the next caller meets it: who is away is not rung."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hotline.actions.change_roster import close_day, open_day, put_off, put_on, set_hours, swap
from hotline.actions.take_calendar import AHEAD, take_calendar
from hotline.calendars.reading import read_calendar
from hotline.core.intervals import Interval
from hotline.simulator.journey import Handset
from tests.calendars.test_reading_calendar import calendar
from tests.journeys.conftest import AMINA, SAIMA, Hotline

HEADER = "name,phone,role,gender,languages,shifts,pin"
AFTERNOON = f"""{HEADER}
Amina,{AMINA},lawyer,female,ur,mon-sun 12:00-18:00,
Saima,{SAIMA},lawyer,female,ur,mon-sun 18:00-24:00,
"""


def asks_for_a_lawyer(hotline: Hotline) -> Handset:
    """She calls about the law and wants a woman."""
    her = hotline.phone().calls().hears("language_ur")
    return her.presses("1").presses("1").presses("2").hears("who_woman").presses("1")


def hours(hotline: Hotline, begins: float, ends: float) -> Interval:
    now: datetime = hotline.clock.utc()
    return now + timedelta(hours=begins), now + timedelta(hours=ends)


def test_who_has_leave_is_not_rung_and_is_again_when_it_is_over(hotline: Hotline) -> None:
    """Amina is away for an hour, so the counsellor is asked; afterwards Amina is the lawyer again."""
    put_off(hotline.store, hotline.settings.timezone, "Amina", hours(hotline, -1, 1), hotline.clock.utc())
    amina, saima = hotline.phone(AMINA), hotline.phone(SAIMA)
    her = asks_for_a_lawyer(hotline)
    saima.rings().answers().presses("1")
    amina.does_not_ring()
    her.talks_to(saima).hangs_up()
    saima.hangs_up()
    hotline.journey.passes(3600)
    asks_for_a_lawyer(hotline)
    amina.rings()


def test_on_a_holiday_nobody_is_rung_but_who_was_put_on_for_it(hotline: Hotline) -> None:
    today, zone = date(2026, 11, 21), hotline.settings.timezone
    close_day(hotline.store, today, today)
    amina, saima = hotline.phone(AMINA), hotline.phone(SAIMA)
    asks_for_a_lawyer(hotline).hears("nobody", "nobody_callback").hangs_up()
    amina.does_not_ring()
    put_on(hotline.store, zone, "Saima", hours(hotline, 0, 2), hotline.clock.utc())
    her = asks_for_a_lawyer(hotline)
    saima.rings().refuses()
    her.hangs_up()
    open_day(hotline.store, today)
    asks_for_a_lawyer(hotline)
    amina.rings()


def test_outside_its_hours_the_hotline_rings_nobody(hotline: Hotline) -> None:
    set_hours(hotline.store, "mon-fri 09:00-17:00")  # it is Saturday
    asks_for_a_lawyer(hotline).hears("nobody", "nobody_callback").hangs_up()
    hotline.phone(AMINA).does_not_ring()


def test_a_calendar_says_who_is_rung(hotline: Hotline) -> None:
    """Saima, off by her shifts, comes by her calendar; Amina's says that she is on leave."""
    hotline.has_roster(AFTERNOON)
    now, zone = hotline.clock.utc(), hotline.settings.timezone
    events = {"Amina": "DTSTART;VALUE=DATE:20261121\nSUMMARY:چھٹی", "Saima": "DTSTART:20261121T130000\nDURATION:PT4H"}
    for one in hotline.store.responders():
        planned = read_calendar(calendar(events[one.name]), now, now + AHEAD, zone)
        take_calendar(hotline.store, one, planned, now)
    asks_for_a_lawyer(hotline)
    hotline.phone(SAIMA).rings()
    hotline.phone(AMINA).does_not_ring()


def test_who_takes_a_duty_over_is_rung_in_her_place(hotline: Hotline) -> None:
    hotline.has_roster(AFTERNOON)
    swap(hotline.store, hotline.settings.timezone, "Amina", "Saima", hotline.clock.utc(), hotline.clock.utc())
    asks_for_a_lawyer(hotline)
    hotline.phone(SAIMA).rings()
    hotline.phone(AMINA).does_not_ring()
