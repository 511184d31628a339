"""The first seconds of a call, the main menu, danger, and the ways out when nothing else works."""

from __future__ import annotations

from collections.abc import Sequence

from hotline.core.flow import VOICE, Choose, End, Linger, Option, Step, Tell
from hotline.flows.callback import ASKED

# Somebody in danger is asked nothing that can wait. What she said before stands: a woman only, not from her district.
URGENT = (("window", "now"), ("days", "now"), ("subject", "other"), ("any_language", "yes"), ("urgent", "yes"))
ANYONE = (("by", "anyone"),)

GOODBYE = End("goodbye", ("goodbye",))


def steps(languages: Sequence[str], *, fresh: bool, unreviewed: bool) -> tuple[Step, ...]:
    """`languages` are offered in this order. `fresh` says that somebody dialled 15 and 1122 lately. Otherwise no number
    is spoken, but by the demo, which tells what is unreviewed and says so."""
    mark = ("unreviewed",) if unreviewed and not fresh else ()
    danger = (*mark, "danger_numbers") if fresh or unreviewed else ("danger_no_numbers",)
    useful = (*mark, "useful_numbers") if fresh or unreviewed else ("useful_no_numbers",)
    return (
        *_opening(languages),
        Choose(
            "menu",
            ("menu_intro",),
            (
                Option("1", "menu_talk", "talk"),
                Option("2", "menu_info", "info"),
                Option("3", "menu_callback", "callback", forgets=ASKED),
                Option("4", "menu_danger", "danger"),
            ),
        ),
        Choose(
            "danger",
            danger,
            (
                Option("1", "danger_connect", "connect_danger", sets=URGENT, forgets=("code", "role"), supposes=ANYONE),
                Option("2", "danger_menu", "menu"),
            ),
            rescue="connect_danger",
        ),
        Choose(
            "rescue",
            (),
            (Option("1", "rescue_talk", "connect"), Option("2", "rescue_callback", "callback")),
            repeats=0,
            rescue="farewell",
        ),
        # Whom nobody is rung for still hears what helps.
        Choose("barred", ("barred", *danger), (Option("1", "barred_info", "info"),), repeats=1, rescue="goodbye"),
        End("farewell", (*useful, "goodbye")),
        GOODBYE,
        *decoy(),
    )


def _opening(languages: Sequence[str]) -> tuple[Step, ...]:
    options = tuple(
        Option(str(n), f"language_{one}", "menu", sets=(("language", one),)) for n, one in enumerate(languages, 1)
    )
    return (
        Tell("greeting", ("greeting",), "language", channels=VOICE),
        Choose("language", (), options, channels=VOICE),
    )


def decoy() -> tuple[Step, ...]:
    """Innocent advice, at the key *; whatever is pressed, or nothing, leads to the goodbye."""
    return (
        Linger("decoy", ("decoy_1",), "decoy_2"),
        Linger("decoy_2", ("decoy_2",), "decoy_3"),
        Linger("decoy_3", ("decoy_3",), "goodbye"),
    )
