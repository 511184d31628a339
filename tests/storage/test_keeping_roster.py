"""The roster: told apart by phone, changed only where it changed, PINs kept as sealed hashes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from builders import AMNA, BILQIS, KARACHI, KEY, OTHER_KEY, a_person, two_people

from hotline.core.duty import Limits, Service
from hotline.core.shifts import parse_shifts
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault


def stored_pin(store: SqlStore, name: str) -> str | None:
    person = next(one for one in store.responders() if one.name == name)
    row = store.db.query("select pin from responders where id = :id", {"id": person.id})[0]
    return store.vault.open(row["pin"], "responders", "pin", person.id) if row["pin"] else None


def test_what_is_imported_comes_back(store: SqlStore, now: datetime) -> None:
    """Each person has her own name, phone, languages and shifts; ids are made here."""
    amna = a_person(
        languages=("ur", "pa"), shifts="mon-fri 09:00-17:00; sat 20:00-02:00", topics=("law",), district="multan",
        limits=Limits(90, 2, 30),
    )
    bilqis = a_person(name="Bilqis", phone=BILQIS, role="digital;lawyer", shifts="sun 08:00-12:00")
    assert store.replace_roster([bilqis, amna], now) == {"added": 2, "changed": 0, "removed": 0, "same": 0}
    found = store.responders()
    assert [replace(one, id="", code="") for one in found] == [amna.responder, bilqis.responder]
    assert all(one.id for one in found)
    assert found[0].id != found[1].id
    assert found[0].code.isdigit()
    assert found[0].code != found[1].code


def test_the_same_file_again_changes_nothing(store: SqlStore, now: datetime) -> None:
    """Not even a row's time of change, and no PIN is hashed again."""
    people = [a_person(pin="2468"), a_person(name="Bilqis", phone=BILQIS)]
    store.replace_roster(people, now)
    before = store.db.query("select * from responders order by id")
    assert store.replace_roster(people, now + timedelta(days=1))["same"] == 2
    assert store.db.query("select * from responders order by id") == before


@pytest.mark.parametrize(
    "change",
    [{"name": "Amna B."}, {"role": "digital"}, {"gender": "other"}, {"languages": ("en",)},
     {"shifts": "sun 08:00-09:00"}, {"pin": "1357"}, {"pin": ""}],
)
def test_a_change_of_one_leaves_the_other(store: SqlStore, now: datetime, change: dict[str, str]) -> None:
    """She keeps her id, and Bilqis is untouched."""
    before, other = a_person(pin="2468"), a_person(name="Bilqis", phone=BILQIS, pin="9999")
    store.replace_roster([before, other], now)
    ids = {one.phone: one.id for one in store.responders()}
    counts = store.replace_roster([a_person(**{"pin": "2468", **change}), other], now)
    assert counts == {"added": 0, "changed": 1, "removed": 0, "same": 1}
    assert {one.phone: one.id for one in store.responders()} == ids
    if "shifts" in change:
        assert store.responders()[0].shifts == parse_shifts(change["shifts"])


def test_who_is_gone_rings_no_more_and_may_come_back(store: SqlStore, now: datetime) -> None:
    """She is known by her phone, so the rings of old are still hers; her PIN is not kept meanwhile."""
    people = [a_person(pin="2468"), a_person(name="Bilqis", phone=BILQIS)]
    store.replace_roster(people, now)
    amna = store.responders()[0]
    store.ring_started("CA1:1", "CA1", amna.id, now)
    assert store.replace_roster(people[1:], now) == {"added": 0, "changed": 0, "removed": 1, "same": 1}
    assert [one.name for one in store.responders()] == ["Bilqis"]
    assert store.db.query("select pin from responders where id = :id", {"id": amna.id}) == [{"pin": None}]
    assert store.replace_roster(people, now) == {"added": 1, "changed": 0, "removed": 0, "same": 1}
    assert store.responders()[0].id == amna.id


def test_everybody_may_be_removed(store: SqlStore, now: datetime) -> None:
    """An empty roster is a roster."""
    store.replace_roster(two_people(), now)
    assert store.replace_roster([], now)["removed"] == 2
    assert store.responders() == []


def test_a_pin_is_kept_as_a_hash_that_only_the_right_pin_fits(store: SqlStore, now: datetime) -> None:
    """Equal PINs of two people give different hashes; no PIN gives none."""
    store.replace_roster([a_person(pin="2468"), a_person(name="Bilqis", phone=BILQIS, pin="2468")], now)
    one, two = stored_pin(store, "Amna"), stored_pin(store, "Bilqis")
    assert one
    assert two
    assert one != two
    assert PasswordHasher().verify(one, "2468")
    store.replace_roster([a_person(pin=""), a_person(name="Bilqis", phone=BILQIS, pin="2468")], now)
    assert (stored_pin(store, "Amna"), stored_pin(store, "Bilqis")) == (None, two)


def test_two_people_with_one_phone_are_refused(store: SqlStore, now: datetime) -> None:
    """Nothing of such a roster is imported."""
    store.replace_roster(two_people(), now)
    with pytest.raises(ValueError):
        store.replace_roster([a_person(), a_person(name="Bilqis", phone=AMNA)], now)
    assert len(store.responders()) == 2


def test_a_row_that_does_not_open_leaves_the_others(store: SqlStore, now: datetime) -> None:
    """One broken seal must not silence the hotline; the next import mends it."""
    store.replace_roster(two_people(), now)
    amna = store.responders()[0]
    store.db.execute("update responders set name = 'tampered' where id = :id", {"id": amna.id})
    assert [one.name for one in store.responders()] == ["Bilqis"]
    assert store.replace_roster(two_people(), now)["changed"] == 1
    assert store.responders()[0].id == amna.id


def test_a_key_change_keeps_everybody(store: SqlStore, now: datetime) -> None:
    """The same phones are found under the old key."""
    store.replace_roster(two_people(), now)
    after = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    assert after.responders() == store.responders()
    assert after.replace_roster(two_people(), now)["same"] == 2
    assert after.replace_roster(two_people()[:1], now)["removed"] == 1


def test_a_dated_change_is_kept_until_it_is_taken_back(store: SqlStore, now: datetime) -> None:
    """Off duty for an hour, by whatever way; the rota says so at once, and afterwards again."""
    store.replace_roster([a_person()], now)
    amna, hour = store.responders()[0], timedelta(hours=1)
    store.add_stretch(amna.id, now, now + hour, "break", now, on=False)
    assert store.rota(KARACHI).on_duty(now) == []
    assert store.rota(KARACHI).on_duty(now + hour) == [amna]
    assert store.remove_stretches(amna.id, "swap", now) == 0
    assert store.remove_stretches(amna.id, "break", now) == 1
    assert store.rota(KARACHI).on_duty(now) == [amna]


def test_the_hours_of_the_service_are_kept(store: SqlStore, now: datetime) -> None:
    """Set twice, the later stands."""
    store.set_service(Service(parse_shifts("mon 01:00-02:00"), frozenset({now.date()})))
    service = Service(parse_shifts("mon-sun 09:00-21:00"), frozenset({now.date() + timedelta(days=1)}))
    store.set_service(service)
    assert store.service() == service
