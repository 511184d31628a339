"""Stretches of time as pairs of instants: joined, taken out of each other, and found from a question. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import pairwise

Interval = tuple[datetime, datetime]  # from, until (not included)


def joined(spans: Iterable[Interval]) -> list[Interval]:
    """The same time in order, what overlaps or touches being one."""
    found: list[Interval] = []
    for begins, ends in sorted(span for span in spans if span[0] < span[1]):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def without(spans: Iterable[Interval], taken: Iterable[Interval]) -> list[Interval]:
    """What is left of `spans` outside of `taken`."""
    left = joined(spans)
    for begins, ends in joined(taken):
        left = [piece for span in left for piece in _cut(span, begins, ends)]
    return left


def when(question: Callable[[datetime], bool], moments: Iterable[datetime]) -> list[Interval]:
    """When the answer is yes, between the first moment and the last; it may change at these moments only."""
    return joined((start, end) for start, end in pairwise(sorted(set(moments))) if question(start))


def _cut(span: Interval, begins: datetime, ends: datetime) -> Iterator[Interval]:
    if span[0] < min(span[1], begins):
        yield span[0], min(span[1], begins)
    if max(span[0], ends) < span[1]:
        yield max(span[0], ends), span[1]
