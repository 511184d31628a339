"""Twilio's REST API: texts and calls that go out, and its lists; imported by the worker only, since it is heavy."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import chain, product
from typing import Any
from urllib.parse import urlsplit

from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from hotline.actions.ports import TelephoneError
from hotline.core.lost import Arrived
from hotline.core.missed import is_missed
from hotline.core.phone_number import PhoneNumber, caller_from
from hotline.telephony.twilio.codes import PERMANENT, UNWANTED, text_state
from hotline.telephony.twilio.twiml import RETRIED

TIMEOUT = 10  # seconds for a request to the provider
NOT_FOR_GOOD = frozenset({401, 408, 429})  # a wrong token is mended by somebody, and then the text can go
NOT_DONE = range(400, 500)  # with these it was refused; with any other failure it may have been done
PAGE = 1000  # of what came in, in one request
ERROR = 0  # of the kinds of notifications
SORRY = timedelta(seconds=20)  # how long a provider says so, and more
LISTED = 50  # the newest texts or calls to one number that are looked at
# The last three: an answer that is not what the provider writes, such as a page of a proxy in between.
FAILURES = (TwilioException, RequestException, ValueError, KeyError, TypeError)
# What is kept there: how a list of it is called, and until when it lists.
LISTS = {"texts": ("messages", "date_sent_before"), "calls": ("calls", "end_time_before")}
GONE = 404
RING_FOR = 20  # seconds a responder's phone rings


class _Elsewhere(TwilioHttpClient):  # type: ignore[misc]
    """The same client for another Twilio-compatible API, such as the simulator's."""

    def __init__(self, api_url: str) -> None:
        super().__init__(timeout=TIMEOUT)
        self._api_url = api_url

    def request(self, method: str, url: str, *args: object, **kwargs: object) -> object:
        return super().request(method, url.replace("https://api.twilio.com", self._api_url, 1), *args, **kwargs)


class TwilioTelephone:
    """Implements the Telephone port."""

    def __init__(
        self, account_sid: str, token: str, number: PhoneNumber, public_url: str, api_url: str,
        missed_number: PhoneNumber | None = None,
    ) -> None:  # fmt: skip
        self._client = Client(account_sid, token, http_client=_Elsewhere(api_url))
        self._from = number.e164
        self._own = [one.e164 for one in (number, missed_number) if one]
        self._public_url = public_url
        self._caller_is_at = {f"{public_url}/twilio/voice{step}" for step in ("", "/step", "/rang")}

    def send_text(self, to: PhoneNumber, body: str, errand: str) -> str:
        """Send a text and return Twilio's id for it. Raises TelephoneError."""
        try:
            return str(self._client.messages.create(
                to=to.e164, from_=self._from, body=body,
                status_callback=f"{self._public_url}/twilio/sms/status?e={errand}{RETRIED}",
            ).sid)  # fmt: skip
        except FAILURES as error:
            raise _told(error) from None

    def place_call(self, to: PhoneNumber, path: str) -> str:
        """Ring a phone that then hears what is fetched at `path`; returns Twilio's id. Raises TelephoneError.

        When the call is over, the same path with `/left` before its query is told.
        """
        try:
            at = urlsplit(path)
            return str(self._client.calls.create(
                to=to.e164, from_=self._from, url=self._public_url + path + RETRIED, timeout=RING_FOR,
                status_callback=f"{self._public_url}{at.path}/left?{at.query}{RETRIED}",
            ).sid)  # fmt: skip
        except FAILURES as error:
            raise _told(error) from None

    def sent_texts(self, to: PhoneNumber, body: str, since: datetime) -> list[str]:
        """The ids of texts with this body that were taken for this number since then. Raises TelephoneError."""
        try:
            found = self._client.messages.list(to=to.e164, from_=self._from, limit=LISTED)
            return [one.sid for one in found if one.body == body and _is_ours(one, since)]
        except FAILURES as error:
            raise _told(error) from None

    def placed_calls(self, to: PhoneNumber, since: datetime) -> list[str]:
        """The ids of calls that were placed to this number since then. Raises TelephoneError."""
        try:
            found = self._client.calls.list(to=to.e164, from_=self._from, limit=LISTED)
            return [one.sid for one in found if _is_ours(one, since)]
        except FAILURES as error:
            raise _told(error) from None


    def received_texts(self, since: datetime) -> list[Arrived]:
        """The texts that came since then. Raises TelephoneError."""
        try:
            found = self._client.messages.list(to=self._from, date_sent_after=since, page_size=PAGE)
            return [Arrived(one.sid, caller_from(one.from_ or ""), one.date_created, one.body or "")
                    for one in found if one.direction == "inbound"]  # fmt: skip
        except FAILURES as error:
            raise _told(error) from None

    def replies(self, since: datetime) -> list[tuple[str, datetime]]:
        """To whom an answer was written since then, by us or by the provider, and when. Raises TelephoneError."""
        try:
            found = self._client.messages.list(from_=self._from, date_sent_after=since, page_size=PAGE)
            return [(one.to, one.date_created) for one in found if one.direction == "outbound-reply"]
        except FAILURES as error:
            raise _told(error) from None

    def received_calls(self, since: datetime) -> list[Arrived]:
        """The calls that came in and ended since then. Raises TelephoneError."""
        try:
            lists = [self._client.calls.list(to=own, end_time_after=since, page_size=PAGE) for own in self._own]
            return [Arrived(one.sid, caller_from(one._from or ""), one.end_time,
                            missed=is_missed(one.status, one.duration or ""))
                    for one in chain(*lists) if one.direction == "inbound" and one.end_time]  # fmt: skip
        except FAILURES as error:
            raise _told(error) from None

    def became_of(self, text: str) -> tuple[str | None, str]:
        """What became of a text that was sent, in our words, and why. Raises TelephoneError."""
        try:
            found = self._client.messages(text).fetch()
            return text_state(found.status), str(found.error_code or "")
        except FAILURES as error:
            raise _told(error) from None

    def kept_there(
        self, what: str, most: int, before: datetime | None = None, number: PhoneNumber | None = None
    ) -> list[str]:
        """Ids of texts or calls, from or to the hotline's numbers, that Twilio keeps. Raises TelephoneError.

        They are from `before`, or from or to a number. Other numbers of the same account are nobody's business here.
        """
        lists, until = LISTS[what]
        found: list[str] = []
        try:
            for own, (ours, theirs) in product(self._own, (("to", "from_"), ("from_", "to"))):
                wanted: dict[str, Any] = {ours: own, "limit": most}
                wanted |= ({until: before} if before else {}) | ({theirs: number.e164} if number else {})
                kept = getattr(self._client, lists).list(**wanted)
                found += [one.sid for one in kept if not before or one.date_created < before]
            return found[:most]
        except FAILURES as error:
            raise _told(error) from None

    def erase_there(self, what: str, provider_id: str) -> None:
        """Delete one of them there; one that is gone already is no error. Raises TelephoneError."""
        try:
            getattr(self._client, LISTS[what][0])(provider_id).delete()
        except FAILURES as error:
            if not (isinstance(error, TwilioRestException) and error.status == GONE):
                raise _told(error) from None

    def call_broke(self, call: Arrived) -> bool:
        """True when a call ended because we did not answer as the provider needs it. Raises TelephoneError.

        Then it says that it is sorry and hangs up; a call that lasted longer was helped by its fallback address.
        """
        try:
            errors = self._client.calls(call.id).notifications.list(log=ERROR, limit=LISTED)
            return any((one.request_url or "").partition("?")[0] in self._caller_is_at
                       and call.at - one.message_date <= SORRY for one in errors)  # fmt: skip
        except FAILURES as error:
            raise _told(error) from None


def _is_ours(one: Any, since: datetime) -> bool:
    """Sent by this interface since then; answers to texts and the legs of a call are not."""
    return bool(one.direction == "outbound-api" and one.date_created >= since)


def _told(error: Exception) -> TelephoneError:
    """Our error for theirs, without their words: they may name the number."""
    if isinstance(error, TwilioRestException | TwilioServiceException):
        permanent = error.code in PERMANENT or (error.status in NOT_DONE and error.status not in NOT_FOR_GOOD)
        return TelephoneError(f"twilio {error.code or error.status}", permanent,
                              maybe_sent=error.status not in NOT_DONE, unwanted=error.code == UNWANTED)  # fmt: skip
    if isinstance(error, ConnectTimeout):
        return TelephoneError("twilio unreachable", False)
    code = "twilio unreachable" if isinstance(error, NoConnection) else "twilio failed"
    return TelephoneError(code, False, maybe_sent=True)
