"""A setting that is missing or malformed stops the program with its name, and no secret is ever shown."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from hotline.settings import SETTINGS, Settings, SettingsError, load
from tests.journeys.conftest import environment

NEEDED = [setting.variable for setting in SETTINGS.values() if setting.default is None]
SECRET = "canary-secret-0123456789"
PUBLIC = "https://hotline.example.org"


def settings(folder: Path, **changes: str | None) -> Settings:
    """The settings of a good environment with these changes; None leaves a variable out."""
    given = {**environment(folder), **changes}
    return load({name: text for name, text in given.items() if text is not None}, env_file=folder / "none")


def refusal(folder: Path, **changes: str | None) -> str:
    """What is said about a bad environment, in one line."""
    with pytest.raises(SettingsError) as caught:
        settings(folder, **changes)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_good_environment_is_read(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert (found.public_url, found.number.e164, found.timezone.key) == (PUBLIC, "+923990000000", "Asia/Karachi")
    assert (found.simulator, found.unreviewed, found.coordinator, found.metrics_token) == (False, False, None, "")


def test_every_setting_says_what_it_is_for() -> None:
    assert all(setting.help for setting in SETTINGS.values())
    assert len({setting.variable for setting in SETTINGS.values()}) == len(SETTINGS)


def test_no_secret_has_a_default() -> None:
    assert set(NEEDED) == {"HOTLINE_PUBLIC_URL", "HOTLINE_KEYS", "HOTLINE_NUMBER", "TWILIO_ACCOUNT_SID",
                           "TWILIO_AUTH_TOKEN"}


@pytest.mark.parametrize("variable", NEEDED)
def test_a_missing_setting_is_named_with_what_it_is(tmp_path: Path, variable: str) -> None:
    told = refusal(tmp_path, **{variable: None})
    assert told.startswith(f"{variable} is not set: ")
    assert len(told) > len(f"{variable} is not set: ")


@pytest.mark.parametrize(("variable", "text"), [
    ("HOTLINE_PUBLIC_URL", ""), ("HOTLINE_PUBLIC_URL", "hotline.example.org"), ("HOTLINE_PUBLIC_URL", "ftp://h.example"),
    ("HOTLINE_PUBLIC_URL", "https://"), ("HOTLINE_PUBLIC_URL", "https://[::1"), ("HOTLINE_PUBLIC_URL", "https://h:port"),
    ("HOTLINE_PUBLIC_URL", "https://h:99999"), ("HOTLINE_PUBLIC_URL", "https://h/?a=1"),
    ("HOTLINE_PUBLIC_URL", f"https://me:{SECRET}@h.example"), ("HOTLINE_PUBLIC_URL", "https://h/#rc=2"),
    ("HOTLINE_KEYS", ""), ("HOTLINE_KEYS", SECRET), ("HOTLINE_KEYS", base64.b64encode(SECRET.encode()).decode()),
    ("HOTLINE_KEYS", f"{base64.b64encode(bytes(32)).decode()},{SECRET}"), ("HOTLINE_KEYS", "کلید"),
    ("HOTLINE_KEYS", f"{base64.b64encode(bytes(32)).decode()},"),
    ("HOTLINE_NUMBER", ""), ("HOTLINE_NUMBER", "03990000000"), ("HOTLINE_NUMBER", SECRET), ("HOTLINE_NUMBER", "+92"),
    ("TWILIO_ACCOUNT_SID", ""), ("TWILIO_ACCOUNT_SID", SECRET), ("TWILIO_ACCOUNT_SID", "AC123"),
    ("TWILIO_AUTH_TOKEN", ""), ("TWILIO_AUTH_TOKEN", " , "), ("TWILIO_AUTH_TOKEN", f"{SECRET},b,c"),
    ("HOTLINE_TWILIO_API_URL", SECRET), ("HOTLINE_TWILIO_API_URL", ""),
    ("HOTLINE_DATABASE_URL", ""), ("HOTLINE_DATABASE_URL", f"mysql://me:{SECRET}@h/db"),
    ("HOTLINE_DATABASE_URL", "x.db"),
    ("HOTLINE_KEEP_REQUESTS", "0"), ("HOTLINE_KEEP_TEXTS", "a week"), ("HOTLINE_KEEP_CALLS", "999"),
    ("HOTLINE_TIMEZONE", ""), ("HOTLINE_TIMEZONE", "Asia"), ("HOTLINE_TIMEZONE", "Asia/Nowhere"),
    ("HOTLINE_TIMEZONE", "../../etc/passwd"), ("HOTLINE_TIMEZONE", "/etc/passwd"), ("HOTLINE_TIMEZONE", SECRET),
    ("HOTLINE_SIMULATOR", "maybe"), ("HOTLINE_SIMULATOR", SECRET), ("HOTLINE_UNREVIEWED", "2"),
    ("HOTLINE_COUNTRIES", ""), ("HOTLINE_COUNTRIES", "Pakistan"), ("HOTLINE_COUNTRIES", "PK,,GB"),
    ("HOTLINE_COORDINATOR", "12"), ("HOTLINE_COORDINATOR", SECRET),
])
def test_a_malformed_setting_is_named_and_not_shown(tmp_path: Path, variable: str, text: str) -> None:
    told = refusal(tmp_path, **{variable: text})
    assert told.startswith(f"{variable} is malformed (")
    assert SECRET not in told


def test_nothing_shows_what_the_settings_hold(tmp_path: Path) -> None:
    """Printed by mistake, in a traceback or a log, they tell nothing."""
    found = settings(tmp_path, TWILIO_AUTH_TOKEN=SECRET, HOTLINE_METRICS_TOKEN=SECRET)
    assert f"{found} {found!r} {[found]}" == "Settings(hidden) Settings(hidden) [Settings(hidden)]"


def test_two_keys_and_two_tokens_while_one_replaces_the_other(tmp_path: Path) -> None:
    keys = ", ".join(base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
    found = settings(tmp_path, HOTLINE_KEYS=keys, TWILIO_AUTH_TOKEN="new, old")
    assert found.keys == (b"\x01" * 32, b"\x02" * 32)
    assert found.auth_tokens == ("new", "old")


@pytest.mark.parametrize("api", ["https://api.twilio.com", "https://hotline.example.org.evil.example/simulator/api",
                                 "http://hotline.example.org/simulator/api", "https://other.example/simulator/api"])
def test_the_simulator_refuses_to_stand_beside_a_real_carrier(tmp_path: Path, api: str) -> None:
    told = refusal(tmp_path, HOTLINE_SIMULATOR="on", HOTLINE_TWILIO_API_URL=api)
    assert "HOTLINE_SIMULATOR is on beside a real carrier" in told
    assert "HOTLINE_TWILIO_API_URL" in told


def test_the_simulator_stands_alone(tmp_path: Path) -> None:
    found = settings(tmp_path, HOTLINE_SIMULATOR="on", HOTLINE_TWILIO_API_URL=f"{PUBLIC}/simulator/api",
                     HOTLINE_UNREVIEWED="on")
    assert found.simulator
    assert found.unreviewed


def test_what_nobody_signed_is_for_the_simulator_only(tmp_path: Path) -> None:
    assert "HOTLINE_UNREVIEWED is on without the simulator" in refusal(tmp_path, HOTLINE_UNREVIEWED="on")


def test_a_number_that_is_always_busy_is_not_the_only_one(tmp_path: Path) -> None:
    """Otherwise nobody could call any more."""
    own = environment(tmp_path)["HOTLINE_NUMBER"]
    assert "HOTLINE_MISSED_NUMBER must be another number" in refusal(tmp_path, HOTLINE_MISSED_NUMBER=own)


def test_the_file_of_a_demo_gives_what_the_environment_lacks(tmp_path: Path) -> None:
    """And no more: what is in the environment counts."""
    given = environment(tmp_path)
    token = given.pop("TWILIO_AUTH_TOKEN")
    file = tmp_path / "hotline.env"
    file.write_text(f"# made by a demo\n\nTWILIO_AUTH_TOKEN = {token}\nHOTLINE_PUBLIC_URL=https://h.example\nnonsense\n")
    found = load(given, env_file=file)
    assert (found.auth_tokens, found.public_url) == ((token,), PUBLIC)
