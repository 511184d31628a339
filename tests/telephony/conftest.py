"""A hotline, and a line to it on which anything can be sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import Hotline, open_hotline
from tests.telephony.wire import Wire, contents


@pytest.fixture
def hotline(tmp_path: Path) -> Hotline:
    return open_hotline(tmp_path)


@pytest.fixture
def wire(hotline: Hotline) -> Wire:
    return Wire(hotline.app, hotline.settings.public_url, hotline.settings.auth_tokens[0])


@pytest.fixture
def kept(tmp_path: Path, hotline: Hotline) -> Callable[[], str]:
    """What the database holds now."""
    return lambda: contents(f"{tmp_path}/hotline.db")
