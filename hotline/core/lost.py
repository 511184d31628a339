"""What came and was lost on the way, by the provider's list: which of it is answered, obeyed or told. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hotline.core.phone_number import Caller

LATE = timedelta(hours=1)  # a later answer would come at a moment that nobody chose
SETTLED = timedelta(minutes=2)  # before, a webhook may still be on its way or be tried again
FURTHEST = timedelta(hours=24)  # replies are known for longer than that
ANSWERED_WITHIN = timedelta(seconds=60)  # a provider gives a webhook fifteen seconds
# Words that hold whenever they are read, and what they undo.
UNDONE_BY: Mapping[str, tuple[str, ...]] = {
    "stop": ("start",),
    "not_mine": ("start",),
    "start": ("stop", "not_mine"),
    "dont_call": (),
    "unsubscribe": ("subscribe",),
}


@dataclass(frozen=True, slots=True)
class Arrived:
    """A text that came, or a call that is over, as the provider lists it; `missed` if it ended before the menu."""

    id: str
    sender: Caller
    at: datetime
    body: str = field(default="", repr=False)
    missed: bool = False


def last_of_each(arrived: Iterable[Arrived]) -> list[Arrived]:
    """The last of each sender, the oldest first; who hides the number is a sender of one."""
    last = {one.sender.identity or one.id: one for one in sorted(arrived, key=_at)}
    return sorted(last.values(), key=_at)


def to_obey(texts: Iterable[Arrived], meaning: Callable[[Arrived], str | None]) -> list[tuple[Arrived, str]]:
    """The texts that must be obeyed however late, each with its word, unless the sender took it back afterwards."""
    means = [(one, meaning(one) or "") for one in sorted(texts, key=_at)]
    return [
        (one, word) for number, (one, word) in enumerate(means)
        if word in UNDONE_BY and one.sender.identity and not any(
            later.sender.identity == one.sender.identity and other in UNDONE_BY[word]
            for later, other in means[number + 1 :])
    ]  # fmt: skip


def was_answered(text: Arrived, texts: Iterable[Arrived], replies: Sequence[tuple[str, datetime]]) -> bool:
    """True when a reply left soon after this text and before the same sender's next one."""
    if text.sender.number is None:
        return False
    later = [one.at for one in texts if one.sender.identity == text.sender.identity and one.at > text.at]
    ends = min([*later, text.at + ANSWERED_WITHIN])
    return any(to == text.sender.number.e164 and text.at <= at <= ends for to, at in replies)


def _at(one: Arrived) -> datetime:
    return one.at
