"""A whole hotline in one process, with a fake clock, a roster, and phones that call it over signed HTTP."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from hotline import parts
from hotline.actions.import_roster import import_roster
from hotline.actions.ports import TelephoneError
from hotline.app import create_app
from hotline.attach_simulator import heard_words
from hotline.prompts.words import Words
from hotline.settings import Settings, load
from hotline.simulator.carrier import Carrier
from hotline.simulator.http import InProcess
from hotline.simulator.journey import FakeClock, Handset, Journey
from hotline.simulator.legs import Account
from hotline.storage.database import Database
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault
from tests.builders import QUICK
from tests.databases import put_empty_database

HOTLINE = "+923990000000"
SAIMA, TARIQ, AMINA = "+923991000003", "+923991000004", "+923991000001"
HER = "+923990000001"
ROSTER = """name,phone,role,gender,languages,shifts,pin
Amina,+923991000001,lawyer,female,ur,mon-sun 00:00-12:00; mon-sun 12:00-24:00,
Saima,+923991000003,counsellor,female,ur,mon-sun 00:00-12:00; mon-sun 12:00-24:00,
Tariq,+923991000004,counsellor,male,ur;en,mon-sun 00:00-12:00; mon-sun 12:00-24:00,
"""


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Settings of a hotline that nobody pays for."""
    return {
        "HOTLINE_DATABASE_URL": f"sqlite:///{folder}/hotline.db",
        "HOTLINE_PUBLIC_URL": "https://hotline.example.org",
        "HOTLINE_KEYS": base64.b64encode(bytes(range(32))).decode(),
        "HOTLINE_NUMBER": HOTLINE,
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": "a-token-for-tests",
        "HOTLINE_RECORDINGS": str(folder / "recordings"),
        **more,
    }


class Compiled(BytecodeCache):
    """The templates of the pages, compiled once for all hotlines of this process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Called for each template that a page shows for the first time."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Called when one was compiled; its key names it, and its checksum is that of its source."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = Compiled()


@cache
def _words(_folder: Path) -> tuple[Words, Callable[[str, str], str | None]]:
    """What the simulated phones show of what they hear, read once."""
    words = parts.open_words()
    return words, heard_words(words)


@dataclass
class Recordings:
    """What the simulated carrier has recorded, as the hotline fetches it, without HTTP."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def fetch(self, recording: str) -> bytes:
        if recording not in self.kept:
            raise TelephoneError("not there", permanent=False)
        return self.kept[recording]

    def delete(self, recording: str) -> None:
        del self.kept[recording]


@dataclass
class Hotline:
    """The hotline under test and everybody around it."""

    settings: Settings
    app: Flask
    store: SqlStore
    clock: FakeClock
    journey: Journey
    words: Words

    def phone(self, number: str = HER, **how: str) -> Handset:
        return self.journey.phone(number, **how)

    def has_roster(self, text: str) -> None:
        import_roster(self.store, text.encode(), self.settings.number, self.clock.utc())

    @property
    def carrier(self) -> Carrier:
        return self.journey.carrier


@pytest.fixture
def hotline(tmp_path: Path) -> Hotline:
    return open_hotline(tmp_path)


def open_hotline(
    folder: Path, roster: str = ROSTER, database: Callable[[Path], Database] = Database, **more: str
) -> Hotline:
    """Start a hotline on a database in `folder`; the carrier and the hotline share one fake clock."""
    settings = load(environment(folder, **more), env_file=folder / "none")
    put_empty_database(folder / "hotline.db")
    store = SqlStore(database(folder / "hotline.db"), Vault(settings.keys), passwords=QUICK)
    clock = FakeClock(1_795_251_600.0)  # 2026-11-21 14:00 in Karachi, a Saturday
    app = create_app(settings, clock.utc, store, recorder := Recordings())
    url = settings.public_url
    account = Account(settings.account_sid, HOTLINE, f"{url}/twilio/voice", f"{url}/twilio/voice/status",
                      f"{url}/twilio/sms")
    app.extensions["console"].jinja_env.bytecode_cache = TEMPLATES
    words, heard = _words(parts.TRANSLATIONS)
    carrier = Carrier(InProcess(app), clock, account, settings.auth_tokens[0], words=heard)
    recorder.kept = carrier.recordings
    found = Hotline(settings, app, store, clock, Journey(carrier, clock), words)
    if roster:
        found.has_roster(roster)
    for name, number in (("Amina", AMINA), ("Saima", SAIMA), ("Tariq", TARIQ)):
        found.phone(number, owner=name)
    return found
