"""The life of something that leaves by the outbox, as a table of allowed moves, and when to try again."""

from __future__ import annotations

from datetime import timedelta

MOVES: dict[str, tuple[str, ...]] = {
    "waiting": ("sending", "sent", "delivered", "failed", "dropped"),  # a report may be quicker than our own record
    "sending": ("waiting", "sent", "delivered", "failed", "dropped"),
    "sent": ("delivered", "failed"),
    "delivered": (),
    "failed": (),
    "dropped": (),
}
# What somebody may do by hand, and with what.
BY_HAND = {"retry": ("failed", "dropped"), "drop": ("waiting", "failed")}
RETRY_AFTER = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
MOST_ATTEMPTS = 50  # about a day


def may_move(before: str, after: str) -> bool:
    """True when a report may move a row from `before` to `after`; late reports may not go backwards."""
    return after in MOVES.get(before, ())


def retry_after(attempts: int) -> timedelta | None:
    """How long to wait after this many attempts, or None when it is time to give up."""
    return RETRY_AFTER[min(attempts, len(RETRY_AFTER)) - 1] if attempts < MOST_ATTEMPTS else None
