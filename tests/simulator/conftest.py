"""The town every test of the simulator lives in."""

import pytest
from toy_hotline import Town


@pytest.fixture
def town() -> Town:
    """A town with a hotline."""
    return Town()
