"""What the provider has recorded is fetched with proof, from its own address alone, and deleted there."""

from __future__ import annotations

import pytest

from hotline.actions.ports import TelephoneError
from hotline.simulator.legs import new_sid
from hotline.telephony.twilio.recorder import TwilioRecorder
from tests.telephony.test_outgoing import SID, TOKEN, Provider, provider

__all__ = ["provider"]


def recorder(provider: Provider, token: str = TOKEN) -> TwilioRecorder:
    return TwilioRecorder(SID, token, provider.url)


def test_a_recording_is_fetched_and_deleted(provider: Provider) -> None:
    sid = provider.carrier.keep(b"a sound")
    assert recorder(provider).fetch(sid) == b"a sound"
    recorder(provider).delete(sid)
    assert provider.carrier.recordings == {}


def test_what_is_not_there_yet_may_be_there_later(provider: Provider) -> None:
    with pytest.raises(TelephoneError) as told:
        recorder(provider).fetch(new_sid("RE"))
    assert not told.value.permanent


def test_without_the_right_token_there_is_nothing(provider: Provider) -> None:
    with pytest.raises(TelephoneError) as told:
        recorder(provider, "another").fetch(provider.carrier.keep(b"a sound"))
    assert told.value.permanent


@pytest.mark.parametrize("sid", ["", "CA" + "1" * 32, "RE" + "1" * 31, "../Messages/SM1", "RE" + "1" * 31 + "/"])
def test_nothing_else_is_asked_for(provider: Provider, sid: str) -> None:
    with pytest.raises(TelephoneError, match="no recording"):
        recorder(provider).fetch(sid)


def test_a_provider_that_does_not_answer_is_named() -> None:
    with pytest.raises(TelephoneError, match="unreachable"):
        TwilioRecorder(SID, TOKEN, "http://127.0.0.1:1").fetch(new_sid("RE"))
