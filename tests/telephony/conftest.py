"""A hotline, and a line to it on which anything can be sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import Hotline, open_hotline
from tests.telephony.wire import Wire, contents


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hotline")


@pytest.fixture(scope="module")
def hotline(folder: Path) -> Hotline:
    """One for all tests of a module: what is refused leaves no trace, and what is let in does no harm."""
    return open_hotline(folder)


@pytest.fixture(scope="module")
def wire(hotline: Hotline) -> Wire:
    return Wire(hotline.app, hotline.settings.public_url, hotline.settings.auth_tokens[0])


@pytest.fixture
def kept(folder: Path, hotline: Hotline) -> Callable[[], str]:
    """What the database holds now."""
    return lambda: contents(f"{folder}/hotline.db")
