"""What is to be counted of what is kept anyway, from one time on until another."""

from __future__ import annotations

from datetime import datetime, timedelta

from hotline.core.callback import Callback
from hotline.core.counting import Talked, Waited
from hotline.storage.callbacks import SHOWN, Callbacks
from hotline.storage.database import moment, stamp

ASKED = f"select {SHOWN} from callbacks where created_at >= :since and created_at < :until"  # noqa: S608
CLOSED = (
    f"select {SHOWN}, moved_at, claimed_at from callbacks"  # noqa: S608
    " left join claims on claims.callback = callbacks.id"
    " where state in ('done', 'not_reached', 'withdrawn', 'expired') and moved_at >= :since and moved_at < :until"
)
CALL_LASTS = timedelta(hours=4)
# Phones may be rung for a call again and again: it counts when the first one rang.
WAITED = (
    "select min(started_at) as rung_at, min(accepted_at) as accepted_at from rings"
    " where started_at >= :earlier and callback is null and asks is null group by call_print"
    " having min(started_at) >= :since and min(started_at) < :until"
)
TALKS = (
    "select role, accepted_at, ended_at from rings join responders on responders.id = rings.responder"
    " where started_at >= :since and started_at < :until and accepted_at is not null and ended_at is not null"
    " and asks is null"
)
SENT = "select at, texts, paisa from sendings where at >= :since and at < :until"


class Countable(Callbacks):
    """The part of the store that is asked what there is to count."""

    def asked_between(self, since: datetime, until: datetime) -> list[Callback]:
        """Requests that were made."""
        return [self._callback(row) for row in self.db.query(ASKED, _span(since, until))]

    def closed_between(self, since: datetime, until: datetime) -> list[tuple[Callback, datetime | None, datetime]]:
        """Requests that came to their end, when somebody last took them into hand, and when they ended."""
        return [
            (self._callback(row), moment(row["claimed_at"]) if row["claimed_at"] else None, moment(row["moved_at"]))
            for row in self.db.query(CLOSED, _span(since, until))
        ]

    def waits_between(self, since: datetime, until: datetime) -> list[Waited]:
        """Calls for which phones were rung."""
        return [
            Waited(moment(row["rung_at"]), moment(row["accepted_at"]) if row["accepted_at"] else None)
            for row in self.db.query(WAITED, {**_span(since, until), "earlier": stamp(since - CALL_LASTS)})
        ]

    def talks_between(self, since: datetime, until: datetime) -> list[Talked]:
        """Talks, each with the roles of who talked."""
        return [
            Talked(tuple(row["role"].split(";")), moment(row["accepted_at"]),
                 moment(row["ended_at"]) - moment(row["accepted_at"]))
            for row in self.db.query(TALKS, _span(since, until))
        ]  # fmt: skip

    def sent_between(self, since: datetime, until: datetime) -> list[tuple[datetime, int, int]]:
        """How many texts left, and what they cost, from one time on."""
        return [(moment(row["at"]), row["texts"], row["paisa"]) for row in self.db.query(SENT, _span(since, until))]


def _span(since: datetime, until: datetime) -> dict[str, str]:
    return {"since": stamp(since), "until": stamp(until)}
