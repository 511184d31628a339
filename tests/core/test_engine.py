"""Whatever a caller presses, says or leaves undone, she is led on: the real flow under every kind of event."""

from __future__ import annotations

import pytest
from callers import FLOWS, LIVE, Caller, all_goes_well, nobody_is_there, nothing_works
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.conversation import Conversation
from hotline.core.duty import ROLES
from hotline.core.engine import TRAIL, advance, begin
from hotline.core.events import Began, Event, Jump, Keys, Outcome, Silence, Turn
from hotline.core.flow import Channel, Choose, Connect, End, Flow, Linger

OUTCOMES = ("ringing", "helped", "nobody", "no_answer", "busy", "refused", "stored", "failed", "done", "?", "")

channels = st.sampled_from(("voice", "sms"))
flows = st.sampled_from(FLOWS)
usual_keys = st.sampled_from("0123456789*#")
odd_keys = st.sampled_from(("", "11", "03001234567", "۱", "03x", "+92 399 0000001", "١٢", "abc", "0\0", "1🙂"))
any_keys = st.builds(Keys, usual_keys | odd_keys | st.text(max_size=20))
ASKED = ("number", "window", "days", "subject", "by", "code", "not_from", "rung", "reference")
answers = st.tuples(st.sampled_from(ASKED), st.text(max_size=8))
outcomes = st.builds(Outcome, st.sampled_from(OUTCOMES) | st.text(max_size=8), st.tuples(answers))
callers_events = st.lists(any_keys | st.just(Silence()), max_size=8)


@st.composite
def places(draw: st.DrawFn) -> tuple[Flow, Conversation]:
    """Any step at all, with any answers behind it."""
    flow = draw(flows)
    steps = st.sampled_from(sorted(flow.steps))
    return flow, Conversation(
        flow.version(), draw(steps), draw(channels), draw(st.sampled_from(("ur", "en", "ur_Latn"))),
        tuple(dict(draw(st.lists(answers, max_size=4))).items()), tuple(draw(st.lists(steps, max_size=TRAIL))),
        draw(st.integers(0, 3)), draw(st.integers(0, 99)), ("r1",), draw(st.sampled_from((0.0, 1000.0))),
        draw(st.booleans()),
    )  # fmt: skip


@st.composite
def in_some_town(draw: st.DrawFn) -> Caller:
    """A caller in the middle of a call or of a text conversation, in a town where anything may fail."""
    towns = (all_goes_well, nobody_is_there, nothing_works, lambda _: Outcome("?"))
    luck = draw(st.lists(st.integers(0, 3), min_size=1, max_size=6))
    caller = Caller(draw(flows), draw(channels), number_known=draw(st.booleans()))
    caller.town = lambda wish: towns[luck[len(caller.asked) % len(luck)]](wish)
    events = draw(st.sampled_from((0, 3, 6, 10, 16, 24, 40)))
    for chance in draw(st.lists(st.integers(0, 99), min_size=events, max_size=events)):
        if caller.turn.wait == "end":
            break
        caller.does(next_event(caller, chance, draw))
    return caller


def next_event(caller: Caller, chance: int, draw: st.DrawFn) -> Event:
    """Mostly an answer to what was asked; sometimes anything else that a phone can send."""
    if caller.turn.wait == "ring":
        if caller.step == "ask_responder":
            return Outcome((*ROLES, "callback", "over", "?")[chance % 6])
        return Outcome(("no_answer", "busy", "helped", "refused", "no_woman", "?")[chance % 6])
    if caller.turn.wait == "pause" and chance < 80:
        return Keys("3") if chance < 20 else Silence()
    if chance < 72 and caller.turn.offers:
        return Keys(caller.turn.offers[chance % len(caller.turn.offers)].digit)
    if chance < 60 and caller.turn.wait == "number":
        return Keys("03001234567")
    if chance < 88:
        return Keys(("0", "#", "9", "8")[chance % 4])
    if caller.channel == "sms" and chance < 90:
        return Jump(draw(st.sampled_from(sorted(caller.flow.intents.values()))))
    return Silence() if chance < 96 else draw(any_keys)


def is_asked(caller: Caller) -> bool:
    return caller.turn.wait in ("key", "number")


class TestEveryEventAtEveryStep:
    @given(places(), st.lists(any_keys | st.just(Silence()) | st.just(Began()) | outcomes, max_size=12), st.data())
    def test_nothing_raises(self, start: tuple[Flow, Conversation], events: list[Event], data: st.DataObject):
        """Any event finds an answer, a menu never has more than four choices, and the place can be kept."""
        flow, place = start
        for event in events:
            if data.draw(st.integers(0, 9)) == 0:
                event = Jump(data.draw(st.sampled_from(sorted(flow.steps))))
            result = advance(flow, place, event, 2000.0)
            place = result.conversation
            assert place.step in flow.steps
            assert len(result.turn.offers) <= 4
            assert Conversation.from_json(place.to_json()) == place
            assert len(place.trail) <= TRAIL

    @given(in_some_town())
    def test_every_sentence_is_whole(self, caller: Caller):
        """No sentence is ever said with a gap where a number or a choice should be."""
        for turn in caller.heard:
            for line in (*turn.lines, *(offer.line for offer in turn.offers)):
                assert all(value for _, value in line.slots), line

    @given(in_some_town())
    def test_something_is_always_offered(self, caller: Caller):
        """Whoever must press a key is told which: no turn waits for a key that nobody named."""
        for turn in caller.heard:
            assert turn.wait in ("key", "number", "any", "pause", "ring", "end")
            assert turn.offers or turn.lines or turn.wait == "ring"
            assert (turn.wait == "key") == bool(turn.offers)


class TestSilence:
    @given(in_some_town(), st.sampled_from((all_goes_well, nobody_is_there, nothing_works)))
    def test_ends_with_a_last_word(self, caller: Caller, town):
        """Whoever does nothing any more is rung through, or hears a goodbye, and is not kept on the line."""
        caller.town = town
        for _ in range(30):
            if caller.turn.wait == "end":
                break
            caller.is_silent()
        assert isinstance(caller.flow.steps[caller.step], End)
        assert caller.turn.lines

    def test_says_it_twice_more_and_then_offers_a_person(self):
        """The first silence is no mistake: the menu is said again twice before the way out is offered."""
        caller = Caller()
        caller.presses("1")
        assert [caller.is_silent() and caller.step for _ in range(3)] == ["menu", "menu", "rescue"]
        assert [offer.line.key for offer in caller.turn.offers] == ["rescue_talk", "rescue_callback"]
        caller.is_silent()
        assert caller.keys()[-1] == "goodbye"

    def test_in_danger_rings_somebody(self):
        """Who pressed "danger" and then nothing may be unable to: somebody is rung."""
        caller = Caller()
        caller.presses("1", "4")
        for _ in range(3):
            caller.is_silent()
        assert caller.asked[-1][2].urgent

    @pytest.mark.parametrize("wrong", ["8", "77", "x", "۱", "?"])
    def test_a_wrong_key_is_named_and_the_menu_is_said_again(self, wrong: str):
        caller = Caller()
        before = caller.presses("1")
        after = caller.presses(wrong)
        assert [line.key for line in after.lines] == ["wrong_key", *(line.key for line in before.lines)]
        assert after.offers == before.offers


class TestTheKeysThatWorkEverywhere:
    @given(in_some_town())
    def test_nought_rings_a_person(self, caller: Caller):
        """0 rings somebody from every menu of a call; by text it leads to the callback request."""
        if not is_asked(caller):
            return
        caller.town = all_goes_well
        known = caller.number_known
        caller.presses("0")
        if caller.channel == "voice":
            assert (caller.asked[-1][2].name, caller.turn.wait) == ("ring", "ring")
        else:
            assert caller.step == ("callback" if known else "callback_withheld")

    @given(in_some_town())
    def test_nine_says_exactly_the_same(self, caller: Caller):
        """9 repeats the question of this step, and nothing that was answered is lost."""
        if not is_asked(caller):
            return
        before = caller.place
        first = caller.presses("9")
        assert (caller.place, first) == (before._replace(turn=before.turn + 1), caller.presses("9"))
        assert [line.key for line in first.lines] == list(caller.flow.steps[caller.step].lines)

    @given(in_some_town(), st.data())
    def test_hash_asks_the_last_question_again(self, caller: Caller, data: st.DataObject):
        """# after a choice leads back to the menu where it was made, said as it was said before."""
        step = caller.flow.steps[caller.step]
        if not isinstance(step, Choose) or caller.turn.wait != "key" or step.id == "callback_confirm":
            return
        question = caller.presses("9")
        wished = len(caller.asked)
        caller.presses(data.draw(st.sampled_from([offer.digit for offer in question.offers])))
        if is_asked(caller) and caller.step != step.id and len(caller.asked) == wished:
            assert caller.presses("#") == question
            assert caller.step == step.id

    @given(in_some_town(), callers_events)
    def test_star_leads_nowhere_back(self, caller: Caller, events: list[Event]):
        """After * nothing that is pressed leads back, nothing is asked, and no answer is kept."""
        if not is_asked(caller):
            return
        caller.presses("*")
        wished = len(caller.asked)
        for event in events:
            assert isinstance(caller.flow.steps[caller.step], Linger | End)
            assert not caller.place.answers
            assert not caller.place.trail
            assert not caller.turn.offers
            assert len(caller.asked) == wished
            if caller.turn.wait == "end":
                break
            caller.does(event)

    def test_hash_before_the_menu_leads_to_the_languages(self):
        """Who chose the wrong language presses # until she is asked again."""
        caller = Caller()
        caller.presses("2", "2", "#", "#", "#")
        assert caller.step == "language"
        caller.presses("1")
        assert caller.place.language == "ur"


class TestARequest:
    @given(in_some_town())
    def test_is_stored_only_when_it_was_confirmed(self, caller: Caller):
        """Nothing is stored before she heard all of it and pressed 1; then nothing is missing from it."""
        for step, event, wish in caller.asked:
            if wish.name == "record_callback":
                assert step in ("callback_confirm", "callback_failed", "later", "pass_later")
                assert event == Keys("1")
                given_answers = dict(wish.answers)
                assert all(given_answers.get(name) for name in ("number", "window", "days")), given_answers
                assert caller.number_known or given_answers["number"] != "this"

    def test_cut_off_at_any_point_stores_nothing(self):
        """Whoever hangs up, or goes silent, before the last key has asked for nothing."""
        keys = ("1", "3", "2", "03001234567", "1", "2", "1", "2", "1", "3", "1", "2", "1")
        for length in range(len(keys)):
            caller = Caller()
            caller.presses(*keys[:length])
            assert "record_callback" not in caller.wishes()
        assert Caller().presses(*keys).lines[-1].slots == (("reference", "4821"),)

    def test_asks_for_the_days_after_a_detour(self):
        """Who chose the morning, asked for a person and came back is asked when again, not half known."""
        caller = Caller(town=nobody_is_there)
        caller.presses("1", "3", "1", "2", "0", "1", "2", "1")
        assert caller.step == "callback_when"

    def test_is_not_stored_twice_by_going_back(self):
        """# after "it is stored" leads to the menu: what was done is not done again."""
        caller = Caller()
        caller.presses("1", "3", "1", "1", "1", "1", "1")
        assert caller.step == "callback_stored"
        caller.presses("#", "1")
        assert caller.wishes().count("record_callback") == 1

    def test_that_was_changed_cannot_be_confirmed_half_empty(self):
        """# after "change it" does not lead back to a sentence whose answers are gone."""
        caller = Caller()
        caller.presses("1", "3", "1", "1", "1", "1", "2", "1", "#", "#")
        assert caller.step == "menu"

    def test_a_number_that_cannot_be_rung_is_said_so(self):
        """A foreign, a short and a toll-free number are refused, and she is asked again."""
        for number in ("00442079460000", "1122", "080012345"):
            caller = Caller()
            caller.presses("1", "3", "2", number)
            assert (caller.step, caller.keys()[0]) == ("callback_other", "callback_wrong")

    def test_by_a_withheld_caller_asks_for_a_number_or_none(self):
        """Nobody is offered to be rung on a number that we do not know."""
        caller = Caller(number_known=False)
        assert "callback_this" not in [offer.line.key for offer in caller.presses("1", "3").offers]
        assert caller.step == "callback_withheld"
        caller.presses("1")
        assert caller.step == "callback_other"


class TestBeingPutThrough:
    def test_the_next_are_rung_when_one_does_not_answer(self):
        """Between two rings a calm voice says what happens next; doing nothing goes on."""
        caller = Caller()
        caller.presses("1", "1", "4")
        caller.does(Outcome("no_answer"))
        assert (caller.keys(), caller.turn.wait) == (["wait_next"], "pause")
        assert caller.is_silent().wait == "ring"
        assert [(wish.tried, wish.waves) for _, _, wish in caller.asked] == [((), 0), (("r1",), 1)]

    def test_three_at_a_pause_is_enough_to_be_rung_back_with_her_place_kept(self):
        """One more key stores a request for this number, now, with all that she had said and since when she waits."""
        caller = Caller()
        caller.presses("1", "1", "1")
        since = caller.now
        caller.does(Outcome("no_answer"))
        caller.presses("3")
        assert caller.step == "later"
        caller.presses("1")
        wish = caller.asked[-1][2]
        assert (wish.name, caller.step) == ("record_callback", "callback_stored")
        asked = dict(wish.answers)
        assert asked["since"] == str(int(since))
        assert (asked["number"], asked["window"], asked["by"]) == ("this", "now", "woman")

    def test_after_a_minute_she_hears_once_that_her_credit_is_running(self):
        caller = Caller()
        caller.presses("1", "1", "4")
        heard = []
        for _ in range(3):
            caller.now += 15
            caller.does(Outcome("no_answer"))
            heard += caller.keys()
            caller.is_silent()
        assert heard == ["wait_next", "wait_guard", "wait_next"]

    def test_the_decoy_and_the_way_back_work_while_she_waits(self):
        caller = Caller()
        caller.presses("1", "1", "4")
        caller.does(Outcome("no_answer"))
        caller.presses("#")
        assert caller.step == "talk"
        caller.presses("4")
        caller.does(Outcome("no_answer"))
        caller.presses("*")
        assert caller.step == "decoy"

    def test_after_two_minutes_the_callback_is_offered(self):
        """Nobody is left waiting: before two minutes are over since the first ring, she hears another way."""
        caller = Caller()
        caller.presses("1", "1", "4")
        caller.now += 93
        assert caller.does(Outcome("no_answer")).offers[0].line.key == "nobody_callback"

    def test_when_nobody_is_left_nothing_is_promised(self):
        """No 'we are ringing others' before it is known that there is somebody."""
        town = {"ring": Outcome("ringing", (("rung", "r1"),)), "look": Outcome("nobody")}
        caller = Caller(town=lambda wish: town[wish.name])
        caller.presses("1", "1", "4")
        caller.does(Outcome("no_answer"))
        assert caller.keys() == ["nobody"]

    def test_whoever_has_become_free_meanwhile_is_rung_after_a_pause_like_any_other(self):
        """However often that happens, she hears a voice between two rings, may press 3, and hears of her credit."""
        town = {"ring": Outcome("ringing", (("rung", "r1"), ("left", "0"))), "look": Outcome("free")}
        caller, heard = Caller(town=lambda wish: town[wish.name]), []
        caller.presses("1", "1", "4")
        while caller.turn.wait == "ring":
            caller.now += 10
            caller.does(Outcome("no_answer"))
            heard += caller.keys()
            if caller.turn.wait == "pause":
                caller.is_silent()
        assert heard == ["wait_next", "wait_guard", "wait_next", "nobody"]

    @pytest.mark.parametrize("lacking", ["no_woman", "no_language", "no_person"])
    def test_what_she_asked_for_is_given_up_by_her_only(self, lacking: str):
        """1 rings somebody else; 2, and silence, keep her wish and lead to being rung back."""
        caller = Caller(town=lambda wish: Outcome(lacking) if wish.name == "ring" else all_goes_well(wish))
        caller.presses("1", "1", "1")
        assert caller.step == lacking
        caller.town = all_goes_well
        kept = caller.place
        caller.presses("2")
        assert (caller.step, caller.place.answer("by")) == ("later", "woman")
        caller.place = kept
        caller.presses("1")
        assert caller.turn.wait == "ring"
        answers = dict(caller.asked[-1][2].answers)
        assert answers["by"] == ("anyone" if lacking == "no_woman" else "woman")
        assert answers.get("any_language") == ("yes" if lacking == "no_language" else None)

    def test_the_number_of_who_helped_her_is_told_when_it_is_known(self):
        caller = Caller()
        caller.presses("1", "1", "4")
        caller.does(Outcome("helped", (("person", "27"),)))
        caller.does(Outcome("over"))
        assert caller.turn.lines[0].slots == (("person", "27"),)
        assert caller.keys() == ["person_code", "after_talk"]

    def test_a_second_attempt_may_ring_everybody_again(self):
        """Who was cut off and tries again reaches the same person, and is given the full time again."""
        caller = Caller()
        caller.presses("1", "1", "4")
        caller.does(Outcome("helped"))
        caller.does(Outcome("over"))
        caller.now += 1000
        caller.presses("1", "1", "4")
        assert caller.asked[-1][2].tried == ()
        assert caller.does(Outcome("busy")).wait == "pause"

    def test_a_woman_is_asked_for_on_every_ring(self):
        """The wish for a woman stands in each ring, not only in the first."""
        caller = Caller()
        caller.presses("1", "1", "1")
        caller.does(Outcome("refused"))
        caller.is_silent()
        assert len(caller.asked) == 2
        assert all(dict(wish.answers)["by"] == "woman" for _, _, wish in caller.asked)

    def test_a_report_that_comes_late_says_where_she_is(self):
        """A ring that ends after she has moved on changes nothing."""
        caller = Caller()
        caller.presses("1", "3")
        before = caller.place
        assert caller.does(Outcome("helped", (("number", "x"),))).offers
        assert caller.place == before._replace(turn=before.turn + 1)

    def test_an_outcome_nobody_knows_is_a_failure(self):
        """A deed that came to something unheard of is told as not done."""
        caller = Caller(town=lambda _: Outcome("surprise"))
        caller.presses("1", "3", "1", "1", "1", "1", "1")
        assert caller.step == "callback_failed"


class TestBeingHandedOver:
    @given(st.lists(st.tuples(st.sampled_from(("no_answer", "busy", "nobody", "no_woman", "no_language", "no_person")),
                              st.integers(5, 20)), min_size=40, max_size=40), st.sampled_from(ROLES))
    def test_whatever_becomes_of_each_ring_she_is_led_on_in_time(self, rings: list[tuple[str, int]], role: str):
        """Nobody takes her, in whatever way: within two minutes, and the ring on the way back, she can press a key."""
        caller = Caller()
        caller.presses("1", "1", "1")
        caller.does(Outcome("helped", (("person", "27"), ("talked", "t1"))))
        assert (caller.step, caller.turn.wait) == ("ask_responder", "ring")
        caller.does(Outcome(role, (("role", role), ("handed_by", "r1"))))
        began = caller.now
        for outcome, seconds in rings:
            if caller.turn.wait not in ("ring", "pause"):
                break
            caller.now += (seconds if caller.turn.wait == "ring" else 2) - 10  # a turn takes ten by itself
            caller.does(Outcome(outcome) if caller.turn.wait == "ring" else Silence())
        assert caller.step == "pass_later"
        assert caller.now - began <= 125
        caller.presses("1")
        wish = caller.asked[-1][2]
        assert (wish.name, dict(wish.answers)["role"]) == ("record_callback", role)

    def test_the_role_is_forgotten_when_she_asks_for_something_else(self):
        """Whoever was passed on, and begins again from the menu, may be rung by anybody."""
        caller = Caller()
        caller.presses("1", "1", "1")
        caller.does(Outcome("helped"))
        caller.does(Outcome("lawyer", (("role", "lawyer"), ("handed_by", "r1"))))
        caller.does(Outcome("no_woman"))
        caller.does(Outcome("no_person"))
        assert (caller.step, caller.place.answer("role")) == ("pass_later", "lawyer")
        caller.presses("2", "#", "#", "3")
        assert not caller.place.answer("role")

    def test_a_late_word_of_the_responder_changes_nothing(self):
        caller = Caller()
        caller.presses("1", "1", "1")
        caller.does(Outcome("helped"))
        caller.does(Outcome("over"))
        before = caller.place
        caller.does(Outcome("lawyer", (("role", "lawyer"),)))
        assert caller.place == before._replace(turn=before.turn + 1)


@pytest.mark.parametrize("channel", ["voice", "sms"])
def test_a_place_of_an_older_flow_begins_at_the_menu(channel: Channel):
    """The language stays; answers to questions that may have changed do not."""
    old = Conversation("old", "gone", channel, "en", (("by", "woman"),), ("gone",), 2, 7, ("r1",), 1, 2, 5.0, True,
                       False)  # fmt: skip
    fresh = begin(LIVE, old)
    assert fresh == Conversation(LIVE.version(), "menu", channel, "en", turn=7, number_known=False)
    assert isinstance(advance(LIVE, fresh, Began(), 0.0).turn, Turn)


def test_everything_that_rings_is_one_of_five_steps():
    """Only these ring anybody: the ordinary way, the urgent one, the two of a hand-over, and with her token."""
    assert {name: (step.urgent, step.whom) for name, step in LIVE.steps.items() if isinstance(step, Connect)} == {
        "connect": (False, ""), "connect_danger": (True, ""),
        "connect_role": (False, "role"), "connect_back": (False, "same"), "token_connect": (False, ""),
    }  # fmt: skip


@pytest.mark.parametrize("pin", ["0000", "7777", "1234", "6789", "4321", "9876"])
def test_a_pin_that_is_guessed_first_is_not_taken(pin: str):
    """Another one is asked for, in so many words."""
    caller = Caller()
    caller.presses("1", "3", "3", "1", "1")
    assert caller.turn.digits == 4
    caller.presses(pin)
    assert (caller.step, caller.keys()) == ("callin_pin", ["pin_wrong", "pin_new"])
    caller.presses("2580")
    assert caller.step == "callin_pin_check"


def test_her_token_puts_her_ahead():
    """More phones at once from the first ring on; a reference may be longer than four digits on a very bad day."""
    caller = Caller()
    caller.presses("1", "3", "4", "482193", "2580", "1")
    assert [(wish.name, wish.waves) for _, _, wish in caller.asked] == [("open_request", 0), ("ring", 2)]


def test_a_number_that_is_given_after_all_is_rung():
    """She chose none, then another key: nothing of the first choice is left."""
    caller = Caller()
    caller.presses("1", "3", "3", "1", "1", "2580", "1")
    while caller.step != "callback":
        caller.presses("#")
    caller.presses("1")
    assert caller.step == "callback_when"
    caller.presses("1", "1", "1", "1")
    assert caller.keys()[-1] == "callback_stored"
    wish = dict(caller.asked[-1][2].answers)
    assert "calls_in" not in wish
    assert "pin" not in wish
