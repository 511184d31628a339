"""The database is away, locked or full at any step, and comes back or does not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from tests.faults.case import ANYONE, DANGER, REQUEST, SILENT, Case, Happens
from tests.faults.line import Deed, Go, Reply, Sent
from tests.faults.people import REFUSES, TAKES
from tests.faults.verdict import LEFT, PERSON, STORED, WORDS
from tests.faults.world import World

# Before which request it goes away: the path, how many of its kind were well before, and where she ends.
MOMENTS = {
    "before the call": ("/voice", 0, WORDS),
    "when a ring is wished for": ("/step", 2, WORDS),
    "in the whisper": ("/whisper", 0, PERSON),
    "when the key accepts": ("/accept", 0, PERSON),
    "when the ring is over": ("/rang", 0, WORDS),
    "at the pause": ("/step", 3, WORDS),
}
SOON = 20.0
A_MOMENT = 0.1


def away(path: str, skip: int, seconds: float | None = None) -> Happens:
    """It goes away just before a request, for a while or for good."""

    def happens(world: World) -> None:
        if path in ("/rang", "/step"):
            world.person("Saima", REFUSES, TAKES)
        world.befalls(path, before(lambda: world.goes(seconds)), skip=skip)

    return happens


def before(deed: Callable[[], object]) -> Deed:
    """Something happens just before the request arrives."""

    def befalls(sent: Sent, go: Go) -> Reply:
        deed()
        return go(sent)

    return befalls


def goes_at(statement: str, seconds: float | None = None) -> Happens:
    """It goes away at a statement in the middle of a transaction."""

    def happens(world: World) -> None:
        world.db.goes_at = statement
        if seconds:
            world.when(lambda: world.db.away, lambda: world.after(seconds, world.comes))

    return happens


def locked(path: str, skip: int = 0) -> Happens:
    """Another process holds the write lock and does not let go."""

    def happens(world: World) -> None:
        world.db.wait = A_MOMENT  # in earnest it waits three seconds: the caller hears the same
        other = sqlite3.connect(world.db.path, isolation_level=None)

        def holds() -> None:
            other.execute("begin immediate")
            world.after(SOON, other.close)

        world.befalls(path, before(holds), skip=skip)

    return happens


def a_mistake_of_ours(table: str) -> Happens:
    """A statement is refused that should not be: not a store that is down, but a bug."""

    def happens(world: World) -> None:
        world.db.execute(
            f"create trigger mistake before insert on {table} begin select raise(abort, 'a mistake'); end"
        )

    return happens


def a_mistake_at_accept(world: World) -> None:
    """The same when a key accepts."""
    world.db.execute(
        "create trigger mistake before update on rings when new.state = 'accepted'"
        " begin select raise(abort, 'a mistake'); end"
    )


CASES = (
    *(Case(f"the database goes away {when}", ends, away(path, skip)) for when, (path, skip, ends) in MOMENTS.items()),
    *(Case(f"the database goes away {when}", ends, away(path, skip), then=SILENT)
      for when, (path, skip, ends) in MOMENTS.items()),
    *(Case(f"the database goes away {when}, for {SOON:.0f} s", STORED if ends == WORDS else ends,
           away(path, skip, SOON))
      for when, (path, skip, ends) in MOMENTS.items()),
    Case(f"the database goes away when a talk ends, for {SOON:.0f} s", PERSON, away("/left", 0, SOON)),
    Case("the database goes away when she hangs up, for 5 s", LEFT, away("/left", 0, 5.0), then=SILENT,
         how={"leaves_at": "ring"}),
    Case("the database goes away when a request is stored", WORDS, away("/step", 6), REQUEST),
    Case("the database goes away when a request is stored, for 5 s", STORED, away("/step", 6, 5.0), REQUEST),
    Case("the database goes away when a request is stored", WORDS, away("/step", 6), REQUEST, SILENT),
    Case("the disk is full at the commit of a request", WORDS, goes_at("commit"), REQUEST),
    Case("the disk is full at the commit of a request, for 5 s", STORED, goes_at("commit", 5.0), REQUEST),
    Case("the disk is full at the commit of a ring", WORDS, goes_at("commit"), ANYONE),
    Case("the disk is full at the commit of a ring, for 5 s", STORED, goes_at("commit", 5.0), ANYONE),
    Case("the database is away in danger", WORDS, away("/step", 2), DANGER),
    Case("another process holds the lock when a ring is wished for", STORED, locked("/step", 2)),
    Case("another process holds the lock when the key accepts", PERSON, locked("/accept")),
    Case("another process holds the lock when a request is stored", STORED, locked("/step", 6), REQUEST),
    Case("a bug when a ring is noted", WORDS, a_mistake_of_ours("rings")),
    Case("a bug when a ring is noted, and she asks to be rung back", STORED, a_mistake_of_ours("rings"),
         f"{ANYONE} 3 1 1 1 2 1"),
    Case("a bug when a ring is noted", WORDS, a_mistake_of_ours("rings"), then=SILENT),
    Case("a bug when the key accepts", STORED, a_mistake_at_accept),
    Case("a bug when a request is stored", PERSON, a_mistake_of_ours("callbacks"), REQUEST),
)
