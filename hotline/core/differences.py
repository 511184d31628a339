"""How somebody on the roster differs from what was known of her, told for the coordinator. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from hotline.core.duty import Responder
from hotline.core.errors import Reason
from hotline.core.shifts import Shift, write_shifts

NONE = Reason("none")


def differences(before: Responder, after: Responder) -> tuple[str, ...]:
    """One phrase for each thing that changed; her number is never told."""
    return tuple(chain(_plain(before, after), _shifts(before.shifts, after.shifts)))


def _plain(before: Responder, after: Responder) -> Iterator[str]:
    if before.phone != after.phone:
        yield Reason("another phone")
    for name, old, new in (
        ("name", before.name, after.name),
        ("role", _listed(before.roles), _listed(after.roles)),
        ("gender", before.gender, after.gender),
        ("languages", _listed(before.languages), _listed(after.languages)),
        ("topics", _listed(before.topics), _listed(after.topics)),
        ("district", before.district, after.district),
        ("most_minutes", str(before.limits.minutes), str(after.limits.minutes)),
        ("most_hard", str(before.limits.hard), str(after.limits.hard)),
        ("rest", str(before.limits.rest), str(after.limits.rest)),
    ):
        if old != new:
            yield Reason("%(column)s %(old)s, now %(new)s", column=name, old=old or NONE, new=new or NONE)


def _shifts(before: Iterable[Shift], after: Iterable[Shift]) -> Iterator[str]:
    old, new = set(before), set(after)
    if new - old:
        yield Reason("shifts added %(shifts)s", shifts=write_shifts(new - old))
    if old - new:
        yield Reason("shifts removed %(shifts)s", shifts=write_shifts(old - new))


def _listed(words: Iterable[str]) -> str:
    return ";".join(words)
