"""A call back as it is heard: the responder's phone first, then hers, and nothing told before she presses a key."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from hotline.actions.ports import SealBroken, StoreDown
from hotline.actions.ring_back import (
    RingingBack,
    accept_back,
    confirm_back,
    not_reached,
    responder_left,
    wrong_person,
)
from hotline.core.callback import Callback
from hotline.core.duty import Responder
from hotline.core.events import Line
from hotline.telephony.twilio import twiml
from hotline.telephony.twilio.asking import Asking, say_menu
from hotline.telephony.twilio.codes import ring_outcome
from hotline.telephony.twilio.edge import Edge, field, guard, log, nothing, xml
from hotline.telephony.twilio.places import Sealer, heard_by
from hotline.telephony.twilio.responder import PASS_ON, hang_up, one_key, promised
from hotline.telephony.twilio.speaking import TALK_LIMIT

BOUND_TO = "ring back"
RING_HER_FOR = 25  # seconds
CONFIRM = "1"
URL = "/twilio/voice/back"


@dataclass(frozen=True, slots=True)
class Back:
    """What the addresses of one call back carry, sealed: the ring, the request, who hears which language, and what
    was agreed for the case that somebody else has her phone."""

    ring: str
    callback: str
    subject: str
    hers: str
    theirs: str
    lifted: tuple[str, ...] = ()
    ask_for: str = ""
    reason: str = ""
    code_word: str = ""


def address(sealer: Sealer, ring: str, responder: Responder, callback: Callback) -> str:
    """The path that the responder's phone fetches when it is answered."""
    hers = "en" if callback.language == "en" else "ur"
    card = callback.card
    back = Back(ring, callback.id, callback.subject, hers, heard_by(responder), callback.lifted,
                card.ask_for, card.reason, card.code_word)  # fmt: skip
    token = sealer.seal_place(json.dumps(asdict(back)), BOUND_TO)
    return f"{URL}?{urlencode({'w': token})}"


def create_blueprint(edge: Edge) -> Blueprint:
    """The routes below /twilio/voice/back, on both legs of a call back."""
    back = Blueprint("ring_back", __name__, url_prefix=URL)
    guard(back, edge, hang_up)
    desk = _Desk(edge)
    for path, view in (("", desk.whispers), ("/accept", desk.accepts), ("/confirm", desk.asks_her),
                       ("/confirmed", desk.confirmed), ("/rang", desk.rang), ("/left", desk.left)):  # fmt: skip
        back.add_url_rule(path, view.__name__, view, methods=["POST"])
    return back


def _agreed(back: Back) -> list[Line]:
    """What the responder must know before somebody answers: whom to ask for, what we are to others, the code word."""
    agreed = (("back_name", "ask_for", back.ask_for), ("back_reason", "reason", back.reason),
              ("back_word", "code_word", back.code_word))  # fmt: skip
    return [Line(key, ((slot, value),)) for key, slot, value in agreed if value]


class _Desk:
    """The views; every one opens the sealed token first."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self._ringing = RingingBack(edge.store, edge.notice, edge.zone)

    def whispers(self) -> Response:
        """The responder's phone was answered: what it is about, and which key rings her."""
        back = self._opened()
        if back is None:
            return hang_up()
        response = twiml.Voice()
        keys = one_key(response, self._url("/accept"))
        slots = (("spoken", back.hers), ("subject", back.subject))
        self._edge.speaker.say(keys, [Line("whisper_back", slots)], back.theirs)
        response.hangup()
        return xml(twiml.document(response))

    def accepts(self) -> Response:
        """The responder pressed a key: her phone is rung, if she still wants it."""
        back = self._opened()
        if back is None or field("Digits") in ("", PASS_ON):
            return hang_up()
        try:
            number = accept_back(self._ringing, back.ring, back.callback, self._edge.clock())
        except StoreDown:
            log.error("store did not answer", deed="accept_back")
            return self._says(back.theirs, "apology")
        if number is None:
            return self._says(back.theirs, "whisper_gone")
        response = twiml.Voice()
        self._edge.speaker.say(response, [promised(back.lifted), *_agreed(back), Line("back_ringing")], back.theirs)
        phones = response.dial(
            action=self._url("/rang"), timeout=RING_HER_FOR,
            caller_id=self._edge.speaker.hotline_number, time_limit=TALK_LIMIT,
        )  # fmt: skip
        phones.number(number.e164, url=self._url("/confirm"))
        return xml(twiml.document(response))

    def asks_her(self) -> Response:
        """Her phone was answered, by whomever: a neutral sentence, and nothing more without a key."""
        back = self._opened()
        if back is None:
            return hang_up()
        response = twiml.Voice()
        keys = one_key(response, self._url("/confirmed"))
        asked = Line("back_confirm_name", (("ask_for", back.ask_for),)) if back.ask_for else Line("back_confirm")
        self._edge.speaker.say(keys, [asked], back.hers)
        response.hangup()
        return xml(twiml.document(response))

    def confirmed(self) -> Response:
        """Whoever answered pressed a key: 1 brings the two together, anything else is a wrong number."""
        back = self._opened()
        if back is None:
            return hang_up()
        if field("Digits") == CONFIRM and self._confirm(back):
            return xml(twiml.document(twiml.Voice()))
        self._edge.note("wrong_person", partial(wrong_person, self._ringing, back.callback, self._edge.clock()))
        return self._says(back.hers, *([f"harmless_{back.reason}"] if back.reason else ["back_wrong", "goodbye"]))

    def rang(self) -> Response:
        """Her phone's ring is over: the responder is told that she was not reached, or asked what came of it."""
        back = self._opened()
        if back is None:
            return hang_up()
        answered = ring_outcome(field("DialCallStatus"), "") == "helped"
        try:
            reached = not_reached(self._ringing, back.callback, answered=answered, now=self._edge.clock())
        except StoreDown:
            log.error("store did not answer", deed="not_reached")
            return hang_up()
        if not reached:
            return self._says(back.theirs, "back_no_answer")
        response = twiml.Voice()
        say_menu(self._edge, response, Asking(back.ring, back.theirs))
        return xml(twiml.document(response))

    def left(self) -> Response:
        """The responder's own call is over."""
        back = self._opened()
        if back:
            outcome = ring_outcome(field("CallStatus"), "")
            left = partial(
                responder_left, self._ringing, back.ring, back.callback, outcome, self._edge.clock()
            )
            self._edge.note("responder_left", left)
        return nothing()

    def _confirm(self, back: Back) -> bool:
        """A store that is down must not keep two people apart who are on the line."""
        try:
            return confirm_back(self._ringing, back.callback, self._edge.clock())
        except StoreDown:
            log.error("store did not answer", deed="confirm_back")
            return True

    def _opened(self) -> Back | None:
        try:
            return Back(**json.loads(self._edge.places.sealer.open_place(request.args.get("w", ""), BOUND_TO)))
        except (SealBroken, ValueError, TypeError):
            return None

    def _url(self, path: str) -> str:
        return f"{self._edge.places.public_url}{URL}{path}?{urlencode({'w': request.args['w']})}{twiml.RETRIED}"

    def _says(self, language: str, *keys: str) -> Response:
        response = twiml.Voice()
        self._edge.speaker.say(response, map(Line, keys), language)
        response.hangup()
        return xml(twiml.document(response))
