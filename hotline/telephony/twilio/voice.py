"""The caller's side of a call: it begins, a key is pressed, a ring came to an end, it is over.

The menus write nothing and read only, at the first webhook, whether a responder's phone calls: where the call stands
comes with the request and leaves with the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from flask import Blueprint, Response, request

from hotline.actions.ask_responder import OVER as NOBODY_ASKED
from hotline.actions.ask_responder import asking_over
from hotline.actions.carry_out import Deeds
from hotline.actions.converse import converse
from hotline.actions.end_ring import end_wave
from hotline.actions.ports import StoreDown
from hotline.actions.ring_missed import Missed, came_to_the_menu, ring_missed
from hotline.actions.ring_wave import Wave
from hotline.core.conversation import Conversation
from hotline.core.engine import begin
from hotline.core.events import Began, Event, Keys, Line, Outcome, Silence, Wish
from hotline.core.flow import Connect, Flow
from hotline.core.missed import is_missed
from hotline.core.phone_number import PhoneNumber, may_ring
from hotline.core.records import Ended
from hotline.telephony.twilio import asking, desk, twiml
from hotline.telephony.twilio.codes import joined, ring_outcome
from hotline.telephony.twilio.edge import (
    FIRST_LANGUAGE,
    Edge,
    caller,
    field,
    guard,
    log,
    new_place,
    note_failure,
    nothing,
    xml,
)
from hotline.telephony.twilio.responder import hang_up
from hotline.telephony.twilio.speaking import Ringing

DIGITS = 20  # longer input is noise
OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})  # what a call's status says in the end


def create_blueprint(edge: Edge) -> Blueprint:
    """The routes below /twilio/voice for the caller's leg."""
    voice = Blueprint("voice", __name__, url_prefix="/twilio/voice")
    guard(voice, edge, lambda: _sorry(edge))

    @voice.post("")
    def begins() -> Response:
        return _is_busy(edge) or desk.greets(edge) or front_desk(edge)

    @voice.post("/caller")
    def goes_on_as_a_caller() -> Response:
        return front_desk(edge)

    @voice.post("/step")
    def pressed() -> Response:
        return _from_her_place(edge, partial(_pressed, edge))

    @voice.post("/rang")
    def rang() -> Response:
        if field("CallStatus") in OVER:  # she has hung up: nobody else is rung for her
            _left_from_dial(edge)
            return hang_up()
        return _from_her_place(edge, lambda _: _wave_ended(edge))

    @voice.post("/asked")
    def asked() -> Response:
        outcome = _asking_over(edge)
        if field("CallStatus") in OVER:
            return hang_up()
        return _from_her_place(edge, lambda _: outcome)

    @voice.post("/status")
    def ended() -> Response:
        _ended(edge)
        return nothing()

    return voice


def front_desk(edge: Edge) -> Response:
    """A call begins."""
    flow = edge.flow
    return _go_on(edge, flow, _start(flow), Began())


def _is_busy(edge: Edge) -> Response | None:
    """A call to the number that is always busy: it is not taken, and rung back. None for every other call."""
    number = edge.missed.rules.number if edge.missed else None
    if number is None or field("To") != number.e164:
        return None
    _note_missed(edge, ring_missed)
    response = twiml.Voice()
    response.reject()
    return xml(twiml.document(response))


def _note_missed(edge: Edge, deed: Callable[[Missed, str, PhoneNumber, datetime], object]) -> None:
    """Note what a call means for ringing back, if that is switched on and she can be rung at all."""
    call, number = field("CallSid"), caller().number
    if edge.missed and call and number:
        edge.note(deed.__name__, partial(deed, edge.missed, call, number, edge.clock()))


def _start(flow: Flow, turn: int = 0) -> Conversation:
    """The beginning of a call. One that begins anew goes on counting, so that no wish gets an earlier one's key."""
    number = caller().number
    known = number is not None and may_ring(number, flow.countries)
    return new_place(flow, number_known=known)._replace(turn=turn)


def _from_her_place(edge: Edge, told: Callable[[Conversation], Event]) -> Response:
    """Go on with what this request tells; anew, when the place that came with it is unreadable or of an older flow."""
    flow = edge.flow
    opened = edge.places.opened(request.args.get("p", ""), field("CallSid"))
    if opened is None:
        return _go_on(edge, flow, _start(flow, int(edge.clock().timestamp())), Began())
    event = told(opened)
    if opened.flow != flow.version():
        return _go_on(edge, flow, begin(flow, opened), Began())
    return _go_on(edge, flow, opened, event)


def _pressed(edge: Edge, place: Conversation) -> Event:
    digits = field("Digits", DIGITS)
    if digits and place.turn == 1:
        _note_missed(edge, came_to_the_menu)
    if digits or field("FinishedOnKey") == "#":
        return Keys(digits or "#")
    return Silence()


def _go_on(edge: Edge, flow: Flow, place: Conversation, event: Event) -> Response:
    call = field("CallSid")
    if not call:  # nothing could be kept apart from another caller's
        return edge.apology(place.language)
    now = edge.clock()
    deeds = Deeds(edge.store, edge.notice, edge.zone, now, caller, call, "voice")
    before, wishes = place, list[Wish]()

    def perform(wish: Wish, turn: int) -> Outcome:
        wishes.append(wish)
        edge.settle()
        return deeds.perform(wish, turn)

    place, turn = converse(flow, place, event, now.timestamp(), perform)
    if not (before.turn and isinstance(event, Began)):  # one that begins anew was counted where it came from
        edge.tally.heard(call, before if before.turn else None, place, turn.wait, now, wishes)
    for failure in deeds.failures:
        log.error("store did not answer", deed=failure)

    def ring(wave: Wave) -> Ringing:
        step = flow.steps[place.step]
        if isinstance(step, Connect):
            return edge.places.ringing(wave, place, call, step, now.timestamp())
        return asking.ringing(edge.places, wave, place, call)

    return xml(edge.speaker.speak(turn, place.language, edge.places.step(place, call), deeds.wave, ring))


def _wave_ended(edge: Edge) -> Outcome:
    """What became of the wave that this Dial was. Without a store, the provider's word has to do."""
    told = ring_outcome(field("DialCallStatus"), field("DialBridged"))
    whisper = edge.places.whisper(request.args.get("w", ""))
    if whisper is None:
        return Outcome(told)
    try:
        ended = end_wave(edge.store, whisper.ring, told, edge.clock(), joined=joined(field("DialBridged")))
    except StoreDown:
        log.error("store did not answer", deed="end_wave")
        ended = Ended(told)
    return Outcome(ended.outcome, (("person", ended.code), ("talked", ended.talk)) if ended.outcome == "helped" else ())


def _asking_over(edge: Edge) -> Outcome:
    """What the responder chose for the caller who waits. Without a store: nothing."""
    ring = asking.asking_ring(edge.places, request.args.get("w", ""))
    try:
        return asking_over(edge.store, ring, edge.clock()) if ring else NOBODY_ASKED
    except StoreDown:
        log.error("store did not answer", deed="asking_over")
        return NOBODY_ASKED


def _left_from_dial(edge: Edge) -> None:
    """She hung up while phones rang, or after a talk."""
    outcome = _wave_ended(edge)
    place = edge.places.opened(request.args.get("p", ""), field("CallSid"))
    if place and outcome.name == "helped":
        edge.tally.talked(field("CallSid"), place, edge.clock())


def _ended(edge: Edge) -> None:
    """What is noted when a call is over: who is rung no more, what she did, and whether it was a missed call."""
    if field("CallStatus") in OVER:
        close_rings(edge)
        edge.count()
    if is_missed(field("CallStatus"), field("CallDuration")):
        _note_missed(edge, ring_missed)


def close_rings(edge: Edge) -> None:
    """She has hung up: nobody is rung for her any more."""
    ended = partial(edge.store.rings_of_call_ended, field("CallSid"), "left", edge.clock())
    edge.note("rings_of_call_ended", ended)


def _sorry(edge: Edge) -> Response:
    """An apology in her language and the main menu; if even that fails, useful words."""
    language = FIRST_LANGUAGE
    try:
        opened = edge.places.opened(request.args.get("p", ""), field("CallSid"))
        language = opened.language if opened else language
        count = opened.turn + 1 if opened else int(edge.clock().timestamp())
        flow = edge.flow
        place = _start(flow, count)._replace(language=language, step=flow.menu["voice"])
        place, turn = converse(flow, place, Began(), edge.clock().timestamp(), _no_wish)
        turn = replace(turn, lines=(Line("apology"), *turn.lines))
        return xml(edge.speaker.speak(turn, language, edge.places.step(place, field("CallSid")), Wave(), _no_ring))
    except Exception as error:  # noqa: BLE001 - the last safe answer stands below
        note_failure(request, error)
        return edge.apology(language)


def _no_wish(_wish: Wish, _turn: int) -> Outcome:
    raise LookupError("the main menu wishes for nothing")


def _no_ring(_wave: Wave) -> Ringing:
    raise LookupError("the main menu rings nobody")
