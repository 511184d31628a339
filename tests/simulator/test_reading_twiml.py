"""TwiML is read as strictly as Twilio documents it."""

import pytest

from hotline.simulator.twiml import parse_messages, parse_voice
from hotline.simulator.verbs import Dial, Gather, Message, Play, Say, TwimlError

URL = "https://hotline.example/a/voice?p=1"


def read(inside: str, *, whisper: bool = False):
    """The verbs of a document."""
    return parse_voice(f"<Response>{inside}</Response>".encode(), "text/xml", URL, whisper=whisper).verbs


def code_of(inside: str, *, whisper: bool = False) -> int:
    """The error a document gives."""
    with pytest.raises(TwimlError) as caught:
        read(inside, whisper=whisper)
    return caught.value.code


def test_defaults_of_gather() -> None:
    """A bare Gather waits five seconds, ends on # and comes back to the same address."""
    assert read("<Gather/>") == (Gather(sounds=(), action=URL),)


def test_defaults_of_dial() -> None:
    """A bare Dial rings thirty seconds for at most four hours."""
    (dial,) = read("<Dial>+923001234567</Dial>")
    assert isinstance(dial, Dial)
    assert (dial.timeout, dial.time_limit, dial.action, dial.method) == (30, 14400, None, "POST")
    assert dial.numbers[0].status_callback_events == ("completed",)


def test_relative_addresses_follow_the_document() -> None:
    """Addresses are resolved against the document's own, query and all."""
    assert read("<Play>clip.wav?x=1&amp;y=2</Play>") == (Play("https://hotline.example/a/clip.wav?x=1&y=2"),)
    (gather,) = read('<Gather action="/k?p=2"/>')
    assert gather.action == "https://hotline.example/k?p=2"


def test_an_empty_finish_key_means_none() -> None:
    """finishOnKey="" lets # through as a key."""
    (gather,) = read('<Gather finishOnKey=""/>')
    assert gather.finish_on_key == ""


@pytest.mark.parametrize("inside", [
    "<Sing/>",
    "<say>hello</say>",
    '<Say speed="2">hello</Say>',
    '<Gather timout="3"/>',
    '<Gather numDigits="0"/>',
    '<Gather timeout="0"/>',
    '<Gather timeout="5.5"/>',
    '<Gather finishOnKey="##"/>',
    '<Gather method="post"/>',
    '<Gather actionOnEmptyResult="yes"/>',
    "<Gather><Dial>+923001234567</Dial></Gather>",
    "<Gather><Redirect>/x</Redirect></Gather>",
    "<Gather>press one</Gather>",
    "hello",
    "<Play/>",
    "<Say> </Say>",
    "<Say><Play>/a.wav</Play></Say>",
    "<Hangup>now</Hangup>",
    '<Hangup reason="x"/>',
    "<Message>hello</Message>",
    "<Dial/>",
    '<Dial timeout="4">+923001234567</Dial>',
    '<Dial timeout="601">+923001234567</Dial>',
    '<Dial timeLimit="0">+923001234567</Dial>',
    "<Dial><Conference>x</Conference></Dial>",
    "<Dial>" + "<Number>+923001234567</Number>" * 11 + "</Dial>",
    '<Dial><Number statusCallbackEvent="rang">+923001234567</Number></Dial>',
    '<Reject reason="tired"/>',
    "<Pause/><Reject/>",
    '<Pause length="0"/>',
    "<Number>+923001234567</Number>",
])
def test_what_the_schema_does_not_allow(inside: str) -> None:
    """Unknown elements, attributes, nesting and values are schema errors."""
    assert code_of(inside) == 12200


def test_response_has_no_attributes() -> None:
    """An attribute on the root is noticed too."""
    with pytest.raises(TwimlError) as caught:
        parse_voice(b'<Response version="1"/>', "text/xml", URL)
    assert caught.value.code == 12200


@pytest.mark.parametrize(("body", "kind", "code"), [
    (b"\n<?xml version='1.0'?><Response/>", "text/xml", 12100),
    (b"<Response><Say>a & b</Say></Response>", "text/xml", 12100),
    (b"<Response><Say>\x0b</Say></Response>", "text/xml", 12100),
    (b"", "text/xml", 12100),
    (b"<html/>", "text/html", 12102),
    (b"<Response/>", "application/json", 12300),
    (b"<Response/>", "", 12300),
    (b"<Response>" + b" " * 65536 + b"</Response>", "text/xml", 11750),
])
def test_documents_that_cannot_be_read(body: bytes, kind: str, code: int) -> None:
    """Broken XML, another root, another type and too much of it have numbers of their own."""
    with pytest.raises(TwimlError) as caught:
        parse_voice(body, kind, URL)
    assert caught.value.code == code


@pytest.mark.parametrize(("inside", "code"), [
    ("<Play>ftp://hotline.example/a.wav</Play>", 11100),
    ("<Redirect>http://[::1/x</Redirect>", 11100),
    ("<Redirect>http://host_name.example/x</Redirect>", 11100),
    ("<Dial>0300 1234567</Dial>", 13224),
    ("<Dial><Number>hello</Number></Dial>", 13224),
    ('<Say language="ur-PK">salaam</Say>', 13512),
])
def test_values_that_cannot_work(inside: str, code: int) -> None:
    """Addresses nobody can visit, numbers nobody has, languages nobody speaks."""
    assert code_of(inside) == code


@pytest.mark.parametrize("inside", [
    "<Pause/>", "<Redirect>/x</Redirect>", "<Dial>+923001234567</Dial>", "<Reject/>"])
def test_a_whisper_is_short(inside: str) -> None:
    """What a called phone hears before the bridge is only Play, Say, Gather and Hangup."""
    assert code_of(inside, whisper=True) == 12200
    assert read("<Gather><Say>Press a key</Say><Pause/></Gather><Hangup/>", whisper=True)


def test_say_in_english() -> None:
    """English has a voice."""
    assert read('<Say language="en-GB" voice="Polly.Amy">Hello</Say>') == (
        Say("Hello", "Polly.Amy", "en-GB", 1),)


def replies(inside: str):
    """The verbs of an answer to a text."""
    return parse_messages(f"<Response>{inside}</Response>".encode(), "application/xml", URL).verbs


def test_replies_to_a_text() -> None:
    """A Message holds its text, or one Body."""
    assert replies("<Message>Salaam</Message>") == (Message("Salaam"),)
    assert replies("<Message><Body>Salaam &amp; more</Body></Message>") == (Message("Salaam & more"),)
    assert replies("") == ()


@pytest.mark.parametrize("inside", [
    "<Say>hello</Say>",
    "<Message/>",
    "<Message><Body>a</Body><Body>b</Body></Message>",
    '<Message lang="ur">a</Message>',
    "<Sms>a</Sms>",
])
def test_replies_that_are_refused(inside: str) -> None:
    """Voice verbs, empty messages and strange attributes are schema errors in a text's answer."""
    with pytest.raises(TwimlError) as caught:
        replies(inside)
    assert caught.value.code == 12200
