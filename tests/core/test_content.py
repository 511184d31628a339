"""What a live caller may hear: signed by somebody, with numbers that were dialled lately."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hotline.core.content import Library, Referral, Tip
from hotline.flows.hotline import EMERGENCY, build
from hotline.flows.library import load_library

TODAY = date(2026, 11, 21)
TIP = Tip("tip_x_1", ("A1",), "high", TODAY, (), (), "", "")
DIALLED = Referral("15", ("C1",), "2026-11-01", "Sana")


def library(*referrals: Referral) -> Library:
    return Library((), referrals)


@pytest.mark.parametrize(
    ("needs", "reviewer", "signed_on", "told"),
    [
        ((), "", "", True),
        (("lawyer",), "", "", False),
        (("lawyer",), "Sana", "", False),
        (("lawyer",), "", "2026-11-01", False),
        (("lawyer",), "Sana", "2026-11-01", True),
        (("dial-test",), "", "", True),
        (("lawyer", "dial-test"), "", "", False),
    ],
)
def test_what_needs_a_signature_is_not_told_without_one(needs, reviewer: str, signed_on: str, told: bool):
    """A name without a date, or a date without a name, is no signature."""
    tip = replace(TIP, needs=needs, reviewer=reviewer, signed_on=signed_on)
    assert library().may_tell(tip, TODAY) is told


@pytest.mark.parametrize(("days", "fresh"), [(0, True), (30, True), (31, False), (365, False)])
def test_a_number_is_named_for_thirty_days_after_it_was_dialled(days: int, fresh: bool):
    dialled = replace(DIALLED, last_dialled=str(TODAY - timedelta(days=days)))
    assert library(dialled).may_tell(replace(TIP, numbers=("15",)), TODAY) is fresh
    assert library(dialled).may_name(("15",), TODAY) is fresh


@pytest.mark.parametrize("change", [{"last_dialled": ""}, {"tested_by": ""}])
def test_a_number_that_nobody_dialled_is_not_named(change: dict[str, str]):
    assert not library(replace(DIALLED, **change)).may_name(("15",), TODAY)


def test_one_stale_number_is_enough_to_leave_a_tip_out():
    tip = replace(TIP, numbers=("15", "1122"))
    stale = Referral("1122", ("C5",), "2020-01-01", "Sana")
    assert not library(DIALLED, stale).may_tell(tip, TODAY)
    assert not library(DIALLED).may_tell(tip, TODAY)


def test_the_shipped_library_names_no_number_before_it_was_dialled():
    """Nobody has dialled 15 and 1122 yet: a live caller in danger hears what to do, and no number."""
    shipped = load_library()
    assert not shipped.may_name(EMERGENCY, TODAY)
    assert build(shipped, TODAY).steps["danger"].lines == ("danger_no_numbers",)
    dialled = replace(shipped, referrals=(DIALLED, replace(DIALLED, id="1122")))
    assert build(dialled, TODAY).steps["danger"].lines == ("danger_numbers",)


def test_the_demo_marks_what_is_not_reviewed():
    """Nothing unsigned is told without saying so, and live callers do not hear it at all."""
    shipped = load_library()
    demo, live = build(shipped, TODAY, unreviewed=True), build(shipped, TODAY)
    tips = [tip for topic in shipped.topics for tip in topic.tips]
    for tip in tips:
        assert ("unreviewed" in demo.steps[tip.key].lines) is not shipped.may_tell(tip, TODAY)
        assert (tip.key in live.steps) is shipped.may_tell(tip, TODAY)


def test_every_topic_has_three_tips_for_live_callers():
    shipped = load_library()
    for topic in shipped.topics:
        assert sum(shipped.may_tell(tip, TODAY) for tip in topic.tips) >= 3, topic.id
