"""A missed call is rung back: whoever answers hears one neutral sentence, and only a key leads to the front desk."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from hotline.actions.ports import SealBroken
from hotline.core.events import Line
from hotline.telephony.twilio import twiml
from hotline.telephony.twilio.edge import FIRST_LANGUAGE, Edge, field, guard, nothing, xml
from hotline.telephony.twilio.places import Sealer
from hotline.telephony.twilio.responder import hang_up, one_key
from hotline.telephony.twilio.voice import OVER, close_rings, front_desk

BOUND_TO = "missed"
CONFIRM = "1"
URL = "/twilio/voice/missed"


def address(sealer: Sealer, call: str) -> str:
    """The path that her phone fetches; it holds, sealed, which call was missed."""
    return f"{URL}?{urlencode({'w': sealer.seal_place(call, BOUND_TO)})}"


def create_blueprint(edge: Edge) -> Blueprint:
    """The routes below /twilio/voice/missed."""
    missed = Blueprint("missed", __name__, url_prefix=URL)
    guard(missed, edge, hang_up)

    @missed.post("")
    def asks() -> Response:
        return _says(edge, asked=True) if _call(edge) else hang_up()

    @missed.post("/confirmed")
    def pressed() -> Response:
        call = _call(edge)
        if call is None:
            return hang_up()
        if field("Digits") == CONFIRM:
            return front_desk(edge)
        edge.note("missed_was_wrong", partial(edge.store.missed_was_wrong, call))
        return _says(edge, asked=False)

    @missed.post("/left")
    def left() -> Response:
        if field("CallStatus") in OVER:
            close_rings(edge)
            edge.count()
        return nothing()

    return missed


def _says(edge: Edge, *, asked: bool) -> Response:
    """The question whether she is there, or a goodbye to a wrong number."""
    response = twiml.Voice()
    if asked:
        token = urlencode({"w": request.args["w"]})
        keys = one_key(response, f"{edge.places.public_url}{URL}/confirmed?{token}{twiml.RETRIED}")
        edge.speaker.say(keys, [Line("back_confirm")], FIRST_LANGUAGE)
    else:
        edge.speaker.say(response, [Line("back_wrong"), Line("goodbye")], FIRST_LANGUAGE)
    response.hangup()
    return xml(twiml.document(response))


def _call(edge: Edge) -> str | None:
    """The call that was missed, or None when the token is not ours."""
    try:
        return edge.places.sealer.open_place(request.args.get("w", ""), BOUND_TO)
    except SealBroken:
        return None
