"""What the coordinator hears who records sentences by phone."""

from __future__ import annotations

from collections.abc import Iterable

from hotline.core.flow import Flow, lines_of

MENU = ("workshop_next", "workshop_number", "workshop_language")
DECISION = ("workshop_keep", "workshop_again", "workshop_leave")
# What may be wrong with a recording, and what else may come of one.
FAULTS = ("no_speech", "too_short", "too_long", "too_quiet", "too_loud", "too_noisy", "cut_off", "failed")
ALSO_SAID = (
    *MENU, *DECISION, "workshop_which", "workshop_unknown", "workshop_words", "workshop_speak", "workshop_heard",
    "workshop_kept", "workshop_all", *(f"workshop_{fault}" for fault in FAULTS),
)  # fmt: skip


def in_order(flow: Flow, spoken: Iterable[str]) -> list[str]:
    """What is spoken, in the order in which callers come to it, then by name what no step of the flow says."""
    wanted = set(spoken)
    met = [key for step in flow.steps.values() for key in lines_of(step) if key in wanted]
    return list(dict.fromkeys([*met, *sorted(wanted)]))
