"""Signs of life of the processes, and the broom: what is no longer needed is deleted for good."""

from __future__ import annotations

from datetime import datetime, timedelta

from hotline.core.alarms import KINDS
from hotline.core.conversation import CONTINUES_FOR
from hotline.core.limits import DAY
from hotline.core.result import MARK_LASTS
from hotline.core.staff import DRAFT_LASTS, IDLE
from hotline.storage.database import moment, stamp
from hotline.storage.shelf import Shelf

# How long each kind is kept after it is over; those that have a setting are named as in `Keeping`.
REPLIES = timedelta(hours=48)
STRETCHES = timedelta(days=30)
SWAPS = timedelta(days=30)
PIN_TRIES = timedelta(days=1)
GUESSES = timedelta(days=1)
MISSED = timedelta(days=1)
ERASURES = timedelta(days=3)  # a provider that could not be asked for so long is asked by nobody any more
CONFIRMATIONS = timedelta(days=30)
ALARMS = timedelta(days=30)
BROADCASTS = timedelta(days=30)
PAUSES = timedelta(days=30)
COUNTED_TURNS = timedelta(hours=2)  # no provider comes back to a webhook later
SIGN_IN_TRIES = timedelta(days=1)
SENDINGS = timedelta(days=2)  # the longest time over which they are counted is one
CALLER_PRINTS = MARK_LASTS
WARNINGS = MARK_LASTS
REQUESTS_OF_TALKS = timedelta(hours=3)  # from the first ring: a talk, and the hour in which she may be rung back
LATEST = timedelta(hours=2)  # what is to leave later than that was put off by a clock that was ahead
COUNT_CALLBACKS = "select state, count(*) as n from callbacks group by state"
COUNT_ALARMS = "select kind, count(*) as n from alarms where over_at is null group by kind"
COUNT_OUTBOX = "select state, count(*) as n from outbox group by state"
BATCH = 50  # rows in one transaction, so that a caller's write never waits long

EXPIRE = (
    "update callbacks set state = 'expired', moved_at = :now where id in (select id from callbacks"
    " where state in ('new', 'claimed', 'ringing', 'waiting') and expires_at <= :before limit :batch)"
)
SET_RIGHT = (
    "update outbox set due_at = :now where id in (select id from outbox"
    " where state in ('waiting', 'sending') and priority in (0, 1, 2, 3) and due_at > :before limit :batch)"
)
ASKERS_GO = (
    "update callbacks set asked_print = null where id in"
    " (select id from callbacks where asked_print is not null and created_at <= :before limit :batch)"
)
PLACES_GO = (
    "update turns set identity_print = null, place = null where message_print in"
    " (select message_print from turns where place is not null and created_at <= :before limit :batch)"
)
REPLIES_GO = (
    "delete from turns where message_print in"
    " (select message_print from turns where place is null and created_at <= :before limit :batch)"
)
CALLBACKS_GO = (
    "delete from callbacks where id in (select id from callbacks"
    " where state in ('done', 'not_reached', 'withdrawn', 'expired') and moved_at <= :before limit :batch)"
)
OUTBOX_GO = (
    "delete from outbox where id in (select id from outbox"
    " where state in ('sent', 'delivered', 'failed', 'dropped') and moved_at <= :before limit :batch)"
)
RINGS_GO = "delete from rings where id in (select id from rings where started_at <= :before limit :batch)"
STRETCHES_GO = "delete from stretches where id in (select id from stretches where ends_at <= :before limit :batch)"
SWAPS_GO = "delete from swaps where id in (select id from swaps where ends_at <= :before limit :batch)"
NOTES_GO = (
    "delete from notes where id in (select id from notes where callback is null and made_at <= :before limit :batch)"
)
PIN_TRIES_GO = (
    "delete from pin_tries where responder in"
    " (select responder from pin_tries where first_at <= :before limit :batch)"
)
GUESSES_GO = (
    "delete from guesses where once_print in (select once_print from guesses where guessed_at <= :before limit :batch)"
)
MISSED_GO = (
    "delete from missed where call_print in (select call_print from missed where noted_at <= :before limit :batch)"
)
ERASURES_GO = "delete from erasures where id in (select id from erasures where asked_at <= :before limit :batch)"
CONFIRMATIONS_GO = (
    "delete from confirmations where (responder, begins_at) in"
    " (select responder, begins_at from confirmations where ends_at <= :before limit :batch)"
)
SENDINGS_GO = "delete from sendings where at in (select at from sendings where at <= :before limit :batch)"
ALARMS_GO = (
    "delete from alarms where (kind, about) in (select kind, about from alarms where over_at <= :before limit :batch)"
)
BROADCASTS_GO = (
    "delete from broadcasts where id in"
    " (select id from broadcasts where state in ('done', 'dropped') and moved_at <= :before limit :batch)"
)
PAUSES_GO = "delete from pauses where id in (select id from pauses where last_day <= :before limit :batch)"
SESSIONS_GO = (
    "delete from staff_sessions where id in (select id from staff_sessions where seen_at <= :before limit :batch)"
)
SIGN_IN_TRIES_GO = (
    "delete from sign_in_tries where name_print in"
    " (select name_print from sign_in_tries where first_at <= :before limit :batch)"
)
DRAFTS_GO = "delete from drafts where id in (select id from drafts where made_at <= :before limit :batch)"
# Who left the roster; if she comes back, her phone is tested again.
LINE_TESTS_GO = (
    "delete from line_tests where responder in (select responder from line_tests"
    " join responders on responders.id = responder where active = 0 and changed_at <= :before limit :batch)"
)
# Only two marks of abuse within this time need to be known as the same caller's.
CALLER_PRINTS_GO = (
    "update rings set caller_print = null where id in"
    " (select id from rings where caller_print is not null and started_at <= :before limit :batch)"
)
REQUESTS_OF_TALKS_GO = (
    "update rings set request = null where id in"
    " (select id from rings where request is not null and started_at <= :before limit :batch)"
)
BARS_GO = "delete from bars where id in (select id from bars where ends_at <= :before limit :batch)"
WARNINGS_GO = (
    "delete from warnings where caller_print in"
    " (select caller_print from warnings where warned_at <= :before"
    " and not exists (select 1 from bars where bars.caller_print = warnings.caller_print) limit :batch)"
)
COUNTED_TURNS_GO = (
    "delete from counted_turns where once_print in"
    " (select once_print from counted_turns where counted_at <= :before limit :batch)"
)
# What is counted, the statement for one batch, and how long ago "before" is.
BROOM: tuple[tuple[str, str, timedelta | str], ...] = (
    ("callbacks_expired", EXPIRE, timedelta()),
    ("outbox_set_right", SET_RIGHT, -LATEST),
    ("askers", ASKERS_GO, DAY),
    ("places", PLACES_GO, CONTINUES_FOR),
    ("replies", REPLIES_GO, REPLIES),
    ("callbacks", CALLBACKS_GO, "requests"),
    ("outbox", OUTBOX_GO, "texts"),
    ("rings", RINGS_GO, "calls"),
    ("stretches", STRETCHES_GO, STRETCHES),
    ("swaps", SWAPS_GO, SWAPS),
    ("notes", NOTES_GO, "requests"),  # of calls; those of a request go with it
    ("pin_tries", PIN_TRIES_GO, PIN_TRIES),
    ("guesses", GUESSES_GO, GUESSES),
    ("missed", MISSED_GO, MISSED),
    ("erasures", ERASURES_GO, ERASURES),
    ("confirmations", CONFIRMATIONS_GO, CONFIRMATIONS),
    ("alarms", ALARMS_GO, ALARMS),
    ("sendings", SENDINGS_GO, SENDINGS),
    ("line_tests", LINE_TESTS_GO, timedelta()),
    ("broadcasts", BROADCASTS_GO, BROADCASTS),
    ("pauses", PAUSES_GO, PAUSES),
    ("counted_turns", COUNTED_TURNS_GO, COUNTED_TURNS),
    ("caller_prints", CALLER_PRINTS_GO, CALLER_PRINTS),
    ("requests_of_talks", REQUESTS_OF_TALKS_GO, REQUESTS_OF_TALKS),
    ("bars", BARS_GO, timedelta()),
    ("warnings", WARNINGS_GO, WARNINGS),
    ("staff_sessions", SESSIONS_GO, IDLE),
    ("drafts", DRAFTS_GO, DRAFT_LASTS),
    ("sign_in_tries", SIGN_IN_TRIES_GO, SIGN_IN_TRIES),
)


class Housekeeping(Shelf):
    """The part of the store that keeps house."""

    def beat(self, name: str, now: datetime) -> None:
        """Note that the process of this name is alive."""
        self.db.execute(
            "insert into beats (name, at) values (:name, :now)"
            " on conflict (name) do update set at = excluded.at",
            {"name": name, "now": stamp(now)},
        )

    def beat_on(self, name: str, seen: datetime | None, until: datetime) -> bool:
        """Move a sign of life on from where it was seen; False when another process was quicker."""
        values = {"name": name, "until": stamp(until)}
        if seen is None:
            return self.db.execute(
                "insert into beats (name, at) values (:name, :until) on conflict do nothing", values
            ) == 1
        return self.db.execute(
            "update beats set at = :until where name = :name and at = :seen", {**values, "seen": stamp(seen)}
        ) == 1

    def last_beat(self, name: str) -> datetime | None:
        """When the process of this name was last known to be alive."""
        row = self.db.one("select at from beats where name = :name", {"name": name})
        return moment(row["at"]) if row else None

    def figures(self) -> dict[str, dict[str, int]]:
        """How many callbacks and errands there are in each state, and how many alarms of each kind are on."""
        return {
            "callbacks": {row["state"]: row["n"] for row in self.db.query(COUNT_CALLBACKS)},
            "outbox": {row["state"]: row["n"] for row in self.db.query(COUNT_OUTBOX)},
            "alarms": dict.fromkeys(KINDS, 0) | {row["kind"]: row["n"] for row in self.db.query(COUNT_ALARMS)},
        }

    def sweep(self, now: datetime) -> dict[str, int]:
        """Delete all that is no longer needed and return how many of each kind went."""
        counts = dict.fromkeys((name for name, _, _ in BROOM), 0)
        more = True
        while more:
            some, more = self.sweep_some(now)
            counts = {name: count + some[name] for name, count in counts.items()}
        return counts

    def sweep_some(self, now: datetime) -> tuple[dict[str, int], bool]:
        """Delete a batch of each kind; return how many went, and whether there may be more. Then the log is emptied."""
        counts = {name: self._batch(sql, now, now - self._lasts(kept)) for name, sql, kept in BROOM}
        more = BATCH in counts.values()
        if not more:
            self.db.empty_log()
        return counts, more

    def _lasts(self, kept: timedelta | str) -> timedelta:
        return self.keeping.days(kept) if isinstance(kept, str) else kept

    def _batch(self, sql: str, now: datetime, before: datetime) -> int:
        values = {"before": stamp(before), "batch": BATCH}
        if ":now" in sql:
            values["now"] = stamp(now)
        return self.db.execute(sql, values)
