"""Prints the fault matrix; the exit status is 1 if anybody was stranded.

A word behind it picks the cases whose name holds it.
"""

from __future__ import annotations

import io
import sys
import tempfile
from contextlib import redirect_stderr
from pathlib import Path

from tests.faults.case import Case, live_through
from tests.faults.cases import CASES
from tests.faults.verdict import Ending

WIDTH = max(len(case.name) for case in CASES)


def main() -> int:
    """Live through the cases and print what became of each caller."""
    chosen = [case for case in CASES if all(word in case.name for word in sys.argv[1:])]
    _print("what goes wrong", "where she ended", "after", "waited", "")
    stranded, longest = 0, 0.0
    for case in chosen:
        ending = _lived(case)
        said = "ok" if _is_well(case, ending) else ", ".join(("STRANDED", *ending.wrong))
        waited = f"{ending.waited:.0f} s" if ending.waited else ""
        _print(case.name, ending.where, f"{ending.after:.0f} s", waited, said)
        stranded += said != "ok"
        longest = max(longest, ending.waited)
    print(f"\n{len(chosen)} cases, {stranded} stranded; longest wait from a first ring to somebody who takes the call"
          f" or to a menu: {longest:.0f} s")  # fmt: skip
    return min(stranded, 1)


def _is_well(case: Case, ending: Ending) -> bool:
    return ending.where == case.ends and not ending.wrong


def _lived(case: Case) -> Ending:
    """What became of her; the hotline's own log stays out of the table."""
    with tempfile.TemporaryDirectory(prefix="hotline-faults-") as folder, redirect_stderr(io.StringIO()):
        return live_through(case, Path(folder))


def _print(what: str, where: str, after: str, waited: str, said: str) -> None:
    print(f"{what:<{WIDTH}}  {where:<16}  {after:>6}  {waited:>6}  {said}".rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
