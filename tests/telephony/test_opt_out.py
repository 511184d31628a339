"""Whoever the provider counts as opted out gets no text from us, and is asked nothing; START undoes it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hotline.core.phone_number import PhoneNumber
from tests.journeys.conftest import HER, Hotline
from tests.telephony.wire import SMS, Wire

OTHER = "+923990000002"
MINUTE = timedelta(minutes=1)


def test_the_providers_own_words_are_mirrored_and_not_answered(hotline: Hotline, wire: Wire) -> None:
    """The provider has answered already. HELP changes nothing."""
    for number, (kind, blocked) in enumerate((("HELP", False), ("STOP", True), ("HELP", True), ("START", False))):
        form = {**SMS, "MessageSid": f"SM{number:032}", "From": HER, "Body": kind.lower(), "OptOutType": kind}
        answer = wire.post("/twilio/sms", form)
        assert (answer.status_code, "<Message" in answer.get_data(as_text=True)) == (200, False)
        assert hotline.store.is_blocked(HER) == blocked


@pytest.mark.parametrize("word", ["STOP", "End", "cancel", "QUIT", "unsubscribe", "STOPALL", "revoke", "optout"])
def test_each_word_by_which_the_provider_blocks_blocks_here_too(hotline: Hotline, word: str) -> None:
    """Also where it does not tell us that it did: our list is never looser than theirs."""
    hotline.phone().texts(word)
    assert hotline.store.is_blocked(HER)


@pytest.mark.parametrize("word", ["START", "unstop"])
def test_each_word_by_which_it_ends_ends_it_here_too(hotline: Hotline, word: str) -> None:
    hotline.phone().texts("band").texts(word)
    assert not hotline.store.is_blocked(HER)


@pytest.mark.parametrize("known_by", ["the provider's id", "our id"])
def test_a_receipt_that_says_unwanted_blocks_her_and_nobody_else(hotline: Hotline, wire: Wire, known_by: str) -> None:
    """It may come before we know under which id the provider took the text."""
    now = hotline.clock.utc()
    for number in (HER, OTHER):
        hotline.store.unblock(number)
        hotline.store.post(f"{known_by} {number}", "sms", PhoneNumber(number), "salam", now, now)
    errand = hotline.store.take(now, now + MINUTE)
    assert errand
    query, sid = "", f"SM{len(known_by):032}"
    if known_by == "our id":
        query = f"?e={errand.id}"
    else:
        hotline.store.sent(errand.id, sid, now)
    report = {"MessageSid": sid, "MessageStatus": "undelivered", "ErrorCode": "21610"}
    assert wire.post(f"/twilio/sms/status{query}", report).status_code == 204
    other = OTHER if errand.to.e164 == HER else HER
    assert (hotline.store.is_blocked(errand.to.e164), hotline.store.is_blocked(other)) == (True, False)
