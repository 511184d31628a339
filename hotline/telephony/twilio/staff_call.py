"""Short calls to a responder: her duty begins, or her phone is tested. Only a key answers; a voicemail proves nothing.

Whoever picks up hears nothing that tells what this is.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from hotline.actions.confirm_shift import confirm_shift, refuse_shift
from hotline.actions.ports import SealBroken, StoreDown
from hotline.actions.staffing import Call
from hotline.actions.try_lines import prove_line
from hotline.core.duty import Responder
from hotline.core.events import Line
from hotline.telephony.twilio import twiml
from hotline.telephony.twilio.edge import Edge, field, guard, log, nothing, xml
from hotline.telephony.twilio.places import Sealer
from hotline.telephony.twilio.responder import hang_up, one_key

BOUND_TO = "staff call"
URL = "/twilio/voice/staff"
YES, NO = "1", "2"


@dataclass(frozen=True, slots=True)
class StaffCall:
    """What the addresses of one call carry, sealed: what for, who is rung, when her duty began, in which language."""

    call: str
    responder: str
    begins: str
    language: str


def address(sealer: Sealer, call: Call, who: Responder, begins: datetime) -> str:
    """The path that the responder's phone fetches when it is answered."""
    language = "en" if "en" in who.languages and "ur" not in who.languages else "ur"
    carried = StaffCall(call, who.id, begins.isoformat(), language)
    return f"{URL}?{urlencode({'w': sealer.seal_place(json.dumps(asdict(carried)), BOUND_TO)})}"


def create_blueprint(edge: Edge) -> Blueprint:
    """The routes below /twilio/voice/staff."""
    calls = Blueprint("staff_call", __name__, url_prefix=URL)
    guard(calls, edge, hang_up)

    @calls.post("")
    def asks() -> Response:
        carried = _opened(edge)
        return _asks(edge, carried) if carried else hang_up()

    @calls.post("/key")
    def pressed() -> Response:
        carried, key = _opened(edge), field("Digits")
        if carried is None:
            return hang_up()
        if key != YES and not (key == NO and carried.call == "duty"):
            return _asks(edge, carried)
        try:
            said = _answered(edge, carried, yes=key == YES)
        except StoreDown:
            log.error("store did not answer", deed=carried.call)
            said = "apology"
        return _says(edge, carried, said)

    @calls.post("/left")
    def left() -> Response:
        return nothing()  # what counts is a key; without one her time runs out, or the phone is tried again

    return calls


def _answered(edge: Edge, carried: StaffCall, *, yes: bool) -> str:
    """Do what the key says and return what she hears."""
    now = edge.clock()
    with edge.store.atomic():
        prove_line(edge.store, carried.responder, now)
        if carried.call == "test":
            return "test_works"
        if yes:
            there = confirm_shift(edge.store, edge.notice, carried.responder, now)
            return "duty_confirmed" if there else "duty_over"
        refuse_shift(edge.store, carried.responder, datetime.fromisoformat(carried.begins), now)
        return "duty_refused"


def _asks(edge: Edge, carried: StaffCall) -> Response:
    response = twiml.Voice()
    token = urlencode({"w": request.args["w"]})
    keys = one_key(response, f"{edge.places.public_url}{URL}/key?{token}{twiml.RETRIED}")
    edge.speaker.say(keys, [Line(f"{carried.call}_call")], carried.language)
    response.hangup()
    return xml(twiml.document(response))


def _says(edge: Edge, carried: StaffCall, key: str) -> Response:
    response = twiml.Voice()
    edge.speaker.say(response, [Line(key)], carried.language)
    response.hangup()
    return xml(twiml.document(response))


def _opened(edge: Edge) -> StaffCall | None:
    try:
        return StaffCall(**json.loads(edge.places.sealer.open_place(request.args.get("w", ""), BOUND_TO)))
    except (SealBroken, ValueError, TypeError):
        return None
