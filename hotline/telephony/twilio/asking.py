"""The keypad menu after a talk: the responder says what came of it, and whether the caller is passed on.

It always ends by hanging up: her phone is never joined to the caller's in this ring.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from functools import partial

from flask import Blueprint, Response, request

from hotline.actions.ports import SealBroken, StoreDown
from hotline.actions.ring_back import RingingBack
from hotline.actions.ring_wave import Wave
from hotline.actions.tell_result import tell_by_key
from hotline.core.conversation import Conversation
from hotline.core.events import Line
from hotline.core.result import MENU, MENUS, chosen
from hotline.telephony.twilio import twiml
from hotline.telephony.twilio.edge import Edge, field, guard, log, nothing, xml
from hotline.telephony.twilio.places import Places, heard_by
from hotline.telephony.twilio.responder import hang_up
from hotline.telephony.twilio.speaking import Phone, Ringing

BOUND_TO = "asking"
URL = "/twilio/voice/after"
RING_FOR = 12  # seconds; the caller waits
ANSWER_WITHIN = 6  # seconds after each menu


@dataclass(frozen=True, slots=True)
class Asking:
    """What the addresses of one menu carry, sealed: the ring, her language, the menu, whether a key was wrong."""

    ring: str
    heard_in: str
    menu: str = MENU
    again: bool = False


def ringing(places: Places, wave: Wave, place: Conversation, call: str) -> Ringing:
    """The addresses for asking the one responder of this wave while the caller waits."""
    [(ring, one), *_] = wave.rings
    asking = Asking(ring, heard_by(one))
    phone = Phone(one.phone.e164, _address(places, asking), _address(places, asking, "/left"))
    sealed = places.sealer.seal_place(place.to_json(), call)
    return Ringing((phone,), places.url("asked", p=sealed, w=_token(places, asking)), RING_FOR)


def asking_ring(places: Places, token: str) -> str:
    """The ring of a token that `ringing` made; nothing when it is not ours."""
    asking = _opened(places, token)
    return asking.ring if asking else ""


def say_menu(edge: Edge, response: twiml.Voice, asking: Asking) -> None:
    """Append the menu that comes next; silence hangs up."""
    keys = response.gather(
        action=_address(edge.places, asking, "/key"), num_digits=1, timeout=ANSWER_WITHIN, finish_on_key=""
    )
    edge.speaker.say(keys, [Line(asking.menu)], asking.heard_in)
    response.hangup()


def create_blueprint(edge: Edge) -> Blueprint:
    """The routes below /twilio/voice/after, on the responder's leg."""
    after = Blueprint("asking", __name__, url_prefix=URL)
    guard(after, edge, hang_up)

    @after.post("")
    def asks() -> Response:
        asking = _opened(edge.places, request.args.get("w", ""))
        return _menu(edge, asking) if asking else hang_up()

    @after.post("/key")
    def pressed() -> Response:
        asking = _opened(edge.places, request.args.get("w", ""))
        if asking is None:
            return hang_up()
        choice = chosen(asking.menu, field("Digits"))
        if choice in MENUS:
            return _menu(edge, replace(asking, menu=choice))
        if choice:
            return _says(edge, asking, _told(edge, asking.ring, choice))
        return hang_up() if asking.again else _menu(edge, replace(asking, again=True))

    @after.post("/left")
    def left() -> Response:
        asking = _opened(edge.places, request.args.get("w", ""))
        if asking:
            edge.note("ring_ended", partial(edge.store.ring_ended, asking.ring, "over", edge.clock()))
        return nothing()

    return after


def _told(edge: Edge, ring: str, choice: str) -> str:
    """Note her choice; the sentence that she hears."""
    try:
        noted = tell_by_key(RingingBack(edge.store, edge.notice, edge.zone), ring, choice, edge.clock())
    except StoreDown:
        log.error("store did not answer", deed="tell_by_key")
        return "apology"
    return "result_thanks" if noted else "whisper_gone"


def _menu(edge: Edge, asking: Asking) -> Response:
    response = twiml.Voice()
    say_menu(edge, response, asking)
    return xml(twiml.document(response))


def _says(edge: Edge, asking: Asking, key: str) -> Response:
    response = twiml.Voice()
    edge.speaker.say(response, [Line(key)], asking.heard_in)
    response.hangup()
    return xml(twiml.document(response))


def _address(places: Places, asking: Asking, path: str = "") -> str:
    return places.url(f"after{path}", w=_token(places, asking))


def _token(places: Places, asking: Asking) -> str:
    return places.sealer.seal_place(json.dumps(asdict(asking)), BOUND_TO)


def _opened(places: Places, token: str) -> Asking | None:
    try:
        return Asking(**json.loads(places.sealer.open_place(token, BOUND_TO)))
    except (SealBroken, ValueError, TypeError):
        return None
