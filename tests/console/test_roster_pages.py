"""The roster in a browser: a gap is seen and filled, a file is looked at before it counts, no night empties unseen."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from tests.console.conftest import Browser, Site
from tests.console.reading import Reading
from tests.journeys.conftest import ROSTER

HEAD = "name,phone,role,gender,languages,shifts,pin\n"
DAYS_ONLY = f"{HEAD}Amina,+923991000001,lawyer,female,ur,mon-sun 08:00-20:00,\n"


def uploads(who: Browser, text: str | bytes, name: str = "roster.csv") -> Reading:
    who.opens("/roster")
    content = text.encode() if isinstance(text, str) else text
    token = who.shown.token if who.shown else ""
    answer = who.client.post("/staff/roster/preview", content_type="multipart/form-data",
                             data={"csrf_token": token, "file": (io.BytesIO(content), name)})  # fmt: skip
    return who._shows(answer, answer.status_code)


def draft(shown: Reading) -> str:
    return shown.html.split('name="draft" value="')[1].split('"')[0]


def test_a_gap_is_seen_and_filled(site: Site) -> None:
    """Nobody is there tonight: red here and on the first page; then somebody is put on duty."""
    site.hotline.has_roster(DAYS_ONLY)
    who = site.enters()
    assert "20:00 – Sun 22 Nov 08:00" in who.opens("/roster?from=2026-11-16").text
    assert "1 gap" in who.opens("/now").text
    who.opens("/roster")
    told = who.sends("/roster/on", who="Amina", begins="2026-11-21T20:00", ends="2026-11-22T08:00").text
    assert "Not done: Amina would be on duty for more than 16 hours" in told
    site.hotline.has_roster(DAYS_ONLY + "Saima,+923991000003,counsellor,female,ur,mon 09:00-10:00,\n")
    assert "Done." in who.sends("/roster/on", who="Saima", begins="2026-11-21T20:00", ends="2026-11-22T08:00").text
    assert "Covered" in who.opens("/now").text


def test_an_absence_that_leaves_nobody_is_made_and_said(site: Site) -> None:
    site.hotline.has_roster(f"{HEAD}Amina,+923991000001,lawyer,female,ur,mon-sun 00:00-12:00; mon-sun 12:00-24:00,\n")
    who = site.enters()
    who.opens("/roster")
    told = who.sends("/roster/off", who="Amina", begins="2026-11-22T10:00", ends="2026-11-22T12:00").text
    assert "Since this change: nobody Sun 22 Nov 10:00 – 12:00" in told
    assert [one.what for one in site.store.deeds(100, 1)] == ["roster_put_off"]


def test_a_duty_is_swapped(site: Site) -> None:
    site.hotline.has_roster(DAYS_ONLY + "Saima,+923991000003,lawyer,female,ur,mon 09:00-10:00,\n")
    who = site.enters()
    who.opens("/roster")
    who.sends("/roster/swap", who="Amina", other="Saima", begins="2026-11-22T09:00")
    at = site.now + timedelta(hours=20)
    assert [one.name for one in site.store.rota(site.hotline.settings.timezone).on_duty(at)] == ["Saima"]


@pytest.mark.parametrize(
    ("deed", "form"),
    [
        ("on", {"who": "Nobody", "begins": "2026-11-22T09:00", "ends": "2026-11-22T10:00"}),
        ("on", {"who": "Amina", "begins": "soon", "ends": "later"}),
        ("off", {"who": "Amina", "begins": "2026-11-22T12:00", "ends": "2026-11-22T10:00"}),
        ("off", {"who": "Amina", "begins": "0001-01-01T00:00", "ends": "9999-12-31T23:59"}),
        ("closed", {"day": "2020-01-01", "deed": "close"}),
        ("hours", {"hours": "whenever"}),
        ("swap", {"who": "Amina", "other": "Amina", "begins": "2026-11-22T09:00"}),
    ],
)
def test_what_cannot_be_is_refused_in_words(site: Site, deed: str, form: dict[str, str]) -> None:
    who = site.enters()
    who.opens("/roster")
    assert "Not done:" in who.sends(f"/roster/{deed}", **form).text
    assert not site.store.stretches()


def test_a_file_is_shown_before_it_counts(site: Site) -> None:
    """Who comes, who changes, who leaves; nothing is changed by looking."""
    who = site.enters()
    shown = uploads(who, ROSTER.replace("Tariq,+923991000004,counsellor,male", "Zara,+923991000009,lawyer,female"))
    assert "Zara comes" in shown.text
    assert "Tariq leaves" in shown.text
    assert {one.name for one in site.store.responders()} == {"Amina", "Saima", "Tariq"}
    told = who.sends("/roster/import", draft=draft(shown))
    assert "as the file says" in told.text
    assert {one.name for one in site.store.responders()} == {"Amina", "Saima", "Zara"}
    assert "Choose the file again" in who.sends("/roster/import", draft=draft(shown)).text


def test_a_file_that_empties_tonight_needs_a_second_word(site: Site) -> None:
    who = site.enters()
    shown = uploads(who, DAYS_ONLY)
    assert "In the coming day nobody would be there: 20:00 – Sun 22 Nov 08:00" in shown.text
    again = who.sends("/roster/import", draft=draft(shown))
    assert "Nothing was imported" in again.text
    assert len(site.store.responders()) == 3
    who.sends("/roster/import", draft=draft(again), sure="1")
    assert [one.name for one in site.store.responders()] == ["Amina"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"name\n", b"\0" * 100, HEAD.encode() + b"x,1,2,3,4,5,6\n"])
def test_a_file_that_is_none_is_refused_whole(site: Site, content: bytes) -> None:
    shown = uploads(site.enters(), content)
    assert "cannot be imported" in shown.text
    assert len(site.store.responders()) == 3


def test_why_a_file_or_a_change_is_refused_is_told_in_urdu(site: Site) -> None:
    """What stands in the file is told as it stands there."""
    who = site.enters()
    who.opens("/roster")
    who.sends("/language", language="ur")
    told = uploads(who, HEAD.encode() + b"Amina,+923991000001,judge,female,ur,mon 09:00-10:00,\n").text
    assert "سطر 2: role: 'judge' ان میں سے نہیں: lawyer, counsellor, digital" in told
    assert "is not one of" not in told
    told = uploads(who, ROSTER.replace("Amina,+923991000001,lawyer", "Amina,+923991000001,counsellor")).text
    assert "role: پہلے lawyer، اب counsellor" in told
    who.opens("/roster")
    told = who.sends("/roster/on", who="Nobody", begins="2026-11-22T09:00", ends="2026-11-22T10:00").text
    assert "فہرست میں 'Nobody' نام کا کوئی نہیں" in told


def test_a_huge_file_is_not_even_read(site: Site) -> None:
    shown = uploads(site.enters(), b"x" * 3_000_000)
    assert shown.answer.status_code == 413
    assert "too large" in shown.text


def test_nobody_imports_what_somebody_else_looked_at(site: Site) -> None:
    shown = uploads(site.enters(), ROSTER)
    other = site.enters(name="Nida")
    other.opens("/roster")
    assert "Choose the file again" in other.sends("/roster/import", draft=draft(shown)).text


def test_a_month_and_a_day_that_is_no_day(site: Site) -> None:
    who = site.enters()
    assert "16 Nov – Wed 16 Dec" in who.opens("/roster?from=2026-11-18&view=month").text
    for odd in ("yesterday", "9999-12-31", "0001-01-01", "2026-11-31"):
        who.opens(f"/roster?from={odd}")
