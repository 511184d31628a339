"""What a live caller may hear: signed by whoever has to, in the words they read, with numbers dialled lately."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import a_fact

from hotline.core.content import DIAL_TEST, Item, Library, Referral, SignOff
from hotline.core.flow import lines_of
from hotline.flows.hotline import EMERGENCY, build
from hotline.flows.library import load_library

TODAY = date(2026, 11, 21)
TIP = Item("tip_x_1", (a_fact(),))
NUMBERS = tuple(Referral(one, "somebody") for one in ("15", "1099", "1737"))


def signed(kind: str = "lawyer", item: str = "tip_x_1", on: date = TODAY, words: str = "") -> SignOff:
    return SignOff(item, kind, "Sana", on, words)


def dialled(*numbers: str, days_ago: int = 0) -> tuple[SignOff, ...]:
    return tuple(signed(DIAL_TEST, one, TODAY - timedelta(days=days_ago)) for one in numbers)


def library(*sign_offs: SignOff) -> Library:
    return Library(referrals=NUMBERS, sign_offs=sign_offs)


class TestWhoHasToSign:
    @pytest.mark.parametrize(
        ("needs", "by", "waits_for"),
        [
            ((), (), ()),
            (("lawyer",), (), ("lawyer",)),
            (("lawyer",), ("lawyer",), ()),
            (("lawyer",), ("doctor",), ("lawyer",)),
            (("lawyer", "native"), ("lawyer",), ("native",)),
            (("lawyer", "native"), ("lawyer", "native"), ()),
        ],
    )
    def test_everybody_who_has_to(self, needs: tuple[str, ...], by: tuple[str, ...], waits_for: tuple[str, ...]):
        tip = replace(TIP, asked_of=needs)
        found = library(*map(signed, by))
        assert found.waits_for(tip, TODAY) == waits_for
        assert found.may_tell(tip, TODAY) is (not waits_for)

    def test_each_fact_brings_its_own_reviewers(self):
        """Nobody can use a doctor's fact and forget the doctor."""
        tip = Item("x", (a_fact(needs=("doctor",)), a_fact(needs=("lawyer",))), asked_of=("native",))
        assert tip.needs == ("lawyer", "doctor", "native")

    def test_an_item_is_as_sure_as_its_weakest_fact(self):
        facts = (a_fact(confidence="high"), a_fact(confidence="low-medium"), a_fact(confidence="medium"))
        assert Item("x", facts).confidence == "low-medium"

    def test_it_is_as_old_as_its_oldest_fact(self):
        old = TODAY - timedelta(days=400)
        assert Item("x", (a_fact(), a_fact(checked_on=old))).checked_on == old

    def test_a_sign_off_is_for_the_words_that_were_read(self):
        """Who changes a sentence after the lawyer read it takes it out of the lawyer's hands."""
        tip = replace(TIP, asked_of=("lawyer",))
        found = library(signed(words="old")).as_worded({TIP.key: "old"})
        assert found.may_tell(tip, TODAY)
        changed = found.as_worded({TIP.key: "new"})
        assert not changed.may_tell(tip, TODAY)
        assert [one.by for one in changed.lapsed(TIP.key)] == ["Sana"]


class TestNumbers:
    @pytest.mark.parametrize(("days", "fresh"), [(0, True), (30, True), (31, False), (365, False), (-1, False)])
    def test_one_is_named_for_thirty_days_after_it_was_dialled(self, days: int, fresh: bool):
        found = library(*dialled("15", days_ago=days))
        assert found.may_tell(replace(TIP, numbers=("15",)), TODAY) is fresh
        assert found.may_name(("15",), TODAY) is fresh

    def test_the_last_dial_test_counts(self):
        assert library(*dialled("15", days_ago=40), *dialled("15", days_ago=2)).is_fresh("15", TODAY)

    def test_one_that_nobody_dialled_or_listed_is_not_named(self):
        assert not library().may_name(("15",), TODAY)
        assert not library(*dialled("1")).may_name(("1",), TODAY)

    def test_one_stale_number_is_enough_to_leave_a_tip_out(self):
        tip = replace(TIP, numbers=("15", "1737"))
        assert library(*dialled("15"), *dialled("1737", days_ago=31)).waits_for(tip, TODAY) == (DIAL_TEST,)

    @pytest.mark.parametrize(
        ("fresh", "instead", "stands_in"),
        [
            ((), "", ""),
            (("15",), "", "15"),
            (("1099",), "", "1099"),
            (("15", "1099"), "", "1099"),
            (("15", "1099"), "15", "15"),
            (("1099",), "15", "1099"),
            (("1737", "15"), "", ""),
        ],
    )
    def test_15_or_1099_stands_in_for_a_stale_one(self, fresh: tuple[str, ...], instead: str, stands_in: str):
        tip = replace(TIP, numbers=("1737",), instead=instead)
        assert library(*dialled(*fresh)).stand_in(tip, TODAY) == stands_in


# What the fact list itself calls dangerous if wrong.
LAW = (5, 6, 7, 11, 12, 13, 15, 16, 23, 24, 25, 26, 31, 42, 43, 44, 45, 46, 51, 55, 57, 58, 63, 64, 68, 69, 70, 71, 82,
       85, 86, 87, 88, 89)  # fmt: skip
LAWYERS = {*(f"L{row}" for row in LAW), "S12"}
OTHERS = {"A16": "doctor", "A17": "doctor", "A18": "doctor", "S13": "psychologist", "S14": "psychologist"}


class TestWhatIsShipped:
    def test_nothing_that_could_mislead_is_told_without_its_reviewer(self):
        """A fact that is dangerous if wrong names who has to answer for it."""
        facts = {fact.id: fact for item in load_library().items() for fact in item.facts}
        needed = {**dict.fromkeys(LAWYERS, "lawyer"), **OTHERS}
        assert facts.keys() & needed.keys()
        assert not [id_ for id_, kind in needed.items() if id_ in facts and kind not in facts[id_].needs]

    def test_names_no_number_before_it_was_dialled(self):
        """A live caller in danger hears what to do, and no number that nobody has tried."""
        shipped = replace(load_library(), sign_offs=())
        assert not shipped.may_name(EMERGENCY, TODAY)
        assert build(shipped, TODAY).steps["danger"].lines == ("danger_no_numbers",)
        tried = replace(shipped, sign_offs=dialled(*EMERGENCY))
        assert build(tried, TODAY).steps["danger"].lines == ("danger_numbers",)

    def test_the_demo_marks_what_is_not_reviewed(self):
        """Nothing unsigned is told without saying so, and live callers do not hear it at all."""
        shipped = load_library()
        demo, live = build(shipped, TODAY, unreviewed=True), build(shipped, TODAY)
        said_live = {line for step in live.steps.values() for line in lines_of(step)}
        for item in shipped.items():
            steps = [step.lines for step in demo.steps.values() if item.key in lines_of(step)]
            assert steps, item.key
            assert shipped.may_tell(item, TODAY) or all("unreviewed" in lines for lines in steps)
            assert (item.key in said_live) is shipped.may_tell(item, TODAY)

    def test_every_topic_tells_live_callers_enough_without_a_signature(self):
        """What waits for a lawyer as a whole is not offered; every other topic tells three things at least."""
        shipped = replace(load_library(), sign_offs=())
        told = {topic.id: sum(shipped.may_tell(item, TODAY) for item in topic.items()) for topic in shipped.topics}
        assert {topic for topic, count in told.items() if count < 3} == {"posting"}

    def test_every_topic_is_whole(self):
        """What it is, three to six tips, something to do today."""
        for topic in load_library().topics:
            assert topic.about, topic.id
            assert 3 <= len(topic.tips) <= 6, topic.id
            assert topic.steps, topic.id

    def test_a_stale_number_is_replaced_in_the_flow(self):
        """Only 15 was dialled: it is named where 1099, 1737 or 1799 would be, once in a row of offices."""
        live = build(replace(load_library(), sign_offs=dialled("15")), TODAY)
        assert live.steps["help_what_1"].lines == ("instead_15",)
        near = [name for name, step in live.steps.items() if step.id.startswith("near_punjab") and
                "instead_15" in lines_of(step)]  # fmt: skip
        assert near == ["near_punjab_2"]
