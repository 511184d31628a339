"""The card of a request: whose phone it is, whom to ask for, what we are to others, a word to know us by."""

from __future__ import annotations

from collections.abc import Iterable

from hotline.core.callback import CODE_WORDS, NAMES, REASONS
from hotline.core.flow import Choose, Option, Step, Tell

ANSWERED = ("phone", "ask_for", "reason", "code_word", "may_text")


def steps(goto: str, confirm: str) -> tuple[Step, ...]:
    """Asked when she is to be rung later, since then somebody else may have the phone; then on to `goto`.

    `card` says what was agreed before the request is read back at `confirm`.
    """
    return (
        *_phone(goto),
        *_to_others(goto),
        Choose("card_word", ("card_word",), _named("code_word", CODE_WORDS, "card"), rescue="card"),
        Tell("card", ("card_says_name",), "card_says_reason", needs="ask_for"),
        Tell("card_says_reason", ("card_says_reason",), "card_says_word", needs="reason"),
        Tell("card_says_word", ("card_says_word",), confirm, needs="code_word"),
    )


def _phone(goto: str) -> tuple[Step, ...]:
    """Only on a phone of her own may she be texted, and in doubt she is not."""
    own = Option("1", "card_own", "card_text", sets=(("phone", "own"),), forgets=("ask_for", "reason"))
    shared = Option("2", "card_shared", "card_name", sets=(("phone", "shared"),), forgets=("may_text",))
    no = Option("1", "card_text_no", goto, forgets=("may_text",))
    yes = Option("2", "card_text_yes", goto, sets=(("may_text", "yes"),))
    return (
        Choose("card_phone", ("card_phone",), (own, shared)),
        Choose("card_text", ("card_text",), (no, yes), repeats=1, rescue=goto),
    )


def _to_others(goto: str) -> tuple[Step, ...]:
    nobody = Option("4", "card_no_name", "card_reason", forgets=("ask_for",))
    return (
        Choose("card_name", ("card_name",), (*_named("ask_for", NAMES, "card_reason"), nobody)),
        Choose("card_reason", ("card_reason",), _named("reason", REASONS, goto)),
    )


def _named(answer: str, choices: Iterable[str], goto: str) -> tuple[Option, ...]:
    return tuple(
        Option(str(n), f"card_{choice}", goto, sets=((answer, choice),)) for n, choice in enumerate(choices, 1)
    )
