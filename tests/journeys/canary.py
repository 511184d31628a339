"""A whole day at the hotline in a process of its own: canary people call, text and are rung back.

Run by test_nothing_leaks. Standard error is what a real process would have logged; what else could be seen is
written to a file. The process ends without tidying up, as a killed one would, so that the database's companion
files stay.
"""

from __future__ import annotations

import json
import os
import re
import sys
from functools import partial
from pathlib import Path
from typing import NoReturn

from click.testing import CliRunner

from hotline import cli
from hotline.actions import answer_text
from hotline.actions.notice import Notice
from hotline.actions.ports import TelephoneError
from hotline.actions.ring_callbacks import CallingBack
from hotline.actions.staffing import Staffing
from hotline.calendars import feed
from hotline.storage import vault
from hotline.telephony.twilio import ring_back, staff_call
from hotline.worker import Worker, chores_for
from tests.fakes import FakeTelephone
from tests.journeys.conftest import Hotline, open_hotline
from tests.telephony.wire import ROUTES, Wire

HER, OTHER, THIRD = "+923997315846", "+923998642573", "+923996428517"
RESPONDER, COORDINATOR, PIN = "+923991928374", "+923995172839", "91827364"
NAME, URDU_NAME, STORY = "Zubaidacanary", "زبیدہ کینری", "mera bhai mujhe canaryword karta hai"
RESPONDER_NAME = "Qandeelcanary"
METRICS = "metrics-token-for-tests"
ROSTER = f"""name,phone,role,gender,languages,shifts,pin
{RESPONDER_NAME},{RESPONDER},lawyer,female,ur,mon-sun 00:00-12:00; mon-sun 12:00-24:00,{PIN}
"""
ADDRESS = re.compile(r"https?://[^<\"\s]+")


def day(hotline: Hotline) -> list[str]:
    """Everything that leads to a stored or sent thing; returns the addresses that left by the telephone."""
    _calls(hotline)
    _texts(hotline)
    telephone = FakeTelephone([ValueError(f"{COORDINATOR} {STORY}"), TelephoneError("twilio 20500", False)])
    store, zone = hotline.store, hotline.settings.timezone
    store.block(RESPONDER, hotline.clock.utc())  # which the coordinator is told by name
    notice = Notice(hotline.settings.coordinator, hotline.words)
    calling = CallingBack(store, notice, zone, partial(ring_back.address, store.vault))
    staffing = Staffing(store, notice, zone, partial(staff_call.address, store.vault))
    worker = Worker(calling, telephone, hotline.clock.utc, chores_for(staffing, confirms=True, simulated=False))
    for _ in range(12):
        worker.work_once()
        hotline.clock.advance(30)
    _broken(hotline)
    return [path for _, path in telephone.calls]


def _calls(hotline: Hotline) -> None:
    her, amina = hotline.phone(HER).calls(), hotline.phone(RESPONDER)
    her.presses("1").presses("1").presses("2").presses("1").hears("connect")
    amina.rings().answers().hears("whisper").presses("1")
    her.talks_to(amina)
    amina.hangs_up()
    amina.rings().answers().hears("result_menu").presses("4").hears("result_other").presses("4").hears("result_thanks").hears_the_end()
    her.hears("after_talk").presses("2").hears("callback_intro").presses("2").hears("callback_other")
    her.presses("0" + OTHER[3:] + "#").hears("callback_check").presses("1").presses("1")
    her.hears("callback_confirm").presses("1").hears("callback_stored").hangs_up()
    hotline.phone(THIRD).calls().presses("1").presses("*").hears("decoy_1").hangs_up()


def _texts(hotline: Hotline) -> None:
    her = hotline.phone(HER)
    request = ("mujhe call karo", "2", "0" + OTHER[3:], "1", "1", "1", "1", "1")
    for body in (f"{NAME} {STORY}", f"{URDU_NAME} مدد", *request, f"band {NAME}", "shuru"):
        her.texts(body).reads()
    hotline.phone(THIRD).texts("band").reads()
    hotline.phone(THIRD).texts(f"madad {OTHER}").reads()


def _broken(hotline: Hotline) -> None:
    """What goes wrong is logged too: unsigned requests, a store that fails, errors that quote her."""
    wire = Wire(hotline.app, hotline.settings.public_url, hotline.settings.auth_tokens[0])
    for route in ("/twilio/sms", "/twilio/voice", f"/{HER}", f"/twilio/voice/{HER[1:]}", "/prompts/ur/x.y.wav"):
        wire.post(f"{route}?From={HER[1:]}&Body={NAME}", {"From": HER, "Body": STORY}, signature="wrong")
    hotline.phone(HER).texts(f"{NAME} {HER}")
    answer_text.text_of = _quoting
    hotline.phone(HER).texts(f"{NAME} {STORY}")
    hotline.store.db.execute("alter table turns rename to away")
    hotline.phone(HER).texts(f"{NAME} {STORY}")
    hotline.store.db.execute("alter table away rename to turns")
    hotline.store.db.execute("alter table rings rename to away")
    wire.post("/twilio/voice/status", ROUTES["/twilio/voice/status"] | {"From": HER})
    hotline.store.db.execute("alter table away rename to rings")


def _quoting(*_: object) -> NoReturn:
    raise ValueError(f"{HER} wrote: {NAME} {STORY}")


def pages(hotline: Hotline) -> dict[str, str]:
    """What the web process shows to anybody, or to a monitor."""
    client = hotline.app.test_client()
    key = {"Authorization": f"Bearer {METRICS}"}
    found = {path: client.get(path, headers=key).get_data(as_text=True) for path in ("/healthz", "/readyz", "/metrics")}
    responder = hotline.store.responders()[0].id
    found["feed"] = client.get(feed.path(hotline.store.vault, responder, "")).get_data(as_text=True)
    forbidden = client.get(f"/{HER}?Body={NAME}").get_data(as_text=True)
    return {**found, "not found": forbidden}


def listings(hotline: Hotline) -> dict[str, str]:
    """What a coordinator's terminal shows."""
    references = [one.reference for one in hotline.store.callbacks()]
    at = hotline.clock.utc().isoformat()
    commands = [["callbacks", "list"], ["callbacks", "list", "--all", "--json"], ["outbox", "list"], ["doctor"],
                ["outbox", "list", "--json"], ["roster", "show", "--at", at], ["roster", "show", "--at", at, "--json"],
                ["roster", "gaps"], ["roster", "gaps", "--json"], ["roster", "feed", RESPONDER_NAME],
                ["people", "list"], ["people", "list", "--json"], ["alarms"], ["alarms", "--json"],
                *(["callbacks", "show", one, "--json"] for one in references)]
    return {" ".join(words): CliRunner().invoke(cli.main, words).output for words in commands}


def forgotten(folder: Path) -> None:
    """Live through the day without its failures; then one erases herself, and two are erased."""
    hashes: dict[str, tuple[str, str]] = {}
    make = vault._hashed

    def noting(key: bytes, kind: str, value: str) -> str:
        made = make(key, kind, value)
        if value in (HER, OTHER, THIRD):
            hashes[made] = kind, value
        return made

    vault._hashed = noting
    hotline = open_hotline(folder, ROSTER, HOTLINE_COORDINATOR=COORDINATOR)
    _calls(hotline)
    _texts(hotline)
    her = hotline.phone(HER).texts("MITAO").texts("1").phone
    assert "Mita diya" in her.inbox[-1].body, her.inbox[-1].body
    for number in (OTHER, THIRD):
        assert CliRunner().invoke(cli.main, ["forget"], input=number).exit_code == 0
    (folder.parent / "seen.json").write_text(json.dumps({"hashes": hashes}), encoding="utf-8")
    sys.stderr.flush()
    os._exit(0)


def main(folder: Path) -> None:
    """Live through the day and tell what could be seen of it."""
    hotline = open_hotline(folder, ROSTER, HOTLINE_COORDINATOR=COORDINATOR, HOTLINE_METRICS_TOKEN=METRICS)
    paths = day(hotline)
    exchanges = hotline.carrier.exchanges
    answers = [answer.body.decode() for one in exchanges for answer in one.answers]
    seen = {
        "requested": [one.request.url for one in exchanges],
        "named": [address for answer in answers for address in ADDRESS.findall(answer)],
        "told the telephone": paths,
        "problems": [f"{one.message} {one.url}" for one in hotline.carrier.problems],
        "pages": pages(hotline),
        "listings": listings(hotline),
        "rows": {table: hotline.store.db.query(f"select count(*) as n from {table}")[0]["n"]
                 for table in ("callbacks", "rings", "outbox", "turns", "blocked", "responders",
                               "line_tests", "alarms")},
    }
    (folder.parent / "seen.json").write_text(json.dumps(seen), encoding="utf-8")
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    (forgotten if sys.argv[2:] else main)(Path(sys.argv[1]))
