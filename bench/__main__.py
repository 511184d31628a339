"""Prints what is promised beside what was measured; whether it was met never decides the exit status."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench import large
from bench.figures import FULL, QUICK, Figure, measure

SHARE = 0.02  # of the people, for a first look
SAID = {True: "met", False: "missed", None: ""}
HEADING = ("figure", "measured", "target", "", "how")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument("--quick", action="store_true", help="fewer and shorter rounds: a first look")
    options.add_argument("--large", action="store_true", help="the figures that take many minutes, and only those")
    options.add_argument("--json", action="store_true", help="print a JSON array")
    given = options.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hotline-bench-") as folder:
        figures = list(large.measure(Path(folder), SHARE if given.quick else 1, _told) if given.large
                       else measure(Path(folder), QUICK if given.quick else FULL, _told))  # fmt: skip
    _told("")
    if given.json:
        print(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=2))
        return
    _print(figures)
    command = "python -m bench" + (" --large" if given.large else "") + (" --quick" if given.quick else "")
    print(f"\n{command}: two gunicorn workers a side, medians of alternating rounds, "
          f"{time.monotonic() - began:.0f} s in all")  # fmt: skip


def _print(figures: Sequence[Figure]) -> None:
    rows = [HEADING, *((one.what, one.value, one.target, SAID[one.met], one.how) for one in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADING))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _told(text: str) -> None:
    """What is being done, on one line that is written over."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


if __name__ == "__main__":
    main()
