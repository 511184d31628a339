"""Texts and calls on their way out, over HTTP to the simulated API, and which failures are worth another try."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, Response
from werkzeug.serving import make_server

from hotline.actions.ports import TelephoneError
from hotline.core.phone_number import PhoneNumber
from hotline.simulator.carrier import Carrier
from hotline.simulator.http import InProcess
from hotline.simulator.journey import FakeClock
from hotline.simulator.legs import Account
from hotline.simulator.phone import Phone
from hotline.simulator.rest import Api, create_rest
from hotline.telephony.twilio import outgoing
from hotline.telephony.twilio.outgoing import TwilioTelephone
from hotline.telephony.twilio.twiml import RETRIED

SID, TOKEN, PUBLIC = "AC" + "0" * 32, "a-token-for-tests", "https://hotline.example.org"
HOTLINE, HER = PhoneNumber("+923990000000"), PhoneNumber("+923995556677")
OTHER = PhoneNumber("+923995556678")


@dataclass
class Provider:
    """The simulated API behind a real port."""

    carrier: Carrier
    api: Api
    url: str

    def telephone(self, **changes: str) -> TwilioTelephone:
        """The hotline's way out to it."""
        told = {"account_sid": SID, "token": TOKEN, "api_url": self.url, **changes}
        return TwilioTelephone(told["account_sid"], told["token"], HOTLINE, PUBLIC, told["api_url"])


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    app = Flask("provider")
    account = Account(SID, HOTLINE.e164, f"{PUBLIC}/twilio/voice", "", f"{PUBLIC}/twilio/sms")
    carrier = Carrier(InProcess(app), FakeClock(), account, TOKEN, phones=[Phone(HER.e164)])
    rest = create_rest(carrier, "/api")
    app.register_blueprint(rest)
    page = Response("<html>Welcome to the airport</html>", content_type="text/html")
    app.add_url_rule("/portal/<path:_>", "portal", lambda _: page, methods=["POST"])
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Provider(carrier, rest.api, f"http://127.0.0.1:{server.server_port}/api")
    server.shutdown()
    thread.join()
    server.server_close()


def refused(telephone: TwilioTelephone, to: PhoneNumber = HER) -> TelephoneError:
    """The error of a text that did not go; it names neither number nor words."""
    with pytest.raises(TelephoneError) as caught:
        telephone.send_text(to, "canary words", "e1")
    told = f"{caught.value} {caught.value.code} {caught.value.args} {caught.value.__cause__!r}"
    assert to.e164.lstrip("+") not in told
    assert "canary" not in told
    assert caught.value.__suppress_context__
    return caught.value


def test_a_text_goes_out_and_its_id_comes_back(provider: Provider) -> None:
    sid = provider.telephone().send_text(HER, "سلام", "e1")
    [sms] = [one for one in provider.carrier.texts.messages if one.sid == sid]
    assert (sms.to, sms.sender, sms.body) == (HER.e164, HOTLINE.e164, "سلام")
    assert sms.callback is not None
    assert sms.callback.url == f"{PUBLIC}/twilio/sms/status?e=e1{RETRIED}"


def test_a_call_goes_out_and_its_end_will_be_told(provider: Provider) -> None:
    """The document's address and that of the end hold the same sealed token and no number."""
    sid = provider.telephone().place_call(HER, "/twilio/voice/back?w=token")
    leg = next(leg for leg in provider.carrier.legs if leg.sid == sid)
    assert (leg.to, leg.sender) == (HER.e164, HOTLINE.e164)
    assert leg.callback is not None
    assert leg.callback.url == f"{PUBLIC}/twilio/voice/back/left?w=token{RETRIED}"


@pytest.mark.parametrize(("status", "code", "permanent"), [
    (400, 21610, True), (400, 21211, True), (400, 21614, True), (400, 21617, True), (403, 21408, True),
    (404, 20404, True), (400, 99999, True), (429, 20429, False), (500, 20500, False), (503, 20503, False),
    (401, 20003, False), (408, 20408, False),
])
def test_what_is_worth_another_try(provider: Provider, status: int, code: int, permanent: bool) -> None:
    """Their trouble and a wrong token pass; a number that is wrong or blocked stays so."""
    provider.api.refuse_next(status, code, f"The 'To' number {HER.e164} is refused")
    error = refused(provider.telephone())
    assert (error.permanent, error.code, error.unwanted) == (permanent, f"twilio {code}", code == 21610)


def test_a_blocked_person_is_told_as_such(provider: Provider) -> None:
    """21610 as the simulated provider itself gives it."""
    provider.carrier.texts.blocked.add((HER.e164, HOTLINE.e164))
    try:
        error = refused(provider.telephone())
        assert (error.permanent, error.unwanted) == (True, True)
    finally:
        provider.carrier.texts.blocked.clear()


def test_a_wrong_token_is_for_somebody_to_mend(provider: Provider) -> None:
    """Nothing that waits is thrown away while the token is being changed."""
    assert not refused(provider.telephone(token="wrong")).permanent


def test_a_page_of_somebody_in_between_is_no_answer(provider: Provider) -> None:
    """A portal answers everything with a page and 200: the text did not go, and may later."""
    assert not refused(provider.telephone(api_url=provider.url.replace("/api", "/portal"))).permanent


def test_nobody_there(provider: Provider) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    error = refused(provider.telephone(api_url=f"http://127.0.0.1:{port}"))
    assert (error.permanent, error.code) == (False, "twilio unreachable")


def test_an_answer_that_breaks_off_may_have_been_a_yes(provider: Provider) -> None:
    """The connection is taken, the text is read, and then nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as rude:
        def hang_up() -> None:
            connection, _ = rude.accept()
            connection.recv(65536)
            connection.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        error = refused(provider.telephone(api_url=f"http://127.0.0.1:{rude.getsockname()[1]}"))
        thread.join()
    assert (error.permanent, error.maybe_sent) == (False, True)


def test_a_provider_that_does_not_answer_in_time(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        error = refused(provider.telephone(api_url=f"http://127.0.0.1:{mute.getsockname()[1]}"))
    assert not error.permanent


def test_what_was_taken_is_found_again(provider: Provider) -> None:
    """By number, words and time; an answer to a text of hers is none of ours, nor are other words."""
    telephone, texts = provider.telephone(), provider.carrier.texts
    since = datetime.fromtimestamp(provider.carrier.clock(), UTC)
    provider.carrier.clock.advance(60)
    sid = telephone.send_text(HER, "the words", "e7")
    telephone.send_text(HER, "other words", "e8")
    texts.send(HER.e164, HOTLINE.e164, "the words", direction="outbound-reply")
    assert telephone.sent_texts(HER, "the words", since) == [sid]
    assert telephone.sent_texts(OTHER, "the words", since) == []
    assert telephone.sent_texts(HER, "the words", since + timedelta(hours=1)) == []
    call = telephone.place_call(OTHER, "/twilio/voice/back?w=token")
    assert telephone.placed_calls(OTHER, since) == [call]


def test_what_cannot_be_asked_is_an_error_like_any_other(provider: Provider) -> None:
    provider.api.refuse_next(503, 20503)
    with pytest.raises(TelephoneError) as caught:
        provider.telephone().sent_texts(HER, "the words", datetime.now(UTC))
    assert not caught.value.permanent


@pytest.mark.parametrize(("status", "maybe"), [(400, False), (429, False), (500, True), (503, True)])
def test_only_a_refusal_is_sure_not_to_have_left(provider: Provider, status: int, maybe: bool) -> None:
    provider.api.refuse_next(status, 20000 + status)
    assert refused(provider.telephone()).maybe_sent == maybe


def test_calls_fail_as_texts_do(provider: Provider) -> None:
    provider.api.refuse_next(400, 21211)
    with pytest.raises(TelephoneError) as caught:
        provider.telephone().place_call(HER, "/twilio/voice/back?w=token")
    assert caught.value.permanent


def test_what_the_provider_keeps_is_deleted_there(provider: Provider) -> None:
    """Old ones, or those of a number, of the hotline's own numbers only; one that is gone already is no error."""
    carrier, telephone = provider.carrier, provider.telephone()
    carrier.texts.messages.clear()
    mine, hers = telephone.send_text(HER, "Salam", "e8"), telephone.send_text(OTHER, "Salam", "e9")
    carrier.account.owned = frozenset({"+923990000009"})
    carrier.texts.send(OTHER.e164, "+923990000009", "Of somebody else's service")
    assert refusal(lambda: telephone.erase_there("texts", mine)).permanent, "it is on its way"
    carrier.clock.advance(10)  # type: ignore[attr-defined]
    carrier.tick()
    now = datetime.fromtimestamp(carrier.clock(), UTC)
    assert telephone.kept_there("texts", 5, before=now - timedelta(minutes=1)) == []
    assert set(telephone.kept_there("texts", 5, before=now)) == {mine, hers}
    assert telephone.kept_there("texts", 5, number=OTHER) == [hers]
    for _ in range(2):
        telephone.erase_there("texts", hers)
    assert telephone.kept_there("texts", 5, number=OTHER) == []
    call = telephone.place_call(OTHER, "/somewhere?t=x")
    carrier.tick()
    assert call in telephone.kept_there("calls", 5, number=OTHER)
    telephone.erase_there("calls", call)
    assert call not in telephone.kept_there("calls", 50)


def test_what_became_of_a_text_is_asked(provider: Provider) -> None:
    telephone = provider.telephone()
    sid = telephone.send_text(HER, "Salam", "e10")
    assert telephone.became_of(sid) == ("sent", "")
    provider.carrier.clock.advance(10)  # type: ignore[attr-defined]
    provider.carrier.tick()
    assert telephone.became_of(sid) == ("delivered", "")
    assert refusal(lambda: telephone.became_of("SM" + "0" * 32)).permanent


def refusal(deed: Callable[[], object]) -> TelephoneError:
    """The error of a deed that did not go."""
    with pytest.raises(TelephoneError) as caught:
        deed()
    return caught.value
