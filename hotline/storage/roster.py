"""Who answers: responders with sealed names, phones and PINs, and their weekly shifts."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from hotline.core.duty import Responder, Shift
from hotline.core.errors import SealBroken
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Person
from hotline.storage.database import Row, stamp
from hotline.storage.shelf import Shelf, new_id

log = logging.getLogger(__name__)
TABLE = "responders"


class Roster(Shelf):
    """The part of the store that keeps the roster."""

    def responders(self) -> list[Responder]:
        """Everybody on the roster, by name. A row that does not open is left out: the others still answer."""
        shifts = self._shifts()
        found = []
        for row in self.db.query(
            "select id, name, phone, role, gender, languages from responders where active = 1"
        ):
            try:
                found.append(self._responder(row, shifts))
            except SealBroken:
                log.error("responder_unreadable id=%s", row["id"])
        return sorted(found, key=lambda one: (one.name, one.id))

    def replace_roster(self, people: Sequence[Person], now: datetime) -> dict[str, int]:
        """Make the roster be these people, told apart by phone; return how many were added and so on.

        Those who are gone are kept aside, since rings refer to them; they come back by the same phone.
        """
        phones = [person.responder.phone.e164 for person in people]
        if len(set(phones)) != len(phones):
            raise ValueError("two people have the same phone")
        # Hashing a PIN takes long on purpose, so it is done before the write lock is taken.
        pins = {one.responder.phone.e164: self._pin_hash(one.responder.phone.e164, one.pin) for one in people}
        counts = {"added": 0, "changed": 0, "removed": 0, "same": 0}
        with self.atomic():
            shifts = self._shifts()
            for person in people:
                counts[self._replace(person.responder, pins[person.responder.phone.e164], shifts, now)] += 1
            counts["removed"] = self._remove_others(phones, now)
        return counts

    def _shifts(self) -> dict[str, tuple[Shift, ...]]:
        shifts: dict[str, tuple[Shift, ...]] = defaultdict(tuple)
        for row in self.db.query("select responder, starts, minutes from shifts order by responder, starts"):
            shifts[row["responder"]] += (Shift(row["starts"], row["minutes"]),)
        return shifts

    def _responder(self, row: Row, shifts: dict[str, tuple[Shift, ...]]) -> Responder:
        return Responder(
            id=row["id"],
            name=self.vault.open(row["name"], TABLE, "name", row["id"]),
            phone=PhoneNumber(self.vault.open(row["phone"], TABLE, "phone", row["id"])),
            role=row["role"],
            gender=row["gender"],
            languages=tuple(filter(None, row["languages"].split(";"))),
            shifts=shifts.get(row["id"], ()),
        )

    def _known_row(self, phone: str) -> Row | None:
        return self.db.one(
            "select id, name, phone, role, gender, languages, pin, active from responders"
            " where phone_print in (:prints)",
            {"prints": self.vault.fingerprints(phone)},
        )

    def _pin_hash(self, phone: str, pin: str) -> str | None:
        """The stored hash when it is of this PIN, else a new one, or None for no PIN."""
        if not pin:
            return None
        row = self._known_row(phone)
        known = self._stored_pin(row) if row else None
        hasher = PasswordHasher()
        if known:
            try:
                hasher.verify(known, pin)
            except (Argon2Error, InvalidHashError):
                return hasher.hash(pin)
            return known
        return hasher.hash(pin)

    def _stored_pin(self, row: Row) -> str | None:
        try:
            return self.vault.open(row["pin"], TABLE, "pin", row["id"]) if row["pin"] else None
        except SealBroken:
            return None

    def _replace(
        self, person: Responder, pin: str | None, shifts: dict[str, tuple[Shift, ...]], now: datetime
    ) -> str:
        """Write one person if she is not yet like this. Returns the name of what was done."""
        row = self._known_row(person.phone.e164)
        if row is None:
            self._write(new_id(), person, pin, now)
            return "added"
        if row["active"] and self._is_same(row, person, pin, shifts):
            return "same"
        self._write(row["id"], person, pin, now)
        return "changed" if row["active"] else "added"

    def _is_same(
        self, row: Row, person: Responder, pin: str | None, shifts: dict[str, tuple[Shift, ...]]
    ) -> bool:
        try:
            known = self._responder(row, shifts)
        except SealBroken:
            return False
        return self._stored_pin(row) == pin and _told(known) == _told(person)

    def _write(self, row_id: str, person: Responder, pin: str | None, now: datetime) -> None:
        def seal(column: str, text: str) -> str:
            return self.vault.seal(text, TABLE, column, row_id)

        self.db.execute(
            "insert into responders"
            " (id, name, phone, phone_print, role, gender, languages, pin, active, changed_at)"
            " values (:id, :name, :phone, :print, :role, :gender, :languages, :pin, 1, :now)"
            " on conflict (id) do update set name = excluded.name, phone = excluded.phone,"
            " phone_print = excluded.phone_print, role = excluded.role, gender = excluded.gender,"
            " languages = excluded.languages, pin = excluded.pin, active = 1,"
            " changed_at = excluded.changed_at",
            {
                "id": row_id,
                "name": seal("name", person.name),
                "phone": seal("phone", person.phone.e164),
                "print": self.vault.fingerprint(person.phone.e164),
                "role": person.role,
                "gender": person.gender,
                "languages": ";".join(person.languages),
                "pin": seal("pin", pin) if pin else None,
                "now": stamp(now),
            },
        )
        self.db.execute("delete from shifts where responder = :id", {"id": row_id})
        for shift in person.shifts:
            self.db.execute(
                "insert into shifts (responder, starts, minutes) values (:id, :starts, :minutes)",
                {"id": row_id, "starts": shift.start, "minutes": shift.minutes},
            )

    def _remove_others(self, phones: Sequence[str], now: datetime) -> int:
        prints = tuple(found for phone in phones for found in self.vault.fingerprints(phone))
        gone = "select id from responders where active = 1 and phone_print not in (:prints)"
        ids = tuple(row["id"] for row in self.db.query(gone, {"prints": prints or ("",)}))
        self.db.execute("delete from shifts where responder in (:ids)", {"ids": ids})
        return self.db.execute(
            "update responders set active = 0, pin = null, changed_at = :now where id in (:ids)",
            {"ids": ids, "now": stamp(now)},
        )


def _told(one: Responder) -> tuple[object, ...]:
    """All that a roster file says of somebody."""
    shifts = tuple(sorted(one.shifts, key=lambda shift: shift.start))
    return one.name, one.phone.e164, one.role, one.gender, one.languages, shifts
