"""`hotline serve`, `worker`, `demo` and `doctor`: the hotline as running processes."""

from __future__ import annotations

import base64
import os
import secrets
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

import click
from honcho.manager import Manager

from hotline import parts
from hotline import worker as worker_loop
from hotline.actions.import_roster import import_roster
from hotline.commands import example
from hotline.commands.content import held_back
from hotline.commands.opening import now, stop_on
from hotline.commands.speech import flow_problems, prompt_problems, stand_ins
from hotline.settings import ENV_FILE, Settings, SettingsError, load
from hotline.storage import migrate as migrations

EXAMPLE_ROSTER = Path(__file__).parent.parent / "content" / "example_roster.csv"
EXAMPLE_NUMBER = "+92" + "3990000000"  # a prefix that nobody has


@click.command()
def worker() -> None:
    """Send what is in the outbox and keep house, until stopped."""
    worker_loop.run(load())


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port of the web process.")
def serve(bind: str) -> None:
    """Run web and worker together. The simulator needs one web process with many threads."""
    settings = load()
    _serve(settings, bind, os.environ)


def _serve(settings: Settings, bind: str, given: Mapping[str, str]) -> None:
    workers, threads = ("1", "16") if settings.simulator else (os.environ.get("WEB_CONCURRENCY", "2"), "4")
    environment = {**given, "HOTLINE_BIND": bind, "WEB_CONCURRENCY": workers, "WEB_THREADS": threads,
                   "PYTHONUNBUFFERED": "1"}  # fmt: skip
    manager = Manager()
    folder = Path(sys.executable).parent
    made_by = "hotline.attach_simulator" if settings.simulator else "hotline.app"
    web = [str(folder / "gunicorn"), "-c", str(parts.ROOT / "gunicorn.conf.py"), f"{made_by}:create_app()"]
    manager.add_process("web", shlex.join(web), env=environment)
    manager.add_process("worker", shlex.join([str(folder / "hotline"), "worker"]), env=environment)
    manager.loop()
    sys.exit(manager.returncode)


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--prepare-only", is_flag=True, help="Write keys and database, then stop.")
def demo(port: int, prepare_only: bool) -> None:
    """A hotline to try out: keys, database, example roster, simulated phones. Needs no account anywhere."""
    if ENV_FILE.exists() and not load().simulator:
        raise click.ClickException(f"{ENV_FILE} belongs to a real installation: nothing was changed")
    _write_env(port)
    settings = load({})
    store = parts.open_store(settings)
    migrations.migrate(store.db)
    if not store.responders():
        import_roster(store, EXAMPLE_ROSTER.read_bytes(), settings.number, now())
    if not store.staff():
        example.fill(store, settings.timezone, now())
    click.echo(f"""
  A hotline with simulated phones: {settings.public_url}/simulator/
  The staff pages, in with one click: {settings.public_url}/staff/
  The people and numbers in it are made up; what it tells has not been reviewed.

  A sample call from another terminal:
    .venv/bin/hotline phone dial 1 1 1       (Urdu, talk, a woman)
    .venv/bin/hotline phone text:madad
  Stop with Ctrl-C.
""")
    if not prepare_only:
        others = {name: value for name, value in os.environ.items() if not name.startswith(("HOTLINE_", "TWILIO_"))}
        _serve(settings, f"127.0.0.1:{port}", others)


def _write_env(port: int) -> None:
    """Settings for the demo, made once; the port may change."""
    kept = {} if not ENV_FILE.exists() else dict(
        line.split("=", 1) for line in ENV_FILE.read_text(encoding="utf-8").splitlines() if "=" in line
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    values = {
        "HOTLINE_KEYS": base64.b64encode(secrets.token_bytes(32)).decode(),
        "TWILIO_ACCOUNT_SID": "AC" + secrets.token_hex(16),
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "HOTLINE_NUMBER": EXAMPLE_NUMBER,
        **kept,
        "HOTLINE_PUBLIC_URL": url,
        "HOTLINE_TWILIO_API_URL": f"{url}/simulator/api",
        "HOTLINE_SIMULATOR": "on",
        "HOTLINE_UNREVIEWED": "on",
    }
    ENV_FILE.parent.mkdir(exist_ok=True)
    text = "# Made by 'hotline demo' for the simulator. A real installation sets these in its environment.\n"
    text += "".join(f"{name}={value}\n" for name, value in values.items())
    with os.fdopen(os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


@click.command()
def doctor() -> None:
    """Look at everything that a caller depends on, and say what to do."""
    problems: list[str] = []
    try:
        settings = load()
        problems += migrations.check(parts.open_store(settings).db)
        store = parts.open_store(settings)
        if not migrations.pending(store.db):
            if not store.responders():
                problems.append("roster: nobody is on it (run 'hotline roster import FILE')")
            if settings.coordinator and store.is_blocked(settings.coordinator.e164):
                problems.append("HOTLINE_COORDINATOR: STOP was sent from that phone (send START to be told again)")
        if settings.public_url.startswith("http://") and not settings.simulator:
            problems.append("HOTLINE_PUBLIC_URL: is not https, so calls could be read on the way")
    except SettingsError as error:
        problems.append(str(error))
    problems += flow_problems()
    problems += prompt_problems()
    if rows := held_back(parts.open_library()):
        click.echo(f"held back from live callers or to be looked up again: {len(rows)} (see 'hotline content check')")
    if told := stand_ins():
        click.echo(told)
    stop_on(problems, "all is well")
