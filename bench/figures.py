"""Every figure that is promised: how it is measured, and what it has to be."""

from __future__ import annotations

import base64
import json
import secrets
import statistics
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import accept, pages, plots, routing, sound
from bench.drain import MESSAGES, drain
from bench.fill import CALLBACKS, CALLERS, fill
from bench.killed import kill_everywhere
from bench.load import line_to
from bench.servers import Server, memory, serving
from bench.speed import Make, Pace, Side, compare
from bench.webhooks import MENU_SAID, STORED_SAID, TEXT_SAID, Provider
from hotline.settings import Settings, load
from hotline.storage.database import open_database
from hotline.storage.migrate import migrate

Told = Callable[[str], None]
# What is sent, what the right answer holds, and what share of the bare route's requests per second is promised.
KINDS: tuple[tuple[str, Make, bytes, float], ...] = (
    ("one voice menu step", Provider.menu_step, MENU_SAID, 0.9),
    ("one callback request stored", Provider.callback_request, STORED_SAID, 0.5),
    ("one text with a keyword answered", Provider.text, TEXT_SAID, 0.6),
)


@dataclass(frozen=True)
class Figure:
    """One line of the table; `met` is None where nothing is promised."""

    what: str
    value: str
    target: str = ""
    met: bool | None = None
    how: str = ""


@dataclass(frozen=True)
class Plan:
    """How much is measured: `--quick` does less of the same."""

    pace: Pace
    starts: int
    waves: int
    keys: float  # seconds
    messages: int


FULL = Plan(Pace(rounds=15, seconds=0.6), starts=5, waves=100, keys=30.0, messages=1000)
QUICK = Plan(Pace(rounds=3, seconds=0.4), starts=1, waves=20, keys=5.0, messages=150)


def measure(folder: Path, plan: Plan, told: Told) -> Iterator[Figure]:
    """Start what is needed in `folder`, measure, and end it."""
    environment = bare_environment(folder / "empty.db")
    settings = _settings(environment, "http://127.0.0.1")
    yield from _listening(settings)
    yield _first_answer(environment, folder, plan.starts, told)
    yield from _ringing(environment, settings, folder, plan, told)
    yield _plot(settings, folder, told)
    with ExitStack() as running:
        ours = running.enter_context(_hotline(environment, folder / "empty"))
        bare = running.enter_context(_bare(environment, ours, folder))
        yield from _against_bare(ours, bare, environment, plan.pace, told)
        yield _size_in_memory(ours)
    yield from _outbox(environment, folder, plan, told)
    yield from _with_many_callers(environment, folder, plan.pace, told)


def _plot(settings: Settings, folder: Path, told: Told) -> Figure:
    told("a plot")
    milliseconds = 1000 * plots.seconds_for_a_plot(folder, settings)
    return Figure("a plot over 3 years of 1,000 calls a day", f"{milliseconds:.0f} ms", "< 300 ms", milliseconds < 300,
                  "counts opened, small cells hidden, bars drawn")  # fmt: skip


def _ringing(
    environment: dict[str, str], settings: Settings, folder: Path, plan: Plan, told: Told
) -> Iterator[Figure]:
    told("whom to ring")
    asked = routing.requests_before_the_ring(settings, folder)
    yield Figure("requests to the provider before a phone rings", str(asked), "0", asked == 0,
                 "from her first key to a responder's bell")  # fmt: skip
    found = routing.planning(settings, folder, plan.waves)
    roster = f"{routing.RESPONDERS} responders, {routing.RESPONDERS * routing.EACH:,} shifts"
    yield Figure(f"planning whom to ring among {roster}", f"{found.plan:.2f} ms", "< 2 ms", found.plan < 2,
                 f"{found.on_duty} on duty")  # fmt: skip
    yield Figure("the same with the roster read, and the ring noted", f"{found.wave:.1f} ms")
    told("keys that accept")
    many = bare_environment(folder / "many.db", environment)
    with _hotline(many, folder / "many") as server:
        keys = accept.accepting(server, _settings(many, server.url), plan.keys)
    yield Figure(f"a responder's key answered, p99 at {accept.A_SECOND} a second", f"{keys.p99:.1f} ms", "< 50 ms",
                 keys.p99 < 50, f"{keys.count:,} keys: median {keys.median:.1f}, at most {keys.most:.1f}")  # fmt: skip


def _against_bare(
    ours: Server, bare: Server, environment: dict[str, str], pace: Pace, told: Told
) -> Iterator[Figure]:
    for what, make, proof, least in KINDS:
        told(f"{what}: against a bare route")
        to_bare = Side(bare, _provider(environment, bare), b"<Response>")
        found = compare(_side(ours, environment, proof), to_bare, make, pace)
        yield Figure(what, f"{found.ratio:.2f} of a bare route", f">= {least}", found.ratio >= least,
                     f"{found.first:.0f} against {found.second:.0f} requests/s")  # fmt: skip


def _outbox(environment: dict[str, str], folder: Path, plan: Plan, told: Told) -> Iterator[Figure]:
    for workers in (1, 2):
        told(f"the outbox with {workers} worker(s)")
        found = drain(environment, folder / f"drain{workers}", workers)
        good = found.speed >= 300 and found.arrived == MESSAGES and not found.twice
        yield Figure(f"outbox emptied by {workers} worker(s)", f"{found.speed:.0f} texts/s", ">= 300", good,
                     f"{found.arrived} of {MESSAGES} arrived, {found.twice} of them twice")  # fmt: skip
    told("a worker killed at every line")
    killed = folder / "killed"
    killed.mkdir()
    outcome = kill_everywhere(killed, plan.messages, told)
    yield Figure("worker killed on its way to a provider that fails", f"{outcome.lost} lost, {outcome.twice} twice",
                 "0, 0", not (outcome.lost or outcome.twice or outcome.set_aside),
                 f"{outcome.messages} texts, {outcome.kills} kills at {outcome.lines} lines")  # fmt: skip


def _with_many_callers(
    environment: dict[str, str], folder: Path, pace: Pace, told: Told
) -> Iterator[Figure]:
    full = folder / "full.db"
    fill(full, told)
    few, many = bare_environment(folder / "small.db", environment), bare_environment(full, environment)
    with ExitStack() as running:
        small = running.enter_context(_hotline(few, folder / "small"))
        large = running.enter_context(_hotline(many, folder / "large"))
        for what, make, proof, _ in KINDS:
            told(f"{what}: with a large database")
            found = compare(_side(small, few, proof), _side(large, many, proof), make, pace)
            yield Figure(f"{what}, after {CALLERS:,} callers and {CALLBACKS:,} requests",
                         f"{found.ratio:.2f} times the time", "<= 1.1", found.ratio <= 1.1,
                         f"{found.second:.0f} against {found.first:.0f} requests/s when empty")  # fmt: skip
    told("the staff pages with a large database")
    roster = f"{CALLBACKS:,} requests and {routing.RESPONDERS} responders"
    for page, median, p99 in pages.times(_settings(many, "http://127.0.0.1"), full):
        yield Figure(f"server time of the page {page} with {roster}, p99", f"{p99:.0f} ms", "< 100 ms", p99 < 100,
                     f"median {median:.0f} ms")  # fmt: skip


def _first_answer(environment: dict[str, str], folder: Path, starts: int, told: Told) -> Figure:
    times = []
    for _ in range(starts):
        told("from start to first answer")
        began = time.perf_counter()
        with _hotline(environment, folder / "start", wait=False) as server:
            _answer(server, environment, Provider.call_begins)
            times.append(time.perf_counter() - began)
    seconds = statistics.median(times)
    return Figure("from start to first answer", f"{seconds:.2f} s", "< 2 s", seconds < 2, f"{starts} start(s)")


def _size_in_memory(server: Server) -> Figure:
    used = max((memory(pid) for pid in server.workers()), key=lambda one: one["rss"])
    return Figure("memory of one web worker after the load", f"{used['rss']:.0f} MB", "< 90 MB", used["rss"] < 90,
                  f"resident; its fair share {used['pss']:.0f} MB, its alone {used['uss']:.0f} MB")  # fmt: skip


def _listening(settings: Settings) -> Iterator[Figure]:
    seconds = sound.until_the_first_ring(settings)
    yield Figure("first call in Urdu, from answer to first ring", f"{seconds:.1f} s", "<= 12 s", seconds <= 12,
                 "she presses as soon as she has heard her option")  # fmt: skip
    yield Figure("the same, listening to each menu to its end",
                 f"{sound.until_the_first_ring(settings, whole=True):.1f} s")  # fmt: skip
    size = sound.size_of_recordings() / 1e6
    yield Figure("all recordings, both languages", f"{size:.2f} MB", "< 8 MB", size < 8)
    topics = sound.until_each_topic(settings)
    nearest = min(topics.values())
    yield Figure("first call in Urdu, from answer to the first sentence of a topic", f"{nearest:.1f} s", "<= 20 s",
                 nearest <= 20, "the topic that comes first")  # fmt: skip
    yield Figure("the same, of all topics", f"{statistics.median(topics.values()):.1f} s (median), "
                 f"{max(topics.values()):.1f} s (farthest)", how=f"{len(topics)} topics")  # fmt: skip


@contextmanager
def _hotline(environment: dict[str, str], folder: Path, *, wait: bool = True) -> Iterator[Server]:
    database = open_database(environment["HOTLINE_DATABASE_URL"])
    migrate(database)
    database.close()
    with serving("wsgi:app", environment, folder) as server:
        if wait:
            _answer(server, environment, Provider.call_begins)
        yield server


@contextmanager
def _bare(environment: dict[str, str], ours: Server, folder: Path) -> Iterator[Server]:
    """The bare route, saying what the hotline says."""
    menu = _answer(ours, environment, Provider.menu_step)
    keys = ET.fromstring(menu)[0]
    said = {"place": keys.get("action"), "timeout": keys.get("timeout"),
            "plays": [play.text for play in keys.findall("Play")],
            "text": ET.fromstring(_answer(ours, environment, Provider.text)).findtext("Message")}  # fmt: skip
    file = folder / "said.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    with serving("bench.bare:app", {**environment, "BENCH_SAID": str(file)}, folder / "bare") as server:
        if ET.canonicalize(_answer(server, environment, Provider.menu_step)) != ET.canonicalize(menu):
            raise AssertionError("the bare route does not say the same as the hotline")
        yield server


def _answer(server: Server, environment: dict[str, str], make: Make) -> str:
    """The body of one answer."""
    with line_to(server.port) as line:
        head, _, body = line.ask(make(_provider(environment, server)).raw).partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise AssertionError(f"{head.splitlines()[0]!r}; see {server.log}")
    return body.decode()


def _side(server: Server, environment: dict[str, str], proof: bytes) -> Side:
    database = environment["HOTLINE_DATABASE_URL"].removeprefix("sqlite:///")
    return Side(server, _provider(environment, server), proof, Path(database))


def _provider(environment: dict[str, str], server: Server) -> Provider:
    return Provider(_settings(environment, server.url), server.url)


def _settings(environment: dict[str, str], url: str) -> Settings:
    return load({**environment, "HOTLINE_PUBLIC_URL": url}, env_file=Path("/nowhere"))


def bare_environment(database: Path, like: dict[str, str] | None = None) -> dict[str, str]:
    """Settings of a hotline that nobody pays for; secrets are new for each run."""
    made = like or {
        "HOTLINE_KEYS": base64.b64encode(secrets.token_bytes(32)).decode(),
        "HOTLINE_NUMBER": "+92" + "3990000000",  # a prefix that nobody has
        "HOTLINE_REQUESTS_A_DAY": "0",  # more are made here than anybody would let in
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
    }
    return {**made, "HOTLINE_DATABASE_URL": f"sqlite:///{database}"}
