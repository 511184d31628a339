"""Requests as they stand on the wire, signed as Twilio signs them or wrongly, and the database before and after."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from hotline.simulator.webhooks import sign

FORM = "application/x-www-form-urlencoded; charset=UTF-8"
Pairs = Iterable[tuple[str, str]]

# Every address that a provider may call, and what it sends there when all is well.
CALL = {"CallSid": "CA" + "1" * 32, "From": "+923990000001", "To": "+923990000000", "CallStatus": "in-progress"}
RUNG = {**CALL, "From": CALL["To"], "To": CALL["From"], "Direction": "outbound-api"}
SMS = {"MessageSid": "SM" + "1" * 32, "From": "+923990000001", "To": "+923990000000", "Body": "madad"}
ROUTES: dict[str, dict[str, str]] = {
    "/twilio/voice": CALL,
    "/twilio/voice/caller": CALL,
    "/twilio/voice/desk/pin": {**CALL, "Digits": "1234"},
    "/twilio/voice/desk/step": {**CALL, "Digits": "1"},
    "/twilio/voice/workshop/menu": {**CALL, "Digits": "1"},
    "/twilio/voice/workshop/number": {**CALL, "Digits": "4821"},
    "/twilio/voice/workshop/said": {**CALL, "RecordingSid": "RE" + "1" * 32, "Digits": "#"},
    "/twilio/voice/workshop/decided": {**CALL, "Digits": "1"},
    "/twilio/voice/step": {**CALL, "Digits": "1"},
    "/twilio/voice/rang": {**CALL, "DialCallStatus": "no-answer"},
    "/twilio/voice/asked": {**CALL, "DialCallStatus": "no-answer"},
    "/twilio/voice/missed": RUNG,
    "/twilio/voice/missed/confirmed": {**RUNG, "Digits": "1"},
    "/twilio/voice/missed/left": {**RUNG, "CallStatus": "completed"},
    "/twilio/voice/status": {**CALL, "CallStatus": "completed"},
    "/twilio/voice/whisper": CALL,
    "/twilio/voice/accept": {**CALL, "Digits": "1"},
    "/twilio/voice/left": {**CALL, "CallStatus": "completed"},
    "/twilio/voice/after": CALL,
    "/twilio/voice/after/key": {**CALL, "Digits": "1"},
    "/twilio/voice/after/left": {**CALL, "CallStatus": "completed"},
    "/twilio/voice/back": CALL,
    "/twilio/voice/back/accept": {**CALL, "Digits": "1"},
    "/twilio/voice/back/confirm": CALL,
    "/twilio/voice/back/confirmed": {**CALL, "Digits": "1"},
    "/twilio/voice/back/rang": {**CALL, "DialCallStatus": "no-answer"},
    "/twilio/voice/back/left": {**CALL, "CallStatus": "completed"},
    "/twilio/voice/staff": CALL,
    "/twilio/voice/staff/key": {**CALL, "Digits": "1"},
    "/twilio/voice/staff/left": {**CALL, "CallStatus": "completed"},
    "/twilio/sms": SMS,
    "/twilio/sms/status": {"MessageSid": "SM" + "1" * 32, "MessageStatus": "delivered"},
}


@dataclass
class Wire:
    """A line to the app: `public` is the address that Twilio signs, `token` what it signs with."""

    app: Flask
    public: str
    token: str

    def post(self, target: str, form: Mapping[str, str] | Pairs = (), *, signature: str | None = None,
             headers: Mapping[str, str] | None = None, at: str = "http://10.0.0.7:8000") -> TestResponse:
        """A form sent to a raw target; signed rightly when no other signature is given."""
        pairs = list(form.items()) if isinstance(form, Mapping) else list(form)
        if signature is None:
            signature = sign(self.token, self.public + target, pairs)
        given = {"X-Twilio-Signature": signature, **(headers or {})}
        return self.send(target, urlencode(pairs).encode(), {"Content-Type": FORM, **given}, at=at)

    def send(self, target: str, body: bytes, headers: Mapping[str, str], *, method: str = "POST",
             at: str = "http://10.0.0.7:8000", raw: str | None = None) -> TestResponse:
        """Exactly these bytes; `raw` is the request target when it is not the path alone."""
        parts = urlsplit(target)
        line = target if raw is None else raw
        more = dict(headers)
        environ = {"RAW_URI": line, "REQUEST_URI": line}
        for name, key in (("X-Twilio-Signature", "HTTP_X_TWILIO_SIGNATURE"), ("Host", "HTTP_HOST")):
            if name in more:
                environ[key] = more.pop(name)
        return self.app.test_client(use_cookies=False).open(
            path=parts.path, base_url=at, query_string=parts.query, method=method, data=body,
            headers=more, environ_overrides=environ,
        )  # fmt: skip


def contents(app_database: str) -> str:
    """Everything in the database, to see whether work was done."""
    connection = sqlite3.connect(app_database)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()
