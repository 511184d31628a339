"""A call is answered, heard, keyed into and ended by Twilio's rules."""

import pytest
from toy_hotline import BASE, HOTLINE, Town, play


def menu(path: str = "/chosen", **attributes: str) -> str:
    """A Gather around one recording."""
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<Gather action="{path}"{given}>{play("menu")}</Gather>'


def test_the_first_request(town: Town) -> None:
    """The hotline learns who calls, whom, and that it rings."""
    town.toy.says("/voice", "<Say>Hello</Say>")
    town.caller.calls().hears("hello").hears_the_end()
    (form,) = town.toy.asked("/voice")
    assert form["CallSid"].startswith("CA")
    assert len(form["CallSid"]) == 34
    assert (form["From"], form["To"], form["CallStatus"], form["Direction"]) == (
        "+923001234567", HOTLINE, "ringing", "inbound")
    assert (form["Caller"], form["Called"], form["ApiVersion"], form["FromCountry"]) == (
        "+923001234567", HOTLINE, "2010-04-01", "PK")


def test_a_withheld_number_is_what_the_network_shows(town: Town) -> None:
    """A phone may hide its number behind a word or a keypad spelling."""
    town.caller.phone.shows = "anonymous"
    town.caller.calls()
    assert town.toy.asked("/voice")[0]["From"] == "anonymous"


def test_recordings_last_as_long_as_they_are(town: Town) -> None:
    """One recording is heard to its end before the next begins, and its words are known."""
    town.toy.lengths = {"welcome": 3.5}
    town.toy.says("/voice", play("welcome") + "<Pause/>" + play("goodbye", "en"))
    start = town.clock()
    heard = town.caller.calls().listens()
    assert [(item.at - start, item.kind, item.key, item.seconds) for item in heard] == [
        (0, "play", "welcome", 3.5), (3.5, "silence", "", 1.0), (4.5, "play", "goodbye", 2.0),
        (6.5, "end", "", None)]
    assert heard[0].text == "(ur) welcome"
    assert heard[2].language == "en"


def test_the_end_is_told(town: Town) -> None:
    """The status callback says completed, with the seconds, and its place in the order."""
    town.toy.says("/voice", play("welcome"))
    town.caller.calls().hears_the_end()
    (form,) = town.toy.asked("/status")
    assert (form["CallStatus"], form["CallDuration"], form["SequenceNumber"]) == ("completed", "2", "0")
    assert form["Timestamp"].endswith("+0000")


def test_a_missing_recording_is_skipped(town: Town) -> None:
    """A recording that is not there is reported, and the call goes on."""
    town.toy.says("/voice", play("missing") + play("goodbye"))
    town.caller.calls().hears("goodbye").does_not_hear("missing")
    assert town.codes == [11200]


def test_a_page_is_no_recording(town: Town) -> None:
    """Playing something that is not audio is reported too."""
    town.toy.says("/voice", "<Play>/page</Play>" + play("goodbye"))
    town.caller.calls().hears("goodbye")
    assert town.codes == [12300]


@pytest.mark.parametrize(("answer", "code"), [
    (("no", 500), 11200), (("<Response><Sing/></Response>", 404), 11200), ("<Sing/>", 12200)])
def test_a_broken_answer_ends_the_call_with_an_apology(town: Town, answer, code: int) -> None:
    """Without a fallback address the provider apologises in English and hangs up."""
    town.toy.says("/voice", answer)
    town.caller.calls().hears("application error").hears_the_end()
    assert town.codes == [code]


def test_the_wait_starts_after_the_menu(town: Town) -> None:
    """A Gather's seconds are counted from the end of its sounds."""
    town.toy.says("/voice", menu(timeout="4") + play("again"))
    start = town.clock()
    town.caller.calls().stays_silent().hears("again")
    assert town.clock() - start == 6.0
    assert not town.toy.asked("/chosen")


def test_a_key_interrupts_the_menu(town: Town) -> None:
    """With numDigits=1 the first key stops the sound and is sent at once."""
    town.toy.says("/voice", menu(numDigits="1"))
    town.toy.says("/chosen", play("thanks"))
    town.caller.calls().hears("menu").presses("2").hears("thanks")
    (form,) = town.toy.asked("/chosen")
    assert form["Digits"] == "2"
    assert form["CallStatus"] == "in-progress"
    assert town.caller.phone.heard[0].cut


def test_a_menu_that_is_not_interrupted(town: Town) -> None:
    """bargeIn="false" drops keys until the sounds have ended."""
    town.toy.says("/voice", menu(numDigits="1", bargeIn="false"))
    town.caller.calls().presses("2", at_once=True)
    assert not town.toy.asked("/chosen")
    town.caller.presses("3")
    assert town.toy.asked("/chosen")[0]["Digits"] == "3"


def test_keys_during_plain_sound_are_lost(town: Town) -> None:
    """A key pressed while nobody gathers is dropped, not kept for the next question."""
    town.toy.says("/voice", play("welcome") + menu(numDigits="1"))
    town.caller.calls().presses("1", at_once=True).hears("menu")
    assert not town.toy.asked("/chosen")


def test_the_finish_key_ends_a_number(town: Town) -> None:
    """Digits are collected until #, which is not among them."""
    town.toy.says("/voice", menu())
    town.caller.calls().presses("0300#")
    form = town.toy.asked("/chosen")[0]
    assert (form["Digits"], form["FinishedOnKey"]) == ("0300", "#")


def test_digits_end_by_waiting(town: Town) -> None:
    """Each digit starts the wait anew; when it runs out, what was keyed is sent."""
    town.toy.says("/voice", menu(timeout="3"))
    start = town.clock()
    town.caller.calls().presses("1")
    town.journey.passes(2)
    town.caller.presses("2").stays_silent()
    assert town.toy.asked("/chosen")[0]["Digits"] == "12"
    assert town.clock() - start == 5.0


def test_the_finish_key_alone_is_silence(town: Town) -> None:
    """# with nothing before it counts as no input and falls through."""
    town.toy.says("/voice", menu(numDigits="1") + play("again"))
    town.caller.calls().presses("#").hears("again")
    assert not town.toy.asked("/chosen")


def test_without_a_finish_key_hash_is_a_digit(town: Town) -> None:
    """finishOnKey="" lets # be a choice."""
    town.toy.says("/voice", menu(numDigits="1", finishOnKey=""))
    town.caller.calls().presses("#")
    assert town.toy.asked("/chosen")[0]["Digits"] == "#"


def test_silence_is_told_when_asked_for(town: Town) -> None:
    """actionOnEmptyResult requests the action with no digits."""
    town.toy.says("/voice", menu(actionOnEmptyResult="true") + play("again"))
    town.toy.says("/chosen", play("silent"))
    town.caller.calls().stays_silent().hears("silent").does_not_hear("again")
    assert town.toy.asked("/chosen")[0]["Digits"] == ""


def test_several_keys_in_a_row_reach_several_menus(town: Town) -> None:
    """A caller who knows the way presses ahead as each menu begins."""
    town.toy.says("/voice", menu("/two", numDigits="1"))
    town.toy.says("/two", menu("/three", numDigits="1"))
    town.caller.calls().presses("12")
    assert town.toy.asked("/three")[0]["Digits"] == "2"


def test_redirects_are_followed(town: Town) -> None:
    """Redirect fetches the next document; what stands after it is never heard."""
    town.toy.says("/voice", "<Redirect method='GET'>/next?a=b</Redirect>" + play("never"))
    town.toy.says("/next", play("there"))
    town.caller.calls().hears("there").does_not_hear("never")
    assert town.toy.asked("/next")[0]["a"] == "b"


def test_a_loop_without_a_sound_is_stopped(town: Town) -> None:
    """A document that redirects to itself ends in an apology, not in a hang."""
    town.toy.says("/voice", "<Redirect>/voice</Redirect>")
    town.caller.calls().hears("application error").hears_the_end()
    assert town.codes == [32015]


@pytest.mark.parametrize(("reason", "status"), [("rejected", "no-answer"), ("busy", "busy")])
def test_a_rejected_call_is_never_answered(town: Town, reason: str, status: str) -> None:
    """Reject ends the call unanswered, and unpaid."""
    town.toy.says("/voice", f"<Reject reason='{reason}'/>")
    town.caller.calls().hears_the_end()
    (form,) = town.toy.asked("/status")
    assert form["CallStatus"] == status
    assert "CallDuration" not in form


def test_hanging_up_in_a_menu_requests_nothing(town: Town) -> None:
    """When the caller goes, half a number is not sent; only the end is told."""
    town.toy.says("/voice", menu())
    town.caller.calls().presses("03").hangs_up()
    town.journey.passes(60)
    assert not town.toy.asked("/chosen")
    assert town.toy.asked("/status")[0]["CallStatus"] == "completed"
    assert town.caller.phone.state == "idle"


def test_time_that_jumps_is_lived_through_in_order(town: Town) -> None:
    """However far the clock jumps, each thing happens at its own moment."""
    town.toy.says("/voice", menu(timeout="5") + play("again"))
    start = town.clock()
    town.caller.phone.dial()
    town.clock.advance(100)
    town.carrier.tick()
    assert [(item.key, item.at - start) for item in town.caller.phone.heard] == [
        ("menu", 0), ("again", 7), ("", 9)]


def test_a_number_nobody_has(town: Town) -> None:
    """Ringing something else than the hotline fails and asks nobody."""
    town.caller.calls("+923009999999").hears_the_end()
    assert not town.toy.requests


def test_only_real_keys_can_be_pressed(town: Town) -> None:
    """A phone has no letter keys."""
    town.toy.says("/voice", menu())
    with pytest.raises(ValueError, match="no such key"):
        town.caller.calls().presses("x")


def test_hears_says_what_was_heard_instead(town: Town) -> None:
    """A failing journey shows the transcript."""
    town.toy.says("/voice", play("welcome"))
    with pytest.raises(AssertionError, match="play welcome"):
        town.caller.calls().hears("farewell")


def test_urls_are_those_of_the_hotline(town: Town) -> None:
    """What is heard keeps the address it came from."""
    town.toy.says("/voice", play("welcome"))
    town.caller.calls()
    assert town.caller.phone.heard[0].url == f"{BASE}/prompts/ur/welcome.1.wav"
