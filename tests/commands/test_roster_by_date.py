"""A coordinator changes the roster by date, and hears at once what the change leaves empty."""

from __future__ import annotations

from tests.calendars.test_reading_calendar import calendar
from tests.commands.conftest import Desk

AMINA = "Amina,0399 1000001,lawyer,female,ur,mon-sun 08:00-20:00,"
SAIMA = "Saima,0399 1000003,counsellor,female,ur,mon-sun 20:00-08:00,"
SUNDAY = ("--from", "2026-11-22T10:00", "--to", "2026-11-22T12:00")


def on_duty(desk: Desk, at: str) -> str:
    return desk.types("roster", "show", "--at", at).output


def test_a_leave_that_leaves_nobody_is_noted_and_told_loudly(desk: Desk) -> None:
    desk.imports(AMINA, SAIMA)
    result = desk.types("roster", "off", "Amina", *SUNDAY)
    assert result.exit_code == 0
    assert result.stdout == "Amina is off duty Sun 22 Nov 10:00 – 12:00\n"
    assert "WARNING: nobody at all Sun 22 Nov 10:00 – 12:00" in result.stderr
    assert "no lawyer" not in result.stderr
    assert "nobody is on duty" in on_duty(desk, "2026-11-22T11:00")
    result = desk.types("roster", "add", "Saima", *SUNDAY)
    assert result.stdout == "Saima is on duty Sun 22 Nov 10:00 – 12:00\n"
    assert result.stderr == ""
    assert "Saima" in on_duty(desk, "2026-11-22T11:00")


def test_a_swap_that_costs_a_role_is_told(desk: Desk) -> None:
    desk.imports(AMINA, SAIMA)
    result = desk.types("roster", "swap", "Amina", "Saima", "--from", "2026-11-22T10:00")
    assert result.exit_code == 1
    assert result.output == "Error: Saima would be on duty for more than 16 hours in a row\n"
    desk.types("roster", "off", "Saima", "--from", "2026-11-22T20:00", "--to", "2026-11-23T08:00")
    desk.types("roster", "off", "Saima", "--from", "2026-11-21T20:00", "--to", "2026-11-22T08:00")
    result = desk.types("roster", "swap", "Amina", "Saima", "--from", "2026-11-22T10:00")
    assert result.stdout == "Saima takes the duty of Amina Sun 22 Nov 08:00 – 20:00\n"
    assert "warning: no lawyer Sun 22 Nov 08:00 – 20:00" in result.stderr
    assert "warning: no woman lawyer" in result.stderr
    assert "WARNING" not in result.stderr


def test_what_is_refused_is_one_line_and_changes_nothing(desk: Desk) -> None:
    desk.imports(AMINA, SAIMA)
    for words in (("off", "Nobody", *SUNDAY), ("add", "Amina", *SUNDAY[::-1]), ("swap", "Amina", "Amina", *SUNDAY[:2]),
                  ("hours", "whenever"), ("hours", "mon 09:00-10:00", "--always"), ("closed", "2026-11-20"),
                  ("closed", "2026-12-25", "--open-again"), ("closed", "--open-again")):  # fmt: skip
        result = desk.types("roster", *words)
        assert result.exit_code != 0, words
        assert result.stdout == ""
    assert desk.store.stretches() == []


def test_hours_are_shown_set_and_taken_back(desk: Desk) -> None:
    desk.imports(AMINA)
    assert desk.types("roster", "hours").output == "staffed round the clock\n"
    assert desk.types("roster", "hours", "mon-sat 09:00-18:00").output == "staffed mon-sat 09:00-18:00\n"
    assert "hotline is closed" in on_duty(desk, "2026-11-22T11:00")
    result = desk.types("roster", "hours", "--always")
    assert result.stdout == "staffed round the clock\n"
    assert "WARNING: nobody at all Sat 21 Nov 20:00 – Sun 22 Nov 08:00" in result.stderr


def test_a_day_is_closed_and_who_was_put_on_for_it_is_told(desk: Desk) -> None:
    desk.imports(AMINA, SAIMA)
    desk.types("roster", "add", "Saima", *SUNDAY)
    result = desk.types("roster", "closed", "2026-11-22")
    assert result.output == (
        "still on duty, as it was said for that day: Saima Sun 22 Nov 10:00 – 12:00\nclosed on: Sun 2026-11-22\n"
    )
    assert "Saima" in on_duty(desk, "2026-11-22T11:00")
    assert "hotline is closed" in on_duty(desk, "2026-11-22T13:00")
    assert desk.types("roster", "closed", "2026-11-22", "--open-again").output == "closed on: no day\n"
    assert desk.types("roster", "closed").output == "closed on: no day\n"


def test_a_calendar_is_taken_for_one_person_and_says_what_changed(desk: Desk) -> None:
    desk.imports(AMINA, SAIMA)
    leave = "DTSTART;VALUE=DATE:20261125\nSUMMARY:leave"
    file = desk.file(calendar(leave, "DTSTART:20261122T210000\nDTEND:20261122T230000"), "amina.ics")
    result = desk.types("roster", "import", file, "--for", "Amina")
    assert result.stdout == "Amina: 1 times on duty and 1 off in the coming 8 weeks\n2 added, 0 removed, 0 same\n"
    assert "WARNING: nobody at all Wed 25 Nov 08:00 – 20:00" in result.stderr
    assert "Amina" in on_duty(desk, "2026-11-22T22:00")
    assert "nobody" in on_duty(desk, "2026-11-25T12:00")
    result = desk.types("roster", "import", desk.file(calendar(leave), "amina.ics"), "--for", "Amina")
    assert result.stdout.endswith("0 added, 1 removed, 1 same\n")


def test_a_calendar_that_cannot_be_taken_is_refused_with_its_line(desk: Desk) -> None:
    desk.imports(AMINA)
    file = desk.file(calendar("DTSTART:20261125T090000\nDURATION:P2D"), "amina.ICS")
    result = desk.types("roster", "import", file, "--for", "Amina")
    assert result.exit_code == 1
    assert "amina.ICS, line 4: the event of 25 Nov 2026 lasts more than 16 hours" in result.stderr
    assert "nothing was imported" in result.stderr
    for words in ((file, "--for", "Nobody"), (file,), (desk.file("name", "x.csv"), "--for", "Amina")):
        result = desk.types("roster", "import", *words)
        assert result.exit_code == 1
        assert len(result.stderr.splitlines()) == 1
    assert desk.store.stretches() == []
