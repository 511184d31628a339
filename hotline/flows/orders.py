"""What a responder reads in answer to her orders: every sentence by key, with the facts that it names."""

from __future__ import annotations

from collections.abc import Mapping

from hotline.core.callback import PROMISES
from hotline.core.shifts import DAYS

BOUND = tuple(f"bound_{whom}" for whom in PROMISES)
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
    "order_on_again": ("when",),
    "order_always": (),
    "order_break": ("until",),
    "order_break_length": ("shortest", "longest"),
    "order_who": ("people",),
    "order_who_nobody": (),
    "order_my": ("shifts",),
    "order_swap_asked": ("count", "shift"),
    "order_swap_again": ("shift",),
    "order_swap_none": ("shift",),
    "order_swap_off": (),
    "order_swap_question": ("name", "shift"),
    "order_swap_yes": ("shift",),
    "order_swap_late": (),
    "order_swap_self": (),
    "order_swap_given": ("name", "shift"),
    "order_cant": ("shift",),
    "order_cant_again": ("shift",),
    "order_cant_swap": ("shift", "count"),
    "order_cant_refused": ("shift",),
    "order_colleagues_asked": ("count",),
    "order_request_next": ("reference",),
    "order_promises_all": (),
    "order_promises_some": BOUND,
    "order_request_first": ("reference",),
    "order_request_busy": (),
    "order_request_none": (),
    "order_request_nothing": (),
    "order_request_done": ("reference",),
    "order_request_waits": ("reference", "when"),
    "order_request_withdrawn": ("reference",),
    "order_request_over": ("reference",),
    "order_note_kept": ("reference",),
    "order_note_of_call": (),
    "order_note_nothing": (),
    "order_note_empty": (),
    "order_ask_result": ("when",),
    **dict.fromkeys((f"order_result_{one}" for one in ("helped", "passed", "silent", "wrong", "abusive", "hard")),
                    ("when",)),
    "order_result_callback": ("reference",),
    "order_result_passed_on": ("reference",),
    "order_result_no_number": (),
    "order_result_too_late": (),
    **{f"order_{changed}_{whom}": () for changed in ("lift", "keep") for whom in PROMISES},
    "order_promise_nothing": (),
    "order_confirmed": (),
    "order_help": (),
}
# What the coordinator reads.
NOTICES: Mapping[str, tuple[str, ...]] = {
    "staff_pin_locked": ("name", "staff_role"),
    "staff_swapped": ("name", "taker", "shift"),
    "staff_barred": ("until",),
    "staff_cannot_come": ("name", "shift"),
    "staff_requests_full": (),
    "staff_lost_texts": ("number", "time"),
    "staff_lost_calls": ("number", "time"),
}
ALSO_SAID = (*SLOTS, *NOTICES, *(f"day_{day}" for day in DAYS))
