"""The responder's side of a ring: the whisper, the key that accepts, the end of her leg.

Only a key accepts, so that a voicemail or a pocket never takes a caller.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from flask import Blueprint, Response, request

from hotline.actions.end_ring import end_ring
from hotline.actions.ports import StoreDown
from hotline.core.callback import PROMISES
from hotline.core.events import Line
from hotline.core.records import Claim
from hotline.telephony.twilio import twiml
from hotline.telephony.twilio.codes import ring_outcome
from hotline.telephony.twilio.edge import Edge, field, guard, log, nothing, xml
from hotline.telephony.twilio.places import WHISPER_LASTS, Whisper

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
            return _says(edge, "ur", Line("whisper_gone"))
        response = twiml.Voice()
        left = whisper.until - edge.clock().timestamp() - WHISPER_LASTS
        keys = one_key(response, edge.places.accept(token), within=max(1, int(min(ANSWER_WITHIN, left))))
        edge.speaker.say(keys, _words(whisper), whisper.heard_in)
        response.hangup()
        return xml(twiml.document(response))

    @legs.post("/accept")
    def accepts() -> Response:
        return _accepted(edge)

    @legs.post("/left")
    def left() -> Response:
        whisper = edge.places.whisper(request.args.get("w", ""))
        if whisper:
            _ended(edge, whisper)
        return nothing()

    return legs


def _accepted(edge: Edge) -> Response:
    """A key was pressed: any but one takes the call, unless somebody was quicker."""
    whisper = edge.places.whisper(request.args.get("w", ""))
    digits = field("Digits")
    if whisper is None or not digits:
        return _says(edge, "ur", Line("whisper_gone"))
    if digits == PASS_ON:
        edge.note("passed_on", partial(end_ring, edge.store, whisper.ring, "passed", edge.clock()))
        return hang_up()
    claim = _claim(edge, whisper)
    if claim != "accepted":
        return _says(edge, whisper.heard_in, Line("whisper_taken" if claim == "taken" else "whisper_gone"))
    response = twiml.Voice()
    edge.speaker.say(response, [promised(whisper.lifted)], whisper.heard_in)
    return xml(twiml.document(response))


def one_key(response: twiml.Voice, action: str, *, within: int = ANSWER_WITHIN) -> twiml.Gather:
    """Append a Gather for the one key that a whisper waits for; silence hangs up after it."""
    return response.gather(action=action, num_digits=1, timeout=within, finish_on_key="")


def _words(whisper: Whisper) -> tuple[Line, ...]:
    slots = (("spoken", whisper.spoken), ("subject", whisper.subject))
    first = (Line(whisper.first),) if whisper.first else ()
    return (*first, Line("whisper_danger" if whisper.urgent else "whisper", slots))


def promised(lifted: Collection[str]) -> Line:
    """What the caller was promised, as it is said to whoever takes her call."""
    if not lifted:
        return Line("promises_all")
    told = (("yes" if whom in lifted else "no", whom) for whom in PROMISES)
    return Line("promises_some", tuple((f"bound_{whom}", answer) for answer, whom in told))


def _claim(edge: Edge, whisper: Whisper) -> Claim:
    """Whether the caller is hers. A store that is down must not keep two people apart who are on the line."""
    try:
        claim = edge.store.ring_accepted(whisper.ring, edge.clock())
    except StoreDown:
        log.error("store did not answer", deed="ring_accepted")
        return "accepted"
    log.info("responder", claim=claim)
    return claim


def _ended(edge: Edge, whisper: Whisper) -> None:
    outcome = ring_outcome(field("CallStatus"), "")
    edge.note("end_ring", partial(end_ring, edge.store, whisper.ring, outcome, edge.clock()))


def _says(edge: Edge, language: str, line: Line) -> Response:
    response = twiml.Voice()
    edge.speaker.say(response, [line], language)
    response.hangup()
    return xml(twiml.document(response))


def hang_up() -> Response:
    """The answer that ends this leg."""
    response = twiml.Voice()
    response.hangup()
    return xml(twiml.document(response))
