"""No log line shows a telephone number, in whatever shape it gets there, and logging never raises."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import structlog

from hotline import logs

NUMBERS = (
    "+923001234567", "03001234567", "0300 1234567", "0300-123-4567", "(0300) 123-4567", "0300.123.4567",
    "0092 300 1234567", "+92 (300) 123 45 67", "۰۳۰۰۱۲۳۴۵۶۷", "٠٣٠٠١٢٣٤٥٦٧", "tel:+923001234567", "%2B923001234567",
    "From=03001234567&To=x", "sip:923001234567@example.org", "0/3/0/0/1/2/3/4/5/6/7",
)  # fmt: skip
LAST_DIGITS = ("1234567", "123-4567", "123.4567", "45 67", "۱۲۳۴۵۶۷", "١٢٣٤٥٦٧", "/4/5/6/7")


@dataclass
class Request:
    """Something that is told as it prints itself."""

    number: str


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What standard error gets; afterwards the logging is as it was."""
    root, stream = logging.getLogger(), io.StringIO()
    before = root.handlers[:], root.level
    monkeypatch.setattr(sys, "stderr", stream)
    logs.configure()
    yield stream
    root.handlers[:], root.level = before
    monkeypatch.undo()
    logs.configure()
    root.handlers[:], root.level = before


def shows_none(text: str) -> bool:
    """True when nothing of the number is left but fewer digits than would help anybody."""
    return not any(digits in text for digits in LAST_DIGITS)


@pytest.mark.parametrize("number", NUMBERS)
def test_our_own_lines_hide_every_spelling(told: io.StringIO, number: str) -> None:
    """As the event, as a value, in lists, dictionaries and objects."""
    log = structlog.get_logger("test").bind(bound=number)
    log.info(number, value=number, many=[number, (number,)], deep={number: {"x": {number}}}, thing=Request(number))
    assert shows_none(told.getvalue())
    assert told.getvalue().count("[hidden]") >= 7
    assert json.loads(told.getvalue())["level"] == "info"


@pytest.mark.parametrize("number", NUMBERS)
def test_lines_of_libraries_hide_every_spelling(told: io.StringIO, number: str) -> None:
    """In the words, the arguments, the error and its trace."""
    log = logging.getLogger("some.library")
    log.warning("ringing %s", number)
    log.error(f"ringing {number}")  # noqa: G004 - as a library might
    log.error("{'to': %(to)r}", {"to": number})
    try:
        raise ValueError(number)
    except ValueError:
        log.exception("failed", stack_info=True)
    assert shows_none(told.getvalue())
    assert told.getvalue().count("[hidden]") >= 3
    assert "ValueError" in told.getvalue()
    assert "Traceback" not in told.getvalue()


def test_whole_numbers_are_looked_at_too(told: io.StringIO) -> None:
    structlog.get_logger("test").info("event", number=923001234567, minus=-3001234567, count=42, truth=True, none=None)
    line = json.loads(told.getvalue())
    assert (line["number"], line["minus"]) == ("[hidden]", "[hidden]")
    assert (line["count"], line["truth"], line["none"]) == (42, True, None)


def test_what_helps_to_find_a_fault_is_kept(told: io.StringIO) -> None:
    """Names, short numbers, our ids, the time."""
    known = {"path": "/twilio/voice", "where": "voice.py:123", "status": 500, "id": "k3f_Zq-9", "seconds": 0.25}
    structlog.get_logger("test").warning("webhook failed", **known)
    line = json.loads(told.getvalue())
    assert line.pop("timestamp").startswith("20")
    assert line == {"event": "webhook failed", "level": "warning", **known}


@pytest.mark.parametrize("line", [("%d rings", "many"), ("%s %s", "one"), ("%", "x"), (None,), (7,)])
def test_a_wrong_line_of_a_library_breaks_nothing(told: io.StringIO, line: tuple[object, ...]) -> None:
    logging.getLogger("some.library").warning(*line)
    assert told.getvalue()
    assert "Traceback" not in told.getvalue()
