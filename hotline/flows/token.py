"""Her token: a reference and a PIN of her own, by which she goes on from any phone, without a number that is kept.

Who wants no number kept calls in herself. Whoever has the token hears whether somebody has the request, changes the
time, withdraws it, or is put through ahead of others; what it is about, and whose it is, is never said.
"""

from __future__ import annotations

from collections.abc import Mapping

from hotline.core.flow import VOICE, Act, AskNumber, Choose, Connect, Option, Step, Tell
from hotline.flows.callback import ANSWERED, ASKED, HOURS_TO_CALL_IN, WINDOWS, days_menu, window_options
from hotline.flows.talk import ASKS

REFERENCES, PIN = (4, 6, 8), (4,)
AHEAD = 2  # waves: two phones at once in the first, then three
HOURS = WINDOW, DAYS = HOURS_TO_CALL_IN
SLOTS: Mapping[str, tuple[str, ...]] = {
    "callin_confirm": (*HOURS, "subject", "by"),
    "callin_stored": ("reference",),
    "pin_check": ("pin",),
    "token_waits": HOURS,
    "token_check": HOURS,
}


def steps() -> tuple[Step, ...]:
    """From the choice of no number, or of a request that is there already."""
    return (
        *_calling_in(),
        *_choosing_later(),
        *_opening(),
        *_opened(),
        *_talking(),
        *_changing(),
        *_withdrawing(),
    )


def _calling_in() -> tuple[Step, ...]:
    """A request without a number: when she will ring us, and a PIN that proves it is hers."""
    return (
        _call_in_menu("callin_when", "callin_days"),
        days_menu("callin_days", "callin_pin", DAYS),
        *_pin_steps("callin_pin", "callback_subject"),
        Choose(
            "callin_confirm",
            ("callin_confirm",),
            (
                Option("1", "callback_yes", "callback_store"),
                Option("2", "callback_change", "callback", forgets=ANSWERED),
                Option("3", "to_promises", "request_promises"),
            ),
            needs="calls_in",
            otherwise="callback_confirm",
        ),
        Choose(
            "callin_stored",
            ("callin_stored",),
            (Option("1", "to_menu", "menu", forgets=ASKED),),
            repeats=1,
            rescue="goodbye",
            needs="calls_in",
            otherwise="callback_stored",
        ),
    )


def _choosing_later() -> tuple[Step, ...]:
    """Whoever is to be rung may choose a PIN as well."""
    return (
        *_pin_steps("stored_pin", "keep_pin"),
        Act("keep_pin", "keep_pin", (("done", "pin_kept"), ("failed", "pin_failed"))),
        Choose(
            "pin_kept", ("pin_kept",), (Option("1", "to_menu", "menu", forgets=ASKED),), repeats=1, rescue="goodbye"
        ),
        Choose(
            "pin_failed",
            ("callback_failed",),
            (Option("1", "callback_again", "keep_pin"), Option("2", "callback_talk", "connect")),
            repeats=1,
            rescue="goodbye",
        ),
    )


def _opening() -> tuple[Step, ...]:
    """What does not fit, for whatever reason, is told in the same words."""
    outcomes = ("waits", "taken", "missed", "calls_in", "closed", "wrong", "failed")
    return (
        AskNumber("token", ("token_ask",), "token", "token_pin", "token_short", lengths=REFERENCES),
        AskNumber("token_pin", ("token_pin",), "pin", "token_open", "token_short", lengths=PIN),
        Act("token_open", "open_request", tuple((name, f"token_{name}") for name in outcomes)),
        *(
            Choose(
                name,
                (name,),
                (Option("1", "callback_again", "token"), Option("2", "callback_talk", "connect")),
                repeats=1,
                rescue="farewell",
            )
            for name in ("token_wrong", "token_failed")
        ),
    )


def _opened() -> tuple[Step, ...]:
    states = ("waits", "taken", "missed", "calls_in")
    return (
        *(Tell(f"token_{state}", (f"token_{state}",), "token_menu") for state in states),
        Tell("token_closed", ("token_closed",), "menu"),
        Choose(
            "token_menu",
            (),
            (
                Option("1", "token_talk", "token_connect"),
                Option("2", "token_change", "token_when", forgets=HOURS),
                Option("3", "token_withdraw", "token_sure"),
            ),
            rescue="goodbye",
        ),
    )


def _talking() -> tuple[Step, ...]:
    """Put through as she asked for it, more phones at once; nothing that she asked for is given up."""
    return (
        Connect(
            "token_connect", ("connect",), "wait_next", "wait_guard", "token_helped", "token_nobody", "token_menu",
            "token_when", tuple((lacking, "token_nobody") for lacking, _ in ASKS), ahead=AHEAD,
        ),
        Tell("token_nobody", ("nobody",), "token_menu", channels=VOICE),
        Act("token_helped", "request_helped", (("done", "stay"), ("failed", "stay")), VOICE),
    )  # fmt: skip


def _changing() -> tuple[Step, ...]:
    now = Option("1", "callback_now", "token_check", sets=((WINDOW, "now"), (DAYS, "now")))
    return (
        Choose(
            "token_when",
            ("callback_when",),
            (now, *window_options("token_days", WINDOW)),
            needs="has_number",
            otherwise="token_callin",
        ),
        _call_in_menu("token_callin", "token_days"),
        days_menu("token_days", "token_check", DAYS),
        Choose(
            "token_check",
            ("token_check",),
            (
                Option("1", "callback_yes", "token_store"),
                Option("2", "callback_change", "token_when", forgets=HOURS),
            ),
        ),
        Act(
            "token_store",
            "change_request",
            (("done", "token_stored"), ("closed", "token_closed"), ("failed", "token_failed")),
        ),
        Choose("token_stored", ("token_stored",), (Option("1", "to_menu", "menu"),), repeats=1, rescue="goodbye"),
    )


def _withdrawing() -> tuple[Step, ...]:
    return (
        Choose(
            "token_sure",
            ("token_sure",),
            (Option("1", "token_sure_yes", "token_withdraw"), Option("2", "token_sure_no", "token_menu")),
            rescue="token_menu",
        ),
        Act(
            "token_withdraw",
            "withdraw_request",
            (("done", "token_withdrawn"), ("closed", "token_closed"), ("failed", "token_failed")),
        ),
        Tell("token_withdrawn", ("withdrawn",), "goodbye"),
    )


def _pin_steps(name: str, goto: str) -> tuple[Step, ...]:
    """Four digits of her own choice, told again so that she knows what was heard."""
    return (
        AskNumber(name, ("pin_new",), "pin", f"{name}_check", "pin_wrong", lengths=PIN, secret=True),
        Choose(
            f"{name}_check",
            ("pin_check",),
            (Option("1", "callback_right", goto), Option("2", "pin_other", name, forgets=("pin",))),
        ),
    )


def _call_in_menu(name: str, goto: str) -> Choose:
    """When she will ring us; "now" is none of them, since she is on the line."""
    options = tuple(
        Option(str(n), f"callin_{window}", goto, sets=((WINDOW, window),)) for n, window in enumerate(WINDOWS, 1)
    )
    return Choose(name, ("callin_when",), options)
