"""What a coordinator sees of the roster: what an import changed, who is on duty, where nobody is."""

from __future__ import annotations

import json
from datetime import date

from hotline.app import create_app
from hotline.core.duty import Service
from hotline.core.shifts import parse_shifts
from hotline.settings import load
from tests.commands.conftest import NOW, Desk

AMINA = "Amina,0399 1000001,lawyer,female,ur;en,mon-sun 08:00-20:00,1234"
SAIMA = "Saima,0399 1000003,counsellor,female,ur,mon-sun 20:00-08:00,"
TARIQ = "Tariq,0399 1000004,counsellor;digital,male,ur;ps,mon-sun 08:00-20:00,"


def test_an_import_says_what_it_did_to_whom_and_no_number(desk: Desk) -> None:
    assert desk.imports(AMINA, SAIMA).output.startswith("added: Amina\nadded: Saima\n2 added, 0 changed")
    result = desk.imports(AMINA.replace("20:00", "21:00").replace("1234", "4321"), TARIQ)
    assert result.stdout.splitlines() == [
        "changed: Amina", "  shifts added mon-sun 08:00-21:00", "  shifts removed mon-sun 08:00-20:00",
        "  another pin", "added: Tariq", "removed: Saima", "1 added, 1 changed, 1 removed, 0 same",
    ]  # fmt: skip
    assert not {"1000001", "4321", "1234"} & set(result.output.split())
    assert desk.imports(AMINA.replace("20:00", "21:00").replace("1234", "4321"), TARIQ).stdout == (
        "0 added, 0 changed, 0 removed, 2 same\n"
    )


def test_a_bad_file_is_refused_whole_with_every_line(desk: Desk) -> None:
    desk.imports(AMINA)
    result = desk.imports(AMINA, "Zara,15,digital,female,ur,mon 09:00-10:00,", "Bilal,1,x,male,ur,mon 09:00-10:00,")
    assert result.exit_code == 1
    assert "line 3: phone: is not a Pakistani" in result.stderr
    assert "line 4: phone: is not a Pakistani" in result.stderr
    assert "nothing was imported" in result.stderr
    assert [one.name for one in desk.store.responders()] == ["Amina"]


def test_a_roster_that_empties_the_coming_night_is_imported_with_a_loud_warning(desk: Desk) -> None:
    """Somebody may have meant it; nobody may overlook it."""
    assert "WARNING" not in desk.imports(AMINA, SAIMA).output
    result = desk.imports(AMINA)
    assert result.exit_code == 0
    assert "removed: Saima" in result.stdout
    assert "WARNING: nobody at all Sat 21 Nov 20:00 – Sun 22 Nov 08:00" in result.stderr
    assert "the change was made all the same" in result.stderr


def test_a_night_that_was_empty_before_is_no_less_loud(desk: Desk) -> None:
    """The first roster of all leaves it empty; so does the same file again."""
    told = "WARNING: nobody at all Sat 21 Nov 20:00 – Sun 22 Nov 08:00; it was so before too\n"
    assert desk.imports(AMINA).stderr.endswith(told)
    assert desk.imports(AMINA).stderr.endswith(told)
    assert "WARNING" not in desk.imports(AMINA, SAIMA).stderr
    desk.store.set_service(Service(parse_shifts("mon-sun 09:00-18:00")))
    assert "WARNING" not in desk.imports(AMINA).stderr


def test_who_is_on_duty_is_told_with_what_a_caller_may_ask_for(desk: Desk) -> None:
    desk.imports(f"{AMINA},law;online", f"{SAIMA},", header="name,phone,role,gender,languages,shifts,pin,topics")
    result = desk.types("roster", "show", "--at", "2026-11-21T18:00", "--json")
    [row] = json.loads(result.stdout)
    code = row.pop("code")
    assert code.isdigit()
    assert row == {
        "name": "Amina", "role": "lawyer", "gender": "female", "languages": ["ur", "en"],
        "from": "2026-11-21T03:00:00Z", "to": "2026-11-21T15:00:00Z", "topics": ["law", "online"],
    }  # fmt: skip


def test_a_closed_day_has_nobody_on_duty_and_says_why(desk: Desk) -> None:
    desk.imports(AMINA)
    desk.store.set_service(Service((), frozenset({date(2026, 11, 22)})))
    told = "nobody is on duty at that time: the hotline is closed\n"
    assert desk.types("roster", "show", "--at", "2026-11-22T10:00").output == told
    assert "Amina" in desk.types("roster", "show", "--at", "2026-11-23T10:00").output
    assert desk.types("roster", "show", "--at", "2026-11-23T23:00").output == "nobody is on duty at that time\n"


def test_a_time_that_is_none_is_refused_in_one_line(desk: Desk) -> None:
    for text in ("soon", "2026-02-30", "0001-01-01T00:00", "9999-12-31T23:59-14:00"):
        result = desk.types("roster", "show", "--at", text)
        assert result.exit_code == 1
        assert result.output.splitlines() == [f"Error: --at {text!r} is not a time such as 2026-11-21T18:00"]


def test_gaps_are_told_by_what_is_missing(desk: Desk) -> None:
    desk.imports(AMINA, TARIQ)
    result = desk.types("roster", "gaps", "--days", "1")
    assert result.exit_code == 1
    told = result.stdout
    assert told.startswith("nobody at all:\n  Sat 21 Nov 20:00 – Sun 22 Nov 08:00\nno lawyer:\n")
    assert "nobody who speaks ps:\n" in told
    assert "no woman counsellor:\n  Sat 21 Nov 14:00 – Sun 22 Nov 14:00\n" in told
    assert told.endswith("times are of Asia/Karachi\n")


def test_gaps_are_a_list_for_programs_too(desk: Desk) -> None:
    desk.imports(AMINA, SAIMA)
    desk.store.set_service(Service(parse_shifts("mon-sun 08:00-20:00"), frozenset()))
    result = desk.types("roster", "gaps", "--days", "1", "--json")
    rows = json.loads(result.stdout)
    assert result.exit_code == 0
    assert rows[0] == {
        "from": "2026-11-21T09:00:00Z", "to": "2026-11-21T15:00:00Z", "kind": "gap", "missing": "no counsellor",
        "role": "counsellor", "language": "", "woman": False,
    }  # fmt: skip
    assert [(row["from"], row["to"]) for row in rows if row["kind"] == "closed"] == [
        ("2026-11-21T15:00:00Z", "2026-11-22T03:00:00Z")
    ]


def test_a_roster_without_gaps_says_so(desk: Desk) -> None:
    people = [f"A{role},0399 100000{n},{role},female,ur,mon-sun 08:00-20:00; mon-sun 20:00-08:00,"
              for n, role in enumerate(("lawyer", "counsellor", "digital"))]
    desk.imports(*people)
    result = desk.types("roster", "gaps")
    assert (result.exit_code, result.output) == (0, "no gaps\n")
    assert json.loads(desk.types("roster", "gaps", "--json").stdout) == []


def test_an_empty_roster_has_nobody_all_the_time(desk: Desk) -> None:
    result = desk.types("roster", "gaps")
    assert result.exit_code == 1
    assert "nobody at all:\n  Sat 21 Nov 14:00 – Sat 05 Dec 14:00\n" in result.stdout


def test_the_address_of_a_feed_is_printed_and_can_be_made_anew(desk: Desk) -> None:
    """Whoever has it can read her duties, so it must be possible to take it back."""
    desk.imports(AMINA, SAIMA)
    result = desk.types("roster", "feed", "Amina")
    address = result.stdout.strip()
    assert address.startswith("https://hotline.example.org/calendar/")
    assert address.endswith(".ics")
    client = create_app(load(), clock=lambda: NOW).test_client()
    assert client.get(address).status_code == 200
    anew = desk.types("roster", "feed", "Amina", "--new").stdout.strip()
    assert client.get(address).status_code == 404
    assert client.get(anew).status_code == 200
    assert desk.types("roster", "feed", "Nobody").exit_code == 1
