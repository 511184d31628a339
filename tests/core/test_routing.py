"""Whom to ring: the best match first, then wider; what she asked for is never relaxed behind her back."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from builders import a_responder, a_rota
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.duty import GENDERS, LANGUAGES, ROLES, Limits, Responder
from hotline.core.routing import EVERYBODY, Load, Wanted, fits, plan

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
ANYONE = Wanted("other", "ur", woman_only=False)
WOMAN = Wanted("other", "ur", woman_only=True)


def named(name: str, **more: object) -> Responder:
    return a_responder(name=name, id=name, **more)


def waves(wanted: Wanted, *people: Responder, loads: dict | None = None, **more: object) -> list[str]:
    """Who is rung, wave by wave, as text: `a`, `b c`."""
    found = plan(wanted, a_rota(*people), loads or {}, NOW, **more).waves
    return [" ".join(one.id for one in wave) for wave in found]


def lacking(wanted: Wanted, *people: Responder) -> str:
    found = plan(wanted, a_rota(*people), {}, NOW)
    assert not found.waves
    return found.lacking


@pytest.mark.parametrize(
    ("subject", "first"),
    [("law", "lawyer"), ("feelings", "counsellor"), ("online", "digital"), ("other", "counsellor"), ("", "counsellor")],
)
def test_the_subject_decides_who_is_rung_first(subject: str, first: str):
    people = [named(role, role=role) for role in ("lawyer", "counsellor", "digital")]
    assert waves(Wanted(subject, "ur", woman_only=False), *people)[0] == first


def test_somebody_in_two_roles_counts_as_the_better_one():
    both = named("both", role="digital;lawyer")
    assert waves(Wanted("law", "ur", woman_only=False), named("counsellor", role="counsellor"), both)[0] == "both"


def test_first_one_after_the_other_then_two_then_three_at_once():
    people = [named(name) for name in "abcdefghi"]
    assert waves(ANYONE, *people) == ["a", "b", "c d", "e f g", "h i"]


def test_the_waves_go_on_where_they_were():
    """Asked again after each wave, the plan does not begin small again."""
    people = [named(name) for name in "abcdefghi"]
    assert waves(ANYONE, *people, tried="ab", rung=2) == ["c d", "e f g", "h i"]


def test_danger_rings_everybody_at_once():
    people = [named(f"p{n:02}") for n in range(12)]
    found = waves(Wanted("other", "ur", woman_only=False, urgent=True), *people)
    assert [len(wave.split()) for wave in found] == [EVERYBODY, 2]


def test_who_does_not_speak_her_language_is_not_rung_before_she_agreed():
    only_english = named("a", languages=("en",))
    assert lacking(ANYONE, only_english) == "language"
    assert waves(Wanted("other", "ur", woman_only=False, any_language=True), only_english, named("b")) == ["b", "a"]


def test_no_woman_free_is_told_and_no_man_rung():
    man = named("man", gender="male")
    assert lacking(WOMAN, man) == "woman"
    assert lacking(WOMAN) == ""
    assert lacking(WOMAN, named("man", gender="male", languages=("en",))) == ""


def test_the_same_person_again_by_her_number():
    people = named("a", code="27"), named("b", code="31")
    again = Wanted("other", "ur", woman_only=False, code="31")
    assert waves(again, *people) == ["b"]
    assert lacking(again, named("a", code="27")) == "person"


def test_nobody_from_her_district():
    multan, lahore = named("a", district="multan"), named("b", district="lahore")
    assert waves(Wanted("other", "ur", woman_only=False, not_from="multan"), multan, lahore) == ["b"]


def test_a_role_she_was_handed_over_to_and_subjects_somebody_takes():
    people = named("a", role="lawyer"), named("b", role="counsellor"), named("c", role="counsellor", topics=("law",))
    assert waves(Wanted("law", "ur", woman_only=False, role="counsellor"), *people) == ["b", "c"]
    assert waves(Wanted("feelings", "ur", woman_only=False, role="counsellor"), *people) == ["b"]


def test_who_is_on_a_call_past_her_limits_or_resting_is_never_rung():
    limits = Limits(minutes=60, hard=2, rest=30)
    people = [named(name, limits=limits) for name in "abcde"]
    loads = {
        "a": Load(busy=True), "b": Load(minutes=60), "c": Load(hard=2),
        "d": Load(hard=1, hard_ended=NOW - timedelta(minutes=29)),
        "e": Load(minutes=59, hard=1, hard_ended=NOW - timedelta(minutes=30)),
    }  # fmt: skip
    assert waves(ANYONE, *people, loads=loads) == ["e"]
    assert waves(Wanted("other", "ur", woman_only=False, urgent=True), *people, loads=loads) == ["e"]


def test_who_missed_two_rings_or_did_not_confirm_is_rung_when_nobody_else_is_left():
    loads = {"a": Load(missed=2), "b": Load(missed=1), "c": Load(absent=True)}
    assert waves(ANYONE, *[named(name) for name in "abc"], loads=loads) == ["b", "a c"]


def test_who_was_rung_longest_ago_is_next():
    loads = {"a": Load(last_rung="2026-11-21T09:00:00Z"), "b": Load(last_rung="2026-11-21T08:00:00Z")}
    assert waves(ANYONE, named("c"), named("a"), named("b"), loads=loads) == ["c", "b", "a"]


DUTIES = "sat 09:00-17:00", "sun 09:00-17:00", "sat 00:00-15:00"
people = st.lists(
    st.builds(
        lambda role, gender, languages, district, topics, shifts: (role, gender, languages, district, topics, shifts),
        st.sampled_from(ROLES), st.sampled_from(GENDERS), st.sets(st.sampled_from(LANGUAGES[:3]), min_size=1),
        st.sampled_from(("", "multan", "lahore")), st.sets(st.sampled_from(("law", "online")), max_size=1),
        st.sampled_from(DUTIES),
    ),
    max_size=8,
)  # fmt: skip
loads_ = st.builds(Load, busy=st.booleans(), missed=st.integers(0, 3), absent=st.booleans())


def roster(rows: list) -> list[Responder]:
    return [
        named(f"p{n}", role=role, gender=gender, languages=tuple(languages), district=district, topics=tuple(topics),
              shifts=shifts, code=str(10 + n))
        for n, (role, gender, languages, district, topics, shifts) in enumerate(rows)
    ]  # fmt: skip


wishes = st.builds(
    Wanted,
    subject=st.sampled_from(("law", "feelings", "online", "other", "?")), language=st.sampled_from(("ur", "en")),
    woman_only=st.booleans(), urgent=st.booleans(), role=st.sampled_from(("", *ROLES)),
    code=st.sampled_from(("", "11")), not_from=st.sampled_from(("", "multan")), any_language=st.booleans(),
)  # fmt: skip


def keeps_what_she_asked_for(rows: list, wanted: Wanted, known: dict, tried: set) -> int:
    """Nobody is rung but whom she asked for, who is on duty, free and not tried. How many are rung."""
    everybody = roster(rows)
    rota = a_rota(*everybody)
    loads = {f"p{n}": load for n, load in known.items()}
    found = plan(wanted, rota, loads, NOW, {f"p{n}" for n in tried})
    rung = [one for wave in found.waves for one in wave]
    assert len({one.id for one in rung}) == len(rung)
    assert not (found.waves and found.lacking)
    for one in rung:
        assert one.gender == "female" or not wanted.woman_only
        assert fits(one, wanted)
        assert rota.is_on(one, NOW)
        assert not loads.get(one.id, Load()).busy
        assert int(one.id[1:]) not in tried
    return len(rung)


@given(people, wishes, st.dictionaries(st.integers(0, 7), loads_, max_size=8), st.sets(st.integers(0, 7)))
def test_a_woman_only_and_whatever_else_she_asked_for_is_never_relaxed(
    rows: list, wanted: Wanted, known: dict, tried: set
):
    keeps_what_she_asked_for(rows, wanted, known, tried)


def test_no_man_is_rung_for_whom_wants_a_woman_on_ten_thousand_rosters():
    """Fuller rosters than the ones above, which lean towards the empty."""
    chance, rung = random.Random(1), 0
    for _ in range(10_000):
        rows = [
            (chance.choice(ROLES), chance.choice(GENDERS), chance.sample(LANGUAGES[:3], chance.randint(1, 3)),
             chance.choice(("", "multan", "lahore")), chance.sample(("law", "online"), chance.randint(0, 1)),
             chance.choice(DUTIES))
            for _ in range(chance.randint(0, 8))
        ]  # fmt: skip
        wanted = Wanted(chance.choice(("law", "feelings", "online", "other", "?")), chance.choice(("ur", "en")),
                        woman_only=True, urgent=chance.random() < 0.2, role=chance.choice(("", "", *ROLES)),
                        not_from=chance.choice(("", "multan")), any_language=chance.random() < 0.5)  # fmt: skip
        known = {
            n: Load(busy=chance.random() < 0.3, missed=chance.randint(0, 3), absent=chance.random() < 0.2)
            for n in range(8)
        }
        tried = {n for n in range(8) if chance.random() < 0.1}
        rung += keeps_what_she_asked_for(rows, wanted, known, tried)
    assert rung > 1_000


@given(people, wishes, st.randoms(use_true_random=False))
def test_the_order_of_the_roster_does_not_matter(rows: list, wanted: Wanted, chance):
    everybody = roster(rows)
    mixed = chance.sample(everybody, len(everybody))
    assert plan(wanted, a_rota(*everybody), {}, NOW) == plan(wanted, a_rota(*mixed), {}, NOW)
