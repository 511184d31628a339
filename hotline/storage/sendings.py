"""How many texts were sent in the last minutes and hours, and what they cost; nothing about to whom."""

from __future__ import annotations

from datetime import datetime, timedelta

from hotline.core.throttle import Priority
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
            at = now - timedelta(seconds=now.second % EACH, microseconds=now.microsecond)
            self.db.execute(ADD, {"at": stamp(at), "texts": times, "paisa": times * self.throttle.cost(parts)})

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
