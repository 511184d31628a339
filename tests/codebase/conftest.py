"""A whole web process for tests that read its routes, on made-up settings and a clock that stands."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from hotline.app import create_app
from hotline.settings import Settings, load

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings as a server would have them, made up."""
    folder = tmp_path_factory.mktemp("hotline")
    return load(
        {
            "HOTLINE_DATABASE_URL": f"sqlite:///{folder / 'hotline.db'}",
            "HOTLINE_PUBLIC_URL": "https://hotline.example.org",
            "HOTLINE_KEYS": base64.b64encode(bytes(range(32))).decode(),
            "HOTLINE_NUMBER": "+923990000000",
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": "a token that nobody has",
        },
        env_file=Path("there is no such file"),
    )


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    """The web process."""
    return create_app(settings, clock=lambda: NOW)
