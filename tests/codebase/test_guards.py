"""Things that have one home in the source: the provider, SQL, the environment, the clock, chance, words."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

import pytest
from source_tree import ROOT, Module, functions, imports, modules, planted, strings

SQL = re.compile(
    r"\b(select\s+.+\s+from\s+\w+|insert\s+(or\s+\w+\s+)?into\s+\w+|update\s+\w+\s+set\s|delete\s+from\s+\w+"
    r"|(create|drop|alter)\s+(unique\s+)?(table|index|view|trigger)\s|begin\s+immediate|pragma\s+\w+"
    r"|wal_checkpoint|on\s+conflict\s)",
    re.IGNORECASE | re.DOTALL,
)
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.getenvb", "os.putenv", "environ", "getenv"}
CLOCK = re.compile(
    r"((datetime\.)?datetime\.(now|utcnow|today)|(datetime\.)?date\.today"
    r"|time\.(time|time_ns|localtime|gmtime|ctime|monotonic|monotonic_ns|perf_counter|perf_counter_ns))"
)
CHANCE = {"random", "secrets", "uuid"}
# An Arabic letter, digit or mark; the escapes keep this file free of them.
URDU = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")

# Where a thing may be done besides its home, and why. An entry that is no longer needed fails too.
ENVIRONMENT_READERS = {
    "hotline/settings.py": "every setting is read here",
    "hotline/commands/running.py": "hands its environment on to web and worker, which it starts",
}
REAL_CLOCK = {
    "hotline/app.py": "hands the clock to the web process",
    "hotline/worker.py": "hands the clock to the worker's loop",
    "hotline/attach_simulator.py": "hands the clock to the simulator, which may move it forward",
    "hotline/commands": "the parts of the command line: each begins at the real moment",
}
REAL_CHANCE = {
    "hotline/storage": "ids, references and nonces are made where they are kept",
    "hotline/simulator/legs.py": "the carrier invents its own call ids",
    "hotline/simulator/webhooks.py": "the carrier marks its requests so that a retry can be known",
    "hotline/commands/running.py": "`hotline demo` makes the keys of a demo",
}
URDU_LETTERS = {
    "hotline/flows/draw.py": "the widths of letters in the drawing",
    "hotline/prompts/pronounce.py": "the letters and words that the Urdu voice of espeak-ng misreads",
}


def test_twilio_has_one_home() -> None:
    """Another carrier can come beside it, since nobody else knows its library."""
    wrong = [
        one.where
        for one in imports()
        if one.target.split(".")[0] == "twilio" and not one.module.name.startswith("hotline.telephony.twilio")
    ]
    assert not wrong, "twilio is imported elsewhere:\n  " + "\n  ".join(wrong)


def test_the_heavy_twilio_client_stays_out_of_the_web_process() -> None:
    """`twilio.rest` is imported only where calls and texts go out."""
    wrong = [
        one.where
        for one in imports()
        if one.target.startswith(("twilio.rest", "twilio.base", "twilio.http"))
        and one.module.name != "hotline.telephony.twilio.outgoing"
    ]
    assert not wrong, "the REST client is imported elsewhere:\n  " + "\n  ".join(wrong)


def test_the_way_out_is_imported_by_the_roots_only() -> None:
    """The web process must not load the client by way of another module of its edge."""
    wrong = [
        one.where
        for one in imports()
        if one.target == "hotline.telephony.twilio.outgoing" and one.module.floor not in ("worker", "cli", "commands")
    ]
    assert not wrong, "\n  ".join(wrong)


def test_sql_has_one_home() -> None:
    """Rules, requests and queries do not change together."""
    wrong = [
        one.where
        for one in imports()
        if one.target.split(".")[0] in ("sqlite3", "sqlite_utils") and one.module.floor != "storage"
    ]
    wrong += [
        f"{module.at(line)}: {text.strip()[:60]}"
        for module in modules()
        if module.floor != "storage"
        for line, text in strings(module)
        if SQL.search(text)
    ]
    assert not wrong, "SQL outside hotline/storage:\n  " + "\n  ".join(wrong)


def test_ciphers_have_one_home() -> None:
    """What is secret is sealed in one place."""
    wrong = [
        one.where
        for one in imports()
        if one.target.split(".")[0] in ("cryptography", "argon2") and one.module.floor != "storage"
    ]
    assert not wrong, "a cipher outside hotline/storage:\n  " + "\n  ".join(wrong)


def test_passwords_are_hashed_in_one_place() -> None:
    """So no part of the hotline can make a hasher that is quicker to guess than the library's own; only tests do."""
    wrong = [one.where for one in imports()
             if one.target.split(".")[0] == "argon2" and one.module.name != "hotline.storage.passwords"]  # fmt: skip
    assert not wrong, "\n  ".join(wrong)


def test_the_environment_has_one_reader() -> None:
    """A setting that is read elsewhere is not checked, not listed and not documented."""
    _only_at(
        ENVIRONMENT_READERS,
        lambda module: (f"{line}: {name}" for line, name in _names(module) if name in ENVIRONMENT),
    )


def test_only_the_roots_ask_the_clock() -> None:
    """Everybody else is told the time, so every rule can be tried on any day."""
    _only_at(
        REAL_CLOCK,
        lambda module: (f"{line}: {name}" for line, name in _names(module) if CLOCK.fullmatch(name)),
    )


def test_chance_has_its_places() -> None:
    """What is decided by chance cannot be repeated; only ids, nonces and keys are made so."""

    def found(module: Module) -> Iterator[str]:
        yield from (f"{one.line}: {one.target}" for one in imports() if one.module is module and _is_chance(one.target))
        yield from (f"{line}: {name}" for line, name in _names(module) if name in ("os.urandom", "urandom"))

    _only_at(REAL_CHANCE, found)


def test_urdu_words_live_in_translations() -> None:
    """A sentence in the source is one that no translator sees; only tables of letters are excepted."""
    _only_at(
        URDU_LETTERS,
        lambda module: (
            f"{number}: {line.strip()[:40]}"
            for number, line in enumerate(module.text.splitlines(), 1)
            if URDU.search(line)
        ),
    )


def test_flows_hold_keys_not_sentences() -> None:
    """A flow names a sentence by its key; the sentence itself is in the translations."""
    key = re.compile(r"[a-zA-Z0-9_.#*+/-]*")
    wrong = [
        f"{module.at(line)}: {text}"
        for module in modules()
        if module.floor == "flows" and {name for name, _ in functions(module)} & {"steps", "build"}
        for line, text in strings(module)
        if not all(key.fullmatch(part) for part in text.split("…"))
    ]
    assert not wrong, "a sentence in a flow:\n  " + "\n  ".join(wrong)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("select id\n from callers", True),
        ("INSERT INTO callers values (1)", True),
        ("update callers set name = :name", True),
        ("pragma journal_mode = wal", True),
        ("select a key from the keypad below", True),
        ("Please update your settings", False),
        ("delete it", False),
    ],
)
def test_the_reader_knows_sql(text: str, found: bool) -> None:
    """It would rather point at an English sentence than miss a statement."""
    assert bool(SQL.search(text)) is found


def test_the_reader_sees_the_clock_and_the_environment() -> None:
    """However they are spelled, and not where a value merely has such a name."""
    lines = (
        "from datetime import datetime as d",
        "import time as t, os",
        "from os import getenv",
        "d.now(UTC), t.time(), now.time(), request.environ, os.environ['X']",
    )
    text = "\n".join(lines)
    names = {name for _, name in _names(planted("hotline.core.planted", text))}
    assert {name for name in names if CLOCK.fullmatch(name)} == {"datetime.datetime.now", "time.time"}
    assert names & ENVIRONMENT == {"os.environ", "os.getenv"}


def _only_at(allowed: dict[str, str], search: Callable[[Module], Iterator[str]]) -> None:
    """Nothing is found outside the allowed files and folders, and something still is in each that exists."""
    wrong, used = [], set()
    for module in modules():
        path = module.path.relative_to(ROOT).as_posix()
        home = next((one for one in allowed if path == one or path.startswith(f"{one}/")), None)
        for hit in search(module):
            if home is None:
                wrong.append(f"{path}:{hit}")
            else:
                used.add(home)
    idle = [one for one in allowed if one not in used and (ROOT / one).exists()]
    assert not wrong, "found outside its places:\n  " + "\n  ".join(wrong)
    assert not idle, f"no longer needs an exception: {idle}"


def _is_chance(target: str) -> bool:
    return target.split(".")[0] in CHANCE


def _names(module: Module) -> Iterator[tuple[int, str]]:
    """Every dotted name that a module reads, such as `os.environ`, by its real name whatever it is called here."""
    real: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            real |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom) and node.module in ("os", "time", "datetime"):
            found = {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            real |= found
            yield from ((node.lineno, name) for name in found.values())
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            name = ast.unparse(node)
            if re.fullmatch(r"[\w.]+", name):
                head, _, rest = name.partition(".")
                yield node.lineno, f"{real.get(head, head)}.{rest}"
