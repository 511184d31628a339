"""Who answers: responders with sealed names, phones and PINs, and their weekly shifts."""

from __future__ import annotations

import logging
import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from hotline.core.duty import Limits, Responder
from hotline.core.errors import SealBroken
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Person
from hotline.core.shifts import Shift
from hotline.storage.database import Row, stamp
from hotline.storage.shelf import Shelf, new_id

log = logging.getLogger(__name__)
TABLE = "responders"
TOLD = "id, name, phone, role, gender, languages, topics, district, most_minutes, most_hard, rest_minutes, code"
EVERYBODY = f"select {TOLD} from responders where active = 1"  # noqa: S608 (TOLD is ours)
WRITTEN = ("name", "phone", "phone_print", "role", "gender", "languages", "topics", "district", "most_minutes",
           "most_hard", "rest_minutes", "pin", "active", "changed_at")  # fmt: skip
INSERT = (
    f"insert into responders (id, code, {', '.join(WRITTEN)})"  # noqa: S608
    f" values (:id, :code, {', '.join(f':{name}' for name in WRITTEN)}) on conflict do nothing"
)
CHANGE = f"update responders set {', '.join(f'{name} = :{name}' for name in WRITTEN)} where id = :id"  # noqa: S608
CODES = (90, 900, 9000)  # two digits, and more only for a roster in which two are not enough
BY_PHONE = f"select {TOLD}, pin, active from responders where phone_print in (:prints)"  # noqa: S608


class Roster(Shelf):
    """The part of the store that keeps the roster."""

    def responders(self) -> list[Responder]:
        """Everybody on the roster, by name. A row that does not open is left out: the others still answer."""
        shifts = self._shifts()
        found = []
        for row in self.db.query(EVERYBODY):
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
            roles=_several(row["role"]),
            gender=row["gender"],
            languages=_several(row["languages"]),
            shifts=shifts.get(row["id"], ()),
            topics=_several(row["topics"]),
            district=self.vault.open(row["district"], TABLE, "district", row["id"]) if row["district"] else "",
            limits=Limits(row["most_minutes"], row["most_hard"], row["rest_minutes"]),
            code=row["code"],
        )

    def _known_row(self, phone: str) -> Row | None:
        return self.db.one(BY_PHONE, {"prints": self.vault.fingerprints(phone)})

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

        limits = person.limits
        row = {
            "id": row_id,
            "name": seal("name", person.name),
            "phone": seal("phone", person.phone.e164),
            "phone_print": self.vault.fingerprint(person.phone.e164),
            "role": ";".join(person.roles),
            "gender": person.gender,
            "languages": ";".join(person.languages),
            "topics": ";".join(person.topics),
            "district": seal("district", person.district) if person.district else None,
            "most_minutes": limits.minutes,
            "most_hard": limits.hard,
            "rest_minutes": limits.rest,
            "pin": seal("pin", pin) if pin else None,
            "active": 1,
            "changed_at": stamp(now),
        }
        added = self.db.execute(INSERT, {**row, "code": self._free_code()})
        if not added:
            self.db.execute(CHANGE, row)
        self.db.execute("delete from shifts where responder = :id", {"id": row_id})
        for shift in person.shifts:
            self.db.execute(
                "insert into shifts (responder, starts, minutes) values (:id, :starts, :minutes)",
                {"id": row_id, "starts": shift.start, "minutes": shift.minutes},
            )

    def _free_code(self) -> str:
        """Digits by which a caller may ask for this responder again; nobody else has them."""
        taken = {row["code"] for row in self.db.query("select code from responders")}
        digits = next(many for many in CODES if len(taken) * 2 < many)
        while True:
            code = str(digits // 9 + secrets.randbelow(digits))
            if code not in taken:
                return code

    def _remove_others(self, phones: Sequence[str], now: datetime) -> int:
        prints = tuple(found for phone in phones for found in self.vault.fingerprints(phone))
        gone = "select id from responders where active = 1 and phone_print not in (:prints)"
        ids = tuple(row["id"] for row in self.db.query(gone, {"prints": prints or ("",)}))
        self.db.execute("delete from shifts where responder in (:ids)", {"ids": ids})
        return self.db.execute(
            "update responders set active = 0, pin = null, changed_at = :now where id in (:ids)",
            {"ids": ids, "now": stamp(now)},
        )


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(";")))


def _told(one: Responder) -> Responder:
    """What a roster file says of somebody, and no more."""
    shifts = tuple(sorted(one.shifts, key=lambda shift: shift.start))
    return replace(one, id="", code="", shifts=shifts)
