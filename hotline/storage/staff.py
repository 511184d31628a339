"""Accounts of staff: sealed names, passwords as hashes, second factors, invitations, and guesses that are counted."""

from __future__ import annotations

import base64
import json
import secrets
from datetime import datetime, timedelta

import pyotp

from hotline.core.errors import SealBroken
from hotline.core.staff import INVITED_FOR, Invitation, Staff
from hotline.storage.database import Row, moment, stamp
from hotline.storage.shelf import Shelf, new_id

TABLE = "staff"
MOST_WRONG = 5
WITHIN = LOCKED_FOR = timedelta(minutes=15)
STEP = 30  # seconds that a code of the second factor lasts; the one before and after count too
RECOVERY_CODES = 8
NAMED = "select * from staff where name_print in (:prints)"
INVITED = "select * from staff where invite_print in (:prints) and invited_until > :now and active = 1"
ENTERS = (
    "update staff set password = :password, second_factor = :secret, recovery = :recovery, last_code = 0,"
    " invite_print = null, invited_until = null where id = :id and invite_print in (:prints)"
)


class Accounts(Shelf):
    """The part of the store that knows staff."""

    def staff(self) -> list[Staff]:
        """Everybody with an account, by name."""
        rows = self.db.query("select * from staff where active = 1")
        return sorted((self._staff(row) for row in rows), key=lambda one: (one.name.casefold(), one.id))

    def staff_by_id(self, staff: str) -> Staff | None:
        """Somebody with an account, by id."""
        row = self.db.one("select * from staff where id = :id and active = 1", {"id": staff})
        return self._staff(row) if row else None

    def staff_named(self, name: str) -> Staff | None:
        """Somebody with an account, by the name that is typed to sign in; capitals and spaces around do not count."""
        row = self.db.one(f"{NAMED} and active = 1", {"prints": self._name_prints(name)})
        return self._staff(row) if row else None

    def add_staff(self, name: str, role: str, responder: str | None, language: str, now: datetime) -> Staff | None:
        """Make an account without a password, or open one again that was closed; None when the name is taken."""
        with self.atomic():
            row = self.db.one(NAMED, {"prints": self._name_prints(name)})
            if row and row["active"]:
                return None
            staff = row["id"] if row else new_id()
            values = {
                "id": staff, "name": self.vault.seal(name, TABLE, "name", staff), "print": self._name_prints(name)[0],
                "role": role, "responder": responder, "language": language, "now": stamp(now),
            }  # fmt: skip
            self.db.execute(
                "insert into staff (id, name, name_print, role, responder, language, active, made_at)"
                " values (:id, :name, :print, :role, :responder, :language, 1, :now) on conflict (id) do update set"
                " name = excluded.name, name_print = excluded.name_print, role = excluded.role,"
                " responder = excluded.responder, language = excluded.language, active = 1",
                values,
            )
        return self.staff_by_id(staff)

    def close_account(self, staff: str) -> None:
        """Nobody enters with it any more. The name stays, for the audit."""
        with self.atomic():
            self.db.execute(
                "update staff set active = 0, password = null, second_factor = null, recovery = null,"
                " invite_print = null, invited_until = null where id = :id",
                {"id": staff},
            )
            self.db.execute("delete from staff_sessions where staff = :id", {"id": staff})

    def name_of_staff(self, staff: str) -> str | None:
        """A name for the audit, also of somebody whose account is closed."""
        row = self.db.one("select * from staff where id = :id", {"id": staff})
        return self._staff(row).name if row else None

    def choose_language(self, staff: str, language: str) -> None:
        """In which language her pages are."""
        self.db.execute("update staff set language = :language where id = :id", {"id": staff, "language": language})

    def invite(self, staff: str, now: datetime) -> str:
        """Let her set a password and a second factor; return what the link must hold. What was before is void."""
        token = secrets.token_urlsafe(24)
        with self.atomic():
            self.db.execute(
                "update staff set password = null, second_factor = null, recovery = null, invite_print = :print,"
                " invited_until = :until where id = :id",
                {"id": staff, "print": self.vault.fingerprint(token, "invitation"), "until": stamp(now + INVITED_FOR)},
            )
            self.db.execute("delete from staff_sessions where staff = :id", {"id": staff})
        return token

    def invitation(self, token: str, now: datetime) -> Invitation | None:
        """What a link stands for, while it holds. Its secret is the same each time the page is asked for."""
        row = self.db.one(INVITED, {"prints": self.vault.fingerprints(token, "invitation"), "now": stamp(now)})
        if row is None:
            return None
        made = base64.urlsafe_b64decode(self.vault.fingerprint(token, "second factor"))
        return Invitation(self._staff(row), base64.b32encode(made[:20]).decode())

    def take_invitation(self, token: str, password: str, code: str, now: datetime) -> list[str] | None:
        """Set her password and second factor, proved by a code; return codes for the day her phone is gone.

        None when the code is wrong or the link holds no more.
        """
        invited = self.invitation(token, now)
        if invited is None or _step(invited.secret, code, now) is None:
            return None
        staff = invited.staff.id
        codes = [f"{secrets.token_hex(3)}-{secrets.token_hex(3)}" for _ in range(RECOVERY_CODES)]
        entered = self.db.execute(ENTERS, {
            "id": staff,
            "prints": self.vault.fingerprints(token, "invitation"),
            "password": self.vault.seal(self.passwords.hashed(password), TABLE, "password", staff),
            "secret": self.vault.seal(invited.secret, TABLE, "second_factor", staff),
            "recovery": self._sealed_codes(staff, [self.vault.fingerprint(one, "recovery") for one in codes]),
        })  # fmt: skip
        return codes if entered else None

    def password_is_right(self, staff: str, password: str) -> bool:
        """True for her password. It takes as long when she has none, or is nobody."""
        row = self.db.one("select * from staff where id = :id and active = 1", {"id": staff})
        return self.passwords.fits(self._account_field(row, "password") if row else None, password)

    def second_factor_is_right(self, staff: str, code: str, now: datetime) -> bool:
        """True for a code that her app shows now and that was not used before, or for an unused recovery code."""
        with self.atomic():
            row = self.db.one("select * from staff where id = :id and active = 1", {"id": staff})
            secret = self._account_field(row, "second_factor") if row else None
            if row is None or secret is None:
                return False
            step = _step(secret, code, now)
            if step is None:
                return self._use_recovery(row, code)
            return self.db.execute(
                "update staff set last_code = :step where id = :id and last_code < :step", {"id": staff, "step": step}
            ) == 1  # fmt: skip

    def sign_in_locked(self, name: str, now: datetime) -> bool:
        """True while nothing is taken for this name."""
        row = self.db.one(
            "select max(locked_until) as until from sign_in_tries where name_print in (:prints)",
            {"prints": self._name_prints(name, "sign in")},
        )
        return bool(row and row["until"] and moment(row["until"]) > now)

    def sign_in_was_wrong(self, name: str, now: datetime) -> None:
        """Count a wrong try; after too many, nothing is taken for this name for a while."""
        with self.atomic():
            prints = self._name_prints(name, "sign in")
            row = self.db.one("select * from sign_in_tries where name_print in (:prints)", {"prints": prints})
            goes_on = row is not None and moment(row["first_at"]) > now - WITHIN and not row["locked_until"]
            wrong = row["wrong"] + 1 if row and goes_on else 1
            self.db.execute(
                "insert into sign_in_tries (name_print, wrong, first_at, locked_until)"
                " values (:print, :wrong, :first, :until) on conflict (name_print) do update set"
                " wrong = excluded.wrong, first_at = excluded.first_at, locked_until = excluded.locked_until",
                {"print": row["name_print"] if row else prints[0], "wrong": wrong,
                 "first": row["first_at"] if row and goes_on else stamp(now),
                 "until": stamp(now + LOCKED_FOR) if wrong >= MOST_WRONG else None},
            )  # fmt: skip

    def sign_in_was_right(self, name: str) -> None:
        """Forget the wrong ones before it."""
        prints = self._name_prints(name, "sign in")
        self.db.execute("delete from sign_in_tries where name_print in (:prints)", {"prints": prints})

    def _name_prints(self, name: str, kind: str = "staff") -> tuple[str, ...]:
        return self.vault.fingerprints(" ".join(name.split()).casefold(), kind)

    def _staff(self, row: Row) -> Staff:
        return Staff(
            row["id"], self._account_field(row, "name") or "?", row["role"], row["language"], row["responder"],
            row["password"] is not None, moment(row["invited_until"]) if row["invited_until"] else None,
        )  # fmt: skip

    def _account_field(self, row: Row, column: str) -> str | None:
        try:
            return self.vault.open(row[column], TABLE, column, row["id"]) if row[column] else None
        except SealBroken:
            return None

    def _sealed_codes(self, staff: str, prints: list[str]) -> str:
        return self.vault.seal(json.dumps(prints), TABLE, "recovery", staff)

    def _use_recovery(self, row: Row, code: str) -> bool:
        left = json.loads(self._account_field(row, "recovery") or "[]")
        used = set(left) & set(self.vault.fingerprints(code.strip().lower(), "recovery"))
        if used:
            kept = self._sealed_codes(row["id"], [one for one in left if one not in used])
            self.db.execute("update staff set recovery = :kept where id = :id", {"id": row["id"], "kept": kept})
        return bool(used)


def _step(secret: str, code: str, now: datetime) -> int | None:
    """The time step of which this is the code, if it is one of about now."""
    made, typed = pyotp.TOTP(secret, interval=STEP), "".join(code.split())
    present = int(now.timestamp()) // STEP
    if not (typed.isascii() and typed.isdigit()):
        return None
    return next((one for one in (present, present - 1, present + 1) if _same(made.generate_otp(one), typed)), None)


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one, other)
