"""A responder's own call: her PIN first, then the keypad menu; whoever gives none goes on as a caller.

Which phones are responders' is known from the database at the first webhook; without it, everybody is a caller.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from flask import Blueprint, Response, request

from hotline.actions.answer_desk import DeskDeeds
from hotline.actions.check_pin import COORDINATOR, check_pin
from hotline.actions.converse import converse
from hotline.actions.ports import SealBroken, StoreDown
from hotline.actions.ring_wave import Wave
from hotline.core.conversation import Conversation
from hotline.core.events import Began, Event, Keys, Line, Silence
from hotline.flows.desk import AS_CALLER, build
from hotline.telephony.twilio import twiml, workshop
from hotline.telephony.twilio.edge import Edge, caller, field, guard, log, xml
from hotline.telephony.twilio.speaking import KEY_TIMEOUT, Ringing

URL = "/twilio/voice/desk"
CALLERS = "/twilio/voice/caller"
LONGEST_PIN = 8
TRIES = 3  # in one call
FLOW = build()


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """What the address carries, sealed, while a PIN is asked for: of whom, in which language, which try. No PIN.

    `responder` is empty when only the coordinator may come in by this phone; `coordinator` says that she may.
    """

    responder: str
    language: str
    tries: int = 1
    coordinator: bool = False


def create_blueprint(edge: Edge) -> Blueprint:
    """The routes below /twilio/voice/desk."""
    desk = Blueprint("desk", __name__, url_prefix=URL)
    guard(desk, edge, lambda: _as_caller(edge))

    @desk.post("/pin")
    def pin_comes() -> Response:
        door, pin = _door(edge), field("Digits", LONGEST_PIN)
        if door is None or not pin:
            return _as_caller(edge)
        if not pin.isdigit():  # a star: whoever is beside her hears something innocent
            return _go_on(edge, _place(door)._replace(step=FLOW.decoy), Began())
        return _knocks(edge, door, pin)

    @desk.post("/step")
    def pressed() -> Response:
        place = edge.places.opened(request.args.get("p", ""), field("CallSid"))
        if place is None:
            return _as_caller(edge)
        if place.flow != FLOW.version():
            return _go_on(edge, _anew(place), Began()) if place.answer("responder") else _as_caller(edge)
        digits = field("Digits", LONGEST_PIN)
        return _go_on(edge, place, Keys(digits) if digits else Silence())

    return desk


def greets(edge: Edge) -> Response | None:
    """What is said first to a responder's phone, or the coordinator's; None for everybody else's, and when nobody can
    say whose it is."""
    number = caller().number
    if number is None or not field("CallSid"):
        return None
    try:
        known = edge.store.responder_of(number)
    except StoreDown:
        log.error("store did not answer", deed="responder_of")
        return None
    coordinator = workshop.is_coordinator(edge)
    if known is None and not coordinator:
        return None
    english = known and "ur" not in known.languages and "en" in known.languages
    door = AtTheDoor(known.id if known else "", "en" if english else "ur", coordinator=coordinator)
    return _asks(edge, door, (Line("greeting"), Line("desk_pin")))


def _knocks(edge: Edge, door: AtTheDoor, pin: str) -> Response:
    call = field("CallSid")
    as_coordinator = door.coordinator and workshop.opens(edge, pin)
    who = COORDINATOR if door.coordinator else door.responder
    try:
        right = as_coordinator or (bool(door.responder) and edge.store.pin_is_right(door.responder, pin))
        opens = check_pin(edge.store, edge.notice, who, right, f"{call}:pin:{door.tries}", edge.clock())
    except StoreDown:
        log.error("store did not answer", deed="check_pin")
        return _as_caller(edge)
    log.info("pin", right=opens)
    if opens and as_coordinator:
        return workshop.begin(edge)
    if opens:
        return _go_on(edge, _place(door), Began())
    if door.tries >= TRIES:
        return _as_caller(edge)
    return _asks(edge, replace(door, tries=door.tries + 1), (Line("desk_pin_wrong"), Line("desk_pin")))


def _asks(edge: Edge, door: AtTheDoor, lines: tuple[Line, ...]) -> Response:
    token = edge.places.sealer.seal_place(json.dumps(asdict(door)), _bound())
    address = f"{edge.places.public_url}{URL}/pin?p={token}{twiml.RETRIED}"
    response = twiml.Voice()
    keys = response.gather(action=address, timeout=KEY_TIMEOUT, num_digits=LONGEST_PIN, finish_on_key="#")
    edge.speaker.say(keys, lines, door.language)
    response.redirect(address)  # reached in silence only: she goes on as a caller
    return xml(twiml.document(response))


def _door(edge: Edge) -> AtTheDoor | None:
    try:
        return AtTheDoor(**json.loads(edge.places.sealer.open_place(request.args.get("p", ""), _bound())))
    except (SealBroken, ValueError, TypeError):
        return None


def _bound() -> str:
    """A place of the caller's own flow does not open here, nor one of these there."""
    return f"{field('CallSid')} pin"


def _place(door: AtTheDoor) -> Conversation:
    return Conversation(
        FLOW.version(), FLOW.start["voice"], "voice", door.language, answers=(("responder", door.responder),),
        turn=door.tries,
    )  # fmt: skip


def _anew(place: Conversation) -> Conversation:
    who = (("responder", place.answer("responder")),)
    return Conversation(FLOW.version(), FLOW.start["voice"], "voice", place.language, answers=who, turn=place.turn)


def _go_on(edge: Edge, place: Conversation, event: Event) -> Response:
    now, call = edge.clock(), field("CallSid")
    deeds = DeskDeeds(edge.desk, place.answer("responder"), call, now)
    place, turn = converse(FLOW, place, event, now.timestamp(), deeds.perform)
    if deeds.down:
        log.error("store did not answer", deed="desk")
    if place.step == AS_CALLER:
        return _as_caller(edge)
    here = edge.places.step(place, call, "desk/step")
    return xml(edge.speaker.speak(turn, place.language, here, Wave(), _no_ring))


def _as_caller(edge: Edge) -> Response:
    response = twiml.Voice()
    response.redirect(f"{edge.places.public_url}{CALLERS}{twiml.RETRIED}")
    return xml(twiml.document(response))


def _no_ring(_wave: Wave) -> Ringing:
    raise LookupError("a responder's menu rings nobody")
