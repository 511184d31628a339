"""One-off changes of the roster: done for the one who is meant, or refused with the reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import AMNA, BILQIS, HINA, KARACHI, a_person

from hotline.actions.change_roster import (
    ChangeError,
    close_day,
    named,
    open_day,
    put_off,
    put_on,
    set_hours,
    swap,
)
from hotline.storage.store import SqlStore


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Wall-clock time in Karachi; the 21st of November 2026 is a Saturday, and now it is two in the afternoon."""
    return datetime(2026, 11, day, hour, minute, tzinfo=KARACHI).astimezone(UTC)


@pytest.fixture
def roster(store: SqlStore, now: datetime) -> SqlStore:
    store.replace_roster([
        a_person(name="Amna", phone=AMNA, shifts="mon-sun 08:00-20:00"),
        a_person(name="Bilqis", phone=BILQIS, role="counsellor", shifts="mon-sun 20:00-24:00"),
        a_person(name="Hina", phone=HINA, role="digital", shifts="mon-sun 00:00-12:00; mon-sun 12:00-24:00"),
    ], now)  # fmt: skip
    return store


def on_duty(store: SqlStore, when: datetime) -> list[str]:
    return [one.name for one in store.rota(KARACHI).on_duty(when)]


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(ChangeError) as caught:
        deed()
    return str(caught.value)


def test_somebody_is_put_on_and_off_for_a_time(roster: SqlStore, now: datetime) -> None:
    put_on(roster, KARACHI, "Bilqis", (at(22, 9), at(22, 12)), now)
    put_off(roster, KARACHI, "Amna", (at(22, 10), at(23, 10)), now)
    assert on_duty(roster, at(22, 9)) == ["Amna", "Bilqis", "Hina"]
    assert on_duty(roster, at(22, 10)) == ["Bilqis", "Hina"]
    assert on_duty(roster, at(23, 10)) == ["Amna", "Hina"]


@pytest.mark.parametrize(("span", "told"), [
    ((at(22, 9), at(22, 9)), "ends before it begins"),
    ((at(22, 9), at(22, 8)), "ends before it begins"),
    ((at(21, 8), at(21, 14)), "is over already"),
    ((at(22, 0), at(22, 16, 1)), "longer than 16 hours"),
])
def test_a_duty_that_cannot_be_is_refused(
    roster: SqlStore, now: datetime, span: tuple[datetime, datetime], told: str
) -> None:
    assert told in refused(lambda: put_on(roster, KARACHI, "Bilqis", span, now))
    assert roster.stretches() == []


def test_an_absence_may_be_long_but_not_for_ever(roster: SqlStore, now: datetime) -> None:
    put_off(roster, KARACHI, "Amna", (at(22, 0), at(22, 0).replace(year=2027)), now)
    assert "longer than 366 days" in refused(
        lambda: put_off(roster, KARACHI, "Amna", (at(22, 0), at(24, 0).replace(year=2027)), now)
    )


def test_nobody_works_for_more_than_sixteen_hours_in_a_row(roster: SqlStore, now: datetime) -> None:
    """Twelve of her own and four more are enough; who is always on duty by her shifts stays so."""
    put_on(roster, KARACHI, "Amna", (at(22, 20), at(22, 24 - 1, 59)), now)
    assert "more than 16 hours in a row" in refused(
        lambda: put_on(roster, KARACHI, "Amna", (at(22, 23), at(23, 1)), now)
    )
    put_off(roster, KARACHI, "Hina", (at(22, 9), at(22, 12)), now)
    put_on(roster, KARACHI, "Hina", (at(22, 9), at(22, 12)), now + timedelta(minutes=1))
    assert on_duty(roster, at(22, 10)) == ["Amna", "Hina"]


def test_somebody_takes_what_is_left_of_a_duty(roster: SqlStore, now: datetime) -> None:
    """Named by its beginning, or by a time in it; a duty that runs is taken from now on."""
    giving, taking, span = swap(roster, KARACHI, "Bilqis", "Amna", at(22, 20), now)
    assert (giving.name, taking.name, span) == ("Bilqis", "Amna", (at(22, 20), at(23, 0)))
    assert on_duty(roster, at(22, 23)) == ["Amna", "Hina"]
    _, _, span = swap(roster, KARACHI, "Amna", "Bilqis", at(21, 15), now)
    assert span == (at(21, 14), at(21, 20))
    assert on_duty(roster, at(21, 15)) == ["Bilqis", "Hina"]
    assert {one.why for one in roster.stretches()} == {"swap"}


@pytest.mark.parametrize(("who", "other", "when", "told"), [
    ("Amna", "Amna", at(22, 9), "Amna cannot swap with herself"),
    ("Amna", "Hina", at(22, 9), "Hina is on duty then herself"),
    ("Bilqis", "Amna", at(22, 9), "Bilqis is not on duty then"),
    ("Amna", "Bilqis", at(20, 9), "is over already"),
    ("Amna", "Zoya", at(22, 9), "nobody on the roster is called 'Zoya'"),
    ("amna", "Bilqis", at(22, 9), "nobody on the roster is called 'amna'"),
])
def test_a_swap_that_cannot_be_is_refused(
    roster: SqlStore, now: datetime, who: str, other: str, when: datetime, told: str
) -> None:
    assert told in refused(lambda: swap(roster, KARACHI, who, other, when, now))
    assert roster.stretches() == []


def test_nobody_takes_a_duty_that_makes_her_own_too_long(roster: SqlStore, now: datetime) -> None:
    put_on(roster, KARACHI, "Bilqis", (at(23, 0), at(23, 2)), now)
    assert "more than 16 hours in a row" in refused(
        lambda: swap(roster, KARACHI, "Bilqis", "Amna", at(22, 20), now)
    )


def test_of_two_with_one_name_the_code_says_who(store: SqlStore, now: datetime) -> None:
    store.replace_roster([a_person(phone=AMNA), a_person(phone=BILQIS)], now)
    rota = store.rota(KARACHI)
    codes = [one.code for one in rota.responders]
    told = refused(lambda: named(rota, "Amna"))
    assert "2 people are called 'Amna'" in told
    assert all(code in told for code in codes)
    assert [named(rota, code).code for code in codes] == codes


def test_the_hotline_has_hours_and_days_on_which_it_is_closed(roster: SqlStore, now: datetime) -> None:
    set_hours(roster, "mon-sat 09:00-24:00")
    close_day(roster, date(2026, 11, 23), date(2026, 11, 21))
    assert on_duty(roster, at(21, 23)) == ["Bilqis", "Hina"]
    assert on_duty(roster, at(22, 12)) == on_duty(roster, at(23, 12)) == []
    open_day(roster, date(2026, 11, 23))
    set_hours(roster, "")
    assert on_duty(roster, at(22, 12)) == on_duty(roster, at(23, 12)) == ["Amna", "Hina"]


def test_a_day_that_is_over_is_forgotten_when_another_is_closed(roster: SqlStore) -> None:
    close_day(roster, date(2026, 11, 21), date(2026, 11, 21))
    close_day(roster, date(2026, 12, 25), date(2026, 11, 22))
    assert roster.service().closed == {date(2026, 12, 25)}


def test_hours_and_days_that_cannot_be_are_refused(roster: SqlStore) -> None:
    today = date(2026, 11, 21)
    assert "is not like" in refused(lambda: set_hours(roster, "9 to 5"))
    assert "is over" in refused(lambda: close_day(roster, date(2026, 11, 20), today))
    assert "two years away" in refused(lambda: close_day(roster, date(2062, 12, 25), today))
    assert "is not closed" in refused(lambda: open_day(roster, date(2026, 12, 25)))
    set_hours(roster, "mon-sun 00:00-24:00")
    assert on_duty(roster, at(22, 3)) == ["Hina"]
