"""Accounts: two people in each test, so that nobody is let in for another."""

from __future__ import annotations

from datetime import datetime, timedelta

import pyotp
import pytest

from hotline.core.staff import IDLE, INVITED_FOR, Staff
from hotline.storage.store import SqlStore

RIGHT = "four words and a horse"


def enters(store: SqlStore, name: str, now: datetime, password: str = RIGHT) -> tuple[Staff, str, list[str]]:
    """Somebody who took her invitation: who she is, the secret of her app, her recovery codes."""
    staff = store.add_staff(name, "coordinator", None, "en", now)
    assert staff
    token = store.invite(staff.id, now)
    invited = store.invitation(token, now)
    assert invited
    codes = store.take_invitation(token, password, pyotp.TOTP(invited.secret).at(now), now)
    assert codes
    return staff, invited.secret, codes


def test_a_name_is_one_account_however_it_is_typed(store: SqlStore, now: datetime) -> None:
    rabia = store.add_staff("Rabia Bibi", "coordinator", None, "ur", now)
    nida = store.add_staff("Nida", "editor", None, "en", now)
    assert rabia
    assert nida
    assert store.add_staff(" rabia  bibi", "observer", None, "en", now) is None
    assert store.staff_named("RABIA BIBI") == rabia
    assert store.staff_named("nida") == nida
    assert [one.name for one in store.staff()] == ["Nida", "Rabia Bibi"]


def test_each_has_her_own_password_and_codes(store: SqlStore, now: datetime) -> None:
    rabia, hers, codes = enters(store, "Rabia", now)
    nida, other, _ = enters(store, "Nida", now, "another four words here")
    later = now + timedelta(minutes=2)
    assert store.password_is_right(rabia.id, RIGHT)
    assert not store.password_is_right(nida.id, RIGHT)
    assert not store.password_is_right("nobody", RIGHT)
    assert not store.second_factor_is_right(nida.id, pyotp.TOTP(hers).at(later), later)
    assert not store.second_factor_is_right(nida.id, codes[0], later)
    assert store.second_factor_is_right(nida.id, pyotp.TOTP(other).at(later), later)
    assert store.second_factor_is_right(rabia.id, codes[0].upper() + " ", later)
    assert not store.second_factor_is_right(rabia.id, codes[0], later)


@pytest.mark.parametrize(("seconds", "right"), [(-90, False), (-30, True), (0, True), (30, True), (90, False)])
def test_a_clock_may_be_half_a_minute_off(store: SqlStore, now: datetime, seconds: int, right: bool) -> None:
    rabia, secret, _ = enters(store, "Rabia", now - timedelta(hours=1))
    assert store.second_factor_is_right(rabia.id, pyotp.TOTP(secret).at(now + timedelta(seconds=seconds)), now) is right


def test_a_new_link_shuts_what_was_before(store: SqlStore, now: datetime) -> None:
    """Her lost phone and her old password are worth nothing, and she is signed out; nobody else is."""
    rabia, secret, codes = enters(store, "Rabia", now)
    nida, _, _ = enters(store, "Nida", now)
    tokens = [store.open_session(one.id, now) for one in (rabia, nida)]
    store.invite(rabia.id, now)
    later = now + timedelta(minutes=2)
    assert not store.password_is_right(rabia.id, RIGHT)
    assert not store.second_factor_is_right(rabia.id, pyotp.TOTP(secret).at(later), later)
    assert not store.second_factor_is_right(rabia.id, codes[0], later)
    assert [store.session(token, now) is not None for token in tokens] == [False, True]


def test_of_two_links_the_later_holds(store: SqlStore, now: datetime) -> None:
    rabia = store.add_staff("Rabia", "coordinator", None, "en", now)
    assert rabia
    first, second = store.invite(rabia.id, now), store.invite(rabia.id, now)
    assert store.invitation(first, now) is None
    assert store.invitation(second, now)
    assert store.invitation(second, now + INVITED_FOR) is None


def test_who_leaves_is_out_and_her_name_stays_for_the_audit(store: SqlStore, now: datetime) -> None:
    rabia, _, _ = enters(store, "Rabia", now)
    token = store.open_session(rabia.id, now)
    store.close_account(rabia.id)
    assert store.session(token, now) is None
    assert store.staff_by_id(rabia.id) is None
    assert store.staff_named("Rabia") is None
    assert not store.password_is_right(rabia.id, RIGHT)
    assert store.name_of_staff(rabia.id) == "Rabia"
    again = store.add_staff("Rabia", "observer", None, "en", now)
    assert again
    assert (again.id, again.role, again.enters) == (rabia.id, "observer", False)


def test_sessions_and_guesses_are_swept(store: SqlStore, now: datetime) -> None:
    rabia, _, _ = enters(store, "Rabia", now)
    store.open_session(rabia.id, now)
    store.sign_in_was_wrong("Nobody", now)
    gone = store.sweep(now + IDLE)
    assert (gone["staff_sessions"], gone["sign_in_tries"]) == (1, 0)
    assert store.sweep(now + timedelta(days=1))["sign_in_tries"] == 1
