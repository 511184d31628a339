"""Whatever goes wrong, no caller is stranded: each ends at a person, a stored request or useful words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.faults.case import Case, live_through
from tests.faults.cases import CASES
from tests.faults.verdict import WORDS


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nobody_is_stranded(case: Case, tmp_path: Path) -> None:
    """She ends where she must, within two minutes of the first ring, and everybody is free again."""
    ending = live_through(case, tmp_path)
    assert (ending.where, ending.wrong) == (case.ends, ())


def test_each_case_is_told_apart_by_its_name() -> None:
    """A line of the printed matrix stands for one case."""
    assert [name for name, many in Counter(case.name for case in CASES).items() if many > 1] == []


def test_the_judge_finds_somebody_who_is_stranded(tmp_path: Path) -> None:
    """The carrier's own error is no ending, whatever was said before."""

    def never_answers(world) -> None:  # type: ignore[no-untyped-def]
        world.befalls("/step", lambda _sent, _go: (502, {}, b""), times=9)

    ending = live_through(Case("the hotline is gone", WORDS, never_answers), tmp_path)
    assert ending.where == "nowhere"
    assert ending.wrong == ("STRANDED", "heard the carrier's error")
