"""How many texts were sent in the last minutes and hours, and what they cost; nothing about to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from hotline.core.throttle import DAY, Priority
from hotline.storage.database import Values, stamp
from hotline.storage.shelf import Shelf

EACH = 10  # seconds that are counted together
ADD = (
    "insert into sendings (at, texts, paisa) values (:at, :texts, :paisa)"
    " on conflict (at) do update set texts = sendings.texts + excluded.texts, paisa = sendings.paisa + excluded.paisa"
)


class Sendings(Shelf):
    """The part of the store that counts what leaves."""

    def count_sending(self, parts: int, times: int, now: datetime) -> None:
        """Count a text before it is sent; with -1 take it back when it was refused. A call has no parts."""
        if parts:
            self.db.execute(ADD, {"at": stamp(_slot(now)), "texts": times, "paisa": times * self.throttle.cost(parts)})

    def count_replies(self, replies: Sequence[tuple[datetime, int]]) -> None:
        """Count answers that left in a webhook's own answer, each with when it did and its parts."""
        slots = defaultdict[datetime, list[int]](list)
        for at, parts in replies:
            slots[_slot(at)].append(parts)
        for at, sent in slots.items():
            self.db.execute(ADD, {"at": stamp(at), "texts": len(sent), "paisa": self.throttle.cost(sum(sent))})

    def text_money_is_spent(self, now: datetime) -> bool:
        """True when no text to a caller may leave for its cost."""
        since = {"since": stamp(now - DAY - timedelta(seconds=EACH)), "now": stamp(now)}
        row = self.db.one("select sum(paisa) as paisa from sendings where at > :since and at <= :now", since)
        return self.throttle.is_spent((row and row["paisa"]) or 0)

    def has_room(self, parts: int, now: datetime, priority: Priority) -> bool:
        """True when one more text of so many parts may leave now."""
        spans = self.throttle.spans
        if not spans:
            return True
        sums = ", ".join(f"coalesce(sum(texts) filter (where at > :at{n}), 0) as texts{n},"
                         f" coalesce(sum(paisa) filter (where at > :at{n}), 0) as paisa{n}"
                         for n in range(len(spans)))  # fmt: skip
        begins: Values = {f"at{n}": stamp(now - span - timedelta(seconds=EACH)) for n, span in enumerate(spans)}
        row = self.db.one(
            # What was counted by a clock that was ahead does not count any more.
            f"select {sums} from sendings where at > :longest and at <= :now",  # noqa: S608 (numbered columns of ours)
            {**begins, "longest": min(begins.values()), "now": stamp(now)},
        ) or {}
        sent = [(row[f"texts{n}"], row[f"paisa{n}"]) for n in range(len(spans))]
        return self.throttle.allows(sent, parts, priority)


def _slot(at: datetime) -> datetime:
    return at - timedelta(seconds=at.second % EACH, microseconds=at.microsecond)
