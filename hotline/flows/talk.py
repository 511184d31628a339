"""Talking to somebody: what about, with whom, and what comes when nobody is free."""

from __future__ import annotations

from hotline.core.flow import VOICE, Choose, Connect, Option, Step

SUBJECTS = ("law", "feelings", "online", "other")
WHO = ("woman", "anyone")


def subject_menu(name: str, goto: str) -> Choose:
    """What the caller wants to talk about; skipped when she has said so already."""
    options = tuple(
        Option(str(n), f"talk_{subject}", goto, sets=(("subject", subject),))
        for n, subject in enumerate(SUBJECTS, 1)
    )
    return Choose(name, ("talk_intro",), options, settles="subject")


def who_menu(name: str, goto: str) -> Choose:
    """A woman only, or anyone; skipped when she has said so already."""
    options = tuple(Option(str(n), f"who_{who}", goto, sets=(("by", who),)) for n, who in enumerate(WHO, 1))
    return Choose(name, ("who_intro",), options, settles="by")


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
                Option("1", "talk_woman", "connect", sets=woman),
                Option("2", "talk_lawyer", "talk_who", sets=(("subject", "law"),), forgets=("by",)),
                Option("3", "talk_online", "talk_who", sets=(("subject", "online"),), forgets=("by",)),
                Option("4", "talk_anyone", "connect", sets=anyone),
            ),
        ),
        who_menu("talk_who", "connect"),
        _connect("connect", urgent=False),
        _connect("connect_danger", urgent=True),
        *_afterwards(),
    )


def _afterwards() -> tuple[Step, ...]:
    return (
        Choose(
            "nobody",
            ("nobody",),
            (Option("1", "nobody_callback", "callback"), Option("2", "nobody_info", "info")),
            repeats=1,
            rescue="farewell",
            channels=VOICE,
        ),
        Choose(
            "after_talk",
            ("after_talk",),
            (
                Option("1", "to_menu", "menu"),
                Option("2", "after_callback", "callback", forgets=("number", "window", "days")),
            ),
            repeats=0,
            rescue="goodbye",
            channels=VOICE,
        ),
    )


def _connect(name: str, *, urgent: bool) -> Connect:
    return Connect(name, ("connect",), "connect_again", "after_talk", "nobody", "callback", urgent=urgent)
