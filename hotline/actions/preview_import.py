"""What an import of a roster would change, and the hours that it would leave empty; nothing is changed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from hotline.actions.import_roster import read_to_import
from hotline.actions.ports import Change, Store
from hotline.core.gaps import ANYBODY, Gap, gaps, needs_of, worse
from hotline.core.phone_number import PhoneNumber

TONIGHT = timedelta(hours=24)
PINS = ("no pin any more", "another pin")


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would change and how; the gaps that would be new in a week; the hours of the coming day with nobody."""

    changes: list[Change]
    worse: list[Gap]
    empty: list[Gap]


class _Undone(Exception):  # noqa: N818 (it never leaves this module)
    pass


def preview_import(store: Store, content: bytes, hotline: PhoneNumber, zone: tzinfo, now: datetime) -> Preview:
    """Do it, look, and undo it, in one transaction. Raises RosterError with every mistake of the file."""
    people = read_to_import(store, content, hotline)
    before, changes = store.rota(zone), list[Change]()
    after = before
    with suppress(_Undone), store.atomic():
        # Without PINs: hashing them takes long on purpose, and nobody can write meanwhile.
        changes = store.replace_roster([replace(person, pin="") for person in people], now)
        after = store.rota(zone)
        raise _Undone
    return Preview(
        [_without_pins(one) for one in changes],
        worse(before, after, now, now + 7 * TONIGHT, needs_of(before)),
        gaps(after, now, now + TONIGHT, (ANYBODY,)),
    )


def _without_pins(change: Change) -> Change:
    details = tuple(one for one in change.details if one not in PINS)
    return replace(change, details=details, kind="same" if change.kind == "changed" and not details else change.kind)
