"""What a responder hears who calls in and gives her PIN: her duty, who is there, requests, her shifts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hotline.core.flow import VOICE, Act, Choose, End, Flow, Option, Step, Tell
from hotline.core.shifts import DAYS
from hotline.flows import entry

MENU = "desk"
AS_CALLER = "as_caller"  # she wants a person, or help herself: from here on she is a caller
BREAKS = ("15", "30", "60", "120")
TIME = ("minutes", "clock")
SPAN = ("day", *TIME, "minutes2", "clock2")
REFERENCE = ("reference",)
COUNTED = ("lawyer", "lawyer_women", "counsellor", "counsellor_women", "digital", "digital_women")
SLOTS: Mapping[str, tuple[str, ...]] = {
    "told_on": ("day", *TIME),
    "told_on_again": ("day", *TIME),
    "told_break": TIME,
    "told_who": COUNTED,
    "told_next_shift": SPAN,
    "told_swap_asked": ("day", *TIME),
    "told_swap_yes": ("day", *TIME),
    "told_cant": SPAN,
    "told_requests_wait": ("count",),
    "told_request_held": REFERENCE,
    "told_request_next": REFERENCE,
    "told_request_first": REFERENCE,
    "told_request_done": REFERENCE,
    "told_request_waits": (*REFERENCE, "day", *TIME),
    "told_request_withdrawn": REFERENCE,
    "told_request_over": REFERENCE,
}
ALSO_SAID = (
    "desk_pin", "desk_pin_wrong", "day_today", "day_tomorrow", *(f"day_{day}" for day in DAYS),
    *(f"clock_h{hour}" for hour in range(24)), *(f"minutes_m{minutes}" for minutes in range(0, 60, 5)),
)  # fmt: skip

# What may become of each wish, and the sentences that say so.
SAID: Mapping[str, tuple[str, ...]] = {
    "on": ("told_on",),
    "back": ("told_on",),
    "off": ("told_off",),
    "off_alone": ("told_off", "told_nobody_left"),
    "not_on": ("told_not_on",),
    "break": ("told_break",),
    "break_alone": ("told_break", "told_nobody_meanwhile"),
    "who": ("told_who",),
    "who_nobody": ("told_who_nobody",),
    "next_shift": ("told_next_shift",),
    "no_shift": ("told_no_shift",),
    "on_again": ("told_on_again",),
    "always": ("told_always",),
    "requests_wait": ("told_requests_wait",),
    "requests_none": ("told_request_none",),
    "request_held": ("told_request_held",),
    "request_next": ("told_request_next",),
    "request_first": ("told_request_first",),
    "request_busy": ("told_request_busy",),
    "request_none": ("told_request_none",),
    "request_nothing": ("told_request_nothing",),
    "request_done": ("told_request_done",),
    "request_waits": ("told_request_waits",),
    "request_withdrawn": ("told_request_withdrawn",),
    "request_over": ("told_request_over",),
    "confirmed": ("told_confirmed",),
    "not_asked": ("told_not_asked",),
    "swap_asked": ("told_swap_asked",),
    "swap_again": ("told_swap_again",),
    "swap_none": ("told_swap_none",),
    "swap_off": ("told_swap_off",),
    "swap_yes": ("told_swap_yes",),
    "swap_late": ("told_swap_late",),
    "swap_self": ("told_swap_self",),
    "nothing_asked": ("told_nothing_asked",),
    "cant": ("told_cant",),
    "cant_again": ("told_cant",),
    "cant_alone": ("told_cant", "told_nobody_left"),
    "cant_asked": ("told_cant", "told_colleagues_asked"),
    "cant_alone_asked": ("told_cant", "told_nobody_left", "told_colleagues_asked"),
    "cant_swap": ("told_cant_swap",),
    "cant_refused": ("told_cant_refused",),
    "failed": ("told_failed",),
}
ENDED = ("request_done", "request_waits", "request_withdrawn", "request_over", "request_nothing")
OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "on": ("on", "back"),
    "off": ("off", "off_alone", "not_on"),
    "break": ("break", "break_alone", "not_on"),
    "who": ("who", "who_nobody"),
    "my": ("next_shift", "on_again", "always", "no_shift"),
    "requests": ("requests_wait", "requests_none", "request_held"),
    "next": ("request_next", "request_first", "request_busy", "request_none"),
    "done": ENDED,
    "later": ENDED,
    "noreach": ENDED,
    "confirm": ("confirmed", "not_asked"),
    "swap": ("swap_asked", "swap_again", "swap_none", "swap_off", "no_shift"),
    "cant": (
        "cant", "cant_again", "cant_alone", "cant_asked", "cant_alone_asked",
        "cant_swap", "cant_refused", "swap_again", "no_shift",
    ),
    "take": ("swap_yes", "swap_late", "swap_self", "nothing_asked"),
}  # fmt: skip
# What follows what is said; else it is the menu again.
THEN = {
    **dict.fromkeys(("next_shift", "on_again", "always", "no_shift"), "of_shift"),
    **dict.fromkeys((*OUTCOMES["requests"], "request_first"), "of_request"),
}
HANG_UP = ("request_next",)  # her phone must be free to ring


def build() -> Flow:
    """The one flow that only responders hear; by voice alone, since by text they order."""
    parts: tuple[Step, ...] = (*_menus(), *_acts(), *_said(), End(AS_CALLER, (), VOICE), *entry.decoy(), entry.GOODBYE)
    return Flow(
        steps={step.id: step for step in parts},
        start={"voice": MENU},
        person=AS_CALLER,
        decoy="decoy",
        menu={"voice": MENU},
        slots=SLOTS,
        channels=VOICE,
    )


def _menus() -> tuple[Step, ...]:
    return (
        _menu(MENU, (("duty", "duty"), ("requests", "requests"), ("shifts", "my"), ("self", AS_CALLER))),
        _menu("duty", (("on", "on"), ("off", "off"), ("break", "breaks"), ("who", "who"))),
        Choose(
            "breaks",
            (),
            tuple(
                Option(str(digit), f"desk_break_{minutes}", "break", sets=(("break_for", minutes),))
                for digit, minutes in enumerate(BREAKS, 1)
            ),
            rescue="goodbye",
            channels=VOICE,
        ),
        _menu("of_shift", (("confirm", "confirm"), ("swap", "swap"), ("cant", "cant"), ("take", "take"))),
        _menu("of_request", (("next", "next"), ("done", "done"), ("later", "later"), ("noreach", "noreach"))),
    )


def _menu(name: str, choices: Iterable[tuple[str, str]]) -> Choose:
    options = tuple(Option(str(digit), f"desk_{line}", goto) for digit, (line, goto) in enumerate(choices, 1))
    return Choose(name, (), options, rescue="goodbye", channels=VOICE)


def _acts() -> tuple[Step, ...]:
    return tuple(
        Act(wish, wish, tuple((name, f"said_{name}") for name in (*names, "failed")), VOICE)
        for wish, names in OUTCOMES.items()
    )


def _said() -> tuple[Step, ...]:
    return tuple(
        End(f"said_{name}", lines, VOICE)
        if name in HANG_UP
        else Tell(f"said_{name}", lines, THEN.get(name, MENU), channels=VOICE)
        for name, lines in SAID.items()
    )
