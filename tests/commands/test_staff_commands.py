"""The first coordinator is made on the command line, and the audit is looked at there."""

from __future__ import annotations

import json
import re

from tests.commands.conftest import Desk

AMINA = "Amina,+923991000001,lawyer,female,ur,mon-sun 00:00-12:00,"


def test_the_first_coordinator_gets_a_link(desk: Desk) -> None:
    told = desk.types("staff", "add", "Rabia")
    assert told.exit_code == 0
    assert re.search(r"https://hotline\.example\.org/staff/invitation/[\w-]{32}", told.output)
    row = json.loads(desk.types("staff", "list", "--json").output)[0]
    assert (row["name"], row["role"], row["enters"], row["signed_in"]) == ("Rabia", "coordinator", False, False)
    assert [one.what for one in desk.store.deeds(100, 100)] == ["staff_added_coordinator"]


def test_a_responder_is_somebody_of_the_roster(desk: Desk) -> None:
    desk.imports(AMINA)
    assert "give --responder" in desk.types("staff", "add", "Amina", "--role", "responder").output
    assert "nobody on the roster" in desk.types("staff", "add", "A", "--role", "responder", "--responder", "B").output
    assert desk.types("staff", "add", "Amina", "--role", "responder", "--responder", "Amina").exit_code == 0


def test_what_is_refused_is_one_line(desk: Desk) -> None:
    desk.types("staff", "add", "Rabia")
    for words, told in (
        (("add", "rabia"), "there is an account of this name"),
        (("add", "R"), "2 to 40 letters"),
        (("invite", "Nobody"), "nobody called 'Nobody'"),
        (("remove", "Rabia"), "the only coordinator"),
    ):
        result = desk.types("staff", *words)
        assert result.exit_code == 1
        assert told in result.output
        assert len(result.output.strip().splitlines()) == 1


def test_somebody_is_invited_again_signed_out_and_removed(desk: Desk) -> None:
    desk.types("staff", "add", "Rabia")
    desk.types("staff", "add", "Nida", "--role", "editor")
    nida = desk.store.staff_named("Nida")
    assert nida
    assert "/staff/invitation/" in desk.types("staff", "invite", "nida").output
    assert "0 browser(s)" in desk.types("staff", "out", "Nida").output
    assert desk.types("staff", "remove", "Nida").exit_code == 0
    assert "Nida" not in desk.types("staff", "list").output
    deeds = [(one.who, one.what) for one in desk.store.deeds(100, 4)]
    assert deeds[0] == ("terminal", "staff_removed")


def test_the_audit_is_verified(desk: Desk) -> None:
    desk.types("staff", "add", "Rabia")
    assert desk.types("audit", "verify").exit_code == 0
    desk.store.db.execute("drop trigger audit_is_kept")
    desk.store.db.execute("delete from audit")
    told = desk.types("audit", "verify")
    assert told.exit_code == 1
    assert "missing at the end" in told.output
