"""What went wrong in one call does not harm the next."""

from __future__ import annotations

from pathlib import Path

from tests.faults.world import open_world

ANOTHER = "+923990000002"


def test_a_responder_is_free_again_although_her_talk_ended_while_the_database_was_away(tmp_path: Path) -> None:
    """No report on the end could be noted; the next caller reaches her all the same."""
    world = open_world(tmp_path, "1 1 4", leaves_at="bridge", leaves_after=20.0)
    world.changes(lambda one: one if one.name == "Saima" else None)
    world.when(world.hears("bridge"), lambda: world.after(15.0, lambda: world.goes(30.0)))
    world.lives_on()
    assert world.hotline.store.busy_responders(world.now) == {world.id_of("Saima")}
    another = world.hotline.phone(ANOTHER).calls()
    another.hears("language_ur").presses("1").presses("1").presses("4").hears("connect")
    world.people["Saima"].handset.rings()
