"""The life of something that leaves by the outbox, as a table of allowed moves, and when to try again."""

from __future__ import annotations

from datetime import timedelta

MOVES: dict[str, tuple[str, ...]] = {
    "waiting": ("sending", "dropped"),
    "sending": ("waiting", "sent", "delivered", "failed", "dropped"),
    "sent": ("delivered", "failed"),
    "delivered": (),
    "failed": (),
    "dropped": (),
}
RETRY_AFTER = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))


def may_move(before: str, after: str) -> bool:
    """True when a report may move a row from `before` to `after`; late reports may not go backwards."""
    return after in MOVES.get(before, ())


def retry_after(attempts: int) -> timedelta | None:
    """How long to wait after this many attempts, or None when it is time to give up."""
    return RETRY_AFTER[attempts - 1] if attempts <= len(RETRY_AFTER) else None
