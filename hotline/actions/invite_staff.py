"""Make an account for somebody, or let her begin anew: she gets a link, and nobody else ever knows her password."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from hotline.actions.ports import Store
from hotline.core.staff import COORDINATOR, LANGUAGES, LONGEST_NAME, RESPONDER, ROLES, Staff, problem_of


class StaffError(Exception):
    """Nothing was changed; `code` says why: name, role, taken, responder, last, unknown, short, long,
    name_inside, code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Invited:
    """Whose account it is, and what her link must hold."""

    staff: Staff
    token: str


def add_staff(
    store: Store, by: str, name: str, role: str, now: datetime, *, responder: str | None = None, language: str = "en"
) -> Invited:
    """Make an account. Somebody of the role responder is one of the roster. Raises StaffError."""
    name = " ".join(name.split())
    if not 1 < len(name) <= LONGEST_NAME or any(unicodedata.category(one)[0] == "C" for one in name):
        raise StaffError("name")
    if role not in ROLES or language not in LANGUAGES:
        raise StaffError("role")
    known = {one.id for one in store.responders()}
    if (role == RESPONDER and responder not in known) or (responder and responder not in known):
        raise StaffError("responder")
    with store.atomic():
        staff = store.add_staff(name, role, responder, language, now)
        if staff is None:
            raise StaffError("taken")
        store.record(by, f"staff_added_{role}", staff.id, now)
        return Invited(staff, store.invite(staff.id, now))


def invite_again(store: Store, by: str, staff: Staff, now: datetime) -> Invited:
    """A new link for somebody who lost her password or her phone; until she takes it, nobody enters as her."""
    with store.atomic():
        store.record(by, "staff_invited", staff.id, now)
        return Invited(staff, store.invite(staff.id, now))


def remove_staff(store: Store, by: str, staff: Staff, now: datetime) -> None:
    """Close an account and end its sessions. The last coordinator stays. Raises StaffError."""
    with store.atomic():
        others = [one for one in store.staff() if one.role == COORDINATOR and one.id != staff.id]
        if staff.role == COORDINATOR and not others:
            raise StaffError("last")
        store.close_account(staff.id)
        store.record(by, "staff_removed", staff.id, now)


def accept_invitation(store: Store, token: str, password: str, code: str, now: datetime) -> list[str]:
    """She set a password and showed that her app makes the right codes; returns her recovery codes.

    Raises StaffError.
    """
    invited = store.invitation(token, now)
    if invited is None:
        raise StaffError("unknown")
    if problem := problem_of(password, invited.staff.name):
        raise StaffError(problem)
    codes = store.take_invitation(token, password, code, now)
    if codes is None:
        raise StaffError("code")
    store.record(invited.staff.id, "invitation_taken", "", now)
    return codes
