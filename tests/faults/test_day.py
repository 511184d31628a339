"""Many callers at once: nobody is rung while she talks, nobody waits for too long, and all are rung alike."""

from __future__ import annotations

from pathlib import Path

from hotline.core.engine import LONGEST_WAIT
from tests.faults.day import lived, open_day
from tests.faults.people import TAKES, in_turn
from tests.faults.verdict import PERSON


def test_three_callers_at_once_reach_three_responders(tmp_path: Path) -> None:
    """Each talks to somebody else, after one ring."""
    day = open_day(tmp_path, responders=3, seed=1)
    for one in day.world.people.values():
        one.chooses = in_turn(TAKES)
        one.comes_next()
    day.lives_on(120.0, [0.0, 0.0, 0.0])
    assert [one.where for one in day.endings] == [PERSON] * 3
    assert [len(one.rung) for one in day.world.people.values()] == [1, 1, 1]
    assert day.busy_when_rung == 0


def test_a_busy_hour(tmp_path: Path) -> None:
    """Sixty calls and eight responders, of whom three in ten do not take what rings; `make day` lives a whole day."""
    found = lived(tmp_path, responders=8, an_hour=60, hours=1, seed=1)
    assert found.calls == 60
    assert found.is_well, found
    assert found.longest <= LONGEST_WAIT
    assert found.within[120] > 0.7
