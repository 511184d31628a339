"""The small hotline of `studio.py`, fresh for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from studio import TEXTS, Studio

from hotline.prompts.words import Words


@pytest.fixture
def words() -> Words:
    return Words(TEXTS)


@pytest.fixture
def studio(tmp_path: Path, words: Words) -> Studio:
    return Studio(tmp_path, words)
