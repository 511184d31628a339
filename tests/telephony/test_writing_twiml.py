"""The writer of TwiML by itself: every verb as twilio's classes write it, whatever text is put in."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import VoiceResponse

from hotline.simulator.twiml import parse_messages, parse_voice
from hotline.telephony.twilio import twiml
from tests.telephony.oracle import check

PUBLIC = "https://hotline.example.org"


def same(ours: twiml.Voice | twiml.Texts, theirs: VoiceResponse | MessagingResponse) -> bool:
    """The two documents say the same to whoever reads XML."""
    return ElementTree.canonicalize(twiml.document(ours)) == ElementTree.canonicalize(str(theirs))


def test_every_verb_is_written_as_twilio_writes_it() -> None:
    ours, theirs = twiml.Voice(), VoiceResponse()
    ours.reject()
    theirs.reject(reason="busy")
    ours.pause(2)
    theirs.pause(length=2)
    keys = ours.gather(action="/next?a=1&b=2", timeout=3, num_digits=1, finish_on_key="")
    others = theirs.gather(
        input="dtmf", action="/next?a=1&b=2", method="POST", timeout=3, num_digits=1, finish_on_key=""
    )
    for waiting in (keys, others):
        waiting.play("/welcome.wav")
        waiting.say("Press 1 <now>", language="en-GB")
    phones = ours.dial(action="/rang", timeout=20, caller_id="+923990000000", time_limit=60)
    rung = theirs.dial(action="/rang", method="POST", timeout=20, caller_id="+923990000000", time_limit=60)
    phones.number("+923990000001", url="/whisper?1", status_callback="/left?1")
    rung.number("+923990000001", url="/whisper?1", method="POST", status_callback="/left?1",
                status_callback_method="POST", status_callback_event="completed")  # fmt: skip
    phones.number("+923990000002", url="/whisper?2")
    rung.number("+923990000002", url="/whisper?2", method="POST")
    ours.record(action="/said", timeout=5, finish_on_key="#", max_length=60)
    theirs.record(action="/said", method="POST", timeout=5, finish_on_key="#", max_length=60, play_beep=True,
                  trim="do-not-trim")  # fmt: skip
    ours.redirect("/again")
    theirs.redirect("/again", method="POST")
    ours.hangup()
    theirs.hangup()
    assert same(ours, theirs)
    check(twiml.document(ours))


def test_an_empty_answer_is_written_as_twilio_writes_it() -> None:
    assert same(twiml.Voice(), VoiceResponse())
    assert same(twiml.Texts(), MessagingResponse())


@given(st.text().map(twiml.clean))
def test_any_text_is_written_as_twilio_writes_it(text: str) -> None:
    """As what is said, as an address in an attribute, and as a text to her."""
    ours, theirs = twiml.Voice(), VoiceResponse()
    ours.gather(action=text, timeout=1, num_digits=1, finish_on_key="").say(text, language="en-GB")
    theirs.gather(
        input="dtmf", action=text, method="POST", timeout=1, num_digits=1, finish_on_key=""
    ).say(text, language="en-GB")  # fmt: skip
    assert same(ours, theirs)
    replies, texts = twiml.Texts(), MessagingResponse()
    replies.message(text)
    texts.message(text)
    assert same(replies, texts)


@given(st.text())
def test_any_text_at_all_can_be_read(text: str) -> None:
    """Even one that XML has no way to write; twilio's own classes would write what no reader takes."""
    for reply in parse_messages(twiml.message(text).encode(), "text/xml", PUBLIC).verbs:
        assert reply.body == twiml.clean(text).strip().replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("wrong", [
    lambda voice: voice.gather(action="/x", timeout=1, num_digits=1, finish_on_key="", timout=3),
    lambda voice: voice.dial(action="/x", timeout=9, caller_id="+1", time_limit=9, record="true"),
    lambda voice: voice.hangup(now="true"),
    lambda voice: voice.record(),
    lambda voice: voice.message("a text in a call"),
])  # fmt: skip
def test_a_verb_or_attribute_nobody_knows_is_refused(wrong: Callable[[twiml.Voice], object]) -> None:
    """twilio's own classes would write the attribute down and Twilio would ignore it."""
    with pytest.raises((TypeError, AttributeError)):
        wrong(twiml.Voice())


def test_characters_that_xml_forbids_do_not_come_through() -> None:
    """Control characters, half surrogates and non-characters are left out; everything else is kept."""
    kept = "مدد 😀 \u200f\u200c <&>\"' \t\n€"
    dirty = kept.replace("مدد", "م\x00د\x0b\x1bد\ud800\udfff\ufffe\uffff\x08")
    assert twiml.clean(dirty) == kept
    [reply] = parse_messages(twiml.message(dirty).encode(), "text/xml", PUBLIC).verbs
    assert reply.body == kept.strip()
    voice = twiml.Voice()
    voice.say(dirty, language="en-GB")
    voice.redirect(f"/{dirty.strip()}")
    assert len(parse_voice(twiml.document(voice).encode(), "text/xml", PUBLIC).verbs) == 2


@pytest.mark.parametrize("body", ["", "\x00\x0b"])
def test_nothing_to_say_is_silence(body: str) -> None:
    assert parse_messages(twiml.message(body).encode(), "text/xml", PUBLIC).verbs == ()


def test_an_answer_longer_than_twilio_reads_is_not_sent() -> None:
    with pytest.raises(twiml.TwimlError, match="64 kB"):
        twiml.message("م" * 33_000)
