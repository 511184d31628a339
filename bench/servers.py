"""Real web processes on 127.0.0.1: started on a free port as Procfile does, looked at through /proc, ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = "127.0.0.1"
OURS = ("HOTLINE_", "TWILIO_", "WEB_", "BENCH_")  # of the surroundings nothing of ours is taken over
STARTS_WITHIN = ENDS_WITHIN = 10.0


@dataclass(frozen=True)
class Server:
    """A gunicorn master with so many workers as are `wanted`; `log` is what they wrote."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    wanted: int

    @property
    def url(self) -> str:
        """The address that requests are signed for."""
        return f"http://{HERE}:{self.port}"

    def workers(self) -> list[int]:
        """The processes that answer requests, as soon as all of them are there."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        ends = time.monotonic() + STARTS_WITHIN
        while len(found := children.read_text().split()) != self.wanted:
            if time.monotonic() > ends:
                raise TimeoutError(f"{len(found)} of {self.wanted} workers are there; see {self.log}")
            time.sleep(0.01)
        return [int(pid) for pid in found]

    def spread(self) -> None:
        """Keep each worker on a processor of its own: left alone, both run on one at times while another idles."""
        processors = sorted(os.sched_getaffinity(0))
        for number, worker in enumerate(self.workers()):
            for thread in Path(f"/proc/{worker}/task").iterdir():
                os.sched_setaffinity(int(thread.name), {processors[number % len(processors)]})

    @contextmanager
    def only(self, worker: int) -> Iterator[None]:
        """All other workers hold their breath, so that this one takes what comes."""
        others = [pid for pid in self.workers() if pid != worker]
        try:
            for pid in others:
                os.kill(pid, signal.SIGSTOP)
            yield
        finally:
            for pid in others:
                os.kill(pid, signal.SIGCONT)

    def kill(self) -> None:
        """End master and workers at once, in the middle of whatever they do."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(ENDS_WITHIN)

    def stop(self) -> None:
        """Let them finish; whatever is left after a while is killed."""
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def serving(
    application: str, environment: Mapping[str, str], folder: Path, workers: int = 2
) -> Iterator[Server]:
    """Serve `application` with the project's own gunicorn settings; it stands in `folder`, whatever lies there.

    The socket is open before gunicorn is: a first request simply waits for the first worker. Workers are not
    replaced after so many requests, which would be measured as slowness.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with socket.create_server((HERE, 0), backlog=256) as listener:
        port = listener.getsockname()[1]
        log = folder / "web.log"
        with log.open("wb") as errors:
            process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "gunicorn.conf.py"), "--max-requests", "0",
                 application],
                cwd=folder, pass_fds=(listener.fileno(),), start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=errors, stderr=errors,
                env=_of_web(environment, port, listener.fileno(), workers),
            )  # fmt: skip
    server = Server(process, port, log, workers)
    try:
        yield server
    finally:
        server.stop()


def memory(pid: int) -> dict[str, float]:
    """What a process holds, in MB: all that is resident, its fair share of it, and what is its alone."""
    found = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        name, _, amount = line.partition(":")
        if amount.endswith("kB"):
            found[name] = int(amount.split()[0]) * 1024 / 1e6
    return {"rss": found["Rss"], "pss": found["Pss"], "uss": found["Private_Clean"] + found["Private_Dirty"]}


def surroundings(given: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process of ours that is run from anywhere: what is given, and of ours nothing else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    path = os.pathsep.join(filter(None, (str(ROOT), kept.get("PYTHONPATH", ""))))
    return {**kept, **given, "PYTHONPATH": path}


def _of_web(given: Mapping[str, str], port: int, handle: int, workers: int) -> dict[str, str]:
    own = {"HOTLINE_BIND": f"fd://{handle}", "WEB_CONCURRENCY": str(workers)}
    return surroundings({"HOTLINE_PUBLIC_URL": f"http://{HERE}:{port}", **given, **own})
