"""Twilio's own client works against the simulated API, errors included."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from toy_hotline import BASE, HOTLINE, SID, TOKEN, Town, play
from twilio.base.exceptions import TwilioRestException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from hotline.simulator.rest import RestBlueprint, create_rest

CALLER = "+923001234567"


class InToy(HttpClient):
    """Takes the client's requests to the blueprint, without a network."""

    def __init__(self, town: Town) -> None:
        self._client = town.toy.app.test_client()

    def request(self, method, url, params=None, data=None, headers=None, auth=None, **_):
        target = urlsplit(url)
        answer = self._client.open("/simulator/api" + target.path, query_string=params or target.query,
                                   method=method, data=data, headers=headers, auth=auth)
        return Response(answer.status_code, answer.get_data(as_text=True), dict(answer.headers))


@pytest.fixture
def rest(town: Town) -> RestBlueprint:
    """The API, mounted on the toy hotline."""
    blueprint = create_rest(town.carrier)
    town.toy.app.register_blueprint(blueprint)
    return blueprint


@pytest.fixture
def client(town: Town, rest: RestBlueprint) -> Client:
    """Twilio's client with the right credentials."""
    return Client(SID, TOKEN, http_client=InToy(town))


def send(client: Client, **changes: str):
    """Send a text."""
    return client.messages.create(**{"to": CALLER, "from_": HOTLINE, "body": "salaam", **changes})


def test_a_text_is_queued_sent_and_delivered(town: Town, client: Client) -> None:
    """The status callback follows the message to the phone."""
    message = send(client, status_callback=f"{BASE}/receipt")
    assert (message.status, message.num_segments, message.direction) == ("queued", "1", "outbound-api")
    assert not town.toy.asked("/receipt")
    town.caller.reads("salaam")
    town.journey.passes(5)
    forms = town.toy.asked("/receipt")
    assert [form["MessageStatus"] for form in forms] == ["sent", "delivered"]
    assert forms[0]["MessageSid"] == message.sid
    assert forms[1]["RawDlrDoneDate"].isdigit()
    assert client.messages(message.sid).fetch().status == "delivered"
    assert [one.sid for one in client.messages.list(to=CALLER)] == [message.sid]


@pytest.mark.parametrize(("changes", "status", "code"), [
    ({"to": "0300"}, 400, 21211),
    ({"from_": "+14155550100"}, 400, 21606),
    ({"from_": ""}, 400, 21603),
    ({"body": ""}, 400, 21602),
    ({"body": "a" * 1601}, 400, 21617),
])
def test_refused_texts(client: Client, changes: dict[str, str], status: int, code: int) -> None:
    """Each mistake has Twilio's number."""
    with pytest.raises(TwilioRestException) as caught:
        send(client, **changes)
    assert (caught.value.status, caught.value.code) == (status, code)


def test_a_blocked_person(town: Town, client: Client) -> None:
    """After STOP the API refuses."""
    town.caller.texts("STOP")
    with pytest.raises(TwilioRestException) as caught:
        send(client)
    assert caught.value.code == 21610


def test_wrong_credentials(town: Town, rest: RestBlueprint) -> None:
    """Another token is not let in."""
    with pytest.raises(TwilioRestException) as caught:
        send(Client(SID, "wrong", http_client=InToy(town)))
    assert (caught.value.status, caught.value.code) == (401, 20003)


def test_too_many_requests(rest: RestBlueprint, client: Client) -> None:
    """A test may let the next request be refused."""
    rest.api.refuse_next(429, 20429, "Too Many Requests")
    with pytest.raises(TwilioRestException) as caught:
        send(client)
    assert caught.value.status == 429
    assert send(client).sid


def test_texts_that_do_not_arrive(town: Town, client: Client) -> None:
    """A number nobody has, a phone without a signal, a carrier's whim."""
    town.responder.phone.manner = "unreachable"
    town.carrier.texts.fail_next.append(30007)
    for to in (CALLER, "+923009999999", "+923007654321"):
        send(client, to=to, status_callback=f"{BASE}/receipt")
    town.journey.passes(5)
    receipts = town.toy.asked("/receipt")
    failed = [form["ErrorCode"] for form in receipts if form["MessageStatus"] == "undelivered"]
    assert failed == ["30007", "30005", "30003"]


def test_the_hotline_rings_somebody(town: Town, client: Client) -> None:
    """The document is asked for once the phone is answered."""
    town.toy.says("/hello", play("hello"))
    call = client.calls.create(to=CALLER, from_=HOTLINE, url=f"{BASE}/hello", status_callback=f"{BASE}/leg",
                               status_callback_event=["ringing", "answered", "completed"])
    assert call.status == "queued"
    town.caller.rings()
    assert not town.toy.asked("/hello")
    town.caller.answers().hears("hello").hears_the_end()
    (form,) = town.toy.asked("/hello")
    assert (form["Direction"], form["From"], form["To"], form["CallStatus"]) == (
        "outbound-api", HOTLINE, CALLER, "in-progress")
    assert [one["CallStatus"] for one in town.toy.asked("/leg")] == ["ringing", "in-progress", "completed"]
    assert client.calls(call.sid).fetch().duration == "2"


def test_nobody_answers(town: Town, client: Client) -> None:
    """After the timeout the call is no-answer."""
    call = client.calls.create(to=CALLER, from_=HOTLINE, url=f"{BASE}/hello", timeout=20)
    town.caller.rings().lets_it_ring()
    assert client.calls(call.sid).fetch().status == "no-answer"
    assert not town.toy.asked("/hello")


def test_words_in_the_request_itself(town: Town, client: Client) -> None:
    """Twiml may stand in for an address; then addresses in it must be full."""
    client.calls.create(to=CALLER, from_=HOTLINE, twiml="<Response><Say>Hello</Say></Response>")
    town.caller.rings().answers().hears("hello").hears_the_end()
    client.calls.create(to=CALLER, from_=HOTLINE, twiml="<Response><Play>/a.wav</Play></Response>")
    town.caller.rings().answers().hears("application error").hears_the_end()
    assert town.codes == [11100]


def test_the_api_ends_a_call(town: Town, client: Client) -> None:
    """Status=completed hangs up."""
    town.toy.says("/voice", "<Pause length='60'/>")
    town.caller.calls()
    client.calls(town.toy.asked("/voice")[0]["CallSid"]).update(status="completed")
    town.carrier.tick()
    assert town.caller.phone.state == "idle"


def test_lists_begin_when_they_are_asked_to(town: Town, client: Client) -> None:
    """Texts by when they were sent, calls by when they ended: one that is not over has not."""
    town.toy.says("/voice", "<Pause length='10'/>")
    town.caller.texts("old")
    since = datetime.fromtimestamp(town.clock() + 60, UTC)
    town.journey.passes(60)
    town.caller.texts("new").calls()
    assert [one.body for one in client.messages.list(to=HOTLINE, date_sent_after=since)] == ["new"]
    assert client.calls.list(to=HOTLINE, end_time_after=since) == []
    town.caller.hears_the_end()
    assert [one.status for one in client.calls.list(to=HOTLINE, end_time_after=since)] == ["completed"]


def test_what_went_wrong_in_a_call_is_listed_with_it(town: Town, client: Client) -> None:
    town.toy.says("/voice", ("", 500))
    town.caller.calls().hears_the_end()
    [call] = client.calls.list()
    [error] = client.calls(call.sid).notifications.list(log=0)
    assert (error.error_code, error.request_url) == ("11200", f"{BASE}/voice")
    town.toy.says("/voice", play("hello"))
    town.caller.calls().hears_the_end()
    assert client.calls(client.calls.list()[0].sid).notifications.list() == []


def test_lists_are_paged(town: Town, client: Client) -> None:
    """The newest comes first, page by page."""
    for number in range(5):
        send(client, body=str(number))
    assert [one.body for one in client.messages.list(page_size=2)] == ["4", "3", "2", "1", "0"]
