"""Logging: one JSON line an event, with names and our own ids, and never a digit run that could be a number."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

# A telephone number in any script and spelling: seven digits or more, with at most two signs between each two.
DIGITS = re.compile(r"\d(?:[ \-.()/]{0,2}\d){6,}")
HIDDEN = "[hidden]"


def redact(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hide anything that looks like a telephone number, wherever it stands; times are ours."""
    for key, value in event.items():
        if key != "timestamp":
            event[key] = _hidden(value)
    return event


def _hidden(value: Any) -> Any:
    """The same value with no number in it; what JSON does not know is told as text."""
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return HIDDEN if DIGITS.search(str(value)) else value
    if isinstance(value, Mapping):
        return {DIGITS.sub(HIDDEN, str(name)): _hidden(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_hidden(inner) for inner in value]
    return DIGITS.sub(HIDDEN, str(value))


class Redacted(logging.Filter):
    """The same for lines of libraries that use the standard logging; of an error only its name is kept."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            text = record.getMessage()
        except Exception:  # noqa: BLE001 - a library's wrong format must not become an error of ours
            text = str(record.msg)
        kind = record.exc_info[0] if record.exc_info else None
        text = f"{text} ({kind.__name__})" if kind else text
        record.msg, record.args = DIGITS.sub(HIDDEN, text), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def configure() -> None:
    """Set up structlog and the standard logging of this process, both to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Redacted())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
