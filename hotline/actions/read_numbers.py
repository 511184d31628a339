"""The figures of some months: only of months that are over, each as it was released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from hotline.actions.ports import Store
from hotline.core.counting import is_open, months_between
from hotline.core.figures import Figure, figures

LONGEST = 240  # months


@dataclass(frozen=True, slots=True)
class Numbers:
    """The months that are shown, those that are not over yet, and every figure by its name."""

    months: tuple[str, ...]
    open: tuple[str, ...]
    figures: Mapping[str, Figure]


def read_numbers(store: Store, first: str, last: str, now: datetime, zone: tzinfo) -> Numbers:
    """The figures of the months from `first` to `last`. Raises ValueError for none or too many, and StoreDown."""
    asked = months_between(first, last)
    if not 0 < len(asked) <= LONGEST:
        raise ValueError(f"from {first} to {last} is not a period of 1 to {LONGEST} months")
    over = [month for month in asked if not is_open(month, now, zone)]
    shown = figures(store.counts(over), over)
    return Numbers(tuple(over), tuple(asked[len(over) :]), shown)
