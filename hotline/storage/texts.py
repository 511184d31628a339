"""Conversations by text: what was answered to which message, where each person stands, who wants no more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime

from hotline.core.conversation import CONTINUES_FOR, Conversation
from hotline.core.errors import SealBroken
from hotline.core.records import Before
from hotline.storage.database import Row, stamp
from hotline.storage.shelf import Shelf
from hotline.storage.subscriptions import AWAITED
from hotline.storage.subscriptions import KIND as SERIES

TABLE = "turns"
BATCH = 500  # parameters of one statement
# What she is answered by, and whether her subscription waits for a sign of hers; in one statement, for every text.
BEFORE = (
    "select message_print, reply, place, created_at from turns where message_print in (:messages)"  # noqa: S608
    " or (identity_print in (:people) and created_at > :since)"
    f" union all select null, null, null, '' where {AWAITED} order by created_at desc"
)
NO_CALLS = (
    "exists (select 1 from blocked where identity_print in (:blocked) and no_calls = 1)"
    " and not exists (select 1 from responders where active = 1 and phone_print in (:number))"
)
FORGET = "update turns set identity_print = null, place = null where identity_print in (:people)"


class Texts(Shelf):
    """The part of the store that keeps conversations by text. Nobody is kept but by a keyed hash."""

    def turn_before(self, message: str, identity: str | None, now: datetime) -> Before:
        """What is kept about this message and this person; a place that is over or cannot be read is none."""
        messages = self.vault.fingerprints(message, "message")
        people = self.vault.fingerprints(identity, "talks") if identity else ()
        series = self.vault.fingerprints(identity, SERIES) if identity else ()
        found = self.db.query(BEFORE, {"messages": messages, "people": people, "series": series,
                                       "since": stamp(now - CONTINUES_FOR)})  # fmt: skip
        rows = [row for row in found if row["message_print"]]
        reply = next((self._opened(row, "reply") for row in rows if row["message_print"] in messages), None)
        place = next((self._opened(row, "place") for row in rows), None)
        return Before(messages[0], people, reply, _conversation(place), awaited=len(found) > len(rows))

    def known_messages(self, messages: Sequence[str]) -> set[str]:
        """Those of these messages that were answered in the last days."""
        prints = {one: self.vault.fingerprints(one, "message") for one in messages}
        known: set[str] = set()
        for some in _batches([print_ for each in prints.values() for print_ in each], BATCH):
            rows = self.db.query("select message_print from turns where message_print in (:some)", {"some": some})
            known |= {row["message_print"] for row in rows}
        return {one for one, each in prints.items() if known.intersection(each)}

    def keep_turn(self, before: Before, reply: str, place: Conversation | None, now: datetime) -> str:
        """Keep what was answered, and where that leaves her in place of where she stood; return what was answered.

        The first answer to a message stands, should it have come twice at once.
        """
        key = before.message
        row: Row = {"message_print": key, "reply": self.vault.seal(reply, TABLE, "reply", key),
                    "identity_print": None, "place": None, "created_at": stamp(now)}  # fmt: skip
        if place and before.sender:
            row["identity_print"] = before.sender[0]
            row["place"] = self.vault.seal(place.to_json(), TABLE, "place", key)
        gone = before.sender[1:] if place else before.sender  # the hashes that the new row does not replace
        with self.atomic() if gone else nullcontext():
            # What she asked for is committed by now. Should power fail, a repeated message gets the same answer again.
            if not self.db.insert(TABLE, row, lasting=False):
                return self._given(key) or reply
            if gone:
                self.db.execute(FORGET, {"people": gone})
        return reply

    def forget_place(self, before: Before) -> None:
        """Leave nothing of where the sender stood."""
        self.db.execute(FORGET, {"people": before.sender})

    def block(self, identity: str, now: datetime, *, calls: bool = False) -> None:
        """Remember that this person wants no texts; with `calls`, that this phone is not to be rung either."""
        self.db.execute(
            "insert into blocked (identity_print, blocked_at, no_calls) values (:print, :now, :calls)"
            " on conflict (identity_print) do update set no_calls = 1 where excluded.no_calls = 1",
            {"print": self.vault.fingerprint(identity, "blocked"), "now": stamp(now), "calls": int(calls)},
        )

    def unblock(self, identity: str) -> None:
        """Remember that this person wants texts again."""
        self.db.execute(
            "delete from blocked where identity_print in (:prints)",
            {"prints": self.vault.fingerprints(identity, "blocked")},
        )

    def is_blocked(self, identity: str) -> bool:
        """True when this person wants no texts."""
        found = self.db.one(
            "select 1 as found from blocked where identity_print in (:prints)",
            {"prints": self.vault.fingerprints(identity, "blocked")},
        )
        return found is not None

    def blocked_among(self, identities: Collection[str]) -> set[str]:
        """Those of these people who want no texts."""
        prints = {found: one for one in identities for found in self.vault.fingerprints(one, "blocked")}
        rows = self.db.query("select identity_print from blocked where identity_print in (:prints)",
                             {"prints": tuple(prints)})  # fmt: skip
        return {prints[row["identity_print"]] for row in rows}

    def refuses_calls(self, identity: str) -> bool:
        """True when somebody said that this phone is not hers, or it is our own: it is not rung. The roster's are."""
        prints = {kind: self.vault.fingerprints(identity, kind) for kind in ("blocked", "number")}
        row = self.db.one(f"select {NO_CALLS} as refused", prints)
        return self.limits.is_own(identity) or bool(row and row["refused"])

    def _given(self, key: str) -> str | None:
        row = self.db.one("select message_print, reply from turns where message_print = :key", {"key": key})
        return self._opened(row, "reply") if row else None

    def _opened(self, row: Row, column: str) -> str | None:
        try:
            return self.vault.open(row[column] or "", TABLE, column, row["message_print"])
        except SealBroken:
            return None


def _conversation(text: str | None) -> Conversation | None:
    try:
        return Conversation.from_json(text) if text else None
    except ValueError:
        return None


def _batches(values: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    for begins in range(0, len(values), size):
        yield tuple(values[begins : begins + size])
