"""What staff tell all subscribers: its words sealed, how far it is, and the counts that its cost is known from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from hotline.core.broadcast import MOVES, OPEN, Audience, Broadcast
from hotline.core.errors import SealBroken
from hotline.core.subscription import WEEKS, Pause
from hotline.storage.database import Row, moment, stamp
from hotline.storage.shelf import Shelf, new_id

TABLE = "broadcasts"
LISTED = (
    "select id, series, words, state, people, told, parts, begun_at from broadcasts where state in (:states)"
    " order by begun_at desc, rowid desc"
)
AUDIENCE = (
    "select series, language, count(*) as people from subscriptions where series = :series or :series = ''"
    " group by series, language order by series, language"
)
LEFT = (
    "select 1 from subscriptions where broadcast <> :id and (series = :series or :series = '') limit 1"
)
AHEAD = (
    "select substr(look_at, 1, 13) as hour, count(*) as n from subscriptions where look_at <= :until"
    " group by hour order by hour"
)
DUE_SOON = "select count(*) as n from subscriptions where look_at <= :until"
SILENT = "select count(*) as n from subscriptions where silent >= :weeks"
BATCH = 500  # rows in one transaction, so that a caller's write never waits long


class Broadcasts(Shelf):
    """The part of the store that keeps broadcasts and pauses, and counts subscribers."""

    def audience(self, series: str = "") -> list[Audience]:
        """How many subscribers there are, of one series or of all, by language."""
        return [Audience(**row) for row in self.db.query(AUDIENCE, {"series": series})]

    def subscription_figures(self, now: datetime) -> dict[str, int]:
        """How many are looked at within a day, and how many did not write for half of the weeks that end it."""
        return {name: int(row["n"]) for name, row in (
            ("due_in_a_day", self.db.query(DUE_SOON, {"until": stamp(now + timedelta(days=1))})[0]),
            ("silent", self.db.query(SILENT, {"weeks": WEEKS // 2})[0]),
        )}  # fmt: skip

    def sendings_ahead(self, until: datetime) -> list[tuple[datetime, int]]:
        """How many are looked at in each hour until then; what is overdue is in the first."""
        return [(moment(f"{row['hour']}:00:00Z"), row["n"]) for row in self.db.query(AHEAD, {"until": stamp(until)})]

    def begin_broadcast(self, series: str, words: Mapping[str, str], people: int, now: datetime) -> bool:
        """Start one; False while another runs or is paused."""
        row_id = new_id()
        return self.db.execute(
            "insert into broadcasts (id, series, words, state, people, begun_at, moved_at)"
            " values (:id, :series, :words, 'running', :people, :now, :now) on conflict do nothing",
            {"id": row_id, "series": series, "people": people, "now": stamp(now),
             "words": self.vault.seal(json.dumps(dict(words)), TABLE, "words", row_id)},
        ) == 1  # fmt: skip

    def broadcasts(self, states: Sequence[str] = ()) -> list[Broadcast]:
        """Those in these states, or all, the newest first."""
        return [self._broadcast(row) for row in self.db.query(LISTED, {"states": tuple(states) or tuple(MOVES)})]

    def open_broadcast(self) -> Broadcast | None:
        """The one that runs or is paused."""
        return next(iter(self.broadcasts(OPEN)), None)

    def move_broadcast(self, state: str, now: datetime) -> bool:
        """Move the open one on, if its state allows it."""
        return self.db.execute(
            "update broadcasts set state = :state, moved_at = :now where state in (:before)",
            {"state": state, "now": stamp(now), "before": tuple(one for one in OPEN if state in MOVES[one])},
        ) == 1

    def end_broadcast(self, now: datetime) -> bool:
        """Note that the running one is done, when everybody got it."""
        one = self.open_broadcast()
        if one is None or one.state != "running" or self.db.query(LEFT, {"id": one.id, "series": one.series}):
            return False
        return self.move_broadcast("done", now)

    def pauses(self) -> list[Pause]:
        """When nobody is sent a weekly text."""
        rows = self.db.query("select first_day, last_day, from_hour, until_hour from pauses order by first_day, id")
        return [
            Pause(date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"]), row["from_hour"],
                  row["until_hour"])
            for row in rows
        ]  # fmt: skip

    def add_pause(self, pause: Pause) -> None:
        """Send nothing then; who was due is looked at when the time comes."""
        self.db.execute(
            "insert into pauses (id, first_day, last_day, from_hour, until_hour)"
            " values (:id, :first, :last, :from_hour, :until_hour)",
            {"id": new_id(), "first": pause.first.isoformat(), "last": pause.last.isoformat(),
             "from_hour": pause.from_hour, "until_hour": pause.until_hour},
        )  # fmt: skip

    def remove_pause(self, pause: Pause) -> None:
        """Take a pause back."""
        self.db.execute(
            "delete from pauses where first_day = :first and last_day = :last and from_hour = :from_hour"
            " and until_hour = :until_hour",
            {"first": pause.first.isoformat(), "last": pause.last.isoformat(), "from_hour": pause.from_hour,
             "until_hour": pause.until_hour},
        )  # fmt: skip

    def look_again(self, now: datetime, week_ahead: datetime) -> int:
        """Look now at all who were put off by more than a week, to plan them anew; return how many."""
        values = {"now": stamp(now), "later": stamp(week_ahead), "batch": BATCH}
        total = 0
        while changed := self.db.execute(
            "update subscriptions set look_at = :now where id in"
            " (select id from subscriptions where look_at > :later limit :batch)", values,
        ):  # fmt: skip
            total += changed
        return total

    def _broadcast(self, row: Row) -> Broadcast:
        try:
            words = json.loads(self.vault.open(row["words"], TABLE, "words", row["id"]))
        except SealBroken:  # its key is gone: nobody gets it, and the weekly texts go on
            words = {}
        return Broadcast(row["id"], row["series"], words, row["state"], row["people"], row["told"], row["parts"],
                         moment(row["begun_at"]))  # fmt: skip
