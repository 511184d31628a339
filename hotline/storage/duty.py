"""What changes the roster by date: stretches on and off duty, the hours of the service, days on which it is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from hotline.core.duty import Rota, Service, Stretch
from hotline.core.shifts import Shift
from hotline.storage.database import moment, stamp
from hotline.storage.roster import Roster
from hotline.storage.shelf import new_id


class Duty(Roster):
    """The part of the store that says who is on duty."""

    _kept: tuple[tuple[str, tzinfo], Rota] | None = None

    def rota(self, zone: tzinfo) -> Rota:
        """The roster with everything that changes it; the same object until something does."""
        row = self.db.one("select version from roster_state")
        version = (row["version"] if row else "", zone)
        kept = self._kept
        if kept is None or kept[0] != version:
            kept = version, Rota(zone, tuple(self.responders()), tuple(self.stretches()), self.service())
            self._kept = kept
        return kept[1]

    def stretches(self) -> list[Stretch]:
        """Every dated change that is kept, the first made first."""
        rows = self.db.query(
            "select id, responder, is_on, begins_at, ends_at, why, made_at from stretches order by made_at, id"
        )
        return [
            Stretch(row["id"], row["responder"], bool(row["is_on"]), moment(row["begins_at"]),
                    moment(row["ends_at"]), row["why"], moment(row["made_at"]))
            for row in rows
        ]  # fmt: skip

    def add_stretch(
        self, responder: str, begins: datetime, ends: datetime, why: str, now: datetime, *, on: bool
    ) -> str:
        """Put somebody on or off duty for a time; return the id of the change."""
        stretch = new_id()
        self.db.execute(
            "insert into stretches (id, responder, is_on, begins_at, ends_at, why, made_at)"
            " values (:id, :responder, :is_on, :begins, :ends, :why, :now)",
            {"id": stretch, "responder": responder, "is_on": int(on), "begins": stamp(begins), "ends": stamp(ends),
             "why": why, "now": stamp(now)},
        )  # fmt: skip
        return stretch

    def remove_stretches(self, responder: str, why: str, after: datetime) -> int:
        """Take back somebody's changes of one kind that end after an instant; return how many there were."""
        return self.db.execute(
            "delete from stretches where responder = :responder and why = :why and ends_at > :after",
            {"responder": responder, "why": why, "after": stamp(after)},
        )

    def drop_stretches(self, ids: Sequence[str]) -> None:
        """Take back these changes."""
        self.db.execute("delete from stretches where id in (:ids)", {"ids": tuple(ids)})

    def service(self) -> Service:
        """When the hotline is staffed at all."""
        hours = self.db.query("select starts, minutes from service_hours order by starts")
        days = self.db.query("select day from closed_days order by day")
        return Service(
            tuple(Shift(row["starts"], row["minutes"]) for row in hours),
            frozenset(date.fromisoformat(row["day"]) for row in days),
        )

    def set_service(self, service: Service) -> None:
        """Replace the hours and the closed days."""
        with self.atomic():
            self.db.execute("delete from service_hours")
            self.db.execute("delete from closed_days")
            for shift in service.hours:
                self.db.execute(
                    "insert into service_hours (starts, minutes) values (:starts, :minutes)",
                    {"starts": shift.start, "minutes": shift.minutes},
                )
            for day in sorted(service.closed):
                self.db.execute("insert into closed_days (day) values (:day)", {"day": day.isoformat()})
