"""Handing a caller over: the responder who has just talked is asked what comes next while the caller waits.

Whoever is not to be put through just hangs up. Every road leads to a person, a request with priority, or the menu
after the talk.
"""

from __future__ import annotations

from hotline.core.duty import ROLES
from hotline.core.flow import VOICE, Act, Choose, Connect, Option, Step, Tell
from hotline.flows.talk import LACKING, NOW, WHEN


def steps() -> tuple[Step, ...]:
    """From the end of a talk to the next person, or back to the first one, or a request in that role."""
    return (
        Tell("stay", ("stay_on_line",), "ask_responder", channels=VOICE),
        Act(
            "ask_responder",
            "ask_responder",
            (*((role, f"pass_{role}") for role in ROLES), ("callback", "later"), ("over", "helped")),
            channels=VOICE,
            rings=True,
        ),
        *(Tell(f"pass_{role}", (f"pass_{role}",), "connect_role", channels=VOICE) for role in ROLES),
        # What is lacking is not asked here: she goes back to somebody who can talk it over with her.
        Connect(
            "connect_role", (), "wait_next", "wait_guard", "stay", "pass_back", "pass_later", "callback",
            tuple((one, "pass_back") for one in LACKING), whom="role", channels=VOICE,
        ),
        Tell("pass_back", ("pass_back",), "connect_back", channels=VOICE),
        Connect(
            "connect_back", (), "wait_next", "wait_guard", "stay", "pass_later", "pass_later", "callback",
            tuple((one, "pass_later") for one in LACKING), whom="same", channels=VOICE,
        ),
        Choose(
            "pass_later",
            ("pass_later",),
            (
                Option("1", "later_this", "callback_store", sets=NOW),
                Option("2", "later_other", "callback", forgets=WHEN),
            ),
            rescue="farewell",
            needs="number",
            otherwise="callback",
            channels=VOICE,
        ),
    )  # fmt: skip
