"""What `hotline demo` shows beside its roster: accounts of each role, requests, calls of yesterday, a gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo

from hotline.commands.example_counts import example_counts
from hotline.core.callback import WINDOWS, Card, Request, first_due
from hotline.core.counting import month_of, months_before
from hotline.core.duty import Responder
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Ring
from hotline.core.staff import ROLES
from hotline.core.subscription import Slot, Subscription, next_due
from hotline.flows.weekly import SERIES
from hotline.storage.store import SqlStore

HERS = "+92" + "39900001"  # and two digits: callers who do not exist
NAMES = {"coordinator": "Rabia Example", "responder": "Amina Example", "editor": "Nida Example",
         "observer": "Farah Example"}  # fmt: skip
LANGUAGES = ("ur", "ur_Latn", "en")
NIGHTS = (time(2), time(22))
CALLS_A_MONTH = 320
AT_LEAST = timedelta(hours=3)  # ahead, so that whoever tries a call now meets nobody absent


def fill(store: SqlStore, zone: tzinfo, now: datetime) -> None:
    """Fill an empty demo, so that each page has something to show."""
    people = store.responders()
    amina = next((one for one in people if one.name == NAMES["responder"]), None)
    for role in ROLES:
        store.add_staff(NAMES[role], role, amina.id if amina and role == "responder" else None, "en", now)
    _requests(store, zone, now, amina)
    for number, one in enumerate(people * 3):
        _call(store, f"example {number}", one.id, now - timedelta(hours=20) + timedelta(minutes=37 * number),
              talks=number % 4 != 3)  # fmt: skip
    months = [months_before(month_of(now, zone), many) for many in range(14, 0, -1)]
    store.count_once([("example months", example_counts(months, CALLS_A_MONTH))], now)
    for number in range(40):
        slot = Slot(number % 7, 9 + number % 10)
        to = PhoneNumber(f"{HERS[:-1]}2{number:02}")
        due = next_due(slot, now, zone, who=to.e164)
        wanted = Subscription("", SERIES[number % 3], LANGUAGES[number // 3 % 3], slot, due)
        store.subscribe(to.e164, to, wanted)
    gap = _gap(zone, now)
    for one in people:
        store.add_stretch(one.id, *gap, "roster", now, on=False)


def _requests(store: SqlStore, zone: tzinfo, now: datetime, amina: Responder | None) -> None:
    # Not in the hours that run now: a demo's phones would ring by themselves.
    later = [name for name in WINDOWS if name != "now" and first_due(name, "any", now, zone) > now + timedelta(hours=1)]
    card = Card(True, "nasreen", "tailor", "rose", may_text=True)
    told = (
        Request("", "", "any", "law", True, "ur", "voice", urgent=True, card=card),
        Request("", "", "any", "feelings", True, "ur", "voice", not_from="multan"),
        Request("", "", "weekdays", "online", False, "ur", "voice", lifted=("family",)),
        Request("", "", "any", "law", False, "en", "voice"),
        Request("", "", "any", "other", False, "ur_Latn", "sms"),
    )
    for number, one in enumerate(told):
        window, at = later[number % len(later)], now - timedelta(hours=9 - 2 * number)
        due = first_due(window, one.days, now, zone)
        reference = store.record_callback(
            f"example request {number}", replace(one, number=f"{HERS}{number:02}", window=window), due, at
        )
        known = store.callback(reference)
        if known and amina and number == 0:
            store.assign_request(known.id, amina.id)


def _call(store: SqlStore, once: str, responder: str, at: datetime, *, talks: bool) -> None:
    for ring, _who in store.rings_started(once, Ring(once), [responder], at):
        if talks:
            store.ring_accepted(ring, at + timedelta(seconds=12))
        store.ring_ended(ring, "no_answer", at + timedelta(minutes=9))


def _gap(zone: tzinfo, now: datetime) -> tuple[datetime, datetime]:
    """Two hours of the coming night in which nobody is there: something to fill."""
    local = (now + AT_LEAST).astimezone(zone)
    begins = min(datetime.combine(local.date() + timedelta(days=local.time() > night), night, zone) for night in NIGHTS)
    return begins.astimezone(now.tzinfo), begins.astimezone(now.tzinfo) + timedelta(hours=2)
