"""What only a text message can lead to: short neutral answers, and which step each keyword means."""

from __future__ import annotations

from collections.abc import Mapping

from hotline.core.flow import SMS, Act, Choose, End, Option, Step
from hotline.flows.nearby import NAMED

# Keyword → step. Topics are added from the library; digits, yes and no are answers, not keywords.
INTENTS: Mapping[str, str] = {
    "help": "menu",
    "menu": "menu",
    "info": "info",
    "danger": "danger",
    "distress": "distress",
    "call_me": "callback",
    "call_law": "callback",
    "call_feelings": "callback",
    "call_online": "callback",
    "dont_call": "withdraw",
    "not_mine": "not_mine",
    "someone_near": "someone_near",
    "wrong_number": "wrong_number",
    "stop": "stop",
    "start": "start",
    "delete": "erase",
    "language_ur": "menu",
    "language_ur_latn": "menu",
    "language_en": "menu",
    "who": "who_we_are",
    "cost": "cost",
    "near": "near",
    "quiz": "quiz",
}
TOPICS = (
    "acid", "child", "children", "coping", "evidence", "friend", "home", "line", "marriage", "men", "phone", "pictures",
    "police", "posting", "rape", "safety", "school", "street", "what", "work",
)  # fmt: skip
# What she may be asked whether she meant it; each has a few neutral words of its own.
MEANT = (
    *INTENTS, "subscribe", "unsubscribe", *(f"topic_{topic}" for topic in TOPICS), *(f"near_{one}" for one in NAMED),
)  # fmt: skip
WHICH = "which"  # the step that asks which of two she meant; its keys 1 and 2 stand for the answers below
EITHER = {"1": "meant", "2": "meant2"}
SLOTS = {f"which_{key}": (answer,) for key, answer in EITHER.items()}
ALSO_SAID = tuple(f"meant_{intent}" for intent in MEANT)
# Somebody in distress who agrees is rung first.
FIRST = (("subject", "feelings"), ("urgent", "yes"))


def steps() -> tuple[Step, ...]:
    """Every answer is neutral: whoever holds the phone may read it."""
    return (
        Choose(
            "distress",
            ("distress",),
            (Option("1", "distress_call", "callback", sets=FIRST), Option("2", "distress_menu", "menu")),
            channels=SMS,
        ),
        Choose(
            WHICH,
            (WHICH,),
            tuple(Option(key, f"which_{key}", "menu") for key in EITHER),
            rescue="menu",
            repeats=0,
            channels=SMS,
        ),
        Act("withdraw", "withdraw_callbacks", (("done", "withdrawn"), ("failed", "text_failed")), SMS),
        End("withdrawn", ("withdrawn",), SMS),
        Act("not_mine", "not_mine", (("done", "not_mine_done"), ("failed", "text_failed")), SMS),
        End("not_mine_done", ("not_mine_done",), SMS),
        Act("stop", "stop", (("done", "stopped"), ("failed", "text_failed")), SMS),
        End("stopped", ("stopped",), SMS),
        Choose(
            "erase",
            ("erase",),
            (Option("1", "erase_yes", "erase_all"), Option("2", "erase_no", "menu")),
            channels=SMS,
        ),
        Act("erase_all", "erase", (("done", "erased"), ("failed", "text_failed")), SMS),
        End("erased", ("erased",), SMS),
        Act("start", "start", (("done", "menu"), ("failed", "text_failed")), SMS),
        End("someone_near", ("someone_near",), SMS),
        End("wrong_number", ("wrong_number",), SMS),
        End("who_we_are", ("who_we_are",), SMS),
        End("cost", ("cost",), SMS),
        End("text_failed", ("text_failed",), SMS),
    )
