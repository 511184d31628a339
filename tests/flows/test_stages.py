"""Every step that a caller may stand at belongs to a part of the menus, so that leaving it is counted there."""

from __future__ import annotations

from datetime import date

from hotline.core.conversation import Conversation
from hotline.core.counting import STAGES, Stand
from hotline.core.flow import AskNumber, Choose, Connect
from hotline.flows.hotline import build
from hotline.flows.library import load_library
from hotline.flows.reach import reachable
from hotline.flows.stages import OTHER, stage_of, stand_of

FLOW = build(load_library(), date(2026, 11, 21), unreviewed=True)


def standing(step: str, **more: object) -> Conversation:
    return Conversation("x", step, "voice", "ur", **more)  # type: ignore[arg-type]


def test_every_step_of_a_call_has_its_stage() -> None:
    waits = [name for name in reachable(FLOW, "voice") if isinstance(FLOW.steps[name], Choose | AskNumber | Connect)]
    assert [name for name in waits if stage_of(name) == OTHER] == []
    assert {stage_of(name) for name in FLOW.steps} <= set(STAGES)


def test_where_somebody_stands() -> None:
    """Before she has chosen a language she has none; in a tip she hears a topic; at the end she has not left."""
    assert stand_of(standing("language")) == Stand("language", "none")
    for step in ("about_home", "tip_home_2", "step_home_1", "help_home_1", "law_home", "law_home_sindh"):
        assert stand_of(standing(step)) == Stand("information", "ur", "home")
    assert stand_of(standing("menu")) == Stand("menu", "ur")
    assert stand_of(standing("callback_stored")) == Stand("asked", "ur")
    assert stand_of(standing("farewell"), "end") == Stand("end", "ur")


def test_where_she_lives_and_what_she_answered_is_not_counted() -> None:
    """The offices of her town, and an answer to a question, count as such and no further."""
    assert stand_of(standing("near_multan_1")) == stand_of(standing("near")) == Stand("information", "ur", "near")
    assert stand_of(standing("quiz_2_false")) == stand_of(standing("quiz")) == Stand("information", "ur", "quiz")
