"""The hotline's one flow, put together from its parts; voice and text walk the same steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hotline.core.callback import CODE_WORDS, NAMES, PROMISES, REASONS
from hotline.core.content import STAND_INS, Library
from hotline.core.duty import LANGUAGES, ROLES
from hotline.core.flow import Flow, Step
from hotline.core.phone_number import COUNTRIES
from hotline.core.reminders import PARTS
from hotline.core.result import MENUS
from hotline.flows import (
    callback,
    desk,
    entry,
    hand_over,
    information,
    learning,
    nearby,
    orders,
    promises,
    talk,
    texts,
    token,
    weekly,
    workshop,
)
from hotline.flows.telling import Telling

EMERGENCY = ("15", "1122")
TOLD = tuple(f"tell_{whom}" for whom in PROMISES)  # as it is said to her; below, to those whom it binds
SLOTS = {
    "callback_check": ("number",),
    "callback_confirm": ("number", "window", "days", "subject", "by"),
    "callback_stored": ("reference",),
    "erased": ("keep",),
    "card_says_name": ("ask_for",),
    "card_says_reason": ("reason",),
    "card_says_word": ("code_word",),
    "back_confirm_name": ("ask_for",),
    "back_name": ("ask_for",),
    "back_reason": ("reason",),
    "back_word": ("code_word",),
    "person_code": ("person",),
    "promises_intro": TOLD,
    "promises_some": orders.BOUND,
    "staff_new_request": ("reference",),
    "whisper": ("spoken", "subject"),
    "whisper_danger": ("spoken", "subject"),
    "whisper_back": ("spoken", "subject"),
    "staff_missed_request": ("reference",),
    "staff_requests_wait": ("time", "requests"),
    "staff_back": ("name", "staff_role"),
    "staff_absent": ("name", "staff_role", "time"),
    "staff_nobody": ("time", "until"),
    "staff_nobody_now": ("until",),
    "staff_no_woman": ("time", "staff_role"),
    "staff_number_fails": ("name", "staff_role"),
    "staff_texts_off": ("name", "staff_role"),
    "staff_duty_soon": ("time", "staff_part"),
    **orders.SLOTS,
    **texts.SLOTS,
    **weekly.SLOTS,
    **orders.NOTICES,
    **desk.SLOTS,
    **token.SLOTS,
}
SPOKEN = ("ur", "en")  # what a caller is offered when nobody says otherwise
# Said by other parts of the hotline than a step: the engine, the whisper to a responder, apologies, slots.
ALSO_SAID = (
    "not_heard", "wrong_key", "abuse_warning", "apology", "whisper", "whisper_danger", "whisper_gone", "whisper_taken",
    "promises_all", "promises_some",
    *(f"{told}_{answer}" for told in (*TOLD, *orders.BOUND) for answer in ("no", "yes")),
    "whisper_passed", "whisper_returned", *MENUS, "result_thanks",
    "whisper_back", "back_ringing", "back_confirm", "back_confirm_name", "back_name", "back_reason", "back_word",
    "back_wrong",
    *(f"ask_for_{name}" for name in NAMES), *(f"reason_{reason}" for reason in REASONS),
    *(f"harmless_{reason}" for reason in REASONS), *(f"code_word_{word}" for word in CODE_WORDS), "could_not_reach",
    "back_no_answer",
    *(f"digit_{n}" for n in range(10)),
    "number_this",
    *(f"window_{window}" for window in ("now", *callback.WINDOWS)),
    *(f"days_{days}" for days in ("now", *callback.DAYS)),
    *(f"subject_{subject}" for subject in talk.SUBJECTS),
    *(f"by_{who}" for who in talk.WHO),
    *(f"spoken_{one}" for one in LANGUAGES), "staff_new_request", "staff_missed_request", "staff_requests_wait",
    "staff_money_spent",
    "staff_back", "staff_absent", "staff_nobody", "staff_nobody_now", "staff_no_woman", "staff_unanswered",
    "staff_number_fails", "staff_texts_off", "staff_duty_soon",
    *(f"staff_role_{role}" for role in ROLES),
    *(f"staff_part_{part}" for part in PARTS),
    "duty_call", "duty_confirmed", "duty_refused", "duty_over", "test_call", "test_works",
    "law_ask", *(f"instead_{number}" for number in STAND_INS),
    *orders.ALSO_SAID,
    *desk.ALSO_SAID,
    *texts.ALSO_SAID,
    *workshop.ALSO_SAID,
    *weekly.ALSO_SAID,
)  # fmt: skip


def build(
    library: Library, today: date, unreviewed: bool = False, languages: Sequence[str] = SPOKEN,
    countries: tuple[str, ...] = COUNTRIES,
) -> Flow:  # fmt: skip
    """The flow as it may be told today, in these languages; `unreviewed` is for the demo only."""
    telling = Telling(library, today, unreviewed)
    parts: tuple[Step, ...] = (
        *entry.steps(languages, fresh=library.may_name(EMERGENCY, today), unreviewed=unreviewed),
        *talk.steps(),
        *hand_over.steps(),
        *callback.steps(),
        *token.steps(),
        *promises.steps(),
        *information.steps(telling),
        *nearby.steps(telling),
        *learning.steps(telling),
        *texts.steps(),
        *weekly.steps(library, today, unreviewed),
    )
    return Flow(
        steps={step.id: step for step in parts},
        start={"voice": "greeting", "sms": "menu"},
        person="connect",
        countries=countries,
        decoy="decoy",
        menu={"voice": "menu", "sms": "menu"},
        slots=SLOTS,
        defaults=promises.DEFAULTS,
        spoken_in={f"language_{one}": one for one in languages},
        intents={
            **texts.INTENTS,
            **weekly.INTENTS,
            **nearby.by_name(telling),
            **{f"topic_{topic}": step for topic, step in information.entries(telling).items()},
        },
        sent=weekly.sent(library, today, unreviewed),
    )
