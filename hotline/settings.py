"""Every setting: name, type, default and help. The only reader of the environment.

A missing or malformed setting stops the program and names the variable. Settings hold values, never clients.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hotline.core.keeping import Keeping
from hotline.core.limits import Limits
from hotline.core.missed import RingBack
from hotline.core.phone_number import PhoneNumber, parse, parse_countries
from hotline.core.throttle import Cap, Throttle, parse_caps

ENV_FILE = Path("instance/hotline.env")


class SettingsError(Exception):
    """A setting is missing or malformed; the message names the variable and says what to do."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How one variable is read: `default` None means that it must be given."""

    variable: str
    default: str | None
    read: Callable[[str], Any]
    help: str


def _keys(text: str) -> tuple[bytes, ...]:
    keys = tuple(base64.b64decode(part.strip(), validate=True) for part in text.split(","))
    if any(len(key) != 32 for key in keys):
        raise ValueError("each key must be 32 bytes in base64")
    return keys


def _number(text: str) -> PhoneNumber:
    number = parse(text)
    if number is None or not text.strip().startswith("+"):
        raise ValueError("must be a phone number in E.164 form, starting with +")
    return number


def _url(text: str) -> str:
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be an address such as https://hotline.example.org")
    if parts.username is not None:  # it would be told in every recording's address, and is not in what is signed
        raise ValueError("must hold no user name or password")
    _ = parts.port
    return text.strip().rstrip("/")


def _database(text: str) -> str:
    if not text.startswith("sqlite:///"):
        raise ValueError("must start with sqlite:///")
    return text


def _switch(text: str) -> bool:
    words = {"on": True, "off": False, "1": True, "0": False, "true": True, "false": False, "": False}
    if text.strip().lower() not in words:
        raise ValueError("must be on or off")
    return words[text.strip().lower()]


def _tokens(text: str) -> tuple[str, ...]:
    tokens = tuple(part.strip() for part in text.split(",") if part.strip())
    if not 1 <= len(tokens) <= 2:
        raise ValueError("must be one token, or two with a comma during rotation")
    return tokens


def _days(text: str) -> int:
    if not (text.strip().isascii() and text.strip().isdigit() and 1 <= int(text) <= 366):
        raise ValueError("must be a number of days from 1 to 366")
    return int(text)


def _amount(text: str) -> int:
    if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 10):
        raise ValueError("must be a number, 0 for no limit")
    return int(text)


def _pin(text: str) -> str:
    if text and not (text.isascii() and text.isdigit() and 4 <= len(text) <= 8):
        raise ValueError("must be 4 to 8 digits")
    return text


def _sid(text: str) -> str:
    if not (text.startswith("AC") and len(text) == 34):
        raise ValueError("must be the account's SID: AC and 32 characters")
    return text


SETTINGS: dict[str, Setting] = {
    "database_url": Setting("HOTLINE_DATABASE_URL", "sqlite:///instance/hotline.db", _database, "where all is kept"),
    "public_url": Setting("HOTLINE_PUBLIC_URL", None, _url, "the address Twilio calls"),
    "keys": Setting("HOTLINE_KEYS", None, _keys, "comma-separated 32-byte base64 keys; the first seals, all open"),
    "number": Setting("HOTLINE_NUMBER", None, _number, "the hotline's own number, E.164"),
    "account_sid": Setting("TWILIO_ACCOUNT_SID", None, _sid, "the Twilio account"),
    "auth_tokens": Setting("TWILIO_AUTH_TOKEN", None, _tokens, "its token; two with a comma during rotation"),
    "api_url": Setting("HOTLINE_TWILIO_API_URL", "https://api.twilio.com", _url, "a Twilio-compatible API"),
    "recordings": Setting("HOTLINE_RECORDINGS", "instance/recordings", Path, "where recordings are kept that are made "
                          "by phone or from files; shared by all web processes"),
    "timezone": Setting("HOTLINE_TIMEZONE", "Asia/Karachi", ZoneInfo, "for rosters and safe hours"),
    "simulator": Setting("HOTLINE_SIMULATOR", "off", _switch, "simulator pages; never beside real credentials"),
    "unreviewed": Setting("HOTLINE_UNREVIEWED", "off", _switch, "tell what is not signed yet; with the simulator only"),
    "metrics_token": Setting("HOTLINE_METRICS_TOKEN", "", str, "opens /metrics; without it there is no such page"),
    "swaps": Setting("HOTLINE_SWAPS", "on", _switch, "responders may swap shifts among themselves, by text"),
    "coordinator": Setting("HOTLINE_COORDINATOR", "", lambda text: _number(text) if text else None,
                           "gets a text when a request is stored or something is wrong; E.164, may be left out"),
    "coordinator_pin": Setting("HOTLINE_COORDINATOR_PIN", "", _pin, "4 to 8 digits, by which the coordinator records "
                               "sentences from that phone; without it nobody does"),
    "keep_requests": Setting("HOTLINE_KEEP_REQUESTS", "7", _days, "days until a closed request is deleted"),
    "keep_texts": Setting("HOTLINE_KEEP_TEXTS", "3", _days, "days until a text is deleted, here and at the provider"),
    "keep_calls": Setting("HOTLINE_KEEP_CALLS", "30", _days, "days until who rang and was rung is deleted, there too"),
    "confirm_shifts": Setting("HOTLINE_CONFIRM_SHIFTS", "on", _switch,
                              "remind responders of their duty; who does not confirm it counts as absent"),
    "requests_per_caller": Setting("HOTLINE_REQUESTS_PER_CALLER", "5", _amount,
                                   "calls back that one phone may ask for in a day; 0 is no limit"),
    "requests_a_day": Setting("HOTLINE_REQUESTS_A_DAY", "500", _amount,
                              "calls back that all may ask for in a day, but for danger; 0 is no limit"),
    "countries": Setting("HOTLINE_COUNTRIES", "PK", parse_countries, "where a phone is that may be rung for somebody "
                         "who asks for it; with each country more, fraud may cost more"),
    "ring_missed": Setting("HOTLINE_RING_MISSED", "off", _switch, "ring back whoever hangs up before the menu or calls "
                           "HOTLINE_MISSED_NUMBER; somebody else may answer"),
    "missed_number": Setting("HOTLINE_MISSED_NUMBER", "", lambda text: _number(text) if text else None,
                             "another number of the hotline: always busy, so that calling it costs nothing; E.164"),
    "missed_after": Setting("HOTLINE_MISSED_AFTER", "30", _amount, "seconds until a missed call is rung back"),
    "missed_per_number": Setting("HOTLINE_MISSED_PER_NUMBER", "3", _amount, "missed calls of one number that are rung "
                                 "back in a day; 0 is no limit"),
    "missed_a_day": Setting("HOTLINE_MISSED_A_DAY", "200", _amount, "missed calls that are rung back in a day, in all; "
                            "0 is no limit"),
    "text_caps": Setting("HOTLINE_TEXT_CAPS", "60/1m", parse_caps, "texts that leave in a time; a Pakistani SIM: "
                         "150/15m, 250/1h, 1000/1d"),
    "texts_per_number": Setting("HOTLINE_TEXTS_PER_NUMBER", "30", _amount, "texts sent to one number in a day"),
    "part_cost": Setting("HOTLINE_PART_COST", "1000", _amount, "what one part of a text costs, in paisa"),
    "text_budget": Setting("HOTLINE_TEXT_BUDGET", "1000000", _amount, "paisa a day for texts to others than staff"),
}  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """The settings of this process, read once."""

    database_url: str
    public_url: str
    keys: tuple[bytes, ...]
    number: PhoneNumber
    account_sid: str
    auth_tokens: tuple[str, ...]
    api_url: str
    recordings: Path
    timezone: ZoneInfo
    simulator: bool
    unreviewed: bool
    metrics_token: str
    swaps: bool
    coordinator: PhoneNumber | None
    coordinator_pin: str
    keep_requests: int
    keep_texts: int
    keep_calls: int
    confirm_shifts: bool
    requests_per_caller: int
    requests_a_day: int
    countries: tuple[str, ...]
    ring_missed: bool
    missed_number: PhoneNumber | None
    missed_after: int
    missed_per_number: int
    missed_a_day: int
    text_caps: tuple[Cap, ...]
    texts_per_number: int
    part_cost: int
    text_budget: int

    @property
    def keeping(self) -> Keeping:
        """How long things are kept."""
        return Keeping(self.keep_requests, self.keep_texts, self.keep_calls)

    @property
    def limits(self) -> Limits:
        """How many requests may be made, and what is never rung."""
        return Limits(self.requests_per_caller, self.requests_a_day, self.number, self.countries)

    @property
    def ring_back(self) -> RingBack | None:
        """How missed calls are rung back, if they are."""
        if not self.ring_missed:
            return None
        own = frozenset(filter(None, (self.number, self.missed_number)))
        after = timedelta(seconds=self.missed_after)
        return RingBack(after, self.missed_per_number, self.missed_a_day, self.missed_number, own, self.countries)

    @property
    def throttle(self) -> Throttle:
        """How many texts may leave, and at what cost."""
        return Throttle(self.text_caps, self.texts_per_number, self.part_cost, self.text_budget)

    def __repr__(self) -> str:
        return "Settings(hidden)"


def load(environment: Mapping[str, str] | None = None, env_file: Path = ENV_FILE) -> Settings:
    """Read the environment; what it lacks is taken from `instance/hotline.env`, which `hotline demo` writes.

    Raises SettingsError that names the first variable that is missing or malformed.
    """
    given = {**_read_file(env_file), **(os.environ if environment is None else environment)}
    values = {field.name: _value(SETTINGS[field.name], given) for field in fields(Settings)}
    settings = Settings(**values)
    if settings.simulator and not f"{settings.api_url}/".startswith(f"{settings.public_url}/"):
        raise SettingsError(
            "HOTLINE_SIMULATOR is on beside a real carrier: set HOTLINE_TWILIO_API_URL to the simulator's address "
            "below HOTLINE_PUBLIC_URL, or switch the simulator off"
        )
    if settings.unreviewed and not settings.simulator:
        raise SettingsError("HOTLINE_UNREVIEWED is on without the simulator: live callers hear only what is signed")
    if settings.missed_number == settings.number:
        raise SettingsError("HOTLINE_MISSED_NUMBER must be another number than HOTLINE_NUMBER: it is always busy")
    return settings


def load_one(name: str, env_file: Path = ENV_FILE) -> Any:
    """One setting, for a command that needs no other. Raises SettingsError."""
    return _value(SETTINGS[name], {**_read_file(env_file), **os.environ})


def _value(setting: Setting, given: Mapping[str, str]) -> Any:
    text = given.get(setting.variable, setting.default)
    if text is None:
        raise SettingsError(f"{setting.variable} is not set: {setting.help}")
    try:
        return setting.read(text)
    except (ValueError, ZoneInfoNotFoundError, OSError) as error:
        raise SettingsError(f"{setting.variable} is malformed ({setting.help}): {_why(error)}") from None


def _why(error: Exception) -> str:
    # The text of a secret never reaches a message: only our own sentences are shown.
    return str(error) if isinstance(error, ValueError) and str(error).startswith(("must", "each")) else "not readable"


def _read_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if line and not line.startswith("#") and "=" in line)
    return {name.strip(): value.strip() for name, value in pairs}
