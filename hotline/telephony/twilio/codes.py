"""Twilio's words for what became of a call or a text, in ours: one table each, at the edge."""

from __future__ import annotations

import structlog

log = structlog.get_logger("twilio")

# DialCallStatus → what the flow is told. `helped` is only said of a call that was really put through.
RINGS = {
    "completed": "helped",
    "answered": "helped",
    "busy": "busy",
    "no-answer": "no_answer",
    "failed": "failed",
    "canceled": "canceled",
}
TEXTS = {
    "accepted": "sent",
    "scheduled": "sent",
    "queued": "sent",
    "sending": "sent",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
    "partially_delivered": "failed",
}
# Errors after which sending the same again is useless.
PERMANENT = frozenset(
    {20404, 21201, 21210, 21211, 21212, 21217, 21408, 21603, 21606, 21610, 21612, 21614, 21617}
)
UNWANTED = 21610  # STOP was sent from that phone, and the provider lets no text through


def ring_outcome(status: str, bridged: str) -> str:
    """What a Dial came to. A refused whisper is `completed` too: `DialBridged` tells it apart."""
    outcome = RINGS.get(status)
    if outcome is None:
        log.warning("unknown dial status")
        return "failed"
    return "refused" if outcome == "helped" and bridged == "false" else outcome


def joined(bridged: str) -> bool | None:
    """Whether a Dial put two people through; None when the carrier does not say."""
    return {"true": True, "false": False}.get(bridged)


def text_state(status: str) -> str | None:
    """The state of our outbox for a delivery receipt, or None when it says nothing we know."""
    if status not in TEXTS:
        log.warning("unknown message status")
    return TEXTS.get(status)
