"""Counts of months that never were: for the pages of the demo, and for measuring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from hotline.core.counting import MEASURES, Counts, categories_in

BY_HOUR = (1, 1, 1, 1, 1, 2, 4, 8, 10, 12, 14, 14, 12, 10, 10, 11, 12, 13, 14, 12, 9, 6, 3, 1)
# For each hundred calls so many of these, and how often each category is met beside the others.
OFTEN: Mapping[str, tuple[int, tuple[int, ...]]] = {
    "calls_by_day": (100, ()), "calls_by_hour": (100, BY_HOUR), "calls_by_language": (100, (20, 77, 3)),
    "calls_left": (100, (20, 14, 2, 25, 5, 10, 12, 5, 7, 8)), "wanted": (34, (30, 40, 12, 18)),
    "answered": (32, (62, 20, 8, 10)), "topics": (45, (6, 5, 4, 3, 2)),
    "requests_by_subject": (18, (34, 40, 12, 14)), "requests_by_language": (18, (70, 22, 8)),
    "requests_by_channel": (18, (65, 35)), "requests_by_window": (18, (30, 30, 14, 26)),
    "requests_closed": (17, (78, 9, 8, 5)), "texts_by_day": (55, ()), "texts_by_hour": (55, BY_HOUR),
    "texts_by_language": (55, (30, 60, 10)), "texts_out": (110, (50, 60)), "talks": (30, (42, 48, 10)),
    "districts": (14, (5, 4, 3)),
}  # fmt: skip
NAMED = {"topics": ("home", "phone", "pictures", "police", "work"), "districts": ("lahore", "multan", "karachi")}
EACH = {"texts_paisa": 1500, "talk_minutes": 11}


def example_counts(months: Sequence[str], calls: int) -> Counts:
    """So many calls a month, more or less, and what goes with them."""
    found = Counts()
    for at, month in enumerate(months):
        many = calls * (85 + at * 7 % 31) // 100
        for name, (in_a_hundred, shares) in OFTEN.items():
            names = categories_in(MEASURES[name], month) or NAMED[name]
            parts = _parts(many * in_a_hundred // 100, shares or [3 + (at + n * n) % 5 for n in range(len(names))])
            found.update({(month, name, one): part for one, part in zip(names, parts, strict=True)})
        for name, each in EACH.items():
            of = MEASURES[name].of
            found.update({(month, name, one): found[month, of, one] * each for one in MEASURES[of].categories})
    return found


def _parts(total: int, shares: Sequence[int]) -> list[int]:
    """A total in parts that add up to it."""
    ends = [total * end // sum(shares) for end in accumulate(shares)]
    return [end - begin for begin, end in pairwise((0, *ends))]
