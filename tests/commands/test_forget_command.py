"""`hotline forget`: a coordinator erases a number without its standing anywhere."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from builders import HINA, ZOYA, a_request
from click.testing import CliRunner

from hotline import cli
from tests.commands.conftest import NOW, Desk


def asked(desk: Desk) -> None:
    """Two people have asked to be rung back."""
    at: datetime = NOW
    for number in (HINA, ZOYA):
        desk.store.record_callback(f"CA{number}", a_request(number=number), at, at)


@pytest.mark.parametrize("typed", [HINA, "0" + HINA[3:], f"0{HINA[3:6]}-{HINA[6:]}  "])
def test_a_number_from_standard_input_is_erased_and_not_shown(desk: Desk, typed: str) -> None:
    asked(desk)
    result = CliRunner().invoke(cli.main, ["forget"], input=f"{typed}\n")
    assert result.exit_code == 0
    assert "requests" in result.output
    assert "for 3 days" in result.output
    assert HINA[3:] not in result.output
    assert [desk.store.callback_number(one.id).e164 for one in desk.store.callbacks()] == [ZOYA]


def test_the_listing_says_how_much_went(desk: Desk) -> None:
    asked(desk)
    result = CliRunner().invoke(cli.main, ["forget", "--json"], input=HINA)
    assert {row["what"]: row["erased"] for row in json.loads(result.output)}["requests"] == 1


def test_a_number_in_the_command_line_is_taken_with_a_warning(desk: Desk) -> None:
    asked(desk)
    result = desk.types("forget", HINA)
    assert result.exit_code == 0
    assert "history" in result.output
    assert len(desk.store.callbacks()) == 1


@pytest.mark.parametrize("typed", ["", "hello", "12"])
def test_what_is_no_number_erases_nothing(desk: Desk, typed: str) -> None:
    asked(desk)
    result = CliRunner().invoke(cli.main, ["forget"], input=typed)
    assert result.exit_code == 1
    assert "nothing was erased" in result.output
    assert len(desk.store.callbacks()) == 2
