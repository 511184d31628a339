"""A roster file is taken whole or not at all, and every mistake in it is named with its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from builders import a_request
from hypothesis import given
from hypothesis import strategies as st

from hotline.actions.import_roster import HEADER, LARGEST, RosterError, import_roster, read_roster
from hotline.actions.ports import StoreDown
from hotline.core.duty import Limits
from hotline.core.phone_number import PhoneNumber
from hotline.storage.store import SqlStore

HOTLINE = PhoneNumber("+923990000000")
TOP = ",".join(HEADER)
AMINA = "Amina,+923991000001,lawyer,female,ur;en,mon-fri 09:00-17:00; sat 20:00-02:00,1234"
SAIMA = "Saima,0399 1000003,Counsellor,FEMALE,ur,mon-sun 00:00-12:00,"


def file(*rows: str) -> bytes:
    """A roster file of these rows."""
    return "\n".join((TOP, *rows, "")).encode()


def problems(content: bytes) -> list[str]:
    """What is wrong with a file."""
    with pytest.raises(RosterError) as caught:
        read_roster(content, HOTLINE)
    return caught.value.problems


def test_a_good_file_replaces_the_roster(store: SqlStore, now: datetime) -> None:
    import_roster(store, file(AMINA, SAIMA), HOTLINE, now)
    import_roster(store, file(SAIMA), HOTLINE, now)
    [saima] = store.responders()
    assert (saima.name, saima.phone.e164) == ("Saima", "+923991000003")
    assert (saima.roles, saima.gender) == (("counsellor",), "female")


@pytest.mark.parametrize("prefix", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_byte_order_mark_and_line_ends_of_any_kind_are_fine(prefix: bytes, ending: bytes) -> None:
    """As spreadsheets write them."""
    people = read_roster(prefix + file(AMINA, "", ",,,,,,", SAIMA).replace(b"\n", ending), HOTLINE)
    assert [one.responder.name for one in people] == ["Amina", "Saima"]


def test_urdu_names_and_quotes_are_kept() -> None:
    [person] = read_roster(file('"آمنہ, ایڈووکیٹ",+92-399-100-0001,lawyer,female,ur,mon 09:00-10:00,'), HOTLINE)
    assert person.responder.name == "آمنہ, ایڈووکیٹ"


@pytest.mark.parametrize(("row", "told"), [
    (",+923991000001,lawyer,female,ur,mon 09:00-10:00,", "name: is empty"),
    ("A,1122,lawyer,female,ur,mon 09:00-10:00,", "phone: is not a Pakistani"),
    ("A,15,lawyer,female,ur,mon 09:00-10:00,", "phone: is not a Pakistani"),
    ("A,+14155550100,lawyer,female,ur,mon 09:00-10:00,", "phone: is not a Pakistani"),
    ("A,0900 12345,lawyer,female,ur,mon 09:00-10:00,", "phone: is not a Pakistani"),
    ("A,+266696687,lawyer,female,ur,mon 09:00-10:00,", "phone: is not a Pakistani"),
    ("A,,lawyer,female,ur,mon 09:00-10:00,", "phone: is not a Pakistani"),
    ("A,+923990000000,lawyer,female,ur,mon 09:00-10:00,", "phone: is the hotline's own number"),
    ("A\x07,+923991000001,lawyer,female,ur,mon 09:00-10:00,", "name: must be one line"),
    ("A" * 61 + ",+923991000001,lawyer,female,ur,mon 09:00-10:00,", "name: must be one line of at most 60"),
    ("A,+923991000001,doctor,female,ur,mon 09:00-10:00,", "role: 'doctor' is not one of lawyer"),
    ("A,+923991000001,lawyer;doctor,female,ur,mon 09:00-10:00,", "role: 'doctor' is not one of lawyer"),
    ("A,+923991000001,,female,ur,mon 09:00-10:00,", "role: '' is not one of lawyer"),
    ("A,+923991000001,lawyer,woman,ur,mon 09:00-10:00,", "gender: 'woman' is not one of female"),
    ("A,+923991000001,lawyer,female,fr,mon 09:00-10:00,", "languages: 'fr' is not one of ur"),
    ("A,+923991000001,lawyer,female,;,mon 09:00-10:00,", "languages: '' is not one of"),
    ("A,+923991000001,lawyer,female,ur,,", "no shift is given"),
    ("A,+923991000001,lawyer,female,ur,mon 09:00,", "is not like"),
    ("A,+923991000001,lawyer,female,ur,someday 09:00-10:00,", "is not like"),
    ("A,+923991000001,lawyer,female,ur,mon 09:00-09:00,", "more than 0 and at most 16 hours"),
    ("A,+923991000001,lawyer,female,ur,mon 00:00-24:00,", "more than 0 and at most 16 hours"),
    ("A,+923991000001,lawyer,female,ur,mon 06:00-22:01,", "more than 0 and at most 16 hours"),
    ("A,+923991000001,lawyer,female,ur,mon 25:00-26:00,", "a time that does not exist"),
    ("A,+923991000001,lawyer,female,ur,mon 09:60-10:00,", "a time that does not exist"),
    ("A,+923991000001,lawyer,female,ur,mon 09:00-12:00; mon 11:59-13:00,", "shifts overlap"),
    ("A,+923991000001,lawyer,female,ur,sun 20:00-04:00; mon 03:00-05:00,", "shifts overlap"),
    ("A,+923991000001,lawyer,female,ur,mon 09:00-10:00,12", "pin: must be 4 to 8 digits"),
    ("A,+923991000001,lawyer,female,ur,mon 09:00-10:00,۱۲۳۴", "pin: must be 4 to 8 digits"),
    ("A,+923991000001,lawyer,female,ur,mon 09:00-10:00", "has 6 columns instead of 7"),
    ("A,+923991000001,lawyer,female,ur,mon 09:00-10:00,1234,more", "has 8 columns instead of 7"),
])
def test_a_bad_row_is_named(row: str, told: str) -> None:
    [problem] = problems(file(AMINA.replace("1000001", "1000009"), row))
    assert problem.startswith("line 3: ")
    assert told in problem


MORE = f"{TOP},rest,topics,district,most_hard,most_minutes"


def test_the_further_columns_are_read_in_any_order() -> None:
    """Several roles, the subjects she takes, where she lives, what keeps her well."""
    row = f"{AMINA.replace('lawyer', 'lawyer; Digital')},45,law;online,Dera  Ghazi Khan,2,180"
    [person] = read_roster(f"{MORE}\n{row}\n".encode(), HOTLINE)
    amina = person.responder
    assert (amina.roles, amina.topics, amina.district) == (("lawyer", "digital"), ("law", "online"), "dera_ghazi_khan")
    assert amina.limits == Limits(minutes=180, hard=2, rest=45)


def test_a_further_column_may_be_left_out_or_empty() -> None:
    """She takes every subject, and has no limit."""
    for content in (file(AMINA), f"{MORE}\n{AMINA},,,,,\n".encode(), f"{TOP},district\n{AMINA},\n".encode()):
        [person] = read_roster(content, HOTLINE)
        assert (person.responder.topics, person.responder.district) == ((), "")
        assert person.responder.limits == Limits()


@pytest.mark.parametrize(("cells", "told"), [
    ("45,,,,1441", "most_minutes: '1441' is not a number from 0 (no limit) to 1440"),
    ("-1,,,,", "rest: '-1' is not a number"),
    ("x,,,,", "rest: 'x' is not a number"),
    ("۴۵,,,,", "rest: '۴۵' is not a number"),
    (",,,100,", "most_hard: '100' is not a number from 0 (no limit) to 99"),
    (",police,,,", "topics: 'police' is not one of law, feelings, online, other"),
    (",law;;police,,,", "topics: 'police' is not one of"),
    (",,Mulltan,,", "district: 'Mulltan' is none that callers can name; leave it empty, or write lahore, "),
    (",,,", "has 11 columns instead of 12"),
])
def test_a_bad_further_cell_is_named(cells: str, told: str) -> None:
    [problem] = problems(f"{MORE}\n{AMINA},{cells}\n".encode())
    assert problem.startswith("line ")
    assert told in problem


@pytest.mark.parametrize(("more", "told"), [
    ("town", "line 1: the column 'town' is not one of topics, district, most_minutes, most_hard, rest"),
    ("", "line 1: the column '' is not one of"),
    ("rest,rest", "line 1: a column stands there twice"),
    ("rest,pin", "line 1: the column 'pin' is not one of"),
])
def test_an_unknown_column_is_named(more: str, told: str) -> None:
    """A misspelt heading must not be taken for no limit."""
    [problem] = problems(f"{TOP},{more}\n{AMINA}\n".encode())
    assert told in problem


def test_a_number_that_waits_for_a_call_is_not_taken_and_nobody_is_told_why(store: SqlStore, now: datetime) -> None:
    """She would be rung as the responder for her own request; that she asked for help stays hers."""
    request = replace(a_request(), number="+923991000003")
    store.record_callback("CA1:1", request, now, now)
    with pytest.raises(RosterError) as caught:
        import_roster(store, file(AMINA, SAIMA), HOTLINE, now)
    [problem] = caught.value.problems
    assert problem.startswith("line 3: phone: cannot be taken at present")
    assert not {"caller", "request", "callback"} & set(problem.split())
    assert store.responders() == []
    store.withdraw_callbacks("+923991000003", now)
    import_roster(store, file(AMINA, SAIMA), HOTLINE, now)


def test_nobody_can_keep_a_roster_out_by_asking_for_a_call_to_a_responder(store: SqlStore, now: datetime) -> None:
    """Anybody may key in any number; who is on the roster already stays on it."""
    import_roster(store, file(SAIMA), HOTLINE, now)
    store.record_callback("CA1:1", replace(a_request(), number="+923991000003"), now, now)
    assert import_roster(store, file(AMINA, SAIMA), HOTLINE, now).counts == {
        "added": 1, "changed": 0, "removed": 0, "same": 1,
    }  # fmt: skip


def test_longest_and_touching_shifts_are_fine() -> None:
    [person] = read_roster(file("A,+923991000001,lawyer,female,ur,mon 06:00-22:00; mon 22:00-06:00,"), HOTLINE)
    assert sum(shift.minutes for shift in person.responder.shifts) == 24 * 60


def test_every_mistake_is_told_at_once_and_nothing_is_imported(store: SqlStore, now: datetime) -> None:
    """The roster that was there goes on."""
    import_roster(store, file(SAIMA), HOTLINE, now)
    with pytest.raises(RosterError) as caught:
        import_roster(store, file(AMINA, "B,12,lawyer,female,ur,mon 09:00-10:00,", "too,short", AMINA,
                                  "C,0399-1000003,lawyer,female,xx,mon 09:00-10:00,"), HOTLINE, now)
    assert [problem.split(":")[0] for problem in caught.value.problems] == ["line 3", "line 4", "line 5", "line 6"]
    assert "the same as in line 2" in caught.value.problems[2]
    assert [one.name for one in store.responders()] == ["Saima"]


@pytest.mark.parametrize(("first", "second"), [("+923991000001", "03991000001"), ("+92 399 1000001", "۰۳۹۹۱۰۰۰۰۰۱")])
def test_one_phone_in_two_spellings_is_one_phone(first: str, second: str) -> None:
    told = problems(file(AMINA.replace("+923991000001", first), SAIMA.replace("0399 1000003", second)))
    assert told == ["line 3: phone: the same as in line 2"]


@pytest.mark.parametrize(("content", "told"), [
    (b"", "line 1: the header must be"),
    (b"\n\n", "line 1: the header must be"),
    (file(AMINA).replace(b"name,phone", b"phone,name"), "line 1: the header must be"),
    (file(AMINA).replace(b",pin\n", b"\n"), "line 1: the header must be"),
    (file(AMINA).replace(b",", b";"), "line 1: the header must be"),
    (file(), "line 2: there is nobody in the file"),
    (file("Ren\xe9e").decode().encode("latin-1"), "line 2: the file is not UTF-8"),
    (file(AMINA).decode().encode("utf-16"), "line 1: the file is not UTF-8"),
    (file(AMINA, "A\0B,+923991000003,lawyer,female,ur,mon 09:00-10:00,"), "line 3: the file holds a NUL character"),
    (file('A,"' + "x" * 200_000 + '",lawyer,female,ur,mon 09:00-10:00,'), "field larger than field limit"),
    (b"x" * (LARGEST + 1), f"the file is larger than {LARGEST} bytes"),
    (b"PK\x03\x04" + bytes(range(256)), "is not UTF-8"),
])
def test_a_file_that_is_none(content: bytes, told: str) -> None:
    """Wrong header, another program's file, another encoding: one line that says what to do."""
    [problem] = problems(content)
    assert told in problem


def test_a_store_that_goes_down_half_way_leaves_the_old_roster(store: SqlStore, now: datetime) -> None:
    import_roster(store, file(SAIMA), HOTLINE, now)
    store.db.execute("create trigger full before insert on shifts begin select raise(abort, 'disk full'); end")
    with pytest.raises(Exception, match="disk full"):
        import_roster(store, file(AMINA), HOTLINE, now)
    assert [(one.name, len(one.shifts)) for one in store.responders()] == [("Saima", 7)]
    store.db.close()
    store.db.path.write_bytes(b"this is no database" * 500)
    with pytest.raises(StoreDown):
        import_roster(store, file(AMINA), HOTLINE, now)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"{TOP}\n{text}".encode("utf-8", "replace")))
def test_no_file_is_anything_but_taken_or_refused(content: bytes) -> None:
    told: list[str] = []
    try:
        assert read_roster(content, HOTLINE)
    except RosterError as error:
        told = error.problems
    assert all(problem.startswith(("line ", "the file")) for problem in told)
