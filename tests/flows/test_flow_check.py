"""The check of the flows finds each mistake that it is there for, and finds none in what we ship."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from callers import FLOWS, LIVE

from hotline.actions.carry_out import WISHES
from hotline.core.events import Line, Offer, Turn
from hotline.core.flow import (
    SMS,
    VOICE,
    Act,
    AskNumber,
    Channel,
    Choose,
    Connect,
    End,
    Flow,
    Linger,
    Option,
    Step,
    Tell,
)  # fmt: skip
from hotline.flows.check import check, check_words, reachable, said, sms_keys, sms_turns, too_late, too_long, voice_keys
from hotline.flows.texts import MEANT
from hotline.prompts.texting import longest, text_of
from hotline.prompts.words import Words

MENU = Choose("menu", ("hello",), (Option("1", "talk", "person"),), rescue="bye")
SOUND: tuple[Step, ...] = (
    MENU,
    Connect("person", ("wait",), "pause", "guard", "bye", "bye", "bye", "bye"),
    Linger("decoy", ("onions",), "bye"),
    End("bye", ("bye",)),
)
DEEDS = ("ring", "look", "store")


def a_flow(*steps: Step, **more: Any) -> Flow:
    """A sound little flow, with these steps added or put in the place of its own."""
    known = {step.id: step for step in (*SOUND, *steps)}
    whole: dict[str, Any] = {
        "start": {"voice": "menu", "sms": "menu"}, "person": "person", "decoy": "decoy",
        "menu": {"voice": "menu", "sms": "menu"},
    }  # fmt: skip
    return Flow(known, **(whole | more))


def a_menu(*options: Option, **more: Any) -> Choose:
    return replace(MENU, options=options, **more)


def leading_to(*names: str) -> Choose:
    return a_menu(*(Option(str(n), f"to_{name}", name) for n, name in enumerate(names, 1)))


class TestWhatIsShipped:
    @pytest.mark.parametrize("flow", FLOWS, ids=("live", "demo"))
    def test_has_no_problem(self, flow: Flow):
        assert check(flow, WISHES) == []

    @pytest.mark.parametrize("flow", FLOWS, ids=("live", "demo"))
    def test_names_the_right_key_in_every_language(self, flow: Flow, words: Words):
        assert check_words(flow, words.template) == []

    @pytest.mark.parametrize("flow", FLOWS, ids=("live", "demo"))
    def test_answers_texts_within_two_parts_and_three_in_urdu(self, flow: Flow, words: Words):
        """Every text that can be sent, with the longest values, costs what it may cost."""
        turns = sms_turns(flow, partial(longest, words))
        assert too_long(turns, lambda turn, language: text_of(turn, language, words)) == []

    @pytest.mark.parametrize("flow", FLOWS, ids=("live", "demo"))
    def test_says_nothing_without_words(self, flow: Flow, words: Words):
        for language, channels in (("en", ("voice", "sms")), ("ur", ("voice", "sms")), ("ur_Latn", ("sms",))):
            for channel in channels:
                missing = [key for key in said(flow, channel) if words.template(language, key, channel) is None]
                assert not missing, (language, channel)

    def test_has_every_step_in_a_turn_by_text(self):
        """No step that waits for a text is left out of the measuring."""
        waiting = {name for name in reachable(LIVE, "sms") if isinstance(LIVE.steps[name], Choose | AskNumber | End)}
        turns = sms_turns(LIVE, lambda _slot, values: values[:1])
        told = {line.key for turn in turns for line in (*turn.lines, *(o.line for o in turn.offers))}
        for name in waiting:
            assert told.issuperset(LIVE.steps[name].lines), name


class TestTheWays:
    def test_a_sound_flow_has_no_problem(self):
        assert check(a_flow(), DEEDS) == []

    def test_a_target_that_does_not_exist(self):
        assert "menu leads to nowhere, which does not exist" in check(a_flow(leading_to("person", "nowhere")), DEEDS)

    @pytest.mark.parametrize("entry", [{"person": "x"}, {"decoy": "x"}, {"intents": {"help": "x"}}])
    def test_an_entry_that_does_not_exist(self, entry: Mapping[str, Any]):
        assert "an entry leads to x, which does not exist" in check(a_flow(**entry), DEEDS)

    def test_a_step_that_nobody_comes_to(self):
        assert check(a_flow(End("lost", ("bye",))), DEEDS) == ["lost cannot be reached"]

    def test_a_step_that_only_a_keyword_leads_to(self):
        assert check(a_flow(End("cost", ("free",)), intents={"cost": "cost"}), DEEDS) == []

    def test_a_step_on_a_channel_it_is_not_made_for(self):
        flow = a_flow(leading_to("person", "later"), End("later", ("bye",), SMS))
        assert check(flow, DEEDS) == ["later is not meant for voice but can be reached there"]
        flow = a_flow(leading_to("person", "heard"), End("heard", ("bye",), VOICE))
        assert check(flow, DEEDS) == ["heard is not meant for sms but can be reached there"]

    def test_a_way_that_helps_nobody(self):
        """Two menus that lead only to each other: no person, no request, no goodbye."""
        one = Choose("one", (), (Option("1", "a", "two"),), rescue="two")
        two = Choose("two", (), (Option("1", "a", "one"),), rescue="one")
        found = check(a_flow(leading_to("person", "one"), one, two), DEEDS)
        assert "one leads to no help and no end on voice" in found
        assert "two leads to no help and no end on sms" in found

    def test_silence_that_never_ends(self):
        """A menu that rescues into itself keeps a caller who says nothing for ever."""
        found = check(a_flow(replace(MENU, rescue="menu")), DEEDS)
        assert "menu -> menu goes round for ever in silence on voice" in found

    def test_steps_that_lead_round_by_themselves(self):
        flow = a_flow(leading_to("person", "tell"), Tell("tell", ("a",), "more"), Tell("more", ("b",), "tell"))
        assert "more -> tell -> more goes round for ever in silence on voice" in check(flow, DEEDS)

    def test_deeds_that_fail_into_themselves(self):
        again = Act("again", "store", (("done", "bye"), ("failed", "again")))
        flow = a_flow(leading_to("person", "again"), again)
        assert "again -> again goes round for ever in silence on sms" in check(flow, DEEDS)

    def test_a_person_too_far_away(self):
        steps = [Choose(f"m{n}", (), (Option("1", "on", f"m{n + 1}"),), rescue="bye") for n in range(3)]
        last = Choose("m3", (), (Option("1", "on", "person"),), rescue="bye")
        found = check(a_flow(leading_to("m0"), *steps, last), DEEDS)
        assert found == ["a person is 5 keys away from the start, 3 are allowed"]

    def test_no_person_at_all(self):
        assert check(a_flow(leading_to("bye")), DEEDS) == ["no menu leads to a person"]


class TestTheMenus:
    def test_more_than_four_choices(self):
        """Nobody remembers five while listening."""
        five = a_menu(*(Option(str(n), "talk", "person") for n in range(1, 6)))
        assert check(a_flow(five), DEEDS) == ["menu has 5 options, 4 are allowed"]

    def test_one_key_for_two_choices(self):
        twice = a_menu(Option("1", "talk", "person"), Option("1", "leave", "bye"))
        assert check(a_flow(twice), DEEDS) == ["menu uses the key 1 twice"]

    @pytest.mark.parametrize("digit", ["0", "9", "*", "#", "10", "", "a", "۱"])
    def test_a_key_that_means_something_else(self, digit: str):
        found = check(a_flow(a_menu(Option(digit, "talk", "person"))), DEEDS)
        assert found == [f"menu uses the key {digit!r}, which is not one of 1 to 8"]

    def test_no_choice_at_all(self):
        assert "menu is a menu without options" in check(a_flow(a_menu()), DEEDS)


class TestHowLongSheListens:
    SECONDS: Mapping[str, float] = {"hello": 7.0, "more": 6.0, "long": 13.0}

    def late(self, *lines: str, told: tuple[str, ...] = ()) -> list[str]:
        return too_late(a_flow(replace(MENU, lines=lines)), lambda key: self.SECONDS.get(key, 1.0), told)

    def test_twelve_seconds_before_the_choices_are_enough(self):
        assert self.late("hello") == []
        assert self.late("hello", "more") == ["menu says 13.0 seconds before its choices, 12 are allowed"]

    def test_what_she_chose_to_hear_may_be_two_pieces_of_that_length(self):
        """An overview is what she came for; but no piece of it, nor what is said around it, may be longer."""
        assert self.late("hello", "more", told=("hello", "more")) == []
        assert self.late("long", told=("long",))
        assert self.late("hello", "more", told=("hello",))


class TestTheDeeds:
    def test_a_wish_that_nobody_carries_out(self):
        cook = Act("cook", "cook", (("done", "bye"),))
        found = check(a_flow(leading_to("person", "cook"), cook), DEEDS)
        assert found == ["cook wishes for 'cook', which nobody carries out"]

    def test_nobody_who_rings(self):
        assert check(a_flow(), ("store",)) == [
            "person wishes for 'ring', which nobody carries out", "person wishes for 'look', which nobody carries out",
        ]  # fmt: skip

    def test_a_deed_that_leads_nowhere(self):
        found = check(a_flow(leading_to("person", "cook"), Act("cook", "store", ())), DEEDS)
        assert "cook has no outcome to go on with" in found


class TestTheWords:
    @pytest.mark.parametrize(
        ("channel", "text", "problem"),
        [
            ("voice", "To talk, press 1.", None),
            ("voice", "For the police on 15 or 1122, press 1.", None),
            ("voice", "To talk, press 2.", "does not name its key 1 on voice"),
            ("voice", "To talk.", "does not name its key 1 on voice"),
            ("voice", "To talk, press 1 or 2.", "names the key 2 beside its own 1 on voice"),
            ("voice", "15 ke liye 1 dabayen, 9 nahi.", None),
            ("sms", "1 Talk", None),
            ("sms", "Talk 1", "does not begin with '1 ' in a text"),
            ("sms", "1. Talk", "does not begin with '1 ' in a text"),
            ("sms", "2 Talk", "does not name its key 1 on sms"),
        ],
    )
    def test_an_option_names_its_own_key(self, channel: Channel, text: str, problem: str | None):
        def words(language: str, key: str, asked: Channel) -> str | None:
            return text if (language, asked) == ("ur", channel) else None

        found = check_words(a_flow(), words)
        assert (f"ur: talk in menu {problem}" in found) if problem else not found

    def test_an_option_with_a_language_of_its_own_is_looked_up_there(self):
        seen: set[str] = set()

        def words(language: str, key: str, channel: Channel) -> str:
            seen.add(language)
            return "1 for 1"

        check_words(a_flow(spoken_in={"talk": "en"}), words)
        assert seen == {"en"}


def test_what_opens_a_request_is_never_keyed_in_nor_chosen():
    """Only the store's answer says which request is hers: no key and no text can name another's."""
    opens = {"request", "reference", "has_number"}
    for step in LIVE.steps.values():
        if isinstance(step, AskNumber):
            assert step.name not in opens
        for option in step.options if isinstance(step, Choose) else ():
            assert not opens.intersection(name for name, _ in option.sets)


class TestTheLengthOfTexts:
    def test_the_worst_is_told_once_for_each_language(self):
        turns = [Turn((Line("hello"),), "key", (Offer("1", Line("talk")),))] * 3

        def render(turn: Turn, language: str) -> str:
            return {"en": "a" * 307, "ur": "ب" * 202, "ur_Latn": "a" * 306}[language]

        assert too_long(turns, render) == [
            "en: the text with hello takes 3 parts, 2 are allowed",
            "ur: the text with hello takes 4 parts, 3 are allowed",
        ]

    def test_every_value_is_tried(self):
        """The sentence that reads a request back is measured with the longest of each choice and a long number."""
        read_back = LIVE.slots["callback_confirm"]
        turns = sms_turns(LIVE, lambda slot, values: values if slot in read_back else values[:1])
        slots = {tuple(line.slots) for turn in turns for line in turn.lines if line.key == "callback_confirm"}
        assert len(slots) > 200
        numbers = {dict(found)["number"] for found in slots}
        assert {len(number) for number in numbers if number != "this"} == {13}

    def test_what_is_told_on_the_way_counts(self):
        flow = a_flow(leading_to("person", "tell"), Tell("tell", ("first",), "act"),
                      Act("act", "store", (("done", "bye"),)))  # fmt: skip
        turns = [[line.key for line in turn.lines] for turn in sms_turns(flow)]
        assert ["first", "bye"] in turns


class TestWhatIsSaid:
    def test_recordings_are_wanted_for_what_is_heard_only(self):
        heard, read = voice_keys(LIVE), sms_keys(LIVE)
        assert {"whisper", "digit_7", "spoken_ur", "apology", "greeting", "wait_next"} <= heard - read
        assert {"who_we_are", "cost", "stopped", "staff_new_request"} <= read - heard
        assert {"menu_talk", "wrong_key", "callback_wrong", "by_woman", "number_this"} <= heard & read

    def test_every_slot_has_words_for_what_a_menu_sets(self):
        """A choice that is read back has a prompt of its own, wherever it can be made."""
        told = {channel: said(LIVE, channel) for channel in LIVE.channels}
        read_back = {slot for slots in LIVE.slots.values() for slot in slots}
        for step in LIVE.steps.values():
            for option in step.options if isinstance(step, Choose) else ():
                keys = {f"{name.removesuffix('2')}_{value}" for name, value in option.sets if name in read_back}
                assert all(keys <= told[channel] for channel in step.channels)


def test_whatever_a_keyword_can_mean_can_be_asked_about() -> None:
    """Each has a few words of its own, for "did you mean 1 or 2?"."""
    assert {intent for flow in FLOWS for intent in flow.intents} == set(MEANT)
