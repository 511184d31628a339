"""Requests are signed as Twilio signs them, may come twice or late, and can be replayed."""

import pytest
from flask import Flask, Response, request
from toy_hotline import BASE, HOTLINE, SID, TOKEN, Town, play
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from hotline.simulator.carrier import Carrier
from hotline.simulator.http import AddressError, InProcess, Transport
from hotline.simulator.journey import FakeClock, Journey
from hotline.simulator.legs import Account
from hotline.simulator.webhooks import Webhooks, sign


def test_twilios_own_example() -> None:
    """The vector in Twilio's documentation."""
    form = [("CallSid", "CA1234567890ABCDE"), ("Caller", "+14158675310"), ("Digits", "1234"),
            ("From", "+14158675310"), ("To", "+18005551212")]
    assert sign(TOKEN, "https://example.com/myapp.php?foo=1&bar=2", form) == "L/OH5YylLD5NRKLltdqwSvS0BnU="


@pytest.mark.parametrize("path", [
    "/voice", "/voice?a=1&b=2", "/voice?p=%2Fabc%7E%22", "/voice?q=مدد", "/آواز?x=%D9%85",
    "/voice#rc=2&rp=ct,rt,5xx",
])
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_every_request_verifies(path: str, method: str) -> None:
    """Twilio's validator accepts what we sign, whatever stands in the address."""
    webhooks = Webhooks(InProcess(Flask("none")), TOKEN, FakeClock())
    form = [("Body", "السلام علیکم + ~"), ("Empty", ""), ("A", "1"), ("A", "0")]
    sent = webhooks.request(method, BASE + path, form)
    signature = dict(sent.headers)["X-Twilio-Signature"]
    assert sent.url.isascii()
    assert "#" not in sent.url
    assert RequestValidator(TOKEN).validate(sent.url, MultiDict(sent.form), signature)


def test_the_raw_address_reaches_the_application() -> None:
    """What was signed can be rebuilt from the raw request target."""
    app, seen = Flask("raw"), []

    @app.route("/voice", methods=["POST"])
    def voice() -> str:
        url = BASE + request.environ["RAW_URI"]
        given = request.headers["X-Twilio-Signature"]
        seen.append(RequestValidator(TOKEN).validate(url, request.form, given))
        return "<Response/>"

    webhooks = Webhooks(InProcess(app), TOKEN, FakeClock())
    answer = webhooks.send(webhooks.request("POST", f"{BASE}/voice?p=%2F%7E%22مدد", [("Body", "مدد")]))
    assert answer.good
    assert seen == [True]


def test_everything_twice(town: Town) -> None:
    """Both answers of a doubled delivery are kept for comparison."""
    town.carrier.deliver_twice = True
    town.toy.says("/voice", play("welcome"))
    town.caller.calls().hears("welcome").hears_the_end()
    assert len(town.toy.asked("/voice")) == len(town.toy.asked("/status")) == 2
    first = town.carrier.exchanges[0]
    assert first.answers[0] == first.answers[1]


def test_a_captured_request_is_replayed(town: Town) -> None:
    """The same bytes again, and the call is not moved by the answer."""
    town.toy.says("/voice", play("welcome"))
    town.caller.calls()
    captured = town.carrier.exchanges[0].request
    assert town.carrier.replay(captured).good
    assert town.toy.asked("/voice")[0] == town.toy.asked("/voice")[1]
    assert len(town.caller.phone.heard) == 1


def test_late_and_repeated_status_callbacks(town: Town) -> None:
    """The end may be told long after, and more than once."""
    town.carrier.account.status_delay = 30
    town.carrier.account.status_copies = 2
    town.caller.calls()
    assert not town.toy.asked("/status")
    town.journey.passes(30)
    assert len(town.toy.asked("/status")) == 1
    town.journey.passes(30)
    assert len(town.toy.asked("/status")) == 2


@pytest.mark.parametrize(("fragment", "status", "requests"), [
    ("", 500, 1), ("#rc=2&rp=ct,rt,5xx", 503, 3), ("#rc=2&rp=ct,rt,5xx", 404, 1), ("#rc=1&rp=all", 404, 2),
])
def test_retries_follow_the_fragment(town: Town, fragment: str, status: int, requests: int) -> None:
    """A failed answer is asked again only when the address says so."""
    town.carrier.account.voice_url = f"{BASE}/voice{fragment}"
    town.toy.says("/voice", ("", status))
    town.caller.calls()
    assert len(town.toy.asked("/voice")) == requests


def test_a_hotline_that_is_down() -> None:
    """No connection: tried twice, apologised for, reported."""
    tried = []

    def refuses(method: str, url: str, form: object, headers: object) -> tuple[int, dict[str, str], bytes]:
        tried.append(url)
        raise ConnectionRefusedError

    clock = FakeClock()
    account = Account(SID, HOTLINE, f"{BASE}/voice", None, f"{BASE}/sms")
    carrier = Carrier(refuses, clock, account, TOKEN)
    Journey(carrier, clock).phone("+923001234567").calls().hears("application error").hears_the_end()
    assert len(tried) == 2
    assert [problem.code for problem in carrier.problems] == [11200]


def test_a_key_while_the_hotline_thinks_is_lost_and_a_hang_up_is_not() -> None:
    """While a webhook is in flight the caller may go; the answer then moves nothing."""
    app, clock = Flask("slow"), FakeClock()
    account = Account(SID, HOTLINE, f"{BASE}/voice", f"{BASE}/status", f"{BASE}/sms")
    carrier = Carrier(InProcess(app), clock, account, TOKEN)
    caller = Journey(carrier, clock).phone("+923001234567")
    ended = []

    @app.route("/voice", methods=["POST"])
    def voice() -> Response:
        caller.phone.press("1")
        caller.phone.hang_up()
        return Response("<Response><Say>Hello</Say></Response>", content_type="text/xml")

    @app.route("/status", methods=["POST"])
    def status() -> str:
        ended.append(request.form["CallStatus"])
        return ""

    caller.calls()
    assert ended == ["no-answer"]
    caller.does_not_hear("hello")


def test_the_transport_stays_at_home() -> None:
    """Real requests go to the hotline's server and nowhere else."""
    with pytest.raises(AddressError):
        Transport("http://127.0.0.1:5000")("GET", "http://127.0.0.1:5001/", None, {})
    with pytest.raises(AddressError):
        Transport("http://127.0.0.1:5000")("GET", "file:///etc/passwd", None, {})
