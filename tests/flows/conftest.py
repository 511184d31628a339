"""What the tests of the flows share: the real words, and the switch that rewrites the golden conversations."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.prompts.words import Words

TRANSLATIONS = Path(__file__).parents[2] / "translations"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/flows/golden anew; read the difference"
    )


@pytest.fixture(scope="session")
def words() -> Words:
    return Words.load(TRANSLATIONS)


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden", default=False))
