"""The roster: told apart by phone, changed only where it changed, PINs kept as sealed hashes."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from builders import AMNA, BILQIS, HINA, KARACHI, KEY, OTHER_KEY, ZOYA, a_person, started, two_people

from hotline.core.duty import Limits, Service
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Change
from hotline.core.shifts import parse_shifts
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault


def counted(changes: list[Change]) -> dict[str, int]:
    """How many were added and so on; what is none is left out."""
    return dict(Counter(one.kind for one in changes))


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
    assert store.replace_roster([bilqis, amna], now) == [Change("added", "Bilqis"), Change("added", "Amna")]
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
    assert counted(store.replace_roster(people, now + timedelta(days=1))) == {"same": 2}
    assert store.db.query("select * from responders order by id") == before


def test_what_changed_of_somebody_is_told_and_no_number_is(store: SqlStore, now: datetime) -> None:
    """The coordinator sees whether the import did what she meant."""
    store.replace_roster([a_person(pin="2468", shifts="mon-fri 09:00-17:00", district="multan")], now)
    [change] = store.replace_roster(
        [a_person(pin="1357", role="lawyer;digital", shifts="tue-sat 09:00-17:00", limits=Limits(60, 2, 30))], now
    )
    assert change == Change("changed", "Amna", (
        "role lawyer, now lawyer;digital", "district multan, now none", "most_minutes 0, now 60",
        "most_hard 0, now 2", "rest 0, now 30", "shifts added sat 09:00-17:00", "shifts removed mon 09:00-17:00",
        "another pin",
    ))  # fmt: skip


def test_somebody_with_another_phone_stays_herself(store: SqlStore, now: datetime) -> None:
    """Her code, her absences and her PIN are still hers; callers are rung to the new phone."""
    store.replace_roster([a_person(pin="2468"), a_person(name="Bilqis", phone=BILQIS)], now)
    before = store.responders()[0]
    done = store.replace_roster([a_person(pin="2468", phone=HINA), a_person(name="Bilqis", phone=BILQIS)], now)
    assert done == [Change("changed", "Amna", ("another phone",)), Change("same", "Bilqis")]
    assert store.responders()[0] == replace(before, phone=PhoneNumber(HINA))


def test_two_of_one_name_are_never_taken_for_each_other(store: SqlStore, now: datetime) -> None:
    """With two new ones, or two that are gone, nobody can say who is who."""
    store.replace_roster([a_person(), a_person(phone=BILQIS)], now)
    assert counted(store.replace_roster([a_person(phone=HINA)], now)) == {"added": 1, "removed": 2}
    two = [a_person(phone=ZOYA), a_person(phone=AMNA)]
    assert counted(store.replace_roster(two, now)) == {"added": 2, "removed": 1}


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
    done = store.replace_roster([a_person(**{"pin": "2468", **change}), other], now)
    assert counted(done) == {"changed": 1, "same": 1}
    assert done[0].details
    assert {one.phone: one.id for one in store.responders()} == ids
    if "shifts" in change:
        assert store.responders()[0].shifts == parse_shifts(change["shifts"])


def test_who_is_gone_rings_no_more_and_may_come_back(store: SqlStore, now: datetime) -> None:
    """She is known by her phone, so the rings of old are still hers; her PIN is not kept meanwhile."""
    people = [a_person(pin="2468"), a_person(name="Bilqis", phone=BILQIS)]
    store.replace_roster(people, now)
    amna = store.responders()[0]
    started(store, "CA1:1", "CA1", amna.id, now)
    assert store.replace_roster(people[1:], now) == [Change("same", "Bilqis"), Change("removed", "Amna")]
    assert [one.name for one in store.responders()] == ["Bilqis"]
    assert store.db.query("select pin from responders where id = :id", {"id": amna.id}) == [{"pin": None}]
    assert store.replace_roster(people, now) == [Change("added", "Amna"), Change("same", "Bilqis")]
    assert store.responders()[0].id == amna.id


def test_everybody_may_be_removed(store: SqlStore, now: datetime) -> None:
    """An empty roster is a roster."""
    store.replace_roster(two_people(), now)
    assert counted(store.replace_roster([], now)) == {"removed": 2}
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
    assert counted(store.replace_roster(two_people(), now)) == {"changed": 1, "same": 1}
    assert store.responders()[0].id == amna.id


def test_a_key_change_keeps_everybody(store: SqlStore, now: datetime) -> None:
    """The same phones are found under the old key."""
    store.replace_roster(two_people(), now)
    after = SqlStore(store.db, Vault([OTHER_KEY, KEY]))
    assert after.responders() == store.responders()
    assert counted(after.replace_roster(two_people(), now)) == {"same": 2}
    assert counted(after.replace_roster(two_people()[:1], now)) == {"removed": 1, "same": 1}


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


def test_the_roster_is_read_again_only_when_it_changed(store: SqlStore, now: datetime) -> None:
    """Whatever changes it, in whichever process; at the same moment or undone as well."""
    first = store.rota(KARACHI)
    assert store.rota(KARACHI) is first
    store.replace_roster(two_people(), now)
    second = store.rota(KARACHI)
    assert [one.name for one in second.responders] == ["Amna", "Bilqis"]
    another = SqlStore(store.db, store.vault)
    another.add_stretch(second.responders[0].id, now, now + timedelta(hours=1), "roster", now, on=False)
    assert store.rota(KARACHI).stretches
    with suppress(ZeroDivisionError), store.atomic():
        store.drop_stretches([one.id for one in store.stretches()])
        assert not store.rota(KARACHI).stretches
        raise ZeroDivisionError
    assert store.rota(KARACHI).stretches
