"""The responder's side of a ring: the whisper, the key that accepts, the end of her leg.

Only a key accepts, so that a voicemail or a pocket never takes a caller.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from hotline.actions.end_ring import end_ring
from hotline.actions.ports import StoreDown
from hotline.core.events import Line
from hotline.telephony.twilio import twiml
from hotline.telephony.twilio.codes import ring_outcome
from hotline.telephony.twilio.edge import Edge, field, guard, log, nothing, noting, xml
from hotline.telephony.twilio.places import Whisper

ANSWER_WITHIN = 10  # seconds of silence after the whisper until the next person is rung
PASS_ON = "2"  # noqa: S105 - a key of the keypad, no password


def create_blueprint(edge: Edge) -> Blueprint:
    """The routes below /twilio/voice for the responder's leg."""
    legs = Blueprint("responder", __name__, url_prefix="/twilio/voice")
    guard(legs, edge, hang_up)

    @legs.post("/whisper")
    def whispers() -> Response:
        token = request.args.get("w", "")
        whisper = edge.places.whisper(token)
        if whisper is None:
            return _gone(edge, "ur")
        response = twiml.Voice()
        keys = one_key(response, edge.places.accept(token))
        edge.speaker.say(keys, [_words(whisper)], whisper.heard_in)
        response.hangup()
        return xml(twiml.document(response))

    @legs.post("/accept")
    def accepts() -> Response:
        whisper = edge.places.whisper(request.args.get("w", ""))
        digits = field("Digits")
        if whisper is None or not digits:
            return _gone(edge, "ur")
        if digits == PASS_ON:
            return hang_up()
        return xml(twiml.document(twiml.Voice())) if _accepted(edge, whisper) else _gone(edge, whisper.heard_in)

    @legs.post("/left")
    def left() -> Response:
        whisper = edge.places.whisper(request.args.get("w", ""))
        if whisper:
            _ended(edge, whisper)
        return nothing()

    return legs


def one_key(response: twiml.Voice, action: str) -> twiml.Gather:
    """Append a Gather for the one key that a whisper waits for; silence hangs up after it."""
    return response.gather(action=action, num_digits=1, timeout=ANSWER_WITHIN, finish_on_key="")


def _words(whisper: Whisper) -> Line:
    slots = (("spoken", whisper.spoken), ("subject", whisper.subject))
    return Line("whisper_danger" if whisper.urgent else "whisper", slots)


def _accepted(edge: Edge, whisper: Whisper) -> bool:
    """True when the caller still waits. A store that is down must not keep two people apart who are on the line."""
    try:
        with edge.store.atomic():
            taken = edge.store.ring_accepted(whisper.ring, edge.clock())
    except StoreDown:
        log.error("store did not answer", deed="ring_accepted")
        return True
    log.info("responder", accepted=taken)
    return taken


def _ended(edge: Edge, whisper: Whisper) -> None:
    with noting("end_ring"):
        end_ring(edge.store, whisper.ring, ring_outcome(field("CallStatus"), ""), edge.clock())


def _gone(edge: Edge, language: str) -> Response:
    response = twiml.Voice()
    edge.speaker.say(response, [Line("whisper_gone")], language)
    response.hangup()
    return xml(twiml.document(response))


def hang_up() -> Response:
    """The answer that ends this leg."""
    response = twiml.Voice()
    response.hangup()
    return xml(twiml.document(response))
