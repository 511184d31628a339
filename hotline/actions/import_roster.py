"""Read a roster file and replace the roster with it; a file with any bad row is refused whole, with its lines."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hotline.actions.ports import Change, Person, Store
from hotline.core.duty import GENDERS, LANGUAGES, ROLES, SUBJECTS, Limits, Responder
from hotline.core.errors import Reason
from hotline.core.phone_number import PhoneNumber, may_ring, parse
from hotline.core.shifts import parse_shifts
from hotline.flows.places import DISTRICTS

HEADER = ("name", "phone", "role", "gender", "languages", "shifts", "pin")
MORE = ("topics", "district", "most_minutes", "most_hard", "rest")  # may follow, any of them in any order
LARGEST = 1_000_000  # bytes; a roster of thousands is smaller
LONGEST = 60  # characters of a name
KINDS = ("added", "changed", "removed", "same")
A_DAY = 24 * 60  # minutes


class RosterError(Exception):
    """The file was refused and nothing was changed; `problems` has one line for each mistake, with its place."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changed, person by person."""

    changes: list[Change]

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each kind."""
        return {kind: sum(one.kind == kind for one in self.changes) for kind in KINDS}


def import_roster(store: Store, content: bytes, hotline: PhoneNumber, now: datetime) -> Imported:
    """Replace the roster by the CSV in `content`. Raises RosterError, or StoreDown; then nothing changed."""
    return Imported(store.replace_roster(read_to_import(store, content, hotline), now))


def read_to_import(store: Store, content: bytes, hotline: PhoneNumber) -> list[Person]:
    """The people in a roster file that may be imported now. Raises RosterError with every mistake at once."""
    people = _read(content, hotline)
    _refuse_callers(store, people)
    return [person for _, person in people]


def read_roster(content: bytes, hotline: PhoneNumber) -> list[Person]:
    """The people in a roster file. Raises RosterError with every mistake at once."""
    return [person for _, person in _read(content, hotline)]


def _read(content: bytes, hotline: PhoneNumber) -> list[tuple[int, Person]]:
    names, rows = _rows(content)
    people: list[tuple[int, Person]] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for line, cells in rows:
        try:
            person = _person(_row(names, cells), hotline)
            phone = person.responder.phone.e164
            if phone in seen:
                raise ValueError(Reason("phone: the same as in line %(line)s", line=seen[phone]))
            seen[phone] = line
            people.append((line, person))
        except ValueError as error:
            problems.append(at_line(line, error.args[0]))
    if problems:
        raise RosterError(problems)
    if not people:
        raise RosterError([at_line(2, Reason("there is nobody in the file"))])
    return people


def at_line(line: int, reason: str) -> Reason:
    """What is wrong in a line of the file."""
    return Reason("line %(line)s: %(reason)s", line=line, reason=reason)


def _refuse_callers(store: Store, people: list[tuple[int, Person]]) -> None:
    """Nobody comes to the roster whose number waits to be rung back: it would be the caller's and the responder's.

    The words do not say why, since that would tell who has asked for help. Somebody who is on the roster stays,
    else anybody who knows her number could keep every roster from being imported.
    """
    known = {one.phone for one in store.responders()}
    problems = [
        at_line(line, Reason("phone: cannot be taken at present; ask for another number, or import her in a week"))
        for line, person in people
        if person.responder.phone not in known and store.waits_for_a_call(person.responder.phone)
    ]
    if problems:
        raise RosterError(problems)


def _rows(content: bytes) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    if len(content) > LARGEST:
        raise RosterError([Reason("the file is larger than %(most)s bytes", most=LARGEST)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise RosterError([at_line(line, Reason("the file is not UTF-8; save it again as 'CSV UTF-8'"))]) from None
    if "\0" in text:
        raise RosterError([at_line(text[: text.index("\0")].count("\n") + 1, Reason("the file holds a NUL character"))])
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = tuple(name.strip().lower() for name in next(reader, []))
        _check_header(header)
        return header, [(reader.line_num, row) for row in reader if any(map(str.strip, row))]
    except csv.Error as error:
        raise RosterError([at_line(reader.line_num, str(error))]) from None


def _check_header(header: tuple[str, ...]) -> None:
    more = header[len(HEADER) :]
    if header[: len(HEADER)] != HEADER:
        raise RosterError([at_line(1, Reason("the header must be %(header)s; after it may come %(more)s",
                                           header=",".join(HEADER), more=",".join(MORE)))])  # fmt: skip
    if unknown := [name for name in more if name not in MORE]:
        raise RosterError([at_line(1, Reason("the column %(column)s is not one of %(columns)s",
                                           column=repr(unknown[0]), columns=", ".join(MORE)))])  # fmt: skip
    if len(set(more)) != len(more):
        raise RosterError([at_line(1, Reason("a column stands there twice"))])


def _row(names: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(names):
        raise ValueError(Reason("has %(found)s columns instead of %(wanted)s", found=len(cells), wanted=len(names)))
    return dict.fromkeys(MORE, "") | {name: cell.strip() for name, cell in zip(names, cells, strict=True)}


def _person(row: dict[str, str], hotline: PhoneNumber) -> Person:
    if not row["name"]:
        raise ValueError(Reason("name: is empty"))
    if row["pin"] and not (row["pin"].isascii() and row["pin"].isdigit() and 4 <= len(row["pin"]) <= 8):
        raise ValueError(Reason("pin: must be 4 to 8 digits, or empty"))
    responder = Responder(
        id="",
        name=_name(row["name"]),
        phone=_phone(row["phone"], hotline),
        roles=_some_of("role", row["role"], ROLES),
        gender=_one_of("gender", row["gender"], GENDERS),
        languages=_some_of("languages", row["languages"], LANGUAGES),
        shifts=parse_shifts(row["shifts"]),
        topics=_some_of("topics", row["topics"], SUBJECTS) if row["topics"] else (),
        district=_district(row["district"]),
        limits=Limits(_count(row, "most_minutes", A_DAY), _count(row, "most_hard", 99), _count(row, "rest", A_DAY)),
    )
    return Person(responder, row["pin"])


def _name(text: str) -> str:
    if len(text) > LONGEST or any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in text):
        raise ValueError(Reason("name: must be one line of at most %(most)s characters", most=LONGEST))
    return " ".join(text.split())


def _district(text: str) -> str:
    """Only what a caller can name: a slip of the pen would let her neighbour be rung, and nobody would notice."""
    district = "_".join(text.lower().replace("-", " ").replace("_", " ").split())
    if district and district not in DISTRICTS:
        raise ValueError(Reason("district: %(text)s is none that callers can name; leave it empty, or write %(names)s",
                                text=repr(text), names=", ".join(DISTRICTS)))  # fmt: skip
    return district


def _count(row: dict[str, str], name: str, most: int) -> int:
    text = row[name] or "0"
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= most):
        raise ValueError(Reason("%(column)s: %(text)s is not a number from 0 (no limit) to %(most)s", column=name,
                                text=repr(row[name]), most=most))  # fmt: skip
    return int(text)


def _phone(text: str, hotline: PhoneNumber) -> PhoneNumber:
    number = parse(text)
    if number is None or not may_ring(number):
        raise ValueError(Reason("phone: is not a Pakistani mobile or landline number"))
    if number == hotline:
        raise ValueError(Reason("phone: is the hotline's own number"))
    return number


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    if text.lower() not in allowed:
        raise ValueError(Reason("%(column)s: %(text)s is not one of %(allowed)s", column=name, text=repr(text),
                                allowed=", ".join(allowed)))  # fmt: skip
    return text.lower()


def _some_of(name: str, text: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """One or several with semicolons between, each of them once."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    return tuple(dict.fromkeys(_one_of(name, part, allowed) for part in parts or [""]))
