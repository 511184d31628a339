"""A feed tells a responder's calendar when she is on duty, whoever looks at that calendar nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import AMNA, BILQIS, KARACHI, KEY, OTHER_KEY, a_person
from flask import Flask
from werkzeug.test import TestResponse

from hotline.calendars.feed import Feeds, create_blueprint, path
from hotline.calendars.reading import read_calendar
from hotline.core.duty import Service
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault
from tests.fakes import FailingStore


@dataclass
class Office:
    """A hotline that serves feeds, at a moment that can be moved."""

    store: SqlStore
    now: datetime
    app: Flask = field(default_factory=lambda: Flask("feeds"))

    def address(self, name: str = "Amna") -> str:
        one = next(one for one in self.store.responders() if one.name == name)
        return path(self.store.vault, one.id, self.store.feed(one.id) or "")

    def get(self, address: str, **headers: str) -> TestResponse:
        return self.app.test_client().get(address, headers=headers)


@pytest.fixture
def office(store: SqlStore, now: datetime) -> Office:
    store.replace_roster([
        a_person(name="Amna", phone=AMNA, shifts="mon-fri 09:00-17:00", district="multan", topics=("law",)),
        a_person(name="Bilqis", phone=BILQIS, role="counsellor", shifts="sat 20:00-02:00"),
    ], now)  # fmt: skip
    office = Office(store, now)
    office.app.register_blueprint(create_blueprint(Feeds(store, store.vault, KARACHI, lambda: office.now)))
    return office


def test_her_duties_are_there_from_last_week_for_eight_weeks(office: Office) -> None:
    """What another calendar program reads in it is what the roster says, changes and closed days included."""
    amna = office.store.responders()[0]
    office.store.add_stretch(amna.id, office.now, office.now + timedelta(hours=2), "swap", office.now, on=True)
    office.store.set_service(Service((), frozenset({date(2026, 11, 23)})))
    answer = office.get(office.address())
    assert answer.content_type == "text/calendar; charset=utf-8"
    begins, ends = datetime(2026, 11, 13, 19, tzinfo=UTC), datetime(2027, 1, 15, 19, tzinfo=UTC)
    read = read_calendar(answer.data, begins, ends, KARACHI)
    assert list(read.duty) == office.store.rota(KARACHI).duties(amna, begins, ends)
    assert read.duty[5] == (office.now, office.now + timedelta(hours=2))
    assert read.absent == ()


def test_each_sees_only_her_own(office: Office) -> None:
    assert b"T150000Z" in office.get(office.address("Bilqis")).data
    assert b"T150000Z" not in office.get(office.address("Amna")).data


def test_it_has_neutral_words_and_no_name_or_number(office: Office) -> None:
    """Her family may see the calendar on her phone."""
    text = office.get(office.address()).get_data(as_text=True)
    words = {line.partition(":")[2] for line in text.splitlines() if line.startswith(("SUMMARY", "X-WR-CALNAME"))}
    assert words == {"Duty"}
    for told in ("Amna", AMNA[3:], "hotline", "lawyer", "law", "multan", "female"):
        assert told.lower() not in text.lower()
    assert not {line.partition(":")[0].partition(";")[0] for line in text.splitlines()} & {
        "DESCRIPTION", "LOCATION", "ORGANIZER", "ATTENDEE", "URL",
    }  # fmt: skip


def test_a_calendar_that_asks_again_gets_it_only_when_it_changed(office: Office) -> None:
    address = office.address()
    first = office.get(address)
    assert first.headers["Cache-Control"] == "private, no-cache"
    office.now += timedelta(hours=1)
    again = office.get(address, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    office.store.set_service(Service((), frozenset({date(2026, 11, 24)})))
    changed = office.get(address, **{"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_an_address_can_be_taken_back_and_others_go_on(office: Office) -> None:
    before, other = office.address(), office.address("Bilqis")
    assert office.get(before).status_code == 200
    office.store.renew_feed(office.store.responders()[0].id)
    assert office.get(before).status_code == 404
    assert office.get(office.address()).status_code == office.get(other).status_code == 200


def test_who_leaves_the_roster_has_no_feed_any_more_nor_when_she_is_back(office: Office) -> None:
    """She gets a new address then."""
    before, people = office.address(), [a_person(name="Amna", phone=AMNA), a_person(name="Bilqis", phone=BILQIS)]
    office.store.replace_roster(people[1:], office.now)
    assert office.get(before).status_code == 404
    office.store.replace_roster(people, office.now)
    assert office.get(before).status_code == 404
    assert office.get(office.address()).status_code == 200


def test_an_address_that_is_not_ours_is_not_there(office: Office, vault: Vault) -> None:
    """Guessed, cut, sealed for something else, or with a key that we do not have."""
    good, amna = office.address(), office.store.responders()[0].id
    other = Vault([OTHER_KEY])
    tokens = ["x", "A" * 200, "A" * 3000, "%00", "..", vault.seal_place(f"{amna} ", "CA1"),
              vault.seal(f"{amna} ", "responders", "name", amna), vault.seal_place("", "calendar"),
              vault.seal_place(amna + " wrong", "calendar"), vault.seal_place("' or 1=1 -- ", "calendar")]  # fmt: skip
    near = [good[:-5] + ".ics", good + "x", good.replace(".ics", ""), path(other, amna, ""), "/calendar/.ics"]
    addresses = [*(f"/calendar/{token}.ics" for token in tokens), *near]
    for address in addresses:
        assert office.get(address).status_code == 404, address
    assert office.app.test_client().post(good).status_code == 405


def test_an_address_outlives_a_change_of_keys(office: Office) -> None:
    """Until the old key is thrown away."""
    both = SqlStore(office.store.db, Vault([OTHER_KEY, KEY]))
    app = Flask("later")
    app.register_blueprint(create_blueprint(Feeds(both, both.vault, KARACHI, lambda: office.now)))
    assert app.test_client().get(office.address()).status_code == 200


def test_while_the_store_is_away_calendars_are_told_to_come_back(office: Office) -> None:
    """They keep what they have; and the address, which is a secret, is in no log."""
    address = office.address()
    app = Flask("away")
    app.register_blueprint(create_blueprint(Feeds(FailingStore(office.store), office.store.vault, KARACHI,
                                                  lambda: office.now)))  # fmt: skip
    answer = app.test_client().get(address)
    assert (answer.status_code, answer.headers["Retry-After"], answer.data) == (503, "600", b"")


def test_a_mistake_of_ours_does_not_write_the_address_into_the_log(
    office: Office, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    address = office.address()
    app = Flask("broken")
    app.register_blueprint(create_blueprint(Feeds(office.store, office.store.vault, KARACHI, lambda: 1 / 0)))  # type: ignore[arg-type,return-value]
    assert app.test_client().get(address).status_code == 503
    assert address[10:60] not in caplog.text + "".join(capfd.readouterr())


def test_looking_at_a_feed_writes_nothing(office: Office) -> None:
    before = list(office.store.db._port().conn.iterdump())
    office.get(office.address())
    assert list(office.store.db._port().conn.iterdump()) == before
