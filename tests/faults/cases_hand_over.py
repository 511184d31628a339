"""Handing a caller over: whoever is to take her, whoever passed her on, she herself, the wires and the database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.faults.case import ANYONE, PRESSES, SILENT, WOMAN, Case, Happens
from tests.faults.cases_phones import MANNERS, nobody
from tests.faults.cases_store import SOON, before
from tests.faults.cases_wires import answers, cut, lost
from tests.faults.line import Deed
from tests.faults.people import DEAD, IGNORES, TAKES, Manner
from tests.faults.verdict import HARMLESS, LEFT, PERSON, STORED, WORDS
from tests.faults.world import ALWAYS, World

TALKED = replace(TAKES, talks=20.0)  # Saima's talk, before she hands over
TO_LAWYER = Manner(key="21", talks=30.0)
TO_DIGITAL = Manner(key="23", talks=30.0)
ASKED = "stay_on_line"  # what she hears when the talk is over: from here on she has to end somewhere


def handed(*then: Happens, asked: Manner = TO_LAWYER, back: Manner = TAKES) -> Happens:
    """Saima talks to her and is asked what comes next; `back` is how she takes her when she comes back."""

    def happens(world: World) -> None:
        world.person("Saima", TALKED, asked, back)
        for deed in then:
            deed(world)

    return happens


def lawyer(manner: Manner) -> Happens:
    """So does Amina, the only lawyer."""
    return lambda world: world.person("Amina", manner)


def without(name: str) -> Happens:
    """She is not on the roster any more as soon as the talk is over."""
    return lambda world: world.when(world.hears(ASKED), lambda: world.leaves(name))


def emptied(world: World) -> None:
    """Nobody is on the roster any more as soon as the talk is over."""
    world.when(world.hears(ASKED), lambda: nobody(world))


def only_a_man(world: World) -> None:
    """Tariq is the only lawyer; she wanted a woman."""
    world.roster(f"Saima,+923991000003,counsellor,female,ur,{ALWAYS},\nTariq,+923991000004,lawyer,male,ur,{ALWAYS},\n")


def two_lawyers(world: World) -> None:
    """There is another one to be rung after Amina."""
    people = ("Saima,+923991000003,counsellor", "Amina,+923991000001,lawyer", "Zara,+923992000009,lawyer")
    world.roster("".join(f"{one},female,ur,{ALWAYS},\n" for one in people))


def away(path: str, skip: int = 0, seconds: float | None = None) -> Happens:
    """The database goes away just before a request, for a while or for good."""
    return lambda world: world.befalls(path, before(lambda: world.goes(seconds)), skip=skip)


def befalls(path: str, deed: Deed, times: int = 1, skip: int = 0) -> Happens:
    """Trouble with some requests."""
    return lambda world: world.befalls(path, deed, times=times, skip=skip)


def twice(world: World) -> None:
    """Every request comes twice."""
    world.hotline.carrier.deliver_twice = True


def over(what: str, ends: str, happens: Happens, keys: str = ANYONE, then: str = PRESSES, **how: Any) -> Case:
    """A case that is judged from the end of the first talk on."""
    return Case(f"hand-over: {what}", ends, happens, keys, then, how={"since": ASKED, **how})


# Where she hangs up: what she hears there, after how many seconds of it; nobody takes her.
STEPS = {
    "when she is told to stay": (ASKED, 1.0),
    "while the responder's phone rings": ("ring", 2.0),
    "while the responder presses her keys": ("ring", 7.0),
    "when she hears who comes next": ("pass_lawyer", 1.0),
    "when nobody took her": ("pass_back", 1.0),
    "at the offer to be rung back": ("pass_later", 1.0),
}
# Before which request the database goes away: the path, how many of its kind were well before, where she ends when it
# is back soon, and where when it is not.
MOMENTS = {
    "when the responder is asked": ("/after", 0, STORED, WORDS),
    "before the responder's key": ("/after/key", 1, STORED, WORDS),
    "when the responder has been asked": ("/asked", 0, STORED, WORDS),
    "when the lawyer's phone is answered": ("/whisper", 1, PERSON, PERSON),
    "when the lawyer accepts": ("/accept", 1, PERSON, PERSON),
}
ADDRESSES = {"/after": 0, "/after/key": 1, "/asked": 0}
CASES = (
    over("nothing", PERSON, handed()),
    *(over(f"the lawyer: {what}", PERSON, handed(lawyer(manner))) for what, manner in MANNERS.items()),
    *(over(f"the lawyer: {what}; and the first one does not answer", STORED, handed(lawyer(manner), back=IGNORES))
      for what, manner in MANNERS.items()),
    over("nobody takes her", WORDS, handed(lawyer(IGNORES), back=IGNORES), then=SILENT),
    over("nobody takes her, and the first one's phone is off", STORED, handed(lawyer(IGNORES), back=DEAD)),
    over("there is no lawyer any more", PERSON, handed(without("Amina"))),
    over("the roster is emptied meanwhile", STORED, handed(emptied)),
    over("a woman only, and the lawyer is a man", PERSON, handed(only_a_man), WOMAN),
    over("to a digital expert", PERSON, handed(asked=TO_DIGITAL)),
    *(over(f"whoever is asked: {what}", HARMLESS, handed(asked=manner), then=SILENT)
      for what, manner in MANNERS.items() if manner.key != "2"),
    *(over(f"whoever is asked: {what}; she calls for somebody else", PERSON, handed(asked=manner))
      for what, manner in MANNERS.items() if manner.key != "2"),
    over("whoever is asked falls silent in the second menu", HARMLESS, handed(asked=Manner(key="2")), then=SILENT),
    over("whoever is asked presses nonsense", HARMLESS, handed(asked=Manner(key="97")), then=SILENT),
    over("she is to be rung back", STORED, handed(asked=Manner(key="3", talks=30.0))),
    over("she is to be rung back", WORDS, handed(asked=Manner(key="3", talks=30.0)), then=SILENT),
    *(over(f"she hangs up {at}", LEFT, handed(lawyer(IGNORES), back=IGNORES), then=SILENT, leaves_at=heard,
           leaves_after=after) for at, (heard, after) in STEPS.items()),
    over("she hangs up at the pause", LEFT, handed(two_lawyers, lawyer(IGNORES)), then=SILENT, leaves_at="wait_next"),
    over("she presses 3 at the pause", STORED, handed(two_lawyers, lawyer(IGNORES)), at_pause="3"),
    over("every webhook comes twice", PERSON, handed(twice)),
    over("every webhook comes twice, and nobody takes her", STORED, handed(twice, lawyer(IGNORES), back=IGNORES)),
    *(over(f"the answer to {path} is lost once", PERSON, handed(befalls(path, lost, skip=skip)))
      for path, skip in ADDRESSES.items()),
    *(over(f"{path} cannot be reached once", PERSON, handed(befalls(path, cut, skip=skip)))
      for path, skip in ADDRESSES.items()),
    *(over(f"a proxy answers 502 to {path} once", PERSON, handed(befalls(path, answers(502), skip=skip)))
      for path, skip in ADDRESSES.items()),
    over(f"the database goes away when the talk ends, for {SOON:.0f} s", STORED, handed(away("/rang", 0, SOON))),
    *(over(f"the database goes away {when}, for {SOON:.0f} s", soon, handed(away(path, skip, SOON)))
      for when, (path, skip, soon, _) in MOMENTS.items()),
    *(over(f"the database goes away {when}", ends, handed(away(path, skip)))
      for when, (path, skip, _, ends) in MOMENTS.items()),
)
