"""Read a roster file and replace the roster with it; a file with any bad row is refused whole, with its lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hotline.actions.ports import Person, Store
from hotline.core.duty import GENDERS, LANGUAGES, ROLES, Responder
from hotline.core.phone_number import PhoneNumber, may_ring, parse
from hotline.core.shifts import parse_shifts

HEADER = ("name", "phone", "role", "gender", "languages", "shifts", "pin")
LARGEST = 1_000_000  # bytes; a roster of thousands is smaller


class RosterError(Exception):
    """The file was refused and nothing was changed; `problems` has one line for each mistake, with its place."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changed, by kind."""

    counts: dict[str, int]


def import_roster(store: Store, content: bytes, hotline: PhoneNumber, now: datetime) -> Imported:
    """Replace the roster by the CSV in `content`. Raises RosterError, or StoreDown; then nothing changed."""
    people = read_roster(content, hotline)
    return Imported(store.replace_roster(people, now))


def read_roster(content: bytes, hotline: PhoneNumber) -> list[Person]:
    """The people in a roster file. Raises RosterError with every mistake at once."""
    rows = _rows(content)
    people: list[Person] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for line, cells in rows:
        try:
            person = _person(_row(cells), hotline)
            phone = person.responder.phone.e164
            if phone in seen:
                raise ValueError(f"phone: the same as in line {seen[phone]}")
            seen[phone] = line
            people.append(person)
        except ValueError as error:
            problems.append(f"line {line}: {error}")
    if problems:
        raise RosterError(problems)
    if not people:
        raise RosterError(["line 2: there is nobody in the file"])
    return people


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    if len(content) > LARGEST:
        raise RosterError([f"the file is larger than {LARGEST} bytes"])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise RosterError([f"line {line}: the file is not UTF-8; save it again as 'CSV UTF-8'"]) from None
    if "\0" in text:
        raise RosterError([f"line {text[: text.index(chr(0))].count(chr(10)) + 1}: the file holds a NUL character"])
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = tuple(name.strip().lower() for name in next(reader, []))
        if header != HEADER:
            raise RosterError([f"line 1: the header must be {','.join(HEADER)}"])
        return iter([(reader.line_num, row) for row in reader if any(map(str.strip, row))])
    except csv.Error as error:
        raise RosterError([f"line {reader.line_num}: {error}"]) from None


def _row(cells: list[str]) -> dict[str, str]:
    if len(cells) != len(HEADER):
        raise ValueError(f"has {len(cells)} columns instead of {len(HEADER)}")
    return {name: cell.strip() for name, cell in zip(HEADER, cells, strict=True)}


def _person(row: dict[str, str], hotline: PhoneNumber) -> Person:
    languages = tuple(dict.fromkeys(filter(None, (one.strip().lower() for one in row["languages"].split(";")))))
    if not row["name"]:
        raise ValueError("name: is empty")
    if unknown := [one for one in languages if one not in LANGUAGES] or ([""] if not languages else []):
        raise ValueError(f"languages: {unknown[0]!r} is not one of {', '.join(LANGUAGES)}")
    if row["pin"] and not (row["pin"].isascii() and row["pin"].isdigit() and 4 <= len(row["pin"]) <= 8):
        raise ValueError("pin: must be 4 to 8 digits, or empty")
    responder = Responder(
        id="",
        name=row["name"],
        phone=_phone(row["phone"], hotline),
        roles=(_one_of("role", row["role"], ROLES),),
        gender=_one_of("gender", row["gender"], GENDERS),
        languages=languages,
        shifts=parse_shifts(row["shifts"]),
    )
    return Person(responder, row["pin"])


def _phone(text: str, hotline: PhoneNumber) -> PhoneNumber:
    number = parse(text)
    if number is None or not may_ring(number):
        raise ValueError("phone: is not a Pakistani mobile or landline number")
    if number == hotline:
        raise ValueError("phone: is the hotline's own number")
    return number


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    if text.lower() not in allowed:
        raise ValueError(f"{name}: {text!r} is not one of {', '.join(allowed)}")
    return text.lower()
