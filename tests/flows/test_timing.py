"""How long a caller listens before she is where she wanted to be."""

from __future__ import annotations

from hotline.core.flow import Choose, End, Flow, Option, Tell
from hotline.flows.timing import heard_before

SECONDS = {"hello": 2.0, "for_long": 3.0, "for_short": 1.0, "said": 5.0, "bye": 1.0}


def flow(menu: Choose) -> Flow:
    steps = (Tell("start", ("hello",), "menu"), menu, Tell("long", ("said",), "short"), End("short", ("bye",)))
    return Flow({step.id: step for step in steps}, {"voice": "start"}, "short", "short", {"voice": "menu"})


def test_she_presses_as_soon_as_her_option_was_named() -> None:
    menu = Choose("menu", (), (Option("1", "for_long", "long"), Option("2", "for_short", "short")), rescue="short")
    assert heard_before(flow(menu), SECONDS.__getitem__) == {"start": 0.0, "menu": 2.0, "long": 5.0, "short": 6.0}


def test_the_shorter_of_two_ways_counts() -> None:
    """Also where it has more steps: the menu is long, the way round is not."""
    menu = Choose("menu", ("said", "said"), (Option("1", "for_short", "short"),), settles="x", rescue="short")
    assert heard_before(flow(menu), SECONDS.__getitem__)["short"] == 2.0
