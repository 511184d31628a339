"""Requests to be rung back: the number sealed, the rest as listings and rules need it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from hotline.core.callback import KEPT_FOR, MOVES, Callback, Card, Request
from hotline.core.errors import SealBroken, StoreDown
from hotline.core.limits import DAY, Against
from hotline.core.phone_number import PhoneNumber
from hotline.storage.bars import BARRED
from hotline.storage.database import Row, moment, stamp
from hotline.storage.shelf import Shelf, new_id
from hotline.storage.texts import NO_CALLS
from hotline.storage.vault import Vault

TABLE = "callbacks"
UNREADABLE = "?"
SHOWN = (
    "id, reference, state, subject, language, woman_only, safe_hours, safe_days, channel,"
    " created_at, due_at, expires_at, attempts, lifted, not_from, code, role, any_language, urgent, since, card,"
    " rings, last_ring, said_at, number = '' as calls_in, assigned"
)
LISTED = f"select {SHOWN} from callbacks where state in (:states) order by due_at, created_at, id"  # noqa: S608
# A reference is used again once its request is closed. An index for each, so that an insert writes to one only.
IS_OPEN = "state in ('new', 'claimed', 'ringing', 'waiting')"
OPEN_ONE = f"select {SHOWN} from callbacks where reference = :reference and {IS_OPEN}"  # noqa: S608
CLOSED_ONE = (
    f"select {SHOWN} from callbacks where reference = :reference"  # noqa: S608 (SHOWN is ours)
    " and state in ('done', 'not_reached', 'withdrawn', 'expired') order by created_at desc limit 1"
)
WITHDRAW = (
    "update callbacks set state = 'withdrawn', moved_at = :now"  # noqa: S608
    f" where number_print in (:prints) and (:before is null or created_at <= :before) and {IS_OPEN}"
)
BY_ID = f"select {SHOWN} from callbacks where id = :id"  # noqa: S608
DUE = (
    f"select {SHOWN} from callbacks where state in ('new', 'waiting') and due_at <= :now"  # noqa: S608
    " and number <> '' order by urgent desc, since limit :most"
)
# All in one statement: it is asked for before every request that is stored.
AGAINST = (
    f"select {BARRED} as barred, {NO_CALLS} as refused,"  # noqa: S608
    " (select count(*) from callbacks where asked_print in (:asked_by) and created_at > :since"
    " and once_print not in (:once)) as asked_by,"
    " (select count(*) from (select 1 from callbacks where asked_print is not null and created_at > :since"
    " and once_print not in (:once) limit :most)) as asked"
)
# Four digits; longer ones only on a day so bad that twenty guesses at a free short one all miss.
LENGTHS = (4, 6, 8)
GUESSES = 20


class Callbacks(Shelf):
    """The part of the store that keeps requests to be rung back."""

    def record_callback(self, once: str, request: Request, due_at: datetime, now: datetime) -> str:
        """Store a request and return its reference; the same `once` gives the first reference again.

        Unless a transaction is open, the insert is one of its own, and holds the write lock no longer than it takes.
        """
        prints = self.vault.fingerprints(once, "once")
        known = self._known(prints) if len(prints) > 1 else None  # written before a key change
        row = _new_row(self.vault, once, request, due_at, now)
        for length in (length for length in LENGTHS for _ in range(GUESSES)):
            if known:
                return known
            row["reference"] = reference = _reference(length)
            row["pin_print"] = pin_prints(self.vault, reference, request.pin)[0] if request.pin else None
            if self.db.insert(TABLE, row):  # not when `once` is known by now, or the reference is in use
                return str(row["reference"])
            known = self._known(prints)
        raise StoreDown("no free reference")

    def against(self, once: str, request: Request, caller: str | None, now: datetime) -> Against | None:
        """Why this caller's request is not to be stored. One that is, under the same `once`, exceeds no limit.

        Who hides the number is nobody to count; who is in danger is not turned away because of others.
        """
        limits, counted = self.limits, self.vault.fingerprints(request.asked_by, "asker") if request.asked_by else ()
        found = self.db.one(AGAINST, {
            "callers": self.vault.fingerprints(caller, "caller") if caller else (),
            "blocked": self.vault.fingerprints(request.number, "blocked"),
            "number": self.vault.fingerprints(request.number),
            "asked_by": counted if limits.per_caller else (), "most": 0 if request.urgent else limits.in_all,
            "once": self.vault.fingerprints(once, "once"), "since": stamp(now - DAY), "now": stamp(now),
        }) or {}  # fmt: skip
        if found["barred"]:
            return "barred"
        if found["refused"] or limits.is_own(request.number):
            return "refused"
        if limits.per_caller and found["asked_by"] >= limits.per_caller:
            return "per_caller"
        return "in_all" if limits.in_all and found["asked"] >= limits.in_all and not request.urgent else None

    def withdraw_callbacks(self, number: str, now: datetime, before: datetime | None = None) -> int:
        """Withdraw every open request for this number, or those made until `before`; return how many there were."""
        return self.db.execute(
            WITHDRAW,
            {"prints": self.vault.fingerprints(number), "now": stamp(now), "before": stamp(before) if before else None},
        )

    def callbacks(self, states: Sequence[str] = ()) -> list[Callback]:
        """The requests in these states, or in all, the first due first."""
        rows = self.db.query(LISTED, {"states": tuple(states) or tuple(MOVES)})
        return [self._callback(row) for row in rows]

    def callback(self, reference: str) -> Callback | None:
        """The open request of this reference, else the latest closed one."""
        named = {"reference": reference}
        row = self.db.one(OPEN_ONE, named) or self.db.one(CLOSED_ONE, named)
        return self._callback(row) if row else None

    def callback_by_id(self, callback_id: str) -> Callback | None:
        """The request of this id."""
        row = self.db.one(BY_ID, {"id": callback_id})
        return self._callback(row) if row else None

    def due_callbacks(self, now: datetime, most: int) -> list[Callback]:
        """The requests that may be looked at now, the first due first."""
        return [self._callback(row) for row in self.db.query(DUE, {"now": stamp(now), "most": most})]

    def postpone_callback(self, callback_id: str, due_at: datetime) -> None:
        """Look at a waiting request again at `due_at`."""
        self.db.execute(
            "update callbacks set due_at = :due where id = :id and state in ('new', 'waiting')",
            {"id": callback_id, "due": stamp(due_at)},
        )

    def callback_number(self, callback_id: str) -> PhoneNumber:
        """The number to ring. Raises LookupError when none is kept, SealBroken when it does not open."""
        row = self.db.one("select number from callbacks where id = :id", {"id": callback_id})
        if row is None or not row["number"]:
            raise LookupError("no number to ring")
        return PhoneNumber(self.vault.open(row["number"], TABLE, "number", callback_id))

    def waits_for_a_call(self, number: PhoneNumber) -> bool:
        """True when there is an open request to ring this number."""
        found = f"select 1 from callbacks where number_print in (:prints) and {IS_OPEN} limit 1"  # noqa: S608
        return bool(self.db.query(found, {"prints": self.vault.fingerprints(number.e164)}))

    def rings_her(self, callback_id: str, ring: str) -> None:
        """Her own phone is rung, by the responder of this ring: counted once for each, however often it is told."""
        self.db.execute(
            "update callbacks set rings = rings + 1, last_ring = :ring where id = :id and last_ring <> :ring",
            {"id": callback_id, "ring": ring},
        )

    def forget_rings(self, callback_id: str) -> None:
        """She was reached, and wants to be rung again: the rings before count no more."""
        self.db.execute("update callbacks set rings = 0 where id = :id", {"id": callback_id})

    def settle_claims(self, before: datetime, now: datetime) -> int:
        """Close what somebody talked about before an instant and said nothing more of; return how many there were."""
        return self.db.execute(
            "update callbacks set state = 'done', moved_at = :now where state = 'claimed' and moved_at <= :before",
            {"before": stamp(before), "now": stamp(now)},
        )

    def move_callback(self, callback_id: str, state: str, due_at: datetime | None, now: datetime) -> bool:
        """Move a request on, if its state allows it. Each time it starts ringing counts as an attempt."""
        moved = self.db.execute(
            "update callbacks set state = :state, due_at = coalesce(:due, due_at), moved_at = :now,"
            " attempts = attempts + :rung, last_ring = case :state when 'ringing' then '' else last_ring end"
            " where id = :id and state in (:before)",
            {
                "id": callback_id,
                "state": state,
                "due": stamp(due_at) if due_at else None,
                "now": stamp(now),
                "rung": int(state == "ringing"),
                "before": tuple(before for before in MOVES if state in MOVES[before]),
            },
        )
        return moved == 1

    def pass_callback(self, callback_id: str, role: str) -> None:
        """From now on only somebody in this role rings her, before others."""
        self.db.execute(
            f"update callbacks set role = :role, urgent = 1 where id = :id and {IS_OPEN}",  # noqa: S608
            {"id": callback_id, "role": role},
        )

    def lift_in_callback(self, callback_id: str, lifted: Sequence[str]) -> None:
        """These promises do not hold for her; all others do."""
        self.db.execute(
            "update callbacks set lifted = :lifted where id = :id", {"id": callback_id, "lifted": ";".join(lifted)}
        )

    def _callback(self, row: Row) -> Callback:
        return Callback(
            id=row["id"],
            reference=row["reference"],
            state=row["state"],
            subject=row["subject"],
            language=row["language"],
            woman_only=bool(row["woman_only"]),
            window=row["safe_hours"],
            days=row["safe_days"],
            channel=row["channel"],
            created_at=moment(row["created_at"]),
            due_at=moment(row["due_at"]),
            expires_at=moment(row["expires_at"]),
            attempts=row["attempts"],
            since=moment(row["since"] or row["created_at"]),
            rings=row["rings"],
            assigned=row["assigned"],
            said_at=moment(row["said_at"]) if row["said_at"] else None,
            hers_rang=bool(row["last_ring"]),
            calls_in=bool(row["calls_in"]),
            lifted=tuple(filter(None, row["lifted"].split(";"))),
            not_from=self._district(row),
            code=row["code"],
            role=row["role"],
            any_language=bool(row["any_language"]),
            urgent=bool(row["urgent"]),
            card=self._card(row),
        )

    def _card(self, row: Row) -> Card:
        """The card; if it does not open, nobody may be told anything: a shared phone, and nothing agreed."""
        try:
            opened = self.vault.open(row["card"], TABLE, "card", row["id"]) if row["card"] else "{}"
        except SealBroken:
            return Card(shared=True)
        return Card(**json.loads(opened))

    def _district(self, row: Row) -> str:
        """Where nobody may be from who rings her. What does not open is a place nobody lives in."""
        try:
            return self.vault.open(row["not_from"], TABLE, "not_from", row["id"]) if row["not_from"] else ""
        except SealBroken:
            return UNREADABLE

    def _known(self, prints: tuple[str, ...]) -> str | None:
        found = self.db.one("select reference from callbacks where once_print in (:prints)", {"prints": prints})
        return str(found["reference"]) if found else None


def _new_row(vault: Vault, once: str, request: Request, due_at: datetime, now: datetime) -> Row:
    row_id, at = new_id(), stamp(now)
    asker = request.asked_by if request.number else ""  # whoever wants no number kept leaves no hash of one either
    return {
        "id": row_id,
        "once_print": vault.fingerprint(once, "once"),
        "reference": "",
        "pin_print": None,
        "number": vault.seal(request.number, TABLE, "number", row_id) if request.number else "",
        "number_print": vault.fingerprint(request.number) if request.number else "",
        "state": "new",
        "subject": request.subject,
        "language": request.language,
        "woman_only": int(request.woman_only),
        "safe_hours": request.window,
        "safe_days": request.days,
        "channel": request.channel,
        "attempts": 0,
        "created_at": at,
        "due_at": stamp(due_at),
        "expires_at": stamp(due_at + KEPT_FOR),
        "moved_at": at,
        "asked_print": vault.fingerprint(asker or row_id, "asker"),
        "lifted": ";".join(request.lifted),
        "not_from": vault.seal(request.not_from, TABLE, "not_from", row_id) if request.not_from else None,
        "code": request.code,
        "role": request.role,
        "any_language": int(request.any_language),
        "urgent": int(request.urgent),
        "since": stamp(request.since) if request.since else at,
        "card": vault.seal(json.dumps(asdict(request.card)), TABLE, "card", row_id) if request.card != Card() else None,
    }


def pin_prints(vault: Vault, reference: str, pin: str) -> tuple[str, ...]:
    """The hashes by which a request is known to whoever has its reference and her PIN, the newest first."""
    return vault.fingerprints(f"{reference}:{pin}", "token")


def _reference(length: int) -> str:
    """Random digits that do not begin with 0, since a leading 0 gets lost on the way to paper."""
    least = 10 ** (length - 1)
    return str(least + secrets.randbelow(9 * least))
