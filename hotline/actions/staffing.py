"""What looking after those who answer needs: reminders, tests of their phones, warnings to the coordinator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal

from hotline.actions.notice import Notice
from hotline.actions.ports import Store
from hotline.core.duty import Responder

Call = Literal["duty", "test"]


@dataclass(frozen=True)
class Staffing:
    """`address` gives the path that a responder's phone fetches: what the call is for, who is rung, and the beginning
    of the duty that it is about."""

    store: Store
    notice: Notice
    zone: tzinfo
    address: Callable[[Call, Responder, datetime], str]
