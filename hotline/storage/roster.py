"""Who answers: responders with sealed names, phones and PINs, and their weekly shifts."""

from __future__ import annotations

import logging
import secrets
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from hotline.core.differences import differences
from hotline.core.duty import Limits, Responder
from hotline.core.errors import SealBroken
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Change, Person
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
BY_ID = f"select {TOLD}, pin, active from responders where id = :id"  # noqa: S608
GONE = "select id, name from responders where active = 1 and phone_print not in (:prints)"
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

    def feed(self, responder: str) -> str | None:
        """What the address of her calendar feed must hold, or None for somebody who is not on the roster."""
        row = self.db.one("select feed from responders where id = :id and active = 1", {"id": responder})
        return str(row["feed"]) if row else None

    def renew_feed(self, responder: str) -> None:
        """Make every earlier address of her calendar feed useless."""
        self.db.execute(
            "update responders set feed = :feed where id = :id", {"id": responder, "feed": secrets.token_hex(8)}
        )

    def replace_roster(self, people: Sequence[Person], now: datetime) -> list[Change]:
        """Make the roster be these people, told apart by phone; return what was done to each.

        Those who are gone are kept aside, since rings refer to them; they come back by the same phone.
        """
        phones = [person.responder.phone.e164 for person in people]
        if len(set(phones)) != len(phones):
            raise ValueError("two people have the same phone")
        moved = self._moved(people)
        # Hashing a PIN takes long on purpose, so it is done before the write lock is taken.
        pins = [self._pin_hash(self._row(phone, moved), one.pin) for phone, one in zip(phones, people, strict=True)]
        with self.atomic():
            shifts = self._shifts()
            return [
                *(self._replace(one.responder, self._row(phone, moved), pin, shifts, now)
                  for phone, one, pin in zip(phones, people, pins, strict=True)),
                *self._remove_others(phones, now),
            ]  # fmt: skip

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

    def _row(self, phone: str, moved: Mapping[str, str]) -> Row | None:
        """Her row, by her phone, or by her id when she comes with another phone."""
        if phone in moved:
            return self.db.one(BY_ID, {"id": moved[phone]})
        return self.db.one(BY_PHONE, {"prints": self.vault.fingerprints(phone)})

    def _moved(self, people: Sequence[Person]) -> dict[str, str]:
        """The ids of those who come with another phone: of that name one phone is gone and one is new."""
        rows = {one.responder: self._row(one.responder.phone.e164, {}) for one in people}
        coming = Counter(one.name for one, row in rows.items() if not (row and row["active"]))
        phones = {one.phone for one in rows}
        gone = [one for one in self.responders() if one.phone not in phones]
        going = Counter(one.name for one in gone)
        ids = {one.name: one.id for one in gone if going[one.name] == coming[one.name] == 1}
        return {one.phone.e164: ids[one.name] for one, row in rows.items() if row is None and one.name in ids}

    def _pin_hash(self, row: Row | None, pin: str) -> str | None:
        """The stored hash when it is of this PIN, else a new one, or None for no PIN."""
        if not pin:
            return None
        known = self._stored_pin(row) if row else None
        return known if known and self.passwords.fits(known, pin) else self.passwords.hashed(pin)

    def _stored_pin(self, row: Row) -> str | None:
        try:
            return self.vault.open(row["pin"], TABLE, "pin", row["id"]) if row["pin"] else None
        except SealBroken:
            return None

    def _replace(
        self, person: Responder, row: Row | None, pin: str | None, shifts: dict[str, tuple[Shift, ...]], now: datetime
    ) -> Change:
        """Write one person if she is not yet like this. Returns what was done."""
        if row is None:
            self._write(new_id(), person, pin, now)
            return Change("added", person.name)
        details = self._details(row, person, pin, shifts)
        if row["active"] and not details:
            return Change("same", person.name)
        self._write(row["id"], person, pin, now)
        return Change("changed", person.name, details) if row["active"] else Change("added", person.name)

    def _details(
        self, row: Row, person: Responder, pin: str | None, shifts: dict[str, tuple[Shift, ...]]
    ) -> tuple[str, ...]:
        try:
            found = differences(self._responder(row, shifts), person)
        except SealBroken:
            return ("written anew: it could not be opened",)
        return found if self._stored_pin(row) == pin else (*found, "another pin" if pin else "no pin any more")

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

    def _remove_others(self, phones: Sequence[str], now: datetime) -> list[Change]:
        prints = tuple(found for phone in phones for found in self.vault.fingerprints(phone))
        gone = self.db.query(GONE, {"prints": prints or ("",)})
        ids = tuple(row["id"] for row in gone)
        self.db.execute("delete from shifts where responder in (:ids)", {"ids": ids})
        self.db.execute(
            "update responders set active = 0, pin = null, feed = :feed, changed_at = :now where id in (:ids)",
            {"ids": ids, "feed": secrets.token_hex(8), "now": stamp(now)},
        )
        return [Change("removed", self._name(row)) for row in gone]

    def _name(self, row: Row) -> str:
        try:
            return self.vault.open(row["name"], TABLE, "name", row["id"])
        except SealBroken:
            return "somebody whose name could not be opened"


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(";")))
