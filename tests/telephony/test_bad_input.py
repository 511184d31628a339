"""Whatever a request holds, a caller gets an answer that leads on, an outsider a refusal, and nothing is half done."""

from __future__ import annotations

import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.simulator.twiml import parse_messages
from hotline.simulator.webhooks import sign
from hotline.telephony.twilio.voice import OVER
from tests.journeys.answers import COUNT, HERS, a_place, is_an_answer, leads_on, new_call
from tests.journeys.conftest import HER, Hotline, open_hotline
from tests.telephony.wire import FORM, ROUTES, SMS, Wire

# What may stand in any field.
STRANGE = (
    "\x00", "\x0b\x1b[2J", "a\x00b", "\u202e\u2066\u200f", "😀" * 40, "\r\nX-Injected: 1", "<&\"'>", " ", "𐀀\uffff",
    "'; drop table callbacks; --", "../../etc/passwd", "%00", "{reference}", "null", "-1", "1e999", "x" * 60_000,
)  # fmt: skip
DIGITS = ("abc", "۱", "١", "１", "²", "½", "1 ", " 1", "+", "w", "-1", "\x00", "1" * 20_000, "#", "##", "1.0", "٪")
BODIES = (
    "x" * 5000, "م" * 5000, "😀" * 2500, "\u200f" * 300, "\u202eمدد\u202c", "\x00" * 50, "مدد\x00\x0b", "\ufeffmadad",
    "1" * 5000, "\n" * 1600, " ", "", "\u200e1\u200e", "<b>madad</b>", "&amp;", "𝐦𝐚𝐝𝐚𝐝", "\ud7ff\ufffe",
)  # fmt: skip
SENDERS = (
    "", "anonymous", "+266696687", "1122", "whatsapp:+923990000001", "sip:x@y", "\x00", "😀", "+" + "9" * 300, "+92",
    "۰۳۹۹۰۰۰۰۰۰۱", "(0399) 000-0001", "client:1", "+923990000001;ext=5",
)  # fmt: skip


# Bodies


@pytest.mark.parametrize("body", [b"Body=" + b"x" * 1_000_000, b"&" * 1_000_000, b"a=1&" * 250_000],
                         ids=["one field", "no field", "many fields"])
def test_a_body_of_a_megabyte_is_refused(wire: Wire, kept: Callable[[], str], body: bytes) -> None:
    """Twilio never sends one; even rightly signed it costs no work."""
    before = kept()
    pairs = [("Body", "x" * 1_000_000)] if body.startswith(b"Body") else []
    for route in ROUTES:
        signature = sign(wire.token, wire.public + route, pairs)
        answer = wire.send(route, body, {"X-Twilio-Signature": signature, "Content-Type": FORM})
        assert answer.status_code in (403, 413)
    assert kept() == before


@pytest.mark.parametrize("route", ROUTES)
def test_no_body_at_all(wire: Wire, route: str) -> None:
    """A call without an id cannot be kept apart: an apology and useful words; a text gets silence."""
    answer = wire.post(route, {})
    is_an_answer(route, answer)
    if route in HERS:
        assert "/apology." in answer.get_data(as_text=True)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "text/xml", "multipart/form-data", "", "nonsense",
                                  "multipart/form-data; boundary=x", "application/octet-stream", "a/b; c=\x01",
                                  "application/x-www-form-urlencoded; charset=klingon"])
def test_another_content_type_is_safe(wire: Wire, kind: str) -> None:
    """Signed over the address alone, or over the form that it might be: an answer or a refusal, never an error."""
    for body in (b"", b"CallSid=CA1&From=%2B923990000001", b"{}", b"\xff\x00\xfe", b"--x\r\n\r\nx"):
        for route in ("/twilio/voice", "/twilio/sms"):
            for pairs in ([], [("CallSid", "CA1"), ("From", HER)]):
                signature = sign(wire.token, wire.public + route, pairs)
                answer = wire.send(route, body, {"X-Twilio-Signature": signature, "Content-Type": kind})
                assert answer.status_code in (200, 400, 403, 415)
                if answer.status_code == 200:
                    is_an_answer(route, answer)


# Fields


@pytest.mark.parametrize("route", ROUTES)
def test_any_field_may_be_missing(wire: Wire, route: str) -> None:
    for name in ROUTES[route]:
        form = {key: value for key, value in ROUTES[route].items() if key != name}
        is_an_answer(route, wire.post(route, form))


@pytest.mark.parametrize("route", ROUTES)
def test_any_field_may_hold_anything(wire: Wire, route: str) -> None:
    """Control characters, directions, markup, SQL, templates, endless text: in one field after the other."""
    for name in ROUTES[route]:
        for value in STRANGE:
            answer = wire.post(route, {**ROUTES[route], name: value})
            is_an_answer(route, answer)
            assert "X-Injected" not in answer.headers


def test_digits_that_are_none_are_a_wrong_key(hotline: Hotline, wire: Wire) -> None:
    """She is told so and hears the menu again; nothing of what was sent is said."""
    for digits in DIGITS:
        call = new_call()
        target = f"/twilio/voice/step?p={a_place(hotline, call)}"
        answer = wire.post(target, {**call, "Digits": digits})
        is_an_answer(target, answer)
        assert "<Gather" in answer.get_data(as_text=True)
        if digits in ("abc", "w", "-1", "1.0", "½", "1" * 20_000):
            leads_on(answer, "wrong_key", "menu_talk")


def test_endless_and_broken_numbers_are_asked_for_again(hotline: Hotline, wire: Wire) -> None:
    for digits in ("1" * 20_000, "abc", "+", "0399123", "00000000000", "۰۳۹۹"):
        call = new_call()
        place = a_place(hotline, call, step="callback_other")
        answer = wire.post(f"/twilio/voice/step?p={place}", {**call, "Digits": digits})
        leads_on(answer, "callback_wrong", "callback_other")


# Texts


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_a_text_of_any_kind_is_answered(wire: Wire, body: str) -> None:
    """Five thousand characters, emoji, directions, NULs: one readable reply that echoes nothing."""
    for sender in (HER, "anonymous"):
        answer = wire.post("/twilio/sms", {**SMS, "MessageSid": f"SM{next(COUNT)}", "From": sender, "Body": body})
        is_an_answer("/twilio/sms", answer)
        [reply] = parse_messages(answer.get_data(), answer.content_type, wire.public).verbs
        assert reply.body
        assert len(body) < 50 or not body[:20].strip() or body[:20] not in reply.body


@pytest.mark.parametrize("sender", SENDERS)
def test_a_text_from_anybody_is_answered(wire: Wire, sender: str) -> None:
    for body in ("madad", "1", "call me", "1", "band"):
        answer = wire.post("/twilio/sms", {**SMS, "From": sender, "MessageSid": f"SM{next(COUNT)}", "Body": body})
        is_an_answer("/twilio/sms", answer)
        assert b"<Message>" in answer.get_data()


@pytest.mark.parametrize("kind", ["STOP", "START", "HELP", "NEW", "\x00"])
def test_what_the_provider_answered_itself_is_left_alone(hotline: Hotline, wire: Wire, kind: str) -> None:
    """We say nothing more, and remember who is blocked."""
    sender = "+923990000078"
    answer = wire.post("/twilio/sms", {**SMS, "From": sender, "Body": kind, "OptOutType": kind})
    is_an_answer("/twilio/sms", answer)
    assert b"<Message>" not in answer.get_data()
    assert hotline.store.is_blocked(sender) == (kind == "STOP")
    hotline.store.unblock(sender)


# Nothing half done


@pytest.mark.parametrize("table", ["callbacks", "outbox"])
def test_a_request_that_cannot_be_kept_whole_is_not_kept(tmp_path: Path, table: str) -> None:
    """The store fails at the request or at the notice of it: neither is there, and she is told so."""
    hotline = open_hotline(tmp_path, HOTLINE_COORDINATOR="+923990000500")
    her = hotline.phone().calls().presses("1").presses("3").presses("1").presses("1").presses("1").presses("2")
    her.hears("callback_confirm")
    hotline.store.db.execute(f"alter table {table} rename to away")
    her.presses("1").hears("callback_failed", "callback_again")
    hotline.store.db.execute(f"alter table away rename to {table}")
    assert hotline.store.callbacks() == []
    assert hotline.store.outbox() == []
    her.presses("1").hears("callback_stored")
    assert len(hotline.store.callbacks()) == len(hotline.store.outbox()) == 1


# Everything at random

VALUES = ("1", "2", "#", "*", "0", "9", HER, "completed", "no-answer", "busy", "true", "delivered", "madad")
NAMES = sorted({name for form in ROUTES.values() for name in form} |
               {"FinishedOnKey", "DialBridged", "ErrorCode", "OptOutType", "SmsSid", "SmsStatus"})  # fmt: skip
FORMS = st.dictionaries(st.sampled_from(NAMES) | st.text(alphabet=string.printable, min_size=1, max_size=10),
                        st.sampled_from(VALUES) | st.text(max_size=40), max_size=8)  # fmt: skip
QUERIES = st.text(alphabet=string.ascii_letters + "-_=&%", max_size=30)


@settings(max_examples=120, deadline=None)
@given(route=st.sampled_from(sorted(ROUTES)), form=FORMS, query=QUERIES)
def test_no_request_at_all_ends_in_an_error(wire: Wire, route: str, form: dict[str, str], query: str) -> None:
    """Signed, so that everything behind the door is reached; and not signed."""
    target = f"{route}?{query}" if query else route
    is_an_answer(target, wire.post(target, form), over=form.get("CallStatus") in OVER)
    assert wire.post(target, form, signature="wrong").status_code == 403
