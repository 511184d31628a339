"""Staff come in with a name, a password and a code, and go out again; guesses are few, and tell nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hotline.actions.ports import Store
from hotline.core.staff import LONGEST_NAME, LONGEST_PASSWORD, Session, Staff

Refusal = Literal["wrong", "locked"]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who came in, and what her cookie must hold."""

    staff: Staff
    token: str


def sign_in(store: Store, name: str, password: str, code: str, now: datetime) -> SignedIn | Refusal:
    """Open a session. What was wrong, or whether there is such an account, is not told."""
    name = name[:LONGEST_NAME]
    if store.sign_in_locked(name, now):
        return "locked"
    staff = store.staff_named(name)
    knows = store.password_is_right(staff.id if staff else "", password[:LONGEST_PASSWORD])
    if staff and knows and store.second_factor_is_right(staff.id, code[:LONGEST_NAME], now):
        return SignedIn(staff, let_in(store, staff, now))
    store.sign_in_was_wrong(name, now)
    if staff:
        store.record(staff.id, "sign_in_failed", "", now)
    return "locked" if store.sign_in_locked(name, now) else "wrong"


def proves_herself(store: Store, staff: Staff, password: str, now: datetime) -> bool:
    """She says her password again before something that cannot be taken back; wrong ones count as at the door."""
    if store.sign_in_locked(staff.name, now):
        return False
    if store.password_is_right(staff.id, password[:LONGEST_PASSWORD]):
        return True
    store.sign_in_was_wrong(staff.name, now)
    store.record(staff.id, "password_failed", "", now)
    return False


def sign_out(store: Store, session: Session, now: datetime) -> None:
    """End a session: its cookie is worth nothing from now on."""
    with store.atomic():
        store.end_session(session.id)
        store.record(session.staff, "signed_out", "", now)


def let_in(store: Store, staff: Staff, now: datetime) -> str:
    """Open a session for somebody who is known; return what her cookie must hold."""
    with store.atomic():
        store.sign_in_was_right(staff.name)
        store.record(staff.id, "signed_in", "", now)
        return store.open_session(staff.id, now)
