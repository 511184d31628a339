"""`hotline people …` and `hotline alarms`: who answers, whether phones work, and what is wrong with the staffing."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from hotline import parts
from hotline.actions.change_roster import ChangeError, named
from hotline.actions.notice import Notice
from hotline.actions.raise_alarms import find_alarms
from hotline.actions.staffing import Staffing
from hotline.actions.try_lines import ask_for_test
from hotline.commands.opening import as_json, now, ready_store, show
from hotline.core.line_test import BY_DAY
from hotline.settings import load
from hotline.telephony.twilio import staff_call


@click.group()
def people() -> None:
    """Those who answer: list them, test a phone."""


@people.command("list")
@as_json
def list_(json_: bool) -> None:
    """Everybody on the roster: on duty now, confirmed, phone tested, may be texted. No number is shown."""
    store, at = ready_store(), now()
    rota = store.rota(load().timezone)
    tests = store.line_tests(list(rota.responders))
    duties = {one.responder: one for one in store.asked(at) if one.begins <= at}
    rows = []
    for who in rota.responders:
        test, duty = tests.get(who.id), duties.get(who.id)
        rows.append({
            "name": who.name, "role": ";".join(who.roles), "on_duty": rota.is_on(who, at),
            "confirmed": duty.confirmed_at is not None if duty else None, "absent": bool(duty and duty.is_absent),
            "phone": test.state if test else "untested", "tested_at": test.tested_at if test else None,
            "texts": not store.is_blocked(who.phone.e164),
        })  # fmt: skip
    show(rows, json_, "nobody is on the roster")


@people.command("test")
@click.argument("name")
def test_(name: str) -> None:
    """Ring NAME's phone for a test: by day, three times at most, until a key is pressed."""
    store = ready_store()
    try:
        who = named(store.rota(load().timezone), name)
    except ChangeError as error:
        raise click.ClickException(str(error)) from None
    ask_for_test(store, who, now())
    opens, closes = BY_DAY
    click.echo(f"{who.name} is rung by the worker between {opens:%H:%M} and {closes:%H:%M}; "
               "'hotline people list' shows what came of it")  # fmt: skip


@click.command("alarms")
@as_json
def alarms(json_: bool) -> None:
    """What is wrong with the staffing now; the exit status is 1 when there is anything."""
    settings, store = load(), ready_store()
    staffing = Staffing(store, Notice(None, parts.open_words()), settings.timezone,
                        partial(staff_call.address, store.vault))
    known = {one.key: one for one in store.alarms() if one.over_at is None}
    rows: list[dict[str, Any]] = []
    for (kind, about), text in find_alarms(staffing, now()).items():
        seen = known.get((kind, about))
        rows.append({"kind": kind, "since": seen.begun_at if seen else None, "told_at": seen.told_at if seen else None,
                     "text": text})  # fmt: skip
    show(rows, json_, "no alarm is on")
    if rows:
        raise click.exceptions.Exit(1)
