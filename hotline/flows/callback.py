"""Asking to be rung back: which number, when it is safe, what about, by whom; read back, then stored."""

from __future__ import annotations

from hotline.core.flow import Act, AskNumber, Choose, Option, Step
from hotline.flows import card
from hotline.flows.talk import subject_menu, who_steps

HOURS_TO_CALL_IN = ("window2", "days2")  # kept apart: the hours to be rung are asked for with a card
ANSWERED = ("number", "calls_in", "pin", *HOURS_TO_CALL_IN, "window", "days", "subject", "by", "code", "not_from",
            "any_language", *card.ANSWERED)  # fmt: skip
# Her place in the line, and whom she was handed over to, are forgotten with the request, not when she changes it.
ASKED = (*ANSWERED, "urgent", "since", "role")
WINDOWS = ("morning", "afternoon", "evening")
DAYS = ("any", "weekdays", "weekend")


def steps() -> tuple[Step, ...]:
    """Nothing is stored before `callback_store`; a request cut off half-way leaves nothing."""
    return (
        *_number(),
        _when(),
        days_menu("callback_days", "card_phone"),
        *card.steps("callback_subject", "callin_confirm"),
        subject_menu("callback_subject", "callback_who"),
        *who_steps("callback_who", "card"),
        *_storing(),
    )


def _number() -> tuple[Step, ...]:
    none = Option("3", "callback_none", "callin_when", sets=(("calls_in", "yes"),), forgets=("number",))
    there = Option("4", "callback_there", "token")
    given = ("calls_in", "pin")  # is forgotten by who gives a number
    return (
        Choose(
            "callback",
            ("callback_intro",),
            (
                Option("1", "callback_this", "callback_when", sets=(("number", "this"),), forgets=given),
                Option("2", "callback_another", "callback_other", forgets=given),
                none,
                there,
            ),
            needs="number",
            otherwise="callback_withheld",
        ),
        Choose(
            "callback_withheld",
            ("callback_intro",),
            (Option("1", "callback_instead", "callback_other", forgets=given), none, there),
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
            (("stored", "callin_stored"), ("refused", "callback_refused"), ("barred", "barred"),
             ("failed", "callback_failed")),
        ),
        Choose(
            "callback_stored",
            ("callback_stored",),
            (Option("1", "to_menu", "menu", forgets=ASKED), Option("2", "callback_pin", "stored_pin")),
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
    # Settled by the days: a window alone is half an answer, which a "0" in between could leave behind.
    return Choose("callback_when", ("callback_when",), (now, *window_options("callback_days")), settles="days")


def window_options(goto: str, answer: str = "window") -> tuple[Option, ...]:
    """The hours in which she may be rung; "now" is the key before them."""
    return tuple(
        Option(str(n), f"callback_{window}", goto, sets=((answer, window),)) for n, window in enumerate(WINDOWS, 2)
    )


def days_menu(name: str, goto: str, answer: str = "days") -> Choose:
    """The days on which these hours are hers."""
    options = tuple(Option(str(n), f"callback_{days}", goto, sets=((answer, days),)) for n, days in enumerate(DAYS, 1))
    return Choose(name, ("callback_days",), options)
