"""Talking to somebody: what about, with whom, what is asked before a wish is given up, and what comes afterwards."""

from __future__ import annotations

from hotline.core.flow import VOICE, AskNumber, Choose, Connect, Option, Step, Tell
from hotline.flows.places import PROVINCES

SUBJECTS = ("law", "feelings", "online", "other")
WHO = ("woman", "anyone")
WHEN = ("number", "window", "days")
NOW = (("number", "this"), ("window", "now"), ("days", "now"))
# What she would have to give up, as the plan names it, and the menu that asks her.
LACKING = ("no_woman", "no_language", "no_person")
ASKS = (*((one, one) for one in LACKING), ("barred", "barred"))


def subject_menu(name: str, goto: str) -> Choose:
    """What the caller wants to talk about; skipped when she has said so already."""
    options = tuple(
        Option(str(n), f"talk_{subject}", goto, sets=(("subject", subject),))
        for n, subject in enumerate(SUBJECTS, 1)
    )
    return Choose(name, ("talk_intro",), options, settles="subject")


def who_steps(name: str, goto: str) -> tuple[Step, ...]:
    """A woman only, anyone, somebody she knows already, nobody from her district; skipped when she has said so."""
    options = tuple(Option(str(n), f"who_{who}", goto, sets=(("by", who),)) for n, who in enumerate(WHO, 1))
    again = Option("3", "who_again", f"{name}_again", sets=(("by", "anyone"),))
    away = Option("4", "who_away", f"{name}_place")
    return (
        Choose(name, ("who_intro",), (*options, again, away), settles="by"),
        AskNumber(f"{name}_again", ("who_code",), "code", goto, "who_code_wrong", lengths=(2, 3, 4)),
        *_places(f"{name}_place", name),
    )


def _places(name: str, goto: str) -> tuple[Step, ...]:
    """Which district she wants nobody from: first the province, then its districts, three at a time."""
    steps: list[Step] = [
        Choose(name, ("place_intro",), tuple(
            Option(str(n), f"province_{province}", f"{name}_{province}")
            for n, province in enumerate(PROVINCES, 1)
        )),
    ]  # fmt: skip
    for province, districts in PROVINCES.items():
        pages = [districts[start : start + 3] for start in range(0, len(districts), 3)]
        for number, page in enumerate(pages):
            here = f"{name}_{province}" + (f"_{number + 1}" if number else "")
            turn = f"{name}_{province}_{number + 2}" if number + 1 < len(pages) else f"{name}_{province}"
            named = tuple(
                Option(str(n), f"place_{place}", goto, sets=(("not_from", place),)) for n, place in enumerate(page, 1)
            )
            more = (Option("4", "place_more", turn),) if len(pages) > 1 else ()
            steps.append(Choose(here, (), (*named, *more)))
    return tuple(steps)


def steps() -> tuple[Step, ...]:
    """From the choice of a person to the goodbye after the talk.

    The two commonest wishes, a woman and whoever is free, are one key from the ring.
    """
    woman = (("subject", "feelings"), ("by", "woman"))
    anyone = (("subject", "other"), ("by", "anyone"))
    return (
        Choose(
            "talk",
            ("talk_intro",),
            (
                Option("1", "talk_woman", "connect", sets=woman, forgets=GIVEN_UP),
                Option("2", "talk_lawyer", "talk_who", sets=(("subject", "law"),), forgets=("by", *GIVEN_UP)),
                Option("3", "talk_online", "talk_who", sets=(("subject", "online"),), forgets=("by", *GIVEN_UP)),
                Option("4", "talk_anyone", "connect", sets=anyone, forgets=GIVEN_UP),
            ),
        ),
        *who_steps("talk_who", "connect"),
        _connect("connect", urgent=False),
        _connect("connect_danger", urgent=True),
        *_asking(),
        *_afterwards(),
    )


GIVEN_UP = ("code", "any_language", "urgent", "role")  # belongs to one attempt to reach somebody, not to the next


def _asking() -> tuple[Step, ...]:
    """A wish is given up by her, or kept and she is rung back; silence keeps it."""
    relaxed: dict[str, Option] = {
        "no_woman": Option("1", "no_woman_man", "connect", sets=(("by", "anyone"),)),
        "no_language": Option("1", "no_language_other", "connect", sets=(("any_language", "yes"),)),
        "no_person": Option("1", "no_person_other", "connect", forgets=("code",)),
    }
    return (
        *(
            Choose(
                name, (name,), (option, Option("2", f"{name}_callback", "later")), rescue="later", channels=VOICE
            )
            for name, option in relaxed.items()
        ),
        Choose(
            "later",
            ("later",),
            (
                Option("1", "later_this", "callback_store", sets=NOW),
                Option("2", "later_other", "callback", forgets=WHEN),
            ),
            rescue="farewell",
            needs="number",
            otherwise="callback",
            channels=VOICE,
        ),
    )


def _afterwards() -> tuple[Step, ...]:
    return (
        Choose(
            "nobody",
            ("nobody",),
            (Option("1", "nobody_callback", "later"), Option("2", "nobody_info", "info")),
            repeats=1,
            rescue="farewell",
            channels=VOICE,
        ),
        Tell("helped", ("person_code",), "after_talk", needs="person", channels=VOICE),
        Choose(
            "after_talk",
            ("after_talk",),
            (
                Option("1", "to_menu", "menu"),
                Option("2", "after_callback", "callback", forgets=(*WHEN, "role")),
                Option("3", "to_promises", "promises"),
            ),
            repeats=0,
            rescue="goodbye",
            channels=VOICE,
        ),
    )


def _connect(name: str, *, urgent: bool) -> Connect:
    return Connect(
        name, ("connect",), "wait_next", "wait_guard", "stay", "nobody", "later", "callback", ASKS, urgent=urgent
    )
