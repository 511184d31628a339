"""Shifts that somebody would give away, whom that was asked, and who took them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hotline.core.intervals import Interval
from hotline.core.swapping import Swap
from hotline.storage.database import Row, moment, stamp
from hotline.storage.shelf import Shelf, new_id

TOLD = "swaps.id, giver, begins_at, ends_at, state, taker"
ASKED_OF = (
    f"select {TOLD} from swaps join swap_questions on swap = swaps.id"  # noqa: S608 (TOLD is ours)
    " where responder = :responder and ends_at > :now order by made_at desc, swaps.id"
)
GIVEN_BY = (
    f"select {TOLD} from swaps where giver = :giver and ends_at > :now order by made_at desc, swaps.id"  # noqa: S608
)


class Swaps(Shelf):
    """The part of the store that keeps swaps."""

    def swap_asked(self, giver: str, span: Interval, of: Sequence[str], now: datetime) -> str:
        """Note that these people are asked to take a shift; return the swap's id."""
        swap = new_id()
        with self.atomic():
            self.db.execute(
                "insert into swaps (id, giver, state, begins_at, ends_at, made_at)"
                " values (:id, :giver, 'asked', :begins, :ends, :now)",
                {"id": swap, "giver": giver, "begins": stamp(span[0]), "ends": stamp(span[1]), "now": stamp(now)},
            )
            for one in of:
                self.db.execute(
                    "insert into swap_questions (swap, responder) values (:swap, :responder)",
                    {"swap": swap, "responder": one},
                )
        return swap

    def swaps_asked_of(self, responder: str, now: datetime) -> list[Swap]:
        """The swaps that she was asked about and that are not over, the last asked first."""
        return [_swap(row) for row in self.db.query(ASKED_OF, {"responder": responder, "now": stamp(now)})]

    def swaps_given_by(self, giver: str, now: datetime) -> list[Swap]:
        """The swaps that she asked for and that are not over, the last asked first."""
        return [_swap(row) for row in self.db.query(GIVEN_BY, {"giver": giver, "now": stamp(now)})]

    def swap_taken(self, swap: str, taker: str) -> bool:
        """Take a shift: True for the first to do so, who was asked and is not the one that gives it."""
        changed = self.db.execute(
            "update swaps set state = 'taken', taker = :taker where id = :id and state = 'asked' and giver <> :taker"
            " and exists (select 1 from swap_questions where swap = :id and responder = :taker)",
            {"id": swap, "taker": taker},
        )
        return changed == 1


def _swap(row: Row) -> Swap:
    return Swap(
        row["id"], row["giver"], moment(row["begins_at"]), moment(row["ends_at"]), row["state"], row["taker"]
    )
