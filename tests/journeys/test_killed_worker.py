"""A worker that is killed wherever it is on the way to a provider that behaves badly: nothing is lost or doubled."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from bench.drain import Provider, answering, fill_outbox, working
from hotline import parts
from hotline.settings import load
from tests.journeys.conftest import environment

ROOT = Path(__file__).parents[2]


def test_killed_at_every_line_nothing_is_lost_or_sent_twice() -> None:
    """Texts and calls, in processes of their own, killed as by kill -9; `make bench` has the figures for more."""
    run = subprocess.run([sys.executable, "-m", "bench.killed", "--messages", "150"], cwd=ROOT, timeout=300,
                         capture_output=True, check=True)  # fmt: skip
    found = json.loads(run.stdout)
    assert found["lines"] > 100, found
    assert found["kills"] > 100, found
    assert (found["messages"], found["lost"], found["twice"]) == (150, 0, 0), found
    assert found["set_aside"] <= 3, "what so many workers died of is shown to somebody"


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_in_hand(tmp_path: Path) -> None:
    """SIGTERM comes while the provider takes its time: that text is noted, the others wait for the next worker."""
    with answering(Provider(wait=1.0)) as (provider, url):
        given = environment(tmp_path, HOTLINE_TWILIO_API_URL=url)
        settings = load(given, env_file=tmp_path / "none")
        fill_outbox(settings, 3)
        with working(given, tmp_path, 1):
            ends = time.monotonic() + 60
            while not provider.times and time.monotonic() < ends:
                time.sleep(0.02)
    states = sorted((row["state"], row["attempts"]) for row in parts.open_store(settings).outbox())
    assert len(provider.times) == 1
    assert states == [("sent", 1), ("waiting", 0), ("waiting", 0)]
