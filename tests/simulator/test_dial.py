"""Dial rings phones, whispers to them alone, and bridges the first that accepts."""

import pytest
from toy_hotline import HOTLINE, Town, play

OTHER = "+923005550000"
WHISPER = f'<Gather numDigits="1" timeout="6" action="/accept">{play("whisper")}</Gather><Hangup/>'


def dial(inside: str | None = None, **attributes: str) -> str:
    """A Dial of the responder, with a whisper."""
    inside = inside or '<Number url="/whisper">+923007654321</Number>'
    given = "".join(f' {name}="{value}"' for name, value in {"timeout": "20", **attributes}.items())
    return f'<Dial action="/after"{given}>{inside}</Dial>'


@pytest.fixture
def ringing(town: Town) -> Town:
    """A town where the caller is being put through to the responder."""
    town.toy.says("/voice", play("please_wait") + dial(callerId=HOTLINE))
    town.toy.says("/whisper", WHISPER)
    town.toy.says("/accept", "")
    town.toy.says("/after", play("afterwards"))
    town.caller.calls()
    town.responder.rings()
    return town


def after(town: Town) -> dict[str, str]:
    """The one request to Dial's action."""
    (form,) = town.toy.asked("/after")
    return form


def test_accepting_with_a_key(ringing: Town) -> None:
    """The responder hears the whisper alone, presses a key, and both are put through."""
    assert ringing.responder.phone.caller_id == HOTLINE
    ringing.responder.answers().hears("whisper")
    ringing.caller.hears("please_wait", "ring").does_not_hear("bridge").does_not_hear("whisper")
    ringing.responder.presses("1").talks_to(ringing.caller)
    ringing.caller.hears("bridge").talks_to(ringing.responder)


def test_the_called_leg_has_a_name_of_its_own(ringing: Town) -> None:
    """The whisper is asked for the called leg, under the caller's call."""
    ringing.responder.answers()
    (form,) = ringing.toy.asked("/whisper")
    assert form["ParentCallSid"] == ringing.toy.asked("/voice")[0]["CallSid"]
    assert form["CallSid"] != form["ParentCallSid"]
    assert (form["Direction"], form["From"], form["To"]) == ("outbound-dial", HOTLINE, "+923007654321")


def test_the_caller_goes_on_when_the_responder_leaves(ringing: Town) -> None:
    """After the talk the action says completed and bridged, with the seconds."""
    ringing.responder.answers().presses("1")
    ringing.journey.passes(30)
    ringing.responder.hangs_up()
    ringing.caller.hears("afterwards").hears_the_end()
    form = after(ringing)
    assert (form["DialCallStatus"], form["DialBridged"]) == ("completed", "true")
    assert form["DialCallDuration"] == "30"
    assert form["CallStatus"] == "in-progress"


def test_everything_ends_when_the_caller_leaves(ringing: Town) -> None:
    """The action is still asked once, and its answer is not performed."""
    ringing.responder.answers().presses("1")
    ringing.caller.hangs_up()
    ringing.journey.passes(60)
    form = after(ringing)
    assert (form["DialCallStatus"], form["CallStatus"]) == ("completed", "completed")
    ringing.caller.does_not_hear("afterwards")
    assert ringing.responder.phone.state == ringing.caller.phone.state == "idle"


def test_the_caller_leaves_while_it_rings(ringing: Town) -> None:
    """The responder's phone stops ringing and the action is told."""
    ringing.caller.hangs_up()
    ringing.responder.does_not_ring()
    form = after(ringing)
    assert (form["DialCallStatus"], form["DialBridged"]) == ("canceled", "false")


def test_the_caller_leaves_during_the_whisper(ringing: Town) -> None:
    """The responder is not left on the line."""
    ringing.responder.answers()
    ringing.caller.hangs_up()
    assert ringing.responder.phone.state == "idle"
    assert after(ringing)["DialBridged"] == "false"


def test_no_answer(ringing: Town) -> None:
    """After the timeout the phone falls silent and the caller goes on."""
    start = ringing.clock()
    ringing.responder.lets_it_ring()
    assert ringing.clock() - start == 20
    ringing.caller.hears("afterwards")
    form = after(ringing)
    assert (form["DialCallStatus"], form["DialBridged"]) == ("no-answer", "false")
    assert "DialCallDuration" not in form


def test_the_provider_may_ring_longer(town: Town) -> None:
    """Twilio adds some seconds of its own to the timeout."""
    town.carrier.account.dial_buffer = 5
    town.toy.says("/voice", dial())
    start = town.clock()
    town.caller.calls()
    town.responder.lets_it_ring()
    assert town.clock() - start == 25


def test_refusing(ringing: Town) -> None:
    """The red key on a ringing phone is busy."""
    ringing.responder.refuses()
    ringing.caller.hears("afterwards")
    assert after(ringing)["DialCallStatus"] == "busy"


@pytest.mark.parametrize(("manner", "status"), [("busy", "busy"), ("unreachable", "failed")])
def test_phones_that_never_ring(town: Town, manner, status: str) -> None:
    """A busy phone and one without a signal are told apart."""
    town.responder.phone.manner = manner
    town.toy.says("/voice", dial())
    town.caller.calls()
    assert after(town)["DialCallStatus"] == status


def test_a_number_that_does_not_exist(town: Town) -> None:
    """Nobody has it: failed."""
    town.toy.says("/voice", dial(f"<Number>{OTHER}</Number>"))
    town.caller.calls()
    assert after(town)["DialCallStatus"] == "failed"


def test_a_phone_in_a_call_is_busy(ringing: Town) -> None:
    """A second caller does not reach somebody who talks."""
    ringing.responder.answers().presses("1")
    second = ringing.phone("+923001111111", "the second caller")
    second.calls().hears("please_wait", "afterwards")
    assert ringing.toy.asked("/after")[-1]["DialCallStatus"] == "busy"


@pytest.mark.parametrize("status", ["completed", "no-answer"])
def test_whisper_ends_in_hangup(ringing: Town, status: str) -> None:
    """Silence in the whisper does not bridge, whichever status the provider gives it."""
    ringing.carrier.account.unbridged_status = status
    ringing.responder.answers().stays_silent().hears_the_end()
    ringing.caller.hears("afterwards").does_not_hear("bridge")
    form = after(ringing)
    assert (form["DialCallStatus"], form["DialBridged"], form["DialCallDuration"]) == (status, "false", "8")


def test_hanging_up_in_the_whisper(ringing: Town) -> None:
    """A responder who leaves during the whisper is not bridged."""
    ringing.responder.answers().hangs_up()
    ringing.caller.hears("afterwards")
    assert after(ringing)["DialBridged"] == "false"


def test_voicemail_never_takes_the_call(ringing: Town) -> None:
    """A machine answers by itself and presses nothing."""
    ringing.caller.hangs_up()
    ringing.responder.phone.manner = "voicemail"
    ringing.caller.calls()
    ringing.caller.hears("please_wait", "ring")
    ringing.journey.passes(40)
    ringing.caller.hears("afterwards").does_not_hear("bridge")
    assert ringing.toy.asked("/after")[-1]["DialBridged"] == "false"


def test_a_broken_whisper_does_not_bridge(town: Town) -> None:
    """A whisper that may not be played is reported; the caller goes on."""
    town.toy.says("/voice", dial())
    town.toy.says("/whisper", "<Redirect>/elsewhere</Redirect>")
    town.toy.says("/after", play("afterwards"))
    town.caller.calls()
    town.responder.answers()
    town.caller.hears("afterwards")
    assert town.codes == [12200]


def test_without_a_whisper_answering_is_enough(town: Town) -> None:
    """A Number without an address bridges at once."""
    town.toy.says("/voice", dial("<Number>+923007654321</Number>"))
    town.caller.calls()
    town.responder.rings().answers().talks_to(town.caller)


def test_keys_do_nothing_while_it_rings(ringing: Town) -> None:
    """The caller's keys go nowhere, unless hangupOnStar says so."""
    ringing.caller.presses("*", at_once=True)
    ringing.responder.rings()


def test_star_ends_the_ringing(town: Town) -> None:
    """hangupOnStar lets the caller go on with her own call."""
    town.toy.says("/voice", dial(hangupOnStar="true"))
    town.toy.says("/after", play("afterwards"))
    town.caller.calls().presses("1*", at_once=True).hears("afterwards")
    town.responder.does_not_ring()


def test_star_ends_the_talk(town: Town) -> None:
    """hangupOnStar works after the bridge too."""
    town.toy.says("/voice", dial("<Number>+923007654321</Number>", hangupOnStar="true"))
    town.toy.says("/after", play("afterwards"))
    town.caller.calls()
    town.responder.answers()
    town.caller.presses("*", at_once=True).hears("afterwards")
    assert town.responder.phone.state == "idle"
    assert after(town)["DialBridged"] == "true"


def test_the_time_limit(town: Town) -> None:
    """timeLimit ends the talk and the caller goes on."""
    town.toy.says("/voice", dial("<Number>+923007654321</Number>", timeLimit="60"))
    town.toy.says("/after", play("afterwards"))
    town.caller.calls()
    town.responder.answers()
    town.journey.passes(60)
    town.caller.hears("afterwards")
    assert after(town)["DialCallDuration"] == "60"


def test_several_ring_and_the_first_to_accept_talks(town: Town) -> None:
    """Two answer, the quicker key wins, the other is let go."""
    second = town.phone(OTHER, "the second responder")
    both = f'<Number url="/whisper">+923007654321</Number><Number url="/whisper">{OTHER}</Number>'
    town.toy.says("/voice", dial(both))
    town.toy.says("/whisper", WHISPER)
    town.caller.calls()
    town.responder.rings().answers().hears("whisper")
    second.rings().answers().hears("whisper").presses("1").talks_to(town.caller)
    assert town.responder.phone.state == "idle"
    second.hangs_up()
    form = after(town)
    assert form["DialCallSid"] == second.phone.last_call()[0].call_sid
    assert form["DialBridged"] == "true"


def test_without_an_action_the_call_falls_through(town: Town) -> None:
    """No action: the next verb follows."""
    town.toy.says("/voice", "<Dial><Number>+923007654321</Number></Dial>" + play("next_verb"))
    town.caller.calls()
    town.responder.refuses()
    town.caller.hears("next_verb")


def test_ringing_is_all_the_caller_hears_when_answered_on_bridge(town: Town) -> None:
    """answerOnBridge leaves the caller's call unanswered, and unpaid, until the bridge."""
    town.toy.says("/voice", dial("<Number>+923007654321</Number>", answerOnBridge="true"))
    town.caller.calls()
    assert town.caller.phone.state == "calling"
    town.journey.passes(5)
    town.responder.answers()
    town.caller.is_in_call()


def test_what_becomes_of_the_called_leg_is_told(town: Town) -> None:
    """statusCallbackEvent names the moments; each carries its place in the order."""
    number = ('<Number statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed">'
              "+923007654321</Number>")
    town.toy.says("/voice", dial(number))
    town.caller.calls()
    town.responder.answers()
    town.journey.passes(10)
    town.responder.hangs_up()
    told = [(form["CallStatus"], form["SequenceNumber"]) for form in town.toy.asked("/leg")]
    assert told == [("queued", "0"), ("ringing", "1"), ("in-progress", "2"), ("completed", "3")]


def test_a_caller_id_must_belong_to_the_account(town: Town) -> None:
    """Nobody may show a number that is not theirs."""
    town.toy.says("/voice", dial(callerId=OTHER))
    town.caller.calls().hears("application error")
    assert town.codes == [13214]
