"""Asking to be rung back: which number, when it is safe, what about, by whom; read back, then stored."""

from __future__ import annotations

from hotline.core.flow import Act, AskNumber, Choose, Option, Step
from hotline.flows import card
from hotline.flows.talk import subject_menu, who_steps

ANSWERED = ("number", "window", "days", "subject", "by", "code", "not_from", "any_language", *card.ANSWERED)
# Her place in the line, and whom she was handed over to, are forgotten with the request, not when she changes it.
ASKED = (*ANSWERED, "urgent", "since", "role")
WINDOWS = ("morning", "afternoon", "evening")
DAYS = ("any", "weekdays", "weekend")


def steps() -> tuple[Step, ...]:
    """Nothing is stored before `callback_store`; a request cut off half-way leaves nothing."""
    return (
        *_number(),
        _when(),
        _days(),
        *card.steps("callback_subject", "callback_confirm"),
        subject_menu("callback_subject", "callback_who"),
        *who_steps("callback_who", "card"),
        *_storing(),
    )


def _number() -> tuple[Step, ...]:
    return (
        Choose(
            "callback",
            ("callback_intro",),
            (
                Option("1", "callback_this", "callback_when", sets=(("number", "this"),)),
                Option("2", "callback_another", "callback_other"),
            ),
            needs="number",
            otherwise="callback_other",
        ),
        AskNumber("callback_other", ("callback_other",), "number", "callback_check", "callback_wrong"),
        Choose(
            "callback_check",
            ("callback_check",),
            (
                Option("1", "callback_right", "callback_when"),
                Option("2", "callback_correct", "callback_other"),
            ),
        ),
    )


def _storing() -> tuple[Step, ...]:
    return (
        Choose(
            "callback_confirm",
            ("callback_confirm",),
            (
                Option("1", "callback_yes", "callback_store"),
                Option("2", "callback_change", "callback", forgets=ANSWERED),
                Option("3", "to_promises", "request_promises"),
                Option("4", "to_code_word", "card_word"),
            ),
        ),
        Act(
            "callback_store",
            "record_callback",
            (("stored", "callback_stored"), ("refused", "callback_refused"), ("barred", "barred"),
             ("failed", "callback_failed")),
        ),
        Choose(
            "callback_stored",
            ("callback_stored",),
            (Option("1", "to_menu", "menu", forgets=ASKED),),
            repeats=1,
            rescue="goodbye",
        ),
        *_not_stored(),
    )


def _not_stored() -> tuple[Step, ...]:
    """A number that may not be rung, for whatever reason, is told as any other that we cannot ring."""
    return (
        Choose(
            "callback_refused",
            ("callback_wrong",),
            (
                Option("1", "callback_instead", "callback_other", forgets=("number",)),
                Option("2", "callback_talk", "connect"),
            ),
            repeats=1,
            rescue="farewell",
        ),
        Choose(
            "callback_failed",
            ("callback_failed",),
            (Option("1", "callback_again", "callback_store"), Option("2", "callback_talk", "connect")),
            repeats=1,
            rescue="farewell",
        ),
    )


def _when() -> Choose:
    now = Option("1", "callback_now", "callback_subject", sets=(("window", "now"), ("days", "now")))
    later = (
        Option(str(n), f"callback_{window}", "callback_days", sets=(("window", window),))
        for n, window in enumerate(WINDOWS, 2)
    )
    # Settled by the days: a window alone is half an answer, which a "0" in between could leave behind.
    return Choose("callback_when", ("callback_when",), (now, *later), settles="days")


def _days() -> Choose:
    options = tuple(
        Option(str(n), f"callback_{days}", "card_phone", sets=(("days", days),))
        for n, days in enumerate(DAYS, 1)
    )
    return Choose("callback_days", ("callback_days",), options)
