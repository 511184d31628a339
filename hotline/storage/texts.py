"""Conversations by text: where each stands, what was answered to which message, who wants no more."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime

from hotline.core.conversation import Conversation
from hotline.core.errors import SealBroken
from hotline.storage.database import stamp
from hotline.storage.shelf import Shelf


class Texts(Shelf):
    """The part of the store that keeps conversations by text. Nobody is kept but by a keyed hash."""

    def conversation(self, identity: str, now: datetime) -> Conversation | None:
        """Where this person stands; None when it is too long ago, or its key or version is gone."""
        row = self.db.one(
            "select identity_print, body from conversations"
            " where identity_print in (:prints) and expires_at > :now order by expires_at desc limit 1",
            {"prints": self.vault.fingerprints(identity, "talks"), "now": stamp(now)},
        )
        if row is None:
            return None
        try:
            body = self.vault.open(row["body"], "conversations", "body", row["identity_print"])
            return Conversation.from_json(body)
        except (SealBroken, ValueError):
            return None

    def keep_conversation(self, identity: str, conversation: Conversation, until: datetime) -> None:
        """Remember where this person stands, in place of what was known."""
        newest, *older = self.vault.fingerprints(identity, "talks")
        with self.atomic() if older else nullcontext():
            if older:  # written before a key change
                self.db.execute(
                    "delete from conversations where identity_print in (:prints)", {"prints": tuple(older)}
                )
            self.db.execute(
                "insert into conversations (identity_print, body, expires_at) values (:print, :body, :until)"
                " on conflict (identity_print) do update"
                " set body = excluded.body, expires_at = excluded.expires_at",
                {
                    "print": newest,
                    "body": self.vault.seal(conversation.to_json(), "conversations", "body", newest),
                    "until": stamp(until),
                },
            )

    def forget_conversation(self, identity: str) -> None:
        """Leave nothing of where this person stood."""
        self.db.execute(
            "delete from conversations where identity_print in (:prints)",
            {"prints": self.vault.fingerprints(identity, "talks")},
        )

    def reply_given(self, message: str) -> str | None:
        """What was answered to this message before, if it was."""
        row = self.db.one(
            "select message_print, body from replies where message_print in (:prints)",
            {"prints": self.vault.fingerprints(message, "message")},
        )
        if row is None:
            return None
        try:
            return self.vault.open(row["body"], "replies", "body", row["message_print"])
        except SealBroken:
            return None

    def keep_reply(self, message: str, reply: str, now: datetime) -> bool:
        """Remember what was answered; the first answer to a message stands: False when there is one already."""
        key = self.vault.fingerprint(message, "message")
        return self.db.execute(
            "insert into replies (message_print, body, created_at) values (:print, :body, :now)"
            " on conflict do nothing",
            {"print": key, "body": self.vault.seal(reply, "replies", "body", key), "now": stamp(now)},
        ) == 1

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

    def refuses_calls(self, identity: str) -> bool:
        """True when somebody said that this phone is not hers: it is not rung. The roster's phones are."""
        found = self.db.one(
            "select 1 as found from blocked where identity_print in (:blocked) and no_calls = 1"
            " and not exists (select 1 from responders where active = 1 and phone_print in (:number))",
            {kind: self.vault.fingerprints(identity, kind) for kind in ("blocked", "number")},
        )
        return found is not None
