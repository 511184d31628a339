"""Kills the worker at every line of the way from the outbox to the provider, and counts what was lost or sent twice.

Three in four are texts, the rest are calls, which the provider's list does not tell apart by what they are for.

Each time a process of its own is killed, as by kill -9, when it reaches one line for the first time; the next one goes
on where it died. The provider is a file that outlives them all and behaves badly: it refuses, fails before or after it
took a text, breaks the connection, and does not always answer when it is asked what it took.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from hotline.actions import send_errand as sending
from hotline.actions.ports import TelephoneError
from hotline.core.phone_number import PhoneNumber
from hotline.core.throttle import Cap, Throttle
from hotline.storage import database, outbox, sendings
from hotline.storage.database import Database
from hotline.storage.migrate import migrate
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

KEY = bytes(range(32))
BEGINS = datetime(2026, 11, 21, 9, tzinfo=UTC)
TRACED = {module.__file__ for module in (sending, outbox, sendings, database)} | {__file__}
NUMBERS, WORDS = 50, 7  # fewer than messages: to many numbers there is more than one text, and some are alike
ONE_CALL, PATH = 4, "/rings/"  # of so many messages one is a call, which fetches such a path
EACH = 3  # kills at one line
CLAIM_RUNS_OUT = timedelta(seconds=61)
AT_ONCE = 5  # texts that are claimed together, and that a worker sends when it is not killed
MOODS = ("takes it", "takes it", "429", "500", "times out", "takes it, then 500", "takes it, then breaks off")
AFTER_ALL = 500  # passes without a kill until all must have left
Line = tuple[str, int]
Message = tuple[str, str]


@dataclass(frozen=True)
class Outcome:
    """What became of all messages."""

    messages: int
    lines: int
    kills: int
    lost: int
    twice: int
    set_aside: int


class Provider:
    """A telephone whose memory is a file; what it does next is chance."""

    def __init__(self, file: Path, seed: int) -> None:
        self._file = file
        self._chance = random.Random(seed)

    def send_text(self, to: PhoneNumber, body: str, errand: str) -> str:
        """Take a text, or not, and tell, or not."""
        mood = self._chance.choice(MOODS)
        if mood == "429":
            raise TelephoneError("twilio 20429", False)
        if mood in ("500", "times out"):
            raise TelephoneError("twilio failed", False, maybe_sent=True)
        sid = f"SM{self._chance.getrandbits(128):032x}"
        with self._file.open("ab", buffering=0) as taken:
            taken.write(json.dumps([sid, to.e164, body, errand]).encode() + b"\n")
        if mood != "takes it":
            raise TelephoneError("twilio failed", False, maybe_sent=True)
        return sid

    def place_call(self, to: PhoneNumber, path: str) -> str:
        """Ring somebody, or not, and tell, or not."""
        return self.send_text(to, path, "")

    def sent_texts(self, to: PhoneNumber, body: str, _since: datetime) -> list[str]:
        """What it took, if it answers."""
        return [sid for sid, words in self._taken_for(to) if words == body]

    def placed_calls(self, to: PhoneNumber, _since: datetime) -> list[str]:
        """Whom it rang, if it answers; the provider's list does not say for what."""
        return [sid for sid, words in self._taken_for(to) if words.startswith(PATH)]

    def _taken_for(self, to: PhoneNumber) -> list[tuple[str, str]]:
        if self._chance.random() < 0.2:
            raise TelephoneError("twilio 20503", False, maybe_sent=True)
        return [(sid, words) for sid, number, words, _ in taken(self._file) if number == to.e164]


def taken(file: Path) -> list[list[str]]:
    """Everything that the provider took: id, number, words, errand."""
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def kill_everywhere(folder: Path, messages: int, told: Callable[[str], None]) -> Outcome:
    """Send so many messages with a worker that is killed at each line that it is ever seen at."""
    file, seen_file, path = folder / "taken", folder / "lines", folder / "killed.db"
    store = _store(path)
    migrate(store.db)
    posted: Counter[Message] = Counter()
    with store.atomic():
        for n in range(messages):
            if n % ONE_CALL:
                kind, to, body = "sms", f"+92399{n % NUMBERS:07d}", f"words {n % WORDS}"  # a prefix that nobody has
            else:  # now and then, since calls leave first; and nobody is rung for two things at once
                kind, to, body = "call", f"+92399{NUMBERS + n:07d}", f"{PATH}{n}"
            store.post(f"once:{n}", kind, PhoneNumber(to), body, BEGINS + CLAIM_RUNS_OUT * (n // ONE_CALL), BEGINS)
            posted[to, body] += 1
    store.db.close()
    now, tried, kills = BEGINS, Counter[Line](), 0
    for life in range(messages):
        lines = {(str(name), int(line)) for name, line in _lines(seen_file)}
        target = min(lines, key=lambda line: (tried[line], line), default=None)
        if target and tried[target] == EACH:
            break
        tried[target or ("", 0)] += 1
        told(f"killed {kills} times")
        kills += _in_a_child(path, Provider(file, life), now, target, seen_file) == -signal.SIGKILL
        now += CLAIM_RUNS_OUT
        if calls := _calls_begun(path, now):
            # Else the next ones would die of the same calls, which leave first, until these were set aside.
            _in_a_child(path, Provider(file, 10 * messages + life), now, None, seen_file, most=calls)
    for life in range(AFTER_ALL):
        if _in_a_child(path, Provider(file, messages + life), now, None, seen_file, most=messages) == 0:
            break
        now += timedelta(minutes=30)
    return _outcome(store, file, len(tried) - 1, kills, posted)


def _outcome(store: SqlStore, file: Path, lines: int, kills: int, posted: Counter[Message]) -> Outcome:
    """Two errands with the same words to the same number may be taken for each other, since she gets both."""
    got = Counter((to, body) for _, to, body, _ in taken(file))
    aside = sum(row["state"] != "sent" for row in store.outbox())
    store.db.close()
    return Outcome(posted.total(), lines, kills, (posted - got).total(), (got - posted).total(), aside)


def _calls_begun(path: Path, now: datetime) -> int:
    """How many calls that were tried are due again."""
    store = _store(path)
    calls = sum(row["kind"] == "call" and row["state"] in ("waiting", "sending") and row["attempts"] > 0
                and row["due_at"] <= now for row in store.outbox())  # fmt: skip
    store.db.close()  # before the next fork
    return calls


def _in_a_child(
    path: Path, provider: Provider, now: datetime, target: Line | None, seen_file: Path, most: int = AT_ONCE
) -> int:
    """One worker's life and how it ended: killed, or by itself with 1 while there was something left to do, else 0."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 2
    try:
        status = _work(path, provider, now, target, seen_file, most)
    finally:
        os._exit(status)


def _work(
    path: Path, provider: Provider, now: datetime, target: Line | None, seen_file: Path, most: int
) -> int:
    """Send what is due, so many at most; note each line of the way that was passed, unless it is the one to die at."""
    store, seen = _store(path), set[Line]()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in TRACED:
            return None
        if event == "line":
            line = Path(frame.f_code.co_filename).name, frame.f_lineno
            if line == target:
                os.kill(os.getpid(), signal.SIGKILL)
            seen.add(line)
        return trace

    sys.settrace(trace)
    try:
        while most > 0 and (sent := sending.send_errands(store, provider, lambda: now, min(most, AT_ONCE))):
            most -= len(sent)
    finally:
        sys.settrace(None)
    own = {line for line in seen if line[0] != Path(__file__).name or line[1] in _lines_of_sending()}
    seen_file.write_text(json.dumps(sorted(own | {(name, line) for name, line in _lines(seen_file)})))
    return int(any(row["state"] in ("waiting", "sending") for row in store.outbox()))


def _lines_of_sending() -> range:
    """Where the provider takes a text: to die there is to die after it was sent and before anybody knows."""
    first = Provider.send_text.__code__.co_firstlineno
    return range(first, Provider.sent_texts.__code__.co_firstlineno)


def _lines(file: Path) -> list[list[Any]]:
    return json.loads(file.read_text()) if file.exists() else []


def _store(path: Path) -> SqlStore:
    throttle = Throttle((Cap(1_000_000, timedelta(days=1)),), part_paisa=1, paisa_a_day=1_000_000)
    return SqlStore(Database(path), Vault([KEY]), throttle=throttle)


def main() -> None:
    """Print the outcome as JSON."""
    options = argparse.ArgumentParser(prog="python -m bench.killed", description=__doc__)
    options.add_argument("--messages", type=int, default=1000)
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # a kill loses nothing that was written
    with tempfile.TemporaryDirectory(prefix="hotline-killed-", dir=memory) as folder:
        outcome = kill_everywhere(Path(folder), options.parse_args().messages, lambda _: None)
    print(json.dumps(asdict(outcome)))


if __name__ == "__main__":
    main()
