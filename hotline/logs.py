"""Logging: one JSON line an event, with names and our own ids, and never a digit run that could be a number."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

DIGITS = re.compile(r"\d(?:[ \-]?\d){6,}")


def redact(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hide anything that looks like a telephone number, wherever it stands; times are ours."""
    for key, value in event.items():
        if isinstance(value, str) and key != "timestamp":
            event[key] = DIGITS.sub("[hidden]", value)
    return event


class Redacted(logging.Filter):
    """The same for lines of libraries that use the standard logging."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = DIGITS.sub("[hidden]", record.getMessage()), ()
        record.exc_info = record.exc_text = None
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
