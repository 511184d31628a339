"""What a responder reads in answer to her orders: every sentence by key, with the facts that it names."""

from __future__ import annotations

from collections.abc import Mapping

from hotline.core.shifts import DAYS

# The sentence of each `Told`, and its slots.
SLOTS: Mapping[str, tuple[str, ...]] = {
    "order_on": ("until",),
    "order_back": ("until",),
    "order_off": (),
    "order_not_on": (),
    "order_nobody_left": (),
    "order_nobody_meanwhile": (),
    "order_next_shift": ("shift",),
    "order_no_shift": (),
    "order_break": ("until",),
    "order_break_length": ("shortest", "longest"),
    "order_who": ("people",),
    "order_who_nobody": (),
    "order_my": ("shifts",),
    "order_confirmed": (),
    "order_help": (),
}
ALSO_SAID = (*SLOTS, *(f"day_{day}" for day in DAYS))
