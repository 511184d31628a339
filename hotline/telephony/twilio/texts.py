"""Texts that come in, and reports on texts that went out."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from flask import Blueprint, Response, request

from hotline.actions.answer_text import Text, Texting, answer_text
from hotline.actions.obey_order import obey_order
from hotline.actions.ports import Store
from hotline.actions.subscribe import stop_texts
from hotline.core.events import Line
from hotline.core.folding import is_urdu
from hotline.core.phone_number import Caller
from hotline.telephony.twilio import twiml
from hotline.telephony.twilio.codes import UNWANTED, text_state
from hotline.telephony.twilio.edge import Edge, caller, field, guard, log, nothing, xml

LONGEST_BODY = 1600


def create_blueprint(edge: Edge) -> Blueprint:
    """The routes below /twilio/sms."""
    sms = Blueprint("sms", __name__, url_prefix="/twilio/sms")
    guard(sms, edge, lambda: _sorry(edge))

    @sms.post("")
    def text_comes() -> Response:
        message = field("MessageSid") or field("SmsSid")
        if not message:
            return xml(twiml.message(""))
        text = Text(message, caller(), field("Body", LONGEST_BODY))
        if field("OptOutType"):
            _mirror(edge, text.sender, field("OptOutType"))
        reply = obey_order(edge.desk, text, edge.clock())
        if reply is None and field("OptOutType"):  # the provider has answered already
            return xml(twiml.message(""))
        texting = Texting(edge.flow, edge.speaker.words, edge.matcher, edge.store, edge.notice, edge.tally, edge.zone)
        reply = reply or answer_text(texting, text, edge.clock())
        if not reply.stored:
            log.error("store did not answer", deed="answer_text")
        elif edge.tally.is_due(edge.clock()):
            edge.count()
        return xml(twiml.message(reply.body))

    @sms.post("/status")
    def delivery() -> Response:
        state = text_state(field("MessageStatus") or field("SmsStatus"))
        message = field("MessageSid") or field("SmsSid")
        if state and message:
            told = (message, state, field("ErrorCode", 8), edge.clock(), request.args.get("e", ""))
            edge.note("delivery", partial(_reported, edge.store, *told))
        return nothing()

    return sms


def _reported(store: Store, message: str, state: str, error: str, now: datetime, errand: str) -> None:
    """A text was delivered, or was not; whoever the provider counts as opted out gets no more from us either."""
    store.delivery(message, state, error, now, errand)
    if error == str(UNWANTED) and (number := store.receiver(message, errand)):
        stop_texts(store, number.e164, now)


def _sorry(edge: Edge) -> Response:
    """Something broke: say so in the script that was written, and ask for the text again. A report needs no answer."""
    if request.path.endswith("/status"):
        return nothing()
    language = "ur" if is_urdu(field("Body", LONGEST_BODY)) else "ur_Latn"
    return xml(twiml.message(edge.speaker.words.text(language, Line("text_failed"), "sms")))


def _mirror(edge: Edge, sender: Caller, kind: str) -> None:
    """The provider blocks this person from now on, or no longer: nothing may be sent, or again."""
    if not sender.identity:
        return
    if kind == "STOP":
        edge.note("mirror_opt_out", partial(stop_texts, edge.store, sender.identity, edge.clock()))
    elif kind == "START":
        edge.note("mirror_opt_out", partial(edge.store.unblock, sender.identity))
