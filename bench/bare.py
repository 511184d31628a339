"""What the hotline is measured against: a route that checks the signature and answers, and does nothing else.

It is written as Twilio's own examples are. What it says is read from a file that holds the hotline's answer,
so that both say the same.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from flask import Flask, Response, abort, request
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import VoiceResponse

said = json.loads(Path(os.environ["BENCH_SAID"]).read_text(encoding="utf-8"))
validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])
app = Flask("bare", static_folder=None)


def genuine() -> bool:
    """The check as Twilio documents it for Flask."""
    return bool(validator.validate(request.url, request.form, request.headers.get("X-Twilio-Signature", "")))


@app.get("/healthz")
def healthz() -> Response:
    """For finding out which worker took a connection."""
    return Response("ok\n")


@app.post("/twilio/voice/step")
def step() -> Response:
    """One menu."""
    if not genuine():
        abort(403)
    response = VoiceResponse()
    keys = response.gather(
        action=said["place"], finish_on_key="", input="dtmf", method="POST", num_digits=1, timeout=said["timeout"]
    )
    for address in said["plays"]:
        keys.play(address)
    response.redirect(said["place"], method="POST")
    return Response(str(response), content_type="text/xml; charset=utf-8")


@app.post("/twilio/sms")
def text() -> Response:
    """One text."""
    if not genuine():
        abort(403)
    response = MessagingResponse()
    response.message(said["text"])
    return Response(str(response), content_type="text/xml; charset=utf-8")
